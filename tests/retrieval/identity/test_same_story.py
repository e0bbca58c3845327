from collections.abc import Callable

import pytest

from retrieval.identity.same_story import (
    Identity,
    KnownStory,
    StorySignature,
    identify,
    one_story,
    successors,
)
from retrieval.model import Article, Evidence, PrintedDate

Prose = Callable[..., str]
NOTICE = "因线路检修,{day}8时至17时,马寨镇、侯寨乡及大学路沿线部分居民用户将停电,请提前做好准备。"


def story(title: str, *paragraphs: str, date: PrintedDate | None = None) -> StorySignature:
    return StorySignature.of(Article(title, paragraphs=paragraphs, date=date))


def day(number: int, year: int | None = None) -> PrintedDate:
    return PrintedDate(10, number, Evidence.TEXT, year, Evidence.PAGE if year else None)


def test_a_story_printed_with_small_differences_is_one(prose: Prose) -> None:
    text = prose("a", 300)
    assert one_story(story("甲", text), story("乙", text[:100] + "错字" + text[101:], "(完)"))


def test_a_title_makes_no_story(prose: Prose) -> None:
    assert not one_story(story("天气预报", prose("a")), story("天气预报", prose("b")))


def test_a_part_of_a_story_is_another(prose: Prose) -> None:
    text = prose("a", 300)
    assert not one_story(story("甲", text), story("甲", text[:200]))


def test_notices_that_differ_in_their_figures_are_two() -> None:
    one, other = (NOTICE.format(day=day) for day in ("10月25日", "10月26日"))
    assert not one_story(story("停电通知", one), story("停电通知", other))
    assert one_story(story("停电通知", one), story("停电通知", one))


def test_a_long_story_may_have_a_figure_wrong(prose: Prose) -> None:
    text = prose("a", 300) + "拨付4846.19万元" + prose("b", 300)
    assert one_story(story("甲", text), story("甲", text.replace("4846", "4864")))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (day(25), day(26), False),
        (day(25, 2022), day(25, 2021), False),
        (day(25, 2022), day(25), True),
        (day(25), None, True),
    ],
)
def test_known_dates_that_differ_make_two(
    prose: Prose, one: PrintedDate, other: PrintedDate | None, *, same: bool
) -> None:
    text = prose("a")
    assert one_story(story("甲", text, date=one), story("甲", text, date=other)) is same


def test_what_is_too_short_to_compare_must_be_the_same_to_the_letter() -> None:
    assert one_story(story("天气", "晴,12度"), story("天气", "晴,12度"))
    assert not one_story(story("天气", "晴,12度"), story("气象", "晴,12度"))
    assert not one_story(story("天气", "晴,12度"), story("天气", "晴,13度"))
    assert not one_story(story("图片新闻"), story("图片新闻"))


def test_stories_of_a_corrected_page_succeed_their_former_versions(prose: Prose) -> None:
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
    former = [story(f"标题{n}", prose(f"{n}", 100)) for n in range(300)]
    latter = [story(f"改题{s.title}", *s.article.paragraphs, "补记") for s in reversed(former)]
    assert successors(former, latter) == {n: 299 - n for n in range(300)}


def test_a_story_of_a_new_page_is_its_twin_or_new(prose: Prose) -> None:
    twin = KnownStory(4, story("甲", prose("a")))
    stories = [story("甲", prose("a")), story("乙", prose("b"))]
    assert identify([], stories, (), [twin, None]) == [Identity(twin), None]


def test_a_story_of_a_corrected_page_keeps_its_id(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("b"))], (), [None]) == [Identity(former)]


def test_under_a_title_alone_it_does_not_keep_an_id_that_other_pages_print(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("b"))], {4}, [None]) == [None]
    assert identify([former], [story("乙", prose("a"))], {4}, [None]) == [Identity(former)]


@pytest.mark.parametrize(("own", "twin", "kept", "given_up"), [(4, 7, 4, 7), (7, 4, 4, 7)])
def test_of_two_articles_that_prove_to_be_one_the_older_id_stays(
    prose: Prose, own: int, twin: int, kept: int, given_up: int
) -> None:
    former = KnownStory(own, story("甲", prose("a")))
    corrected = story("甲", prose("b"))
    [found] = identify([former], [corrected], (), [KnownStory(twin, corrected)])
    assert found == Identity(KnownStory(kept, former.story), given_up)


def test_an_article_that_other_pages_print_gives_up_no_id(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    twin = KnownStory(7, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("a"))], {4}, [twin]) == [Identity(former)]


def test_no_article_comes_twice_on_a_page(prose: Prose) -> None:
    twin = KnownStory(4, story("甲", prose("a")))
    stories = [story("甲", prose("a")), story("甲", prose("a"), "补记")]
    assert identify([], stories, (), [twin, twin]) == [Identity(twin), None]
