from collections.abc import Callable
from dataclasses import replace

import pytest

from retrieval.identity.page import Page
from retrieval.identity.same_page import PageCandidate, by_place, by_text, may_be_one
from retrieval.identity.same_story import StorySignature
from retrieval.model import Article, Evidence, PrintedDate

Prose = Callable[..., str]
DAY = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
PAGE = Page("a.md", "二七时报", True, "A01", DAY)
OTHER_PAPER = replace(PAGE, bulletin="金水时报")


def candidate(alike: float, page: Page = PAGE, page_id: int = 1) -> PageCandidate:
    return PageCandidate(page_id, page, alike)


def story(text: str) -> StorySignature:
    return StorySignature.of(Article("甲", paragraphs=(text,)))


def test_date_and_place_make_a_page_whatever_it_says() -> None:
    assert by_place(PAGE, [candidate(0.0)]) == candidate(0.0)
    assert by_place(PAGE, []) is None


def test_a_page_of_another_paper_is_another() -> None:
    assert by_place(PAGE, [candidate(0.5, OTHER_PAPER)]) is None


def test_a_papers_name_may_be_misread_where_the_text_is_the_same() -> None:
    assert by_place(PAGE, [candidate(0.6, OTHER_PAPER)]) == candidate(0.6, OTHER_PAPER)


def test_the_same_paper_goes_before_the_text() -> None:
    unnamed = replace(PAGE, bulletin="a", bulletin_printed=False)
    one, other = candidate(0.9, unnamed, 1), candidate(0.1, PAGE, 2)
    assert by_place(PAGE, [one, other]) == other


def test_of_pages_of_one_paper_the_most_similar_is_it() -> None:
    one, other = candidate(0.2, PAGE, 1), candidate(0.3, PAGE, 2)
    assert by_place(PAGE, [one, other]) == other


def test_by_its_text_a_page_is_the_most_similar_that_shares_most_of_it() -> None:
    one, other = candidate(0.6, page_id=1), candidate(0.9, page_id=2)
    assert by_text([one, other]) == other
    assert by_text([candidate(0.5)]) is None
    assert by_text([]) is None


@pytest.mark.parametrize(
    ("stored", "may"),
    [
        (PAGE, True),
        (replace(PAGE, date=None), True),
        (replace(PAGE, label=None), True),
        (replace(PAGE, bulletin="a", bulletin_printed=False), True),
        (replace(PAGE, date=replace(DAY, day=28)), False),
        (replace(PAGE, label="A02"), False),
        (OTHER_PAPER, False),
    ],
)
def test_what_is_known_of_both_pages_must_not_differ(stored: Page, *, may: bool) -> None:
    assert may_be_one(stored, PAGE) is may


def test_pages_are_as_alike_as_the_larger_stands_in_the_smaller(prose: Prose) -> None:
    one, other = story(prose("a", 300)), story(prose("b", 300))
    assert PageCandidate.of(1, PAGE, [one, other], [other, one]).alike == 1.0
    assert 0.3 < PageCandidate.of(1, PAGE, [one, other], [one]).alike < 0.7
    assert PageCandidate.of(1, PAGE, [], [one]).alike == 0.0
