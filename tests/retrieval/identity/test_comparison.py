import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.identity.comparison import Agreement, Comparison, compare
from retrieval.identity.signature import Signature
from retrieval.model import Article, Evidence, PrintedDate

NOTICE = (
    "因线路检修,{day}8时至17时,马寨镇、侯寨乡及大学路沿线部分居民用户将停电,请提前做好准备。"
    "如工作提前结束,将随时恢复供电,恕不另行通知。"
)
STORY = (
    "深夜,码头的灯还亮着,渡口书屋里坐了二十来个人。开叉车的龚大勇捧着一本识图的书,说下了夜班"
    "先来这里坐半个钟头,比回宿舍玩手机强。书屋由码头的旧售票厅改成,藏书8600册,热水和充电线都不要钱。"
)


def signed(
    body: str, title: str = "通知", day: tuple[int, int, int | None] | None = None, *names: str
) -> Signature:
    date = None
    if day is not None:
        date = PrintedDate(day[0], day[1], Evidence.TEXT, day[2], Evidence.TEXT if day[2] else None)
    return Signature.of(Article(title, date=date, paragraphs=(body,)), names)


def kinds(pair: Comparison) -> tuple[bool, bool, bool]:
    return pair.is_one_story, pair.is_corrected, pair.is_another_of_the_form


def test_a_story_is_itself() -> None:
    pair = compare(signed(STORY), signed(STORY))
    assert pair.same_words
    assert (pair.resemblance, pair.containment) == (1, 1)
    assert kinds(pair) == (True, True, False)


def test_a_slip_mended_is_one_story_and_a_correction() -> None:
    assert kinds(compare(signed(STORY), signed(STORY.replace("捧着", "棒着")))) == (
        True,
        True,
        False,
    )


def test_a_figure_changed_is_a_correction_and_no_reprint() -> None:
    pair = compare(signed(STORY), signed(STORY.replace("8600", "6800")))
    assert pair.figures is Agreement.DIFFERS
    assert (pair.figures_shared, pair.figures_changed, pair.figures_added) == (0, 1, 0)
    assert kinds(pair) == (False, True, False)


def test_a_sentence_more_is_a_correction_and_its_figures_are_no_change() -> None:
    pair = compare(signed(STORY), signed(STORY + "志愿者有31人,轮流守夜,最久的守了7年,从不误点。"))
    assert (pair.figures_changed, pair.figures_added) == (0, 2)
    assert kinds(pair) == (False, True, False)


def test_a_new_headline_over_the_same_words_is_a_correction() -> None:
    pair = compare(signed(STORY, "书屋开到半夜"), signed(STORY, "夜班工人有了歇脚处"))
    assert pair.headline is Agreement.DIFFERS
    assert pair.is_corrected


def test_the_next_days_notice_is_another_of_the_form() -> None:
    one = signed(NOTICE.format(day="10月25日"), day=(10, 25, None))
    other = signed(NOTICE.format(day="10月26日"), day=(10, 26, None))
    assert kinds(compare(one, other)) == (False, False, True)


def test_a_notice_whose_hour_is_mended_is_a_correction() -> None:
    one, other = (
        signed(NOTICE.replace("8时", hour).format(day="10月25日"), day=(10, 25, None))
        for hour in ("8时", "9时")
    )
    assert compare(one, other).is_corrected


def test_all_figures_changed_are_another_days() -> None:
    one, other = (
        signed(f"今天主要蔬菜均价:白菜{a}元,萝卜{b}元,土豆{c}元,黄瓜{d}元,市场供应充足。", "菜价")
        for a, b, c, d in ((1.2, 1.5, 2.6, 3.2), (1.3, 1.4, 2.7, 2.9))
    )
    assert kinds(compare(one, other)) == (False, False, True)


def test_names_that_differ_tell_two_of_a_form_apart() -> None:
    text = (
        "离休干部{}同志因病医治无效,于昨日在望川逝世。遗体告别仪式在市殡仪馆永安厅举行,谨此讣告。"
    )
    one = signed(text.format("祁守义"), "讣告", None, "祁守义")
    other = signed(text.format("段玉珍"), "讣告", None, "段玉珍")
    assert kinds(compare(one, other)) == (False, False, True)


def test_what_is_too_short_must_be_the_same_to_the_letter_headline_included() -> None:
    assert compare(signed("晴,12度", "天气"), signed("晴,12度", "天气")).is_one_story
    assert not compare(signed("晴,12度", "天气"), signed("晴,12度", "气象")).is_one_story
    assert not compare(signed("晴,12度", "天气"), signed("晴,13度", "天气")).is_corrected


def test_a_headline_without_a_story_is_no_story() -> None:
    assert not compare(signed(""), signed("")).is_one_story


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ((10, 25, 2022), (10, 25, None), Agreement.AGREES),
        ((10, 25, 2022), (10, 25, 2021), Agreement.DIFFERS),
        ((10, 25, None), (10, 26, None), Agreement.DIFFERS),
        ((10, 25, None), None, Agreement.UNKNOWN),
    ],
)
def test_days_agree_as_far_as_they_are_known(
    one: tuple[int, int, int | None],
    other: tuple[int, int, int | None] | None,
    agreement: Agreement,
) -> None:
    assert compare(signed(STORY, day=one), signed(STORY, day=other)).day is agreement


def test_the_same_words_of_two_days_are_two_stories() -> None:
    one, other = signed(STORY, day=(10, 25, 2022)), signed(STORY, day=(10, 26, 2022))
    assert not compare(one, other).is_one_story


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("甲乙", "甲丙", Agreement.AGREES),
        ("甲", "乙", Agreement.DIFFERS),
        ("甲乙丙", "甲丁戊", Agreement.UNKNOWN),
        ("", "甲", Agreement.UNKNOWN),
    ],
)
def test_half_of_the_names_agree(one: str, other: str, agreement: Agreement) -> None:
    pair = compare(signed(STORY, "标题", None, *one), signed(STORY, "标题", None, *other))
    assert pair.names is agreement


STORIES = st.builds(
    signed,
    st.text(alphabet="停电通知明天到12345日月", max_size=90),
    st.sampled_from(["通知", "停电通知", ""]),
    st.sampled_from([None, (10, 25, None), (10, 26, 2022)]),
)


@given(STORIES, STORIES)
@settings(max_examples=200)
def test_a_comparison_is_the_same_both_ways(one: Signature, other: Signature) -> None:
    pair = compare(one, other)
    assert pair == compare(other, one)
    assert 0 <= pair.resemblance <= pair.containment <= 1
    assert 0 <= pair.headline_alike <= 1


@given(STORIES, STORIES)
@settings(max_examples=200)
def test_one_story_is_never_another_of_the_form(one: Signature, other: Signature) -> None:
    pair = compare(one, other)
    assert not (pair.is_another_of_the_form and (pair.is_one_story or pair.is_corrected))
