from pathlib import Path

import pytest

from retrieval.model import NoteKind
from retrieval.reading.page import read_text

REAL_PAGE = Path(__file__).parents[4] / "shared" / "bulletins" / "erqi-page.md"


def body(*pieces: str) -> tuple[str, ...]:
    (article,) = read_text("# 标题在此\n\n" + "\n\n".join(pieces), "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "樊惠林表示，研究院已经成",
            "为河南省的阵地。",
            "樊惠林表示，研究院已经成为河南省的阵地。",
        ),
        (
            "提供人工智能、算力的智力支",
            "持，合力前行。",
            "提供人工智能、算力的智力支持，合力前行。",
        ),
        ("要坚定信心，凝聚合力，", "攻坚克难。", "要坚定信心，凝聚合力，攻坚克难。"),
        (
            "现场研究解决。虎荣鑫与",
            "相关企业深入沟通。",
            "现场研究解决。虎荣鑫与相关企业深入沟通。",
        ),
        ("虎荣鑫与", "相关企业深入沟通。", "虎荣鑫与相关企业深入沟通。"),
        ("继续服务项目，早日正式", "开工建设。", "继续服务项目，早日正式开工建设。"),
        ("截至", "10月份，已完成投资。", "截至10月份，已完成投资。"),
        ("要科学", "规划布局，明确定位。", "要科学规划布局，明确定位。"),
        ("樊惠林", "强调，要坚定信心。", "樊惠林强调，要坚定信心。"),
        (
            "樊惠林先后来到湾刘原址重建项目、台郭原址",
            "重建项目，现场察看。",
            "樊惠林先后来到湾刘原址重建项目、台郭原址重建项目，现场察看。",
        ),
        ("参会的有张三（区长）", "和李四等人。", "参会的有张三（区长）和李四等人。"),
        ("区领导，要坚持", "人民至上。", "区领导，要坚持人民至上。"),
        ("他说：“我们要", "加快建设。”", "他说：“我们要加快建设。”"),
        ("加强（包括", "资金）保障。", "加强（包括资金）保障。"),
        ("用好《条例》", "等法规，落实。", "用好《条例》等法规，落实。"),
        ("会议召开", "。与会者发言。", "会议召开。与会者发言。"),
        ("“要抓住机遇。", "”他说。", "“要抓住机遇。”他说。"),
        ("要坚持预防为主；", "同时加强巡查。", "要坚持预防为主；同时加强巡查。"),
        ("项目年产5000", "吨，明年投产。", "项目年产5000吨，明年投产。"),
        ("资金4846.", "19万元，按时到账。", "资金4846.19万元，按时到账。"),
        ("主题是，Open", "Source与未来。", "主题是，Open Source与未来。"),
        ("他们来自，inter-", "national机构。", "他们来自，international机构。"),
        ("防控，COVID-", "19疫情。", "防控，COVID-19疫情。"),
        ("建设，G", "20峰会场馆。", "建设，G20峰会场馆。"),
        ("10月25日樊惠林", "到现场调研，察看进度。", "10月25日樊惠林到现场调研，察看进度。"),
        ("昨天两位老人", "到现场察看，都说好。", "昨天两位老人到现场察看，都说好。"),
        ("2022年二七区", "新修道路，都已通车。", "2022年二七区新修道路，都已通车。"),
        (
            "It will serve, they said, a",
            "million people.",
            "It will serve, they said, a million people.",
        ),
    ],
)
def test_halves_of_a_sentence_are_joined(first: str, second: str, joined: str) -> None:
    assert body("前文已经结束。", first, second, "后文另起一段。") == (
        "前文已经结束。",
        joined,
        "后文另起一段。",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("要强化贯通协作，凝聚监督合力。", "统筹运用各种方式，做实监督。"),
        ("“要抓住机遇。”", "会议还要求，狠抓落实。"),
        ("怎么办？", "要依靠群众，发动群众。"),
        ("会议要求，做到以下几点：", "加强领导，压实责任。"),
        ("一是加强领导；", "二是压实责任；"),
        ("此次活动到此结束。（完）", "会议还要求，狠抓落实。"),
        ("兜牢底线", "针对困难群众，区里出台政策。"),
        ("一、健全体系", "区里成立专班，明确责任。"),
        ("（一）健全体系，压实责任", "区里成立专班，明确责任。"),
        ("健全体系，兜牢底线", "近年来，二七区成立专班。"),
        ("强化督导 狠抓落实", "区纪委监委全程监督。"),
        ("各单位要认真自查，及时整改", "二、加强督导。"),
        ("请问，今年的重点是", "记者：下一步呢？"),
        ("时间：10月25日", "地点：二七广场"),
        ("咨询电话：0371-68888888", "特此公告。"),
        ("It is good.", "They said, again."),
    ],
)
def test_texts_that_stop_and_labels_are_not_joined(first: str, second: str) -> None:
    assert body("前文已经结束。", first, second) == ("前文已经结束。", first, second)


