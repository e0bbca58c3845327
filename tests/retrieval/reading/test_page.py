"""Pages as papers print and OCR gives them: every way to open an article, and what is no way."""

from pathlib import Path

import pytest

from retrieval.errors import PageRefused
from retrieval.model import Article, NoteKind, Reading
from retrieval.reading.page import MAX_ARTICLES, MAX_LINES, read_page, read_text

REAL_PAGE = Path(__file__).parents[4] / "shared" / "bulletins" / "erqi-page.md"


def articles(text: str, name: str = "p.md") -> tuple[Article, ...]:
    return read_text(text, name).bulletin.articles


def titles(text: str) -> list[str]:
    return [article.title for article in articles(text)]


def dropped(reading: Reading) -> list[tuple[int, str]]:
    notes = [note for note in reading.notes if note.kind is NoteKind.DROPPED]
    return [(note.line, note.reason) for note in notes if note.reason != "byline"]


REPORT = "本报讯 10月25日，会议召开。会议要求，压实责任。"


@pytest.mark.parametrize(
    "headline",
    [
        "# 二七区召开会议",
        "## 二七区召开会议",
        "###### 二七区召开会议",
        "#二七区召开会议",
        "# 二七区召开会议 #",
        "# **二七区召开会议**",
        "**二七区召开会议**",
        "__二七区召开会议__",
        "二七区召开会议\n====",
        "二七区召开会议\n----",
        "<h2>二七区召开会议</h2>",
        "二七区召开会议",
    ],
)
def test_a_headline_however_it_is_marked_opens_an_article(headline: str) -> None:
    page = f"# 第一条新闻\n\n前一条的正文结束了。\n\n{headline}\n\n{REPORT}\n"
    first, second = articles(page)
    assert first.paragraphs == ("前一条的正文结束了。",)
    assert (second.title, second.paragraphs) == ("二七区召开会议", (REPORT,))


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯 近日，活动举行。",
        "本报讯（记者 张三丰）近日，活动举行。",
        "杭州2月29日讯 活动举行。",
        "据新华社北京10月26日电 活动举行。",
        "【本報訊】活動舉行。",
        "□ 本报记者 张三丰\n\n近日，活动举行，大家参加。",
    ],
)
def test_a_line_alone_above_a_reports_opening_is_its_headline(opening: str) -> None:
    page = f"甲街道开展活动\n\n{REPORT}\n\n记者 景静\n\n乙街道开展活动\n\n{opening}\n"
    assert titles(page) == ["甲街道开展活动", "乙街道开展活动"]


def test_headline_lines_without_body_between_are_one_headline() -> None:
    assert titles("# 二七区持续加大\n\n# 民生保障投入力度\n\n正文。") == [
        "二七区持续加大 民生保障投入力度"
    ]
    assert titles("甲街道\n开展义诊\n服务群众\n本报讯 近日，活动举行。") == [
        "甲街道 开展义诊 服务群众"
    ]


def test_a_kicker_above_and_a_subtitle_below_belong_to_the_headline() -> None:
    page = f"""# 甲标题在此

{REPORT}

学习贯彻党的二十大精神

# 樱桃沟里果飘香

——二七区樱桃沟见闻

{REPORT}
"""
    first, second = articles(page)
    assert first.paragraphs == (REPORT,)
    assert second.title == "学习贯彻党的二十大精神 樱桃沟里果飘香 ——二七区樱桃沟见闻"
    assert second.subtitle == "二七区樱桃沟见闻"
    assert second.paragraphs == (REPORT,)


def test_a_colon_and_a_space_inside_a_title_stay() -> None:
    (article,) = articles("## 二七区: 开展专题党课 强化思想引领\n\n正文。")
    assert article.title == "二七区: 开展专题党课 强化思想引领"
    assert article.subtitle == "强化思想引领"


