from collections.abc import Callable

from retrieval.identity.shared_stories import SKETCH, sketch, successors
from retrieval.identity.signature import Signature
from retrieval.model import Article, Evidence, PrintedDate

Prose = Callable[..., str]
NOTICE = "因线路检修,{day}8时至17时,马寨镇、侯寨乡及大学路沿线部分居民用户将停电,请提前做好准备。"


def story(title: str, *paragraphs: str, day: int | None = None) -> Signature:
    date = None if day is None else PrintedDate(10, day, Evidence.TEXT)
    return Signature.of(Article(title, paragraphs=paragraphs, date=date))


def notice(day: int) -> Signature:
    return story("停电通知", NOTICE.format(day=f"10月{day}日"), day=day)


def test_stories_of_a_corrected_page_succeed_their_former_selves(prose: Prose) -> None:
    former = [story("甲", prose("a")), story("乙", prose("b")), story("丙", prose("c"))]
    latter = [
        story("新", prose("n")),  # nothing like it before
        story("丙", prose("d")),  # by its title
        story("改题", prose("a")[:150] + prose("e", 40)),  # by most of its body
    ]
    assert successors(former, latter) == {1: 2, 2: 0}


def test_the_body_tells_more_than_the_title(prose: Prose) -> None:
    former = [story("甲", prose("a")), story("乙", prose("b"))]
    latter = [story("甲", prose("b")), story("乙", prose("a"))]
    assert successors(former, latter) == {0: 1, 1: 0}


def test_stories_with_one_title_are_told_apart_by_their_bodies(prose: Prose) -> None:
    former = [story("简讯", prose(seed)) for seed in "abc"]
    latter = [story("简讯", prose(seed) + "。补充") for seed in "cab"]
    assert successors(former, latter) == {0: 2, 1: 0, 2: 1}


def test_of_a_story_cut_in_two_the_part_with_its_title_succeeds(prose: Prose) -> None:
    former = [story("甲", prose("a"), prose("b"))]
    latter = [story("乙", prose("b")), story("甲", prose("a"))]
    assert successors(former, latter) == {1: 0}


def test_titles_are_compared_without_marks_and_spaces(prose: Prose) -> None:
    former, latter = story("二七区: 开展党课", prose("a")), story("二七区：开展党课", prose("b"))
    assert successors([former], [latter]) == {0: 0}


def test_a_page_of_many_stories_is_compared_by_what_they_share(prose: Prose) -> None:
    former = [story(f"标题{n}", prose(f"{n}", 100)) for n in range(100)]
    latter = [story(f"改题{n}", prose(f"{n}", 100), "补记") for n in reversed(range(100))]
    assert successors(former, latter) == {n: 99 - n for n in range(100)}


def test_notices_in_another_order_are_told_apart_by_their_figures() -> None:
    former, latter = [notice(25), notice(26)], [notice(26), notice(25)]
    assert successors(former, latter) == {0: 1, 1: 0}


def test_the_next_days_notice_is_a_new_story() -> None:
    assert successors([notice(25)], [notice(26)]) == {}


def test_a_notice_from_another_day_on_is_a_new_story_even_where_no_day_was_read() -> None:
    former, latter = (story("通知", "自" + NOTICE.format(day=f"10月{day}日")) for day in (25, 26))
    assert successors([former], [latter]) == {}


def test_the_same_words_are_one_story_also_where_another_day_is_read_into_them() -> None:
    words = "停电通知", NOTICE.format(day="明天")
    assert successors([story(*words, day=25)], [story(*words, day=26)]) == {0: 0}


def test_no_story_succeeds_nothing() -> None:
    assert successors([], [notice(25)]) == successors([notice(25)], []) == {}


def test_a_sketch_is_short_and_shared_by_stories_that_are_alike(prose: Prose) -> None:
    text = prose("a", 500)
    whole, mended = story("甲", text), story("乙", text[:250] + "改" + text[251:])
    assert len(sketch(whole)) == SKETCH + 1
    assert len({*sketch(whole)} & {*sketch(mended)}) > SKETCH / 2
    assert not {*sketch(whole)} & {*sketch(story("甲", prose("b", 500)))}


def test_the_same_words_share_a_sketch_also_where_there_is_a_headline_alone() -> None:
    assert {*sketch(story("图片 新闻"))} & {*sketch(story("图片新闻"))}
    assert not {*sketch(story("图片新闻"))} & {*sketch(story("图片"))}


def test_the_marks_of_a_sketch_fit_a_column(prose: Prose) -> None:
    marks = [mark for seed in "abcdef" for mark in sketch(story(seed, prose(seed)))]
    assert all(-(2**63) <= mark < 2**63 for mark in marks)
