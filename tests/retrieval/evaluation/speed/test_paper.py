from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from retrieval.evaluation.speed.generated import CHUNK, generated
from retrieval.evaluation.speed.paper import (
    LAST,
    PAGES_OF_ISSUE,
    STORIES_OF_CHUNK,
    STORIES_OF_PAGE,
    MadeUpPaper,
)
from retrieval.model import Article, StoredArticle
from retrieval.model.issues import DayNumber

PASSAGES = 1000


@pytest.fixture(scope="module")
def stories() -> list[StoredArticle]:
    return list(MadeUpPaper(PASSAGES).in_order())


def dateless(stored: StoredArticle) -> Article:
    return replace(stored.article, date=None)


def test_the_same_seed_prints_the_same_stories(stories: list[StoredArticle]) -> None:
    assert list(MadeUpPaper(PASSAGES).in_order()) == stories
    other = MadeUpPaper(PASSAGES, seed=1).stories_of(0)
    assert other[0].article != stories[0].article


def test_its_passages_are_the_generated_ones(stories: list[StoredArticle]) -> None:
    [texts] = generated(PASSAGES)
    printed = [text for stored in stories for text in stored.article.paragraphs]
    assert len(printed) == PASSAGES
    assert all(one.endswith(text) for one, text in zip(printed, texts, strict=True))


def test_a_smaller_paper_prints_the_first_stories_of_a_larger_one(
    stories: list[StoredArticle],
) -> None:
    larger = MadeUpPaper(CHUNK + PASSAGES)
    first, second = larger.stories_of(0), larger.stories_of(1)
    # The last one may be cut short.
    assert [dateless(one) for one in first[: len(stories) - 1]] == [
        dateless(one) for one in stories[:-1]
    ]
    assert len(first) == STORIES_OF_CHUNK
    assert larger.stories == len(first) + len(second)
    assert second[0].id == first[-1].id + 1


def test_stories_fill_pages_and_pages_issues_up_to_the_last_day(
    stories: list[StoredArticle],
) -> None:
    pages = Counter(stored.printings[0].page_id for stored in stories)
    assert set(list(pages.values())[:-1]) == {STORIES_OF_PAGE}
    labels = {(one.printings[0].page_id, one.printings[0].page) for one in stories}
    assert len(labels) == len(pages) == MadeUpPaper(PASSAGES).pages
    days = [DayNumber.of(stored.printings[0].date) for stored in stories]
    assert days == sorted(days)
    assert days[-1] == DayNumber.of(LAST)
    assert days[0] == DayNumber.of(LAST - timedelta(days=(len(pages) - 1) // PAGES_OF_ISSUE))


def test_few_reporters_write_much_and_some_stories_tell_a_day(
    stories: list[StoredArticle],
) -> None:
    wrote = Counter(name for stored in stories for name in stored.article.reporters)
    assert wrote.most_common(1)[0][1] > 5 * wrote.total() / len(wrote)
    assert any(stored.article.correspondents for stored in stories)
    assert 0.2 < sum(stored.article.date is not None for stored in stories) / len(stories) < 0.6


def test_there_is_no_paper_of_nothing() -> None:
    empty = MadeUpPaper(0)
    assert (empty.chunks, empty.stories, empty.pages) == (0, 0, 0)
    assert list(empty.in_order()) == []