def test_an_empty_heading_opens_nothing_and_loses_nothing() -> None:
    reading = read_text(
        "# 标题甲\n\n正文甲。\n\n#\n\n正文乙。\n\n##  \n\n# 标题丙\n\n正文丙。", "p.md"
    )
    assert [(a.title, a.paragraphs) for a in reading.bulletin.articles] == [
        ("标题甲", ("正文甲。", "正文乙。")),
        ("标题丙", ("正文丙。",)),
    ]
    assert dropped(reading) == [(5, "empty heading"), (9, "empty heading")]


def test_a_page_without_headlines_is_called_by_its_beginning() -> None:
    (article,) = articles("本报讯 10月25日上午，樊惠林到大学调研。\n\n他表示，要加强合作。")
    assert article.title == "10月25日上午，樊惠林到大学调研"
    assert article.subtitle is None
    assert article.paragraphs == ("本报讯 10月25日上午，樊惠林到大学调研。", "他表示，要加强合作。")


def test_a_report_after_a_signed_one_is_an_article_though_its_headline_is_lost() -> None:
    first, second = articles(f"# 标题甲\n\n{REPORT}\n\n记者 景静\n\n本报讯 近日，新站启用。")
    assert first.reporters == ("景静",)
    assert (second.title, second.reporters) == ("近日，新站启用", ())


@pytest.mark.parametrize(
    ("printed", "crosshead"),
    [
        ("**兜牢底线**", "兜牢底线"),
        ("## 一、健全体系", "一、健全体系"),
        ("（一）健全体系", "（一）健全体系"),
        ("兜牢底线", "兜牢底线"),
    ],
)
def test_a_crosshead_is_a_paragraph_of_its_story(printed: str, crosshead: str) -> None:
    page = f"# 标题在此\n\n{REPORT}\n\n{printed}\n\n针对困难群众，区里出台政策。"
    (article,) = articles(page)
    assert article.paragraphs == (REPORT, crosshead, "针对困难群众，区里出台政策。")


def test_images_go_captions_stay_and_their_photographers_are_named() -> None:
    page = """![](img/1.jpg)

图为调研现场。 记者 张丙丁 摄

# 区领导调研产业发展

![樱桃沟花海](img/2.jpg)

本报讯 10月25日，区领导到企业调研，提供智力支

![img](img/3.jpg)

图为企业生产车间。景静 摄

持，合力前行。
"""
    reading = read_text(page, "p.md")
    (article,) = reading.bulletin.articles
    assert article.paragraphs == (
        "图为调研现场。",
        "樱桃沟花海",
        "本报讯 10月25日，区领导到企业调研，提供智力支持，合力前行。",
        "图为企业生产车间。",
    )
    assert article.photographers == ("张丙丁", "景静")
    assert str(article.date) == "10-25"
    assert dropped(reading) == [(1, "image"), (7, "image"), (11, "image")]


def test_a_paper_of_any_name_is_a_masthead_before_the_day() -> None:
    page = "二七通讯 2022年10月27日 星期四 第A01版:要闻\n\n# 标题在此\n\n" + REPORT
    bulletin = read_text(page, "p.md").bulletin
    assert (bulletin.paper, str(bulletin.date), bulletin.page) == (
        "二七通讯",
        "2022-10-27",
        "第A01版",
    )
    assert [article.title for article in bulletin.articles] == ["标题在此"]


def test_text_on_a_further_page_of_the_file_is_another_story_unless_it_was_cut() -> None:
    ended = "第A05版\n\n# 标题在此\n\n会议召开。\n\n第A06版:综合\n\n今天多云，气温下降。\n"
    assert [a.paragraphs for a in articles(ended)] == [("会议召开。",), ("今天多云，气温下降。",)]
    cut = "第A05版\n\n# 标题在此\n\n公园占地很\n\n第A06版:综合\n\n大，游人如织。\n"
    assert [a.paragraphs for a in articles(cut)] == [("公园占地很大，游人如织。",)]