def test_a_sentence_cut_twice_is_whole_again() -> None:
    assert body("提供智力，已经成", "为河南省", "的前沿阵地。") == (
        "提供智力，已经成为河南省的前沿阵地。",
    )


@pytest.mark.parametrize(
    "caption", ["图为企业车间。张三丰 供图", "▲企业车间。", "（图为调研现场）"]
)
def test_a_caption_in_a_cut_sentence_stands_after_it(caption: str) -> None:
    printed = body("提供坚实的智力，智力支", caption, "持，合力前行。", "后文。")
    assert printed[0] == "提供坚实的智力，智力支持，合力前行。"
    assert printed[1].rstrip("。") == caption.removesuffix("张三丰 供图").rstrip("。")
    assert printed[2:] == ("后文。",)


@pytest.mark.parametrize(
    "between", ["![](a.jpg)", "---", "2", "第A05版:要闻", "上一版 下一版", "责编 张三"]
)
def test_images_and_furniture_in_a_cut_sentence_do_not_stop_the_join(between: str) -> None:
    assert body("提供智力，智力支", between, "持，合力前行。") == (
        "提供智力，智力支持，合力前行。",
    )


def test_a_gap_parts_what_a_full_line_would_join() -> None:
    column = (
        "侯寨乡的樱桃沟通了一条新的山路，二十户人家\n"
        "的樱桃不再靠肩挑下山，村里的老人们都说这是\n"
        "多少年没有过的事，孩子们上学也不必再绕远。"  # as wide as the column
    )
    other = "马寨镇的三家面条厂今年订单翻了一番，主要卖\n到东南亚各国去，天天加班。"
    first, second = column.replace("\n", ""), other.replace("\n", "")
    caption = "图为通车的山路。"
    assert body(f"{column}\n{caption}", other) == (first, caption, second)
    assert body(f"{column}\n{caption}\n{other}") == (f"{first}{second}", caption)


def test_the_opening_of_a_report_parts_what_a_full_line_would_join() -> None:
    column = (
        "侯寨乡的樱桃沟通了一条新的山路，二十户人家\n"
        "的樱桃不再靠肩挑下山，村里的老人们都说这是\n"
        "多少年没有过的事，孩子们上学也不必再绕远。"  # as wide as the column
    )
    report = "本报讯 三家面条厂今年订单翻了一番，主要卖到\n东南亚各国去，天天加班。"
    parted = (column.replace("\n", ""), report.replace("\n", ""))
    assert body(f"{column}\n{report}") == parted


def test_the_opening_of_a_report_alone_is_half_a_sentence_and_no_label() -> None:
    assert body("新华社北京电 记者从会上", "获悉，工程已经开工。") == (
        "新华社北京电 记者从会上获悉，工程已经开工。",
    )


def test_a_byline_ends_what_it_follows() -> None:
    assert body("会议要求，各方共同努力，推进工作，保证安全", "记者 景静", "图为现场。") == (
        "会议要求，各方共同努力，推进工作，保证安全",
        "图为现场。",
    )


def test_lists_tables_and_verse_keep_their_lines() -> None:
    page = (
        "# 清单\n\n名单如下：\n\n- 身份证，原件\n- 居住证，复印件\n\n| 项目 | 金额 |\n|---|---|\n"
        "| 低保 | 4579万元 |\n\n春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。\n"
    )
    (article,) = read_text(page, "p.md").bulletin.articles
    assert article.paragraphs == (
        "名单如下：",
        "- 身份证，原件",
        "- 居住证，复印件",
        "| 项目 | 金额 |",
        "| 低保 | 4579万元 |",
        "春眠不觉晓，",
        "处处闻啼鸟。",
        "夜来风雨声，",
        "花落知多少。",
    )


def test_each_join_is_noted_at_the_line_where_the_text_goes_on() -> None:
    reading = read_text("# 标题\n\n提供智力，智力支\n\n持，合力前行。\n", "p.md")
    (note,) = reading.notes
    assert (note.line, note.kind) == (5, NoteKind.JOINED)
    assert note.above == 3
    assert note.text == "提供智力，智力支|持，合力前行。"


@pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not part of the repository")
def test_every_break_on_the_real_page_is_mended_and_nothing_else_joined() -> None:
    reading = read_text(REAL_PAGE.read_text(encoding="utf-8"), "erqi-page.md")
    text = "\n".join(article.body for article in reading.bulletin.articles)
    for whole in (
        "已经成为河南省",
        "智力支持,合力",
        "凝聚合力,攻坚克难",
        "受水源地、环保",
        "虎荣鑫与相关企业",
        "早日正式开工建设",
        "扛牢主体责任",
        "凝聚监督合力。\n统筹运用",
    ):
        assert whole in text
    assert sum(note.kind is NoteKind.JOINED for note in reading.notes) == 7
