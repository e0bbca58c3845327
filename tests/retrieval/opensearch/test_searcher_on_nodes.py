"""The searcher on real nodes says what the local one says of the same archive.

Twice: as it was indexed, and after some of it was deleted, which the nodes still have.
"""

import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
import pytest_asyncio

from retrieval.analysis.analyzer import terms
from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.document_store import ANY_ROLE, Role
from retrieval.index.id_set import IdSet
from retrieval.index.lookups import DATED, By
from retrieval.index.outside import Stretches
from retrieval.index.passages import texts_of
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.searcher import OpenSearchSearcher
from retrieval.searcher.local import LocalSearcher
from retrieval.searcher.searcher import Listed, Ranked
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Both,
    Containing,
    Credited,
    Either,
    Every,
    Keyed,
    Termed,
    Titled,
    Without,
)
from tests.retrieval.opensearch.indexed import (
    Written,
    address,
    create,
    fill,
    mark,
    paper,
    remove,
    rename,
)
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.required import required_cluster

pytestmark = [pytest.mark.cluster, pytest.mark.asyncio(loop_scope="module")]
STATES = ("indexed", "deleted")
_WORDS = (
    "3.5",
    "5",
    "5g",
    "郑州大学",
    "第3.5代",
    "代",
    "c919",
    "的",
    "a-12/b",
    "一、二",
    "没有这样的话",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An archive, the searcher in a cluster over it, and the local one."""

    written: Written
    remote: OpenSearchSearcher
    local: LocalSearcher

    @property
    def snapshot(self) -> Snapshot:
        return self.written.snapshot

    @property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer((layer_of(self.written.names),))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with required_cluster(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=STATES)
async def pair(request: pytest.FixtureRequest, cluster: Cluster) -> AsyncIterator[Pair]:
    written = paper()
    async with SearchClient(address(cluster.urls, request.param)) as client:
        await create(client)
        await fill(client, written)
        if request.param == "deleted":
            some = written.entries[::7]
            await remove(client, some)
            written = written.without(entry.stored.id for entry in some)
            await rename(client, written)
            await mark(client, written)
    remote = OpenSearchSearcher.at(address(cluster.urls, request.param))
    async with remote:
        yield Pair(written, remote, written.local())


def some_texts(written: Written, count: int, seed: int = 1) -> list[str]:
    """Return some compact texts of print."""
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    texts = [text for entry in written.entries for text in texts_of(entry.stored.article)]
    return [compact_text(text) for text in dice.sample(texts, count)]


def some_words(written: Written, count: int, seed: int = 1) -> list[str]:
    """Return strings that stand in print, of one character to eight."""
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    words = []
    for text in some_texts(written, count, seed):
        start = dice.randrange(max(len(text), 1))
        words.append(text[start : start + dice.randint(1, 8)].strip())
    return [*(word for word in words if any(map(str.isalnum, word))), *_WORDS]


def some_sets(written: Written, count: int, seed: int = 1) -> list[ArticleSet]:
    """Return sets of all kinds, and of these together."""
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    entries = written.entries
    words = some_words(written, 60, seed)
    every = [printing for entry in entries for printing in entry.stored.printings]

    def days() -> tuple[tuple[int, int], ...]:
        first = 20240101 + dice.randrange(30000)
        return ((first, first + dice.randrange(20000)), (0, 0))[: dice.randint(0, 2)]

    def people() -> frozenset[int]:
        names = [n for e in dice.sample(entries, 8) for n in e.stored.article.reporters]
        return frozenset(key_of(compact_text(name)) for name in [*names, "王 摄"])

    def issue() -> tuple[tuple[int, int], ...]:
        page = dice.choice(every).page_id
        return ((page, page), (page * DATED, (page + 10**7) * DATED))

    kinds: tuple[Callable[[], ArticleSet], ...] = (
        Every,
        lambda: Articles(frozenset(e.stored.id for e in dice.sample(entries, 40)) | {10**9}),
        lambda: Keyed(dice.choice((By.OWN_DAY, By.DAY, By.PRINTED_DAY)), days()),
        lambda: Keyed(By.PAGE, tuple((n, n + 3) for n in dice.sample(range(60), 3))),
        lambda: Keyed(By.ISSUE, issue()),
        lambda: Keyed(By.NEWEST_ISSUE, ((DATED, 1 << 62),)),
        lambda: Keyed(By.PAPER, ((key_of("临江晚报"), key_of("临江晚报")), (0, 0))),
        lambda: Keyed(By.LABEL, tuple((key_of(one),) * 2 for one in ("A1", "B2"))),
        lambda: Containing(dice.choice(words)),
        lambda: Titled(dice.choice(words)),
        lambda: Termed(dice.choice(terms(dice.choice(words)) or ("的",))),
        lambda: Credited(people(), dice.choice((ANY_ROLE, Role.PHOTOGRAPHER, Role.REPORTER))),
        lambda: Both(made(), made()),
        lambda: Either(made(), made()),
        lambda: Without(made(), made()),
    )

    def made() -> ArticleSet:
        return dice.choice(kinds)()

    return [made() for _ in range(count)]


async def test_it_says_how_much_there_is(pair: Pair) -> None:
    assert await pair.remote.totals() == await pair.local.totals()


async def test_it_counts_what_there_is_of_issues_days_and_papers(pair: Pair) -> None:
    found, true = await pair.remote.tallies(), await pair.local.tallies()
    assert [one.tolist() for one in found] == [one.tolist() for one in true]


async def test_frequencies_are_exact(pair: Pair) -> None:
    every = {term for text in some_texts(pair.written, 120) for term in terms(text)}
    asked = [*sorted(every), "没有", "没有这样的词"]
    wholes = some_words(pair.written, 150)
    found = await pair.remote.frequencies(asked, wholes)
    true = await pair.local.frequencies(asked, wholes)
    pairs = zip([*asked, *wholes], found, true, strict=True)
    assert [one for one in pairs if one[1] != one[2]] == []
    assert await pair.remote.frequencies(asked, wholes) == found
    assert max(found) > 100


async def test_sets_are_counted(pair: Pair) -> None:
    sets = some_sets(pair.written, 150)
    found = await pair.remote.counts(sets, sets)
    true = await pair.local.counts(sets, sets)
    pairs = zip([*sets, *sets], found, true, strict=True)
    assert [one for one in pairs if one[1] != one[2]] == []
    assert await pair.remote.counts([], []) == []


async def test_articles_are_asked_for_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [*(entry.stored.id for entry in pair.written.entries[:9]), *pair.written.moved]
    found = await pair.remote.articles(ids)
    monkeypatch.setattr(SearchClient, "searches", _not_asked)
    again = await pair.remote.articles(ids[::-1])
    assert {number: id(one) for number, one in again.items()} == {
        number: id(one) for number, one in found.items()
    }


async def _not_asked(*_: object, **__: object) -> None:
    raise AssertionError


@pytest.mark.parametrize("by", [By.DAY, By.NEWEST_ISSUE, By.PAGE])
async def test_listings_are_in_order(pair: Pair, by: By) -> None:
    sets = [Every(), *some_sets(pair.written, 25, seed=by)]
    limits = (0, 1, 7, 10_000)
    asked = [
        Listed(one, by, limit, whole) for one in sets for limit in limits for whole in (True, False)
    ]
    assert await pair.remote.listings(asked) == await pair.local.listings(asked)


async def test_articles_come_whole_and_by_their_former_ids(pair: Pair) -> None:
    moved = pair.written.moved
    ids = [*(entry.stored.id for entry in pair.written.entries), *moved, 10**9]
    found = await pair.remote.articles(ids)
    true = await pair.local.articles(ids)
    assert found.keys() == true.keys()
    assert 10**9 not in found
    for number, one in found.items():
        assert one.entry == true[number].entry
        assert one.passages.keys.tolist() == true[number].passages.keys.tolist()
        assert one.title.keys.tolist() == true[number].title.keys.tolist()
    former = next(one for one in moved if moved[one] in true)
    assert found[former].entry.stored.id == moved[former]


async def test_the_best_are_among_the_candidates(pair: Pair) -> None:
    asked = questions(pair.written, 60)
    found = await pair.remote.candidates(asked)
    pairs = list(zip(asked, await exactly(pair, asked), found, strict=True))
    assert [one for one in pairs if not one[1] <= set(one[2])] == []
    assert all(len(ids) == len(set(ids)) for ids in found)
    assert sum(map(len, found)) > len(found)


def questions(written: Written, count: int) -> list[Ranked]:
    """Return what is ranked for questions made of print."""
    dice = random.Random(3)  # noqa: S311 (the same each time)
    sets = [Every(), *some_sets(written, 40, seed=5)]
    words = [word for word in some_words(written, 100) if terms(word)]
    made = []
    for text in some_texts(written, count, seed=4):
        start = dice.randrange(max(len(text) - 12, 1))
        said = dict.fromkeys(terms(text[start : start + 12]))
        made.append(
            Ranked(
                tuple((term, dice.choice((0.5, 1.0, 2.0))) for term in said),
                tuple((word, 1.5) for word in dict.fromkeys(dice.sample(words, 2))),
                dice.choice(sets) if dice.random() < 0.5 else Every(),
                dice.choice((1, 5, 20, 60)),
                Keyed(By.DAY, ((20260601, 20260615),)) if dice.random() < 0.3 else None,
                Keyed(By.DAY, ((20260616, 20260620),)) if dice.random() < 0.3 else None,
            )
        )
    return made


async def exactly(pair: Pair, asked: Sequence[Ranked]) -> list[set[int]]:
    """Return the articles of the best passages by their exact scores, as many as are wanted."""
    snapshot = pair.snapshot

    async def passages(among: ArticleSet | None) -> IdSet:
        [ids] = await pair.local.listings([Listed(among, By.DAY, 10_000)] if among else [])
        return snapshot.passages_in(IdSet.of([snapshot.doc_id(one) or 0 for one in ids]))

    found = []
    for one in asked:
        near = [(some, how) for some, how in ((one.on, 1.0), (one.after, 0.5)) if some]
        days = Stretches(tuple([(await passages(some), how) for some, how in near]))
        best, _ = snapshot.index.top(
            one.terms,
            one.limit,
            names=[(snapshot.name_postings(word), weight) for word, weight in one.wholes],
            stretches=days,
            allowed=await passages(one.among),
        )
        found.append({snapshot.article_at(at).id for at in best.tolist()})
    return found


async def test_names_are_found_as_in_all_names(pair: Pair) -> None:
    texts = some_texts(pair.written, 40, seed=9)
    near = Gazetteer((layer_of(await pair.remote.names([], texts)),))
    whole = pair.gazetteer
    for text in texts:
        assert near.find(text) == whole.find(text)
        assert near.spellings(text) == whole.spellings(text)
    assert any(whole.find(text) for text in texts)


async def test_misspelt_and_short_names_are_found_alone(pair: Pair) -> None:
    whole = pair.gazetteer
    keys = sorted({compact_text(name.text) for name in pair.written.names})[::20]
    words = [changed for key in keys for changed in (key[:-1] + "囗", key[::-1], key[0] + key[-1])]
    for word in words:
        near = Gazetteer((layer_of(await pair.remote.names([], [word])),))
        assert near.nearest(word) == whole.nearest(word)
        assert near.abbreviated(word) == whole.abbreviated(word)
        assert near.aliased(word) == whole.aliased(word)


async def test_reporters_come_with_their_weights(pair: Pair) -> None:
    told = await pair.remote.reporters(20)
    near = Gazetteer((layer_of(told),))
    assert near.reporters == pair.gazetteer.reporters[:20]
    assert told.items() <= pair.written.names.items()
    assert await pair.remote.reporters(0) == {}


async def test_day_ends_and_credits_are_counted(pair: Pair) -> None:
    sets = [Every(), *some_sets(pair.written, 60, seed=2)]
    asked = [(one, least) for one in sets for least in (1, 20260625)]
    assert await pair.remote.day_ends(asked) == await pair.local.day_ends(asked)
    found, true = await pair.remote.credits(sets), await pair.local.credits(sets)
    for one, other in zip(found, true, strict=True):
        assert np.array_equal(one, other)