def test_a_kicker_is_no_first_part_that_a_subtitle_could_follow() -> None:
    (article,) = articles("贯彻落实大会精神\n\n# 甲区秋收忙 抢收抢种\n\n" + REPORT)
    assert article.title == "贯彻落实大会精神 甲区秋收忙 抢收抢种"
    assert article.subtitle == "抢收抢种"


def test_a_story_in_pictures_has_the_day_of_its_caption() -> None:
    page = "# 图片新闻\n\n![](a.jpg)\n\n10月25日，志愿者在清扫落叶。 本报记者 丁友明 摄\n"
    (article,) = articles(page)
    assert str(article.date) == "10-25"


def test_bylines_are_noted_with_their_words() -> None:
    reading = read_text(
        "# 标题在此\n\n本报讯（记者 张三丰）会议召开。景静 摄\n\n记者 景静\n", "p.md"
    )
    assert [(n.line, n.text, n.reason) for n in reading.notes] == [
        (3, "（记者 张三丰）", "byline"),
        (3, "景静 摄", "byline"),
        (5, "记者 景静", "byline"),
    ]


def test_furniture_is_dropped_with_its_line_and_reason_and_glued_to_nothing() -> None:
    page = """第A05版:要闻 PDF版
上一版3 4下一版
返回主页 | 版面导航 | 标题导航
# 标题在此

本报讯 正文到此，提供智力支

责编 张三 校对 李四

持，合力前行。(下转第二版)

电话:0371-67655555
扫二维码 关注二七发布
版权所有 未经授权不得转载
"""
    reading = read_text(page, "p.md")
    (article,) = reading.bulletin.articles
    assert article.paragraphs == ("本报讯 正文到此，提供智力支持，合力前行。",)
    assert [line for line, _ in dropped(reading)] == [1, 2, 3, 8, 10, 12, 13, 14]


def test_issue_and_page_come_from_the_furniture_above() -> None:
    page = f"郑州日报\n2022年10月27日 星期四 第2版\n\n# 标题在此\n\n{REPORT}"
    bulletin = read_text(page, "scan.md").bulletin
    assert (bulletin.paper, str(bulletin.date), bulletin.page) == (
        "郑州日报",
        "2022-10-27",
        "第2版",
    )
    assert str(bulletin.articles[0].date) == "2022-10-25"
    assert bulletin.articles[0].page == "第2版"


def test_issue_and_page_come_from_the_path_otherwise() -> None:
    bulletin = read_text(f"# 标题在此\n\n{REPORT}", "2022-10-27/A05.md").bulletin
    assert (bulletin.paper, str(bulletin.date)) == (None, "2022-10-27")
    assert bulletin.page is not None
    assert "A05" in bulletin.page


def test_a_new_page_label_changes_the_page_of_what_follows() -> None:
    page = "第A05版:要闻\n\n# 标题一\n\n正文一。\n\n第A06版:民生\n\n# 标题二\n\n正文二。"
    first, second = articles(page)
    assert first.page is not None
    assert second.page is not None
    assert ("A05" in first.page, "A06" in second.page) == (True, True)


def test_a_day_that_signs_a_notice_is_text() -> None:
    (article,) = articles(
        "# 关于停水的公告\n\n现将有关事项公告如下，请知悉。\n\n二七区水务局\n\n2022年10月27日"
    )
    assert article.paragraphs[-2:] == ("二七区水务局", "2022年10月27日")


def test_text_copied_from_a_digital_edition() -> None:
    page = """第A05版:要闻 PDF版
2022年10月27日 星期四

二七区举办食品安全培训
　　本报讯（记者 张三丰）10月25日，二七区举办食品安全培训。
　　来自全区的120名从业者参加。培训要求，各单位要
落实责任。

马寨镇：暖心驿站送清凉
　　本报讯 近日，马寨镇设立了暖心驿站。
　　图为志愿者为环卫工人送水。

秋日私语
□ 李四光
　　秋天来了，树叶黄了。
"""
    food, rest, essay = articles(page, "p.txt")
    assert (food.title, food.reporters) == ("二七区举办食品安全培训", ("张三丰",))
    assert food.paragraphs[1] == "来自全区的120名从业者参加。培训要求，各单位要落实责任。"
    assert rest.paragraphs == ("本报讯 近日，马寨镇设立了暖心驿站。", "图为志愿者为环卫工人送水。")
    assert (essay.title, essay.reporters) == ("秋日私语", ("李四光",))


