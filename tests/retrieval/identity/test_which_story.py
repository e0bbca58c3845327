from collections.abc import Callable

import pytest

from retrieval.identity.signature import Signature
from retrieval.identity.which_story import Identity, KnownStory, identify
from retrieval.model import Article

Prose = Callable[..., str]


def story(title: str, *paragraphs: str) -> Signature:
    return Signature.of(Article(title, paragraphs=paragraphs))


def test_a_story_of_a_new_page_is_its_twin_or_new(prose: Prose) -> None:
    twin = KnownStory(4, story("甲", prose("a")))
    stories = [story("甲", prose("a")), story("乙", prose("b"))]
    assert identify([], stories, (), [twin, None]) == [Identity(4), None]


def test_a_story_of_a_corrected_page_keeps_its_id(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("b"))], (), [None]) == [Identity(4, former=0)]


def test_under_a_title_alone_it_does_not_keep_an_id_that_other_pages_print(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("b"))], {4}, [None]) == [None]
    assert identify([former], [story("乙", prose("a"))], {4}, [None]) == [Identity(4, former=0)]


@pytest.mark.parametrize(("own", "twin", "kept", "given_up"), [(4, 7, 4, 7), (7, 4, 4, 7)])
def test_of_two_articles_that_prove_to_be_one_the_older_id_stays(
    prose: Prose, own: int, twin: int, kept: int, given_up: int
) -> None:
    former = KnownStory(own, story("甲", prose("a")))
    corrected = story("甲", prose("b"))
    [found] = identify([former], [corrected], (), [KnownStory(twin, corrected)])
    assert found == Identity(kept, given_up, former=0)


def test_an_article_that_other_pages_print_gives_up_no_id(prose: Prose) -> None:
    former = KnownStory(4, story("甲", prose("a")))
    twin = KnownStory(7, story("甲", prose("a")))
    assert identify([former], [story("甲", prose("a"))], {4}, [twin]) == [Identity(4, former=0)]


def test_no_article_comes_twice_on_a_page(prose: Prose) -> None:
    twin = KnownStory(4, story("甲", prose("a")))
    stories = [story("甲", prose("a")), story("甲", prose("a"), "补记")]
    assert identify([], stories, (), [twin, twin]) == [Identity(4), None]
