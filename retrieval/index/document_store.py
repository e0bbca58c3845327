"""A **shelf**: the articles and passages of a segment, as bytes that lie in memory or on disk.

Articles stand in places from 0, their passages one after the other. Whatever a search asks of many
articles at once (days, printings, who is credited) is an array; the rest is read when it is shown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis.bounds import standing
from retrieval.analysis.day_numbers import day_numbers
from retrieval.analysis.keys import key_of, keys_of
from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.kernel import Ids, Keys
from retrieval.index.records import IndexedArticle, from_bytes, to_bytes
from retrieval.index.strings import holding
from retrieval.model import Passage, Span

Bytes = npt.NDArray[np.uint8]
NO_PLACE = 0
"""The key of no page's label: that of the empty string."""


@dataclass(frozen=True, slots=True)
class DocumentStore:
    """Article a's passages are ``[first[a], first[a + 1])``, its record those bytes of ``records``.

    ``spans`` are the passages' offsets in their articles' bodies, in pairs; ``compact`` and
    ``titles`` the compact texts of passages and titles. ``days`` are as `day_numbers` returns them.
    Printing p is article ``printed[p]``'s on page ``printed_page[p]``, issued ``printed_day[p]``;
    ``printed_place[p]`` is the key of the page's label as `place_of` gives it, or `NO_PLACE`.
    Credit c, ``credited[c]``'s article, is to the name of key ``credit_keys[c]``, ascending. Keys
    are of compact strings.
    """

    ids: Keys
    records: Bytes
    record_starts: Keys
    first: Ids
    spans: Ids
    compact: Bytes
    compact_starts: Keys
    titles: Bytes
    title_starts: Keys
    days: Ids
    printed: Ids
    printed_page: Keys
    printed_day: Ids
    printed_place: Keys
    credit_keys: Keys
    credited: Ids

    @classmethod
    def of(
        cls,
        entries: Sequence[IndexedArticle],
        passages: Sequence[Sequence[Passage]],
        compact: Sequence[str],
        titles: Sequence[str],
    ) -> Self:
        """Lay entries down with their passages, all passages' compact texts, and their titles'."""
        stored = [entry.stored for entry in entries]
        printings = [(at, p) for at, one in enumerate(stored) for p in one.printings]
        credit_rows = sorted(
            {
                (key_of(compact_text(name)), at)
                for at, one in enumerate(stored)
                for name in (
                    *one.article.reporters,
                    *one.article.correspondents,
                    *one.article.photographers,
                )
            }
        )
        spans = [edge for group in passages for one in group for edge in one.span]
        return cls(
            np.array([one.id for one in stored], np.int64),
            *_blob([to_bytes(entry) for entry in entries]),
            _running(list(map(len, passages))).astype(np.int32),
            np.array(spans, np.int32),
            *_blob([text.encode("utf-8", "surrogatepass") for text in compact]),
            *_blob([text.encode("utf-8", "surrogatepass") for text in titles]),
            day_numbers(one.article.date for one in stored),
            np.array([at for at, _ in printings], np.int32),
            np.array([printing.page_id for _, printing in printings], np.int64),
            day_numbers(printing.date for _, printing in printings),
            np.array(
                [place_key(stored[at].article.page or printing.page) for at, printing in printings],
                np.int64,
            ),
            np.array([key for key, _ in credit_rows], np.int64),
            np.array([at for _, at in credit_rows], np.int32),
        )

    @classmethod
    def merged(cls, shelves: Sequence[Self], stay: Sequence[npt.NDArray[np.bool_]]) -> Self:
        """Make one of several, of the articles that stay, in their order."""
        moved, offset = [], 0
        for own in stay:
            moved.append(np.where(own, np.cumsum(own) - 1 + offset, -1).astype(np.int32))
            offset += int(own.sum())
        passages = [
            np.repeat(own, np.diff(one.first)) for one, own in zip(shelves, stay, strict=True)
        ]
        both = list(zip(shelves, stay, moved, passages, strict=True))
        keys = np.concatenate([s.credit_keys[own[s.credited]] for s, own, _, _ in both])
        credited = np.concatenate([to[s.credited[own[s.credited]]] for s, own, to, _ in both])
        order = np.lexsort((credited, keys))
        return cls(
            np.concatenate([shelf.ids[own] for shelf, own, _, _ in both]),
            *_blobs([(shelf.records, shelf.record_starts, own) for shelf, own, _, _ in both]),
            _running(
                np.concatenate([np.diff(shelf.first)[own] for shelf, own, _, _ in both])
            ).astype(np.int32),
            np.concatenate([shelf.spans[np.repeat(kept, 2)] for shelf, _, _, kept in both]),
            *_blobs([(shelf.compact, shelf.compact_starts, kept) for shelf, _, _, kept in both]),
            *_blobs([(shelf.titles, shelf.title_starts, own) for shelf, own, _, _ in both]),
            np.concatenate([shelf.days[own] for shelf, own, _, _ in both]),
            np.concatenate([to[shelf.printed[own[shelf.printed]]] for shelf, own, to, _ in both]),
            np.concatenate([shelf.printed_page[own[shelf.printed]] for shelf, own, _, _ in both]),
            np.concatenate([shelf.printed_day[own[shelf.printed]] for shelf, own, _, _ in both]),
            np.concatenate([shelf.printed_place[own[shelf.printed]] for shelf, own, _, _ in both]),
            keys[order],
            credited[order],
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Make a shelf of what `arrays` gave."""
        return cls(**{name: arrays[name] for name in cls.__slots__})  # type: ignore[arg-type]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays by their names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __len__(self) -> int:
        return len(self.ids)

    def entry(self, place: int) -> IndexedArticle:
        """Read the article at a place."""
        return from_bytes(bytes(_stretch(self.records, self.record_starts, place)))

    def span(self, passage: int) -> Span:
        """Return where a passage stands in its article's body."""
        return Span(*self.spans[2 * passage : 2 * passage + 2].tolist())

    def compact_text(self, passage: int) -> str:
        """Return a passage's compact text."""
        return _text(self.compact, self.compact_starts, passage)

    def compact_title(self, place: int) -> str:
        """Return the compact title of the article at a place."""
        return _text(self.titles, self.title_starts, place)

    def titled(self, word: str, among: Ids) -> npt.NDArray[np.bool_]:
        """Tell of some articles, by place, whether a compact string stands in their titles."""
        return _standing(word, self.titles, self.title_starts, among, self.compact_title)

    def worded(self, word: str, among: Ids) -> npt.NDArray[np.bool_]:
        """Tell of some passages whether a compact string stands in them."""
        return _standing(word, self.compact, self.compact_starts, among, self.compact_text)

    def issued(self) -> Ids:
        """Return each article's newest day of issue, as `day_numbers` does."""
        days = np.zeros(len(self.ids), np.int32)
        first = np.flatnonzero(np.diff(self.printed, prepend=-1))  # the newest comes first
        days[self.printed[first]] = self.printed_day[first]
        return days

    def credited_to(self, names: Sequence[str]) -> Ids:
        """Return the places of the articles that any of these names wrote or photographed for."""
        keys = keys_of(map(compact_text, names))
        stretches = zip(
            np.searchsorted(self.credit_keys, keys),
            np.searchsorted(self.credit_keys, keys, "right"),
            strict=True,
        )
        found = [self.credited[start:end] for start, end in stretches]
        return np.unique(np.concatenate([np.empty(0, np.int32), *found]))


def place_key(label: str | None) -> int:
    """Return the key of a page's label."""
    return key_of(place_of(label)) if label else NO_PLACE


def _standing(
    word: str, blob: Bytes, starts: Keys, among: Ids, text: Callable[[int], str]
) -> npt.NDArray[np.bool_]:
    found = holding(blob, starts, among, word.encode("utf-8", "surrogatepass"))
    whole = standing(word)
    if whole.pattern != re.escape(word):
        for at in np.flatnonzero(found).tolist():
            found[at] = whole.search(text(int(among[at]))) is not None
    return found


def _running(lengths: Sequence[int] | npt.NDArray[np.integer]) -> Keys:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _blob(parts: Sequence[bytes]) -> tuple[Bytes, Keys]:
    return np.frombuffer(b"".join(parts), np.uint8), _running(list(map(len, parts)))


def _blobs(parts: Sequence[tuple[Bytes, Keys, npt.NDArray[np.bool_]]]) -> tuple[Bytes, Keys]:
    """Return the stretches that stay, one behind the other."""
    lengths = [np.diff(starts)[own] for _, starts, own in parts]
    blobs = [
        blob if own.all() else blob[np.repeat(own, np.diff(starts))] for blob, starts, own in parts
    ]
    return np.concatenate(blobs), _running(np.concatenate(lengths))


def _stretch(blob: Bytes, starts: Keys, at: int) -> Bytes:
    return blob[starts[at] : starts[at + 1]]


def _text(blob: Bytes, starts: Keys, at: int) -> str:
    return _stretch(blob, starts, at).tobytes().decode("utf-8", "surrogatepass")