def test_traditional_pages_are_read_by_the_same_rules() -> None:
    page = """A5版 要聞

# 台南推動綠能政策 打造永續城市

〔記者陳治交∕台南報導〕台南市政府宣布，將推動綠能政策，投入新台

▲圖為市長視察電廠。（記者陳治交攝）

幣5億元。

責任編輯 陳大文
"""
    (article,) = articles(page)
    assert article.subtitle == "打造永續城市"
    assert article.reporters == ("陳治交",)
    assert article.paragraphs[0].endswith("投入新台幣5億元。")
    assert article.paragraphs[1].startswith("▲圖為市長視察電廠。")


def test_a_headline_run_together_with_its_report_is_parted() -> None:
    page = "**甲街道开展义诊** 本报讯 近日，义诊举行。\n\n乙街道开展宣讲 本报讯 近日，宣讲举行。"
    assert [(a.title, a.paragraphs) for a in articles(page)] == [
        ("甲街道开展义诊", ("本报讯 近日，义诊举行。",)),
        ("乙街道开展宣讲", ("本报讯 近日，宣讲举行。",)),
    ]


def test_a_little_html_is_understood() -> None:
    page = (
        "<h1>二七区发布公告</h1>\n<div align='center'><img src='a.jpg'></div>\n<p>公告发布。</p>\n"
        "<table><tr><td>项目</td><td>金额</td></tr><tr><td>低保</td><td>4579</td></tr></table>"
    )
    (article,) = articles(page)
    assert article.title == "二七区发布公告"
    assert article.paragraphs == ("公告发布。", "| 项目 | 金额 |", "| 低保 | 4579 |")


def test_a_hashtag_and_a_comparison_are_text() -> None:
    (article,) = articles("# 标题在此\n\n#二七美食# 大家都在聊，一起来。\n\n气温<10℃，注意保暖。")
    assert article.paragraphs == ("#二七美食# 大家都在聊，一起来。", "气温<10℃，注意保暖。")


def test_a_heading_over_a_whole_paragraph_is_text() -> None:
    assert titles(
        "# 标题在此\n\n# 本报讯 近日，会议召开。\n\n# 会议要求，压实责任，抓好落实。"
    ) == ["标题在此"]


def test_a_page_of_furniture_alone_has_no_articles() -> None:
    assert articles("第A05版:要闻\n上一版 下一版\n责编 张三") == ()
    assert articles("") == ()


def test_pages_that_cannot_be_decoded_are_refused() -> None:
    with pytest.raises(PageRefused, match="empty"):
        read_page(b"", "2022-10-27/A05.md")


@pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not part of the repository")
def test_the_real_page_has_its_six_articles() -> None:
    bulletin = read_page(REAL_PAGE.read_bytes(), "erqi-page.md").bulletin
    assert [
        (a.subtitle, a.reporters, str(a.date), len(a.paragraphs)) for a in bulletin.articles
    ] == [
        ("合力构建政、校、企合作共赢新模式", ("朱翔宇",), "10-25", 4),
        ("强化思想引领", ("景静",), "10-24", 3),
        ("让群众在二七更好地安居乐业", ("景静",), "10-26", 6),
        ("持续推进现代食品产业链补链、延链、强链", ("景静",), "None", 6),
        (None, ("景静",), "None", 4),
        ("强化贯通协作 凝聚监督合力", ("景静",), "10-20", 3),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "# 樱桃沟的秋天\n\n王小明\n\n秋天来了，叶子红了。",
        "副刊\n\n樱桃沟的秋天\n王小明\n　　秋天来了，叶子红了。",
        "# 樱桃沟的秋天\n\n王　明\n\n秋天来了，山上一片红。",
    ],
)
def test_a_name_alone_between_headline_and_text_is_the_authors(page: str) -> None:
    (article,) = articles(page)
    assert article.title == "樱桃沟的秋天"
    assert article.reporters == ("王小明" if "小" in page else "王明",)
    assert len(article.paragraphs) == 1


