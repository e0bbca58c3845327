"""Whatever is asked by a searcher is answered as by the index itself."""

import asyncio
from collections.abc import Sequence

import pytest

from retrieval.errors import SearchUnavailable
from retrieval.index.kernel import Keys
from retrieval.index.snapshot import Snapshot
from retrieval.searcher.answering import answered
from retrieval.searcher.indexed import Indexed
from retrieval.searcher.local import LocalSearcher
from retrieval.searcher.searcher import Searcher, Totals
from tests.retrieval.searcher.searched import QUESTIONS, SEARCHED, WHOLE, Work, asked, asked_of


def _some(searcher: Searcher, works: dict[str, Work]) -> list[tuple[str, Work]]:
    """Return what is done: all where the index is here, the first kind where it takes long."""
    every = list(works.items())
    return every if isinstance(searcher, LocalSearcher) else every[:1]


@pytest.mark.parametrize("text", QUESTIONS)
async def test_a_question_is_answered_the_same(searcher: Searcher, text: str) -> None:
    for kind, work in _some(searcher, asked(text)):
        assert await answered(searcher, work) == work(SEARCHED), kind


@pytest.mark.parametrize("article_id", [1, 8, 21, 22, 23, 24, 1001, 1100])
@pytest.mark.parametrize("text", ["", "票价多少钱", "谁去了", "后来呢"])
async def test_a_story_is_asked_the_same(searcher: Searcher, article_id: int, text: str) -> None:
    for kind, work in _some(searcher, asked_of(article_id, text)):
        assert await answered(searcher, work) == work(SEARCHED), kind


@pytest.mark.parametrize("kind", WHOLE)
async def test_the_archive_tells_the_same(searcher: Searcher, kind: str) -> None:
    assert await answered(searcher, WHOLE[kind]) == WHOLE[kind](SEARCHED)


async def test_a_story_is_found_by_a_former_id(searcher: Searcher) -> None:
    def title(own: Snapshot) -> str | None:
        doc_id = own.now(999)
        return None if doc_id is None else own.stored(doc_id).article.title

    assert await answered(searcher, title) == "校车又上路"


async def test_what_fails_fails_with_its_own_error(searcher: Searcher) -> None:
    def fails(own: Snapshot) -> None:
        assert own.now(21) is not None
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await answered(searcher, fails)


async def test_what_asks_for_ever_more_is_given_up() -> None:
    def endless(own: Snapshot) -> None:
        numbers.append(len(numbers))
        own.now(10_000 + len(numbers))

    numbers: list[int] = []
    with pytest.raises(LookupError):
        await answered(LocalSearcher(SEARCHED), endless)


async def test_a_change_in_the_middle_of_a_question_begins_it_anew() -> None:
    class Changing(LocalSearcher):
        told = 0

        async def totals(self) -> Totals:
            self.told += 1
            return await LocalSearcher(SEARCHED, revision=min(self.told, 3)).totals()

    done: list[Snapshot] = []
    changing = Changing(SEARCHED)
    await answered(changing, done.append)
    assert len(done) == 2


class _Lost(LocalSearcher):
    """Answers how much there is; is lost once articles are asked for, and slow in all else."""

    ended = 0

    async def articles(self, ids: Sequence[int]) -> dict[int, Indexed]:
        raise SearchUnavailable(f"no answer about {len(ids)} articles")

    async def tallies(self) -> tuple[Keys, Keys, Keys]:
        try:
            await asyncio.Event().wait()
        finally:
            self.ended += 1
        raise AssertionError


async def test_a_searcher_that_is_lost_in_the_middle_of_a_question_is_told_as_unavailable() -> None:
    with pytest.raises(SearchUnavailable) as told:
        await answered(_Lost(SEARCHED), lambda own: own.now(21))
    assert told.value.reason == "no answer about 1 articles"


async def test_what_was_asked_beside_a_lost_searcher_is_ended() -> None:
    lost = _Lost(SEARCHED)
    with pytest.raises(SearchUnavailable):
        await answered(lost, lambda own: (own.tallies, own.now(21)))
    assert lost.ended == 1


@pytest.mark.parametrize("text", ["校车又开了", "票价多少钱", "水库有多少水"])
async def test_a_question_that_is_in_print_asks_for_no_spellings(text: str) -> None:
    class Counting(LocalSearcher):
        terms = 0

        async def frequencies(self, terms: Sequence[str], wholes: Sequence[str]) -> list[int]:
            self.terms += len(terms)
            return await super().frequencies(terms, wholes)

    counting = Counting(SEARCHED)
    await answered(counting, asked(text)["ask"])
    assert 0 < counting.terms <= 10 * len(text)
