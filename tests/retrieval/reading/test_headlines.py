import pytest

from retrieval.reading.headlines import (
    could_be_headline,
    opens_report,
    split_headline,
    subtitle,
    tells_when,
    without_opening,
)


@pytest.mark.parametrize(
    ("title", "second"),
    [
        ("区领导调研科技项目 合力构建政、校、企合作共赢新模式", "合力构建政、校、企合作共赢新模式"),
        ("二七区: 开展专题党课 强化思想引领", "强化思想引领"),
        ("二七区召开座谈会 强化贯通协作 凝聚监督合力", "强化贯通协作 凝聚监督合力"),
        ("服务能力全面提升 群众满意度持续提高", "群众满意度持续提高"),
        ("金秋十月 瓜果飘香", "瓜果飘香"),
        ("稳就业 促增收", "促增收"),
        ("二七区 开展专题党课 强化思想引领", "强化思想引领"),
        ("让党旗高高飘扬 ——二七区党建综述", "二七区党建综述"),
        ("让党旗高高飘扬——二七区党建综述", "二七区党建综述"),
        ("5G 应用落地 推动产业升级", "推动产业升级"),
        ("區領導視察工地 要求加速施工", "要求加速施工"),
    ],
)
def test_a_second_part_is_told_apart(title: str, second: str) -> None:
    assert subtitle(title) == second


@pytest.mark.parametrize(
    "title",
    [
        "二七区持续加大 民生保障投入力度",
        "管城区加快推进 老旧小区改造",
        "二七区召开基层执法领域 有关问题调研座谈会",
        "二七区举办消防安全 知识培训",
        "二七区 全面加强食品安全监管",
        "马寨镇: 暖心驿站送清凉",
        "Open Source 大会举行",
        "Zhengzhou opens a new line",
        "一家人的春节",
        "秋 思",
        "——",
        "",
    ],
)
def test_one_headline_over_two_lines_has_no_second_part(title: str) -> None:
    assert subtitle(title) is None


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 10月25日",
        "本报讯(记者 甲",
        "本报10月26日讯",
        "杭州2月29日讯(首席记者 张三)",
        "据新华社北京10月26日电",
        "新华社北京10月26日电（记者 李四）国务院",
        "【本報訊】台南市",
        "（中央社記者張三台北26日電）",
        "〔記者陳治交∕台南報導〕",
        "大河网讯 近日",
        "(记者 张三)10月25日",
    ],
)
def test_reports_open_like_this(text: str) -> None:
    assert opens_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "记者从供电局获悉",
        "腾讯公司今日宣布",
        "本报记者走进社区",
        "本社区通讯员来信",
        "据电力部门介绍",
        "据统计10月25日用电量创新高",
        "10月25日上午电力部门抢修",
        "文旅资讯 精彩纷呈",
        "",
    ],
)
def test_sentences_that_hold_the_same_words_do_not_open_reports(text: str) -> None:
    assert not opens_report(text)


def test_a_time_may_open_a_report_too() -> None:
    assert tells_when("近日，二七区开展活动")
    assert tells_when("10月24日上午，会议召开")
    assert not tells_when("二七区近日开展活动")


@pytest.mark.parametrize("line", ["二七区召开会议", "谁来守护我们的水源？", "二七区: 开展专题党课"])
def test_short_lines_without_a_full_stop_could_be_headlines(line: str) -> None:
    assert could_be_headline(line)


@pytest.mark.parametrize(
    "line", ["会议召开。", "会议指出，", "，继续推进", "5000", "樊" * 60, "本报讯 会议", "。", "持"]
)
def test_sentences_and_their_parts_could_not(line: str) -> None:
    assert not could_be_headline(line)


def test_a_headline_run_together_with_its_report_is_parted() -> None:
    assert split_headline("二七区开展义诊 本报讯 近日") == ("二七区开展义诊", "本报讯 近日")
    assert split_headline("二七区开展义诊 新华社北京10月2日电 近日", lead=7) == (
        "二七区开展义诊",
        "新华社北京10月2日电 近日",
    )
    assert split_headline("据悉，他看了 本报讯 的文章") == ("据悉，他看了 本报讯 的文章", "")


def test_a_text_is_given_without_its_opening_unless_it_is_nothing_else() -> None:
    assert without_opening("本报讯 近日，会议召开") == "近日，会议召开"
    assert without_opening("本报讯") == "本报讯"
    assert without_opening("会议召开") == "会议召开"