def test_a_subject_that_a_column_cut_off_is_no_author() -> None:
    (article,) = articles("# 标题在此\n\n樊惠林\n\n强调，要坚定信心。")
    assert article.reporters == ()
    assert "樊惠林" in article.body


def test_stanzas_keep_their_lines_and_name_their_author() -> None:
    verse = "四月的风\n从山那边吹来\n\n我站在沟口\n等一场雨\n等一个人"
    (article,) = articles(f"# 春日（外一首）\n\n王海洋\n\n{verse}")
    assert (article.title, article.reporters) == ("春日（外一首）", ("王海洋",))
    assert article.paragraphs == tuple(line for line in verse.splitlines() if line)


def test_a_subtitle_stands_below_its_heading_whatever_follows() -> None:
    (article,) = articles("# “办到心坎上”\n——专访局长李强\n\n记者：有哪些亮点？\n\n李强：三件事。")
    assert (article.title, article.subtitle) == ("“办到心坎上” ——专访局长李强", "专访局长李强")


def test_a_sentence_that_turns_to_another_page_is_no_headline() -> None:
    page = f"# 标题一\n\n游客络绎不绝。\n\n樱桃沟大力发展乡村（下转第二版）\n\n# 标题二\n\n{REPORT}"
    assert titles(page) == ["标题一", "标题二"]


def test_a_rubric_in_brackets_is_the_headline_of_its_briefs() -> None:
    (article,) = articles("## 【快讯】\n\n●10月20日，活动举行。（记者 鲁慧）")
    assert (article.title, article.paragraphs) == ("【快讯】", ("●10月20日，活动举行。",))


def test_a_masthead_may_name_a_section_in_its_own_words() -> None:
    page = f"郑州晚报 2022年10月28日 星期五 A06版 社区新闻\n\n标题在此\n\n{REPORT}"
    bulletin = read_text(page, "p.md").bulletin
    assert (bulletin.paper, bulletin.page, str(bulletin.date)) == (
        "郑州晚报",
        "A06版",
        "2022-10-28",
    )
    assert [article.title for article in bulletin.articles] == ["标题在此"]


def test_a_page_of_too_many_articles_is_refused_with_their_number_and_the_bound() -> None:
    page = "".join(
        f"# 第{number}届灯会开幕\n\n本报讯 第{number}届灯会开幕。\n\n"
        for number in range(MAX_ARTICLES + 1)
    )
    with pytest.raises(PageRefused, match="1,001 articles, a page has at most 1,000;"):
        read_text(page, "p.md")
    assert len(articles(page[: page.rindex("#")])) == MAX_ARTICLES


def test_a_page_of_too_many_headlines_is_refused_with_their_number_and_the_bound() -> None:
    page = "桥\n" * (MAX_LINES + 1)
    with pytest.raises(PageRefused, match="20,001 lines, a page has at most 20,000;"):
        read_text(page, "p.md")


def test_what_of_a_headline_is_in_no_title_is_told() -> None:
    reading = read_text(f"# 1. 甲街道开展义诊\n\n# 甲街道开展义诊\n\n{REPORT}", "p.md")
    assert [one.title for one in reading.bulletin.articles] == ["甲街道开展义诊"]
    left_out = [(note.line, note.text) for note in reading.notes if note.reason == "furniture"]
    assert left_out == [(1, "1."), (3, "甲街道开展义诊")]
