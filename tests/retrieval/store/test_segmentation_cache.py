from collections import Counter
from collections.abc import Sequence

from retrieval.analysis.analyzer import terms
from retrieval.analysis.keys import keys_of
from retrieval.store.database import Database
from retrieval.store.segmentation_cache import (
    Analyzer,
    SegmentationCache,
    cache_segmentations,
    cached_segmentations,
    digest_of,
)


class Counting:
    """Segment into single characters, and count the calls."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __call__(self, text: str) -> list[str]:
        self.calls.update(run for run in text.split() if run)
        return list(text)


async def kept(database: Database, version: str, texts: Sequence[str]) -> dict[int, bytes]:
    async with database.reading() as view:
        return await cached_segmentations(view, version, texts)


async def keep(database: Database, cache: SegmentationCache) -> None:
    async with database.transaction() as transaction:
        await cache_segmentations(transaction, cache.version, cache.made)


async def test_a_text_is_cut_once(database: Database) -> None:
    cut = Counting()
    first = SegmentationCache(Analyzer("1", cut), {})
    once = first.analyse(["甲乙", "甲乙"])
    again = first.analyse(["甲乙"])
    await keep(database, first)
    second = SegmentationCache(Analyzer("1", cut), await kept(database, "1", ["甲乙"]))
    later = second.analyse(["甲乙"])
    assert sorted(once.keys.tolist()) == sorted(keys_of(["甲", "乙", "甲乙"] * 2).tolist())
    assert again.keys.tolist() == later.keys.tolist()
    assert second.made == {}
    assert cut.calls["甲乙"] == 2  # both of the first call


async def test_a_text_without_words_is_kept_as_such(database: Database) -> None:
    first = SegmentationCache(Analyzer("1", Counting()), {})
    assert first.analyse([""]).lengths.tolist() == [0]
    await keep(database, first)
    assert await kept(database, "1", [""]) == {digest_of(""): b""}


async def test_gives_the_cuts_of_some_texts(database: Database) -> None:
    cache = SegmentationCache(Analyzer("1", Counting()), {})
    cache.analyse(["甲", "乙", "丙"])
    await keep(database, cache)
    assert await kept(database, "1", ["乙", "丁"]) == {digest_of("乙"): b"\x01"}


async def test_cuts_of_another_version_are_not_used_and_go(database: Database) -> None:
    old = SegmentationCache(Analyzer("1", Counting()), {})
    old.analyse(["甲"])
    await keep(database, old)
    assert await kept(database, "2", ["甲"]) == {}
    await keep(
        database, SegmentationCache(Analyzer("2", Counting()), {})
    )  # nothing was made: nothing goes
    assert await kept(database, "1", ["甲"]) != {}
    new = SegmentationCache(Analyzer("2", Counting()), {})
    new.analyse(["乙"])
    await keep(database, new)
    assert await kept(database, "1", ["甲"]) == {}
    assert await kept(database, "2", ["甲", "乙"]) == {digest_of("乙"): b"\x01"}


def test_a_kept_cut_that_is_not_the_texts_is_made_anew() -> None:
    cache = SegmentationCache(Analyzer("1", Counting()), {digest_of("二七区"): b"\x07"})
    found = cache.analyse(["二七区"])
    assert found.cuts == (b"\x01\x01\x01",)
    assert cache.made == {digest_of("二七区"): b"\x01\x01\x01"}


def test_many_texts_come_out_as_each_alone() -> None:
    texts = [f"第{at}条，二七区。" for at in range(2100)]
    cache = SegmentationCache(Analyzer("1", list), {})
    found = cache.analyse(texts)
    assert len(found.lengths) == len(found.cuts) == len(found.compact) == 2100
    assert found.compact[2099] == texts[2099].replace("，", ",")
    assert int(found.lengths.sum()) == len(found.keys)
    assert "二七" in terms(texts[0])


def test_a_digest_fits_a_column_and_is_the_same_in_every_process() -> None:
    assert digest_of("二七区") == -382868954506653677
