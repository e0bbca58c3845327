"""What admins write to correct a paragraph, in many words, and what becomes of the paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.correction_pieces import Rewording
from bot.services.correction_words import NotUnderstood, Why, understood

Done = tuple[int, str, str]

BRIDGE = (
    "本报讯 5月17日，东郊的桥开始修缮，由第1施工队承担。",
    "区委书记程万星说，食品厂要管好安全。食品厂的老工人也说，食品厂要管好卫生。",
    "社区食堂的饭八元一份，六十岁以上的老人五元一份，把粮食浪费减到最少。老面条厂改成展览馆，门票免费。",
)

BRIDGE_CHANGES = [
    ("第1施工队改成第一施工队", 0, 0, "第1施工队", "第一施工队"),
    ("请把“程万星”改为“程万里”，谢谢。", 1, 1, "程万星", "程万里"),
    ("“八元”应为“九元”", 2, 2, "八元", "九元"),
    ("程万星→程万里", 1, 1, "程万星", "程万里"),
    ("將「程萬星」改為「程萬里」", 1, 1, "程万星", "程万里"),
    ("第三段的八元错了，应该是九元", 2, 2, "八元", "九元"),
    ("不是程万星，是程万里", 1, 1, "程万星", "程万里"),
    ("应该是程万里，不是程万星", 1, 1, "程万星", "程万里"),
    ("程万里误印成程万星", 1, 1, "程万星", "程万里"),
    ("“九元”印成了“八元”", 2, 2, "八元", "九元"),
    ("删去“老”", 1, 1, "老工人", "工人"),
    ("东郊的桥后面加上“和路”", 0, 0, "东郊的桥", "东郊的桥和路"),
    ("把粮食改成食物", 2, 2, "粮食", "食物"),
    ("所有的食品厂都改成食品企业", 1, 1, "食品厂", "食品企业"),
    ("第2处食品厂改成食品企业", 1, 1, "食品厂的老", "食品企业的老"),
    (
        "5月17日改成5月18日；第1施工队改成第一施工队",
        0,
        0,
        "5月17日，东郊的桥开始修缮，由第1施工队",
        "5月18日，东郊的桥开始修缮，由第一施工队",
    ),
    (
        "本报讯 5月18日，东郊的桥开始修缮，由第一施工队承担。",
        0,
        0,
        "7日，东郊的桥开始修缮，由第1",
        "8日，东郊的桥开始修缮，由第一",
    ),
    ("由第一施工队承担", 0, 0, "第1", "第一"),
    ("程万星 -> 程万里", 1, 1, "程万星", "程万里"),
    ("change 程万星 to 程万里", 1, 1, "程万星", "程万里"),
    ("老面条厂改成博物馆，门票免费。", 2, 2, "展览馆", "博物馆"),
    (
        "八元改九元，五元改六元",
        2,
        2,
        "八元一份，六十岁以上的老人五元",
        "九元一份，六十岁以上的老人六元",
    ),
    ("六十岁这几个字应作六十五岁", 2, 2, "六十岁", "六十五岁"),
    ("八 元 應爲 九元", 2, 2, "八元", "九元"),
    ("第1施工队承担多余，删掉", 0, 0, "第1施工队承担", ""),
]

BRIDGE_REFUSED = [
    ("食品厂改成食品企业", 1, Why.SEVERAL),
    ("程百里改成程万里", 1, Why.NOWHERE),
    ("没看懂", 1, Why.UNCLEAR),
]

TOWN = (
    "市水务局昨日通报，京广路的供水管线3月2日抢修完毕，影响居民三千余户。",
    "“孩子们的早餐要管好。”副区长王晓燕说，“早餐车要开到校门口。”",
    "文化馆的剪纸班招收学员四十名，学费全免，报名电话68211234。授课的是剪纸艺人赵秀兰，赵秀兰今年七十一岁。",
    "为迎接春耕，齐礼阎乡把农技员派到田头，已培训农民五百人次。",
)

TOWN_CHANGES = [
    ("京广路应改为京广快速路", 0, 0, "京广路", "京广快速路"),
    ("麻烦把王晓燕改成王小燕", 1, 1, "王晓燕", "王小燕"),
    ("電話應該是68211243", 2, 2, "68211234", "68211243"),
    ("“68211234”应作“68211243”", 2, 2, "68211234", "68211243"),
    ("三千余户更正为三百余户。", 0, 0, "三千余户", "三百余户"),
    ("四十名 => 十四名", 2, 2, "四十名", "十四名"),
    ("两处赵秀兰都改为赵秀蓝", 2, 2, "赵秀兰", "赵秀蓝"),
    ("第二个赵秀兰换成她", 2, 2, "赵秀兰今年", "她今年"),
    ("「齊禮閻鄉」改為「齊禮閻街道」", 3, 3, "齐礼阎乡", "齐礼阎街道"),
    ("七十一岁有误，当为七十二岁", 2, 2, "七十一岁", "七十二岁"),
    ("3月2日不对，是3月3日", 0, 0, "3月2日", "3月3日"),
    ("把农技员改成农技专家", 3, 3, "农技员", "农技专家"),
    ("副区长前面加“二七区”", 1, 1, "副区长", "二七区副区长"),
    ("“已培训农民五百人次”应删", 3, 3, "已培训农民五百人次", ""),
    (
        "市供水公司昨日通报，京广路的供水管线3月2日抢修完毕，影响居民三千余户。",
        0,
        0,
        "市水务局",
        "市供水公司",
    ),
    ("授课的是剪纸艺人赵秀蓝，赵秀蓝今年七十一岁。", 2, 2, "赵秀兰", "赵秀蓝"),
    ("早餐车要开到校门外", 1, 1, "校门口", "校门外"),
    ("正确的是“王小燕”，误植为“王晓燕”", 1, 1, "王晓燕", "王小燕"),
    ("学费全免这句去掉", 2, 2, "学费全免", ""),
]

TOWN_REFUSED = [
    ("赵秀兰写错了，应是赵秀蓝", 2, Why.SEVERAL),
    ("谁说错了？我看没错", 0, Why.UNCLEAR),
]

LIBRARY = (
    "二七区图书馆馆长李建军介绍，馆里新添图书两万册，其中少儿读物占四成。",
    "4月8日起，图书馆延长开放时间，晚九点闭馆，周一不开门。市民刘大爷说，周一不开门可惜了。",
    "记者从交警四大队获悉，嵩山路隧道自4月10日起封闭施工，工期45天，请司机绕行大学路。",
)

LIBRARY_CHANGES = [
    ("李建军应为李建君", 0, 0, "李建军", "李建君"),
    ("两万册写错了，应该是一万两千册", 0, 0, "两万册", "一万两千册"),
    ("晚九点改成晚上九点半", 1, 1, "晚九点", "晚上九点半"),
    ("将嵩山路改作嵩山南路", 2, 2, "嵩山路", "嵩山南路"),
    ("工期应为54天", 2, 2, "45天", "54天"),
    ("應把「劉大爺」改成「劉大媽」", 1, 1, "刘大爷", "刘大妈"),
    ("“四成”改“三成”", 0, 0, "四成", "三成"),
    ("周一不开门都改为周二不开门", 1, 1, "周一", "周二"),
    ("少儿读物占三成", 0, 0, "四成", "三成"),
    (
        "记者从交警五大队获悉，嵩山路隧道自4月10日起封闭施工，工期45天，请司机绕行大学路。",
        2,
        2,
        "四大队",
        "五大队",
    ),
    ("请司机绕行大学南路", 0, 2, "大学路", "大学南路"),
    ("图书馆馆长前面漏了“副”", 0, 0, "图书馆馆长", "副图书馆馆长"),
    ("馆长李建军前面少了“副”字", 0, 0, "馆长李建军", "副馆长李建军"),
    ("去掉“其中”二字", 0, 0, "其中", ""),
    ("4月8日⇒4月9日", 1, 1, "4月8日", "4月9日"),
    (
        "把4月10日换成4月11日，45天换成44天",
        2,
        2,
        "4月10日起封闭施工，工期45天",
        "4月11日起封闭施工，工期44天",
    ),
    ("replace “刘大爷” with “刘大妈”", 1, 1, "刘大爷", "刘大妈"),
    ("“嵩山路” should be “嵩山南路”.", 2, 2, "嵩山路", "嵩山南路"),
    ("大学路错印成了嵩山路", 0, 2, "嵩山路", "大学路"),
]

LIBRARY_REFUSED = [
    ("是四大队不是四大对", 2, Why.NOWHERE),
    ("周一改成周二", 1, Why.SEVERAL),
    ("谢谢，知道了", 2, Why.UNCLEAR),
]

HOSPITAL = (
    "昨天上午，市妇幼保健院新院区开诊，首日接诊一千二百人。",
    "院长周敏说：“新院区有床位六百张，比老院区多一倍。”",
    "从火车站可乘26路公交车到新院区，票价一元。",
    "老院区的门诊保留到年底。老院区的电话不变。",
)

HOSPITAL_CHANGES = [
    ("周敏改为周敏杰", 1, 1, "周敏", "周敏杰"),
    ("将六百张更正为八百张", 1, 1, "六百张", "八百张"),
    ("26路应为62路", 2, 2, "26路", "62路"),
    ("一元→两元", 2, 2, "一元", "两元"),
    ("“保健院”应当是“保健医院”", 0, 0, "保健院", "保健医院"),
    ("把一千二百人改成一千两百人吧", 0, 0, "一千二百人", "一千两百人"),
    ("把「開診」改成「啟用」", 0, 0, "开诊", "启用"),
    (
        "昨天上午改成前天上午，一千二百人改成一千三百人",
        0,
        0,
        "昨天上午，市妇幼保健院新院区开诊，首日接诊一千二百人",
        "前天上午，市妇幼保健院新院区开诊，首日接诊一千三百人",
    ),
    ("从火车站可乘62路公交车到新院区", 2, 2, "26路", "62路"),
    ("首日两个字删掉", 0, 0, "首日", ""),
    ("新院区后面补上“（东区）”", 0, 0, "新院区", "新院区（东区）"),
    ("所有老院区都换成旧院区", 3, 3, "老院区", "旧院区"),
    ("比老院区多两倍。", 1, 1, "一倍", "两倍"),
    ("年底应该是明年年底", 3, 3, "年底", "明年年底"),
]

HOSPITAL_REFUSED = [
    ("老院区改成旧院区", 3, Why.SEVERAL),
    ("不用改了", 3, Why.UNCLEAR),
    ("病床应改成床位", 1, Why.NOWHERE),
]

CHANGES = [
    (text, said, meant, tuple(done))
    for text, rows in (
        (BRIDGE, BRIDGE_CHANGES),
        (TOWN, TOWN_CHANGES),
        (LIBRARY, LIBRARY_CHANGES),
        (HOSPITAL, HOSPITAL_CHANGES),
    )
    for said, meant, *done in rows
]
REFUSED = [
    (text, *row)
    for text, rows in (
        (BRIDGE, BRIDGE_REFUSED),
        (TOWN, TOWN_REFUSED),
        (LIBRARY, LIBRARY_REFUSED),
        (HOSPITAL, HOSPITAL_REFUSED),
    )
    for row in rows
]


@pytest.mark.parametrize(
    ("text", "said", "meant", "done"), CHANGES, ids=[row[1] for row in CHANGES]
)
def test_it_is_understood(text: tuple[str, ...], said: str, meant: int, done: Done) -> None:
    at, old, new = done
    assert understood(said, text, meant) == Rewording(at, text[at], text[at].replace(old, new))


@pytest.mark.parametrize(("text", "said", "meant", "why"), REFUSED, ids=[row[1] for row in REFUSED])
def test_why_it_is_not(text: tuple[str, ...], said: str, meant: int, why: Why) -> None:
    found = understood(said, text, meant)
    assert isinstance(found, NotUnderstood)
    assert found.why is why


def test_the_places_are_named_where_words_stand_several_times() -> None:
    found = understood("周一改成周二", LIBRARY, 1)
    assert found == NotUnderstood(
        Why.SEVERAL, "周一", ("晚九点闭馆，周一不开门。市民", "民刘大爷说，周一不开门可惜了")
    )


def test_what_is_nowhere_is_named_without_what_is_said_around_it() -> None:
    found = understood("请把程百里改成程万里", BRIDGE, 1)
    assert found == NotUnderstood(Why.NOWHERE, "程百里")


def test_what_the_text_says_already_changes_nothing() -> None:
    assert understood(LIBRARY[0], LIBRARY, 0) == NotUnderstood(Why.SAME)
    assert understood("四成改成四成", LIBRARY, 0) == NotUnderstood(Why.SAME)


def test_a_piece_that_ends_the_paragraph_early_leaves_out_the_rest() -> None:
    said = LIBRARY[0].replace("，其中少儿读物占四成", "")
    assert understood(said, LIBRARY, 0) == Rewording(0, LIBRARY[0], said)


def test_the_changed_words_are_known() -> None:
    found = understood("四成改成三成", LIBRARY, 0)
    assert isinstance(found, Rewording)
    assert [found.before[start:end] for start, end in found.changed] == ["四成"]


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3), st.integers(0, 3))
def test_any_words_about_any_text_are_answered(said: str, text: list[str], meant: int) -> None:
    found = understood(said, text, meant)
    if isinstance(found, Rewording):
        assert found.before == text[found.paragraph] != found.after


@pytest.mark.parametrize("said", ["改" * 4000, "甲改成乙，" * 800, "应该是" * 1300])
def test_long_noise_is_answered_too(said: str) -> None:
    assert understood(said, ["改，" * 2000] * 3) is not None
