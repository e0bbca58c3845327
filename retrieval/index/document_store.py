"""The documents of a segment: its articles and passages, as bytes that lie in memory or on disk.

Articles are numbered from 0 by their **doc id**, their passages one after the
other. Whatever a search asks of many articles at once (days, printings, who is credited) is an
array; the rest is read when it is shown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis.bounds import standing
from retrieval.analysis.day_numbers import day_numbers
from retrieval.analysis.keys import key_of
from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.kernel import Ids, Keys
from retrieval.index.occurrences import Stories
from retrieval.index.records import IndexedArticle, from_bytes, to_bytes
from retrieval.index.strings import holding
from retrieval.model import Article, Passage, Span

Bytes = npt.NDArray[np.uint8]
NO_LABEL = 0
"""The key of no page's label: that of the empty string."""
NO_PAPER = 0
"""The key of no paper's name."""


class Role(IntFlag):
    """What a story credits somebody with; one person may have several roles in it."""

    REPORTER = 1
    CORRESPONDENT = 2
    PHOTOGRAPHER = 4


WROTE = Role.REPORTER | Role.CORRESPONDENT
ANY_ROLE = WROTE | Role.PHOTOGRAPHER


@dataclass(frozen=True, slots=True)
class DocumentStore:
    """The articles and passages of a segment.

    Article a's passages are ``[first_passage[a], first_passage[a + 1])``, and its record is
    ``[record_starts[a], record_starts[a + 1])`` of ``records``.

    ``spans`` are the passages' offsets in their articles' bodies, in pairs; ``compact`` and
    ``titles`` the compact texts of passages and titles. ``days`` are as `day_numbers` returns them.
    Printing p is that of article ``printing_doc[p]`` on page ``printing_page[p]``, issued
    ``printing_day[p]``; ``printing_label[p]`` is the key of the page's label that `place_of`
    returns, or `NO_LABEL`, ``printing_paper[p]`` that of the paper's compact name, or `NO_PAPER`,
    and ``printing_held[p]`` tells whether the page is held back.
    Credit c, ``credit_doc[c]``'s article, is to the name of key ``credit_keys[c]``, ascending, for
    ``credit_roles[c]``, a set of `Role`. Keys are of compact strings.
    """

    article_ids: Keys
    records: Bytes
    record_starts: Keys
    first_passage: Ids
    spans: Ids
    compact: Bytes
    compact_starts: Keys
    titles: Bytes
    title_starts: Keys
    days: Ids
    printing_doc: Ids
    printing_page: Keys
    printing_day: Ids
    printing_label: Keys
    printing_paper: Keys
    printing_held: npt.NDArray[np.bool_]
    credit_keys: Keys
    credit_doc: Ids
    credit_roles: Bytes

    @classmethod
    def of(
        cls,
        entries: Sequence[IndexedArticle],
        passages: Sequence[Sequence[Passage]],
        compact: Sequence[str],
        titles: Sequence[str],
    ) -> Self:
        """Store entries with their passages, and the compact texts of all passages and titles."""
        stored = [entry.stored for entry in entries]
        printings = [(at, p) for at, one in enumerate(stored) for p in one.printings]
        credit_rows = sorted(
            (key, at, roles)
            for at, one in enumerate(stored)
            for key, roles in _credits(one.article).items()
        )
        spans = [edge for group in passages for one in group for edge in one.span]
        return cls(
            np.array([one.id for one in stored], np.int64),
            *_blob([to_bytes(entry) for entry in entries]),
            _running(list(map(len, passages))).astype(np.int32),
            np.array(spans, np.int32),
            *_blob(list(map(_encoded, compact))),
            *_blob(list(map(_encoded, titles))),
            day_numbers(one.article.date for one in stored),
            np.array([at for at, _ in printings], np.int32),
            np.array([printing.page_id for _, printing in printings], np.int64),
            day_numbers(printing.date for _, printing in printings),
            np.array(
                [label_key(stored[at].article.page or printing.page) for at, printing in printings],
                np.int64,
            ),
            np.array([paper_key(printing.paper) for _, printing in printings], np.int64),
            np.array([printing.held for _, printing in printings], np.bool_),
            np.array([key for key, _, _ in credit_rows], np.int64),
            np.array([at for _, at, _ in credit_rows], np.int32),
            np.array([roles for _, _, roles in credit_rows], np.uint8),
        )

    @classmethod
    def merged(cls, stores: Sequence[Self], live: Sequence[npt.NDArray[np.bool_]]) -> Self:
        """Make one of several, of the articles that are ``live`` by doc id, in their order."""
        offsets = np.cumsum([0, *(int(own.sum()) for own in live)]).tolist()
        sources = [
            _Source.of(store, own, offset)
            for store, own, offset in zip(stores, live, offsets, strict=False)
        ]
        keys = np.concatenate([one.store.credit_keys[one.credits] for one in sources])
        credited = np.concatenate([one.renumbered(one.store.credit_doc) for one in sources])
        roles = np.concatenate([one.store.credit_roles[one.credits] for one in sources])
        order = np.lexsort((credited, keys))
        return cls(
            np.concatenate([one.store.article_ids[one.docs] for one in sources]),
            *_blobs([(one.store.records, one.store.record_starts, one.docs) for one in sources]),
            _running(
                np.concatenate([np.diff(one.store.first_passage)[one.docs] for one in sources])
            ).astype(np.int32),
            np.concatenate([one.store.spans[np.repeat(one.passages, 2)] for one in sources]),
            *_blobs(
                [(one.store.compact, one.store.compact_starts, one.passages) for one in sources]
            ),
            *_blobs([(one.store.titles, one.store.title_starts, one.docs) for one in sources]),
            np.concatenate([one.store.days[one.docs] for one in sources]),
            np.concatenate([one.renumbered(one.store.printing_doc) for one in sources]),
            np.concatenate([one.store.printing_page[one.printings] for one in sources]),
            np.concatenate([one.store.printing_day[one.printings] for one in sources]),
            np.concatenate([one.store.printing_label[one.printings] for one in sources]),
            np.concatenate([one.store.printing_paper[one.printings] for one in sources]),
            np.concatenate([one.store.printing_held[one.printings] for one in sources]),
            keys[order],
            credited[order],
            roles[order],
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Make a store of what `arrays` returned."""
        return cls(**{name: arrays[name] for name in cls.__slots__})  # type: ignore[arg-type]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays by their names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __len__(self) -> int:
        return len(self.article_ids)

    def entry(self, doc_id: int) -> IndexedArticle:
        """Read the article of a doc id."""
        return from_bytes(bytes(_string(self.records, self.record_starts, doc_id)))

    def span(self, passage: int) -> Span:
        """Return where a passage stands in its article's body."""
        return Span(*self.spans[2 * passage : 2 * passage + 2].tolist())

    def compact_text(self, passage: int) -> str:
        """Return a passage's compact text."""
        return _text(self.compact, self.compact_starts, passage)

    def compact_title(self, doc_id: int) -> str:
        """Return the compact title of the article of a doc id."""
        return _text(self.titles, self.title_starts, doc_id)

    def titled(self, word: str, among: Ids) -> npt.NDArray[np.bool_]:
        """Return of some articles, by doc id, whether a compact string stands in their titles."""
        return _standing(word, self.titles, self.title_starts, among, self.compact_title)

    def worded(self, word: str, among: Ids) -> npt.NDArray[np.bool_]:
        """Return of some passages whether a compact string stands in them."""
        return _standing(word, self.compact, self.compact_starts, among, self.compact_text)

    def issued(self, doc_id: int) -> int:
        """Return the day of an article's newest printing; 0 where there is none."""
        at = int(self.printing_doc.searchsorted(np.int32(doc_id)))
        there = at < len(self.printing_doc) and self.printing_doc[at] == doc_id
        return int(self.printing_day[at]) if there else 0

    def newest_printings(self, doc_ids: Ids) -> tuple[Ids, Keys]:
        """Return the days and pages of some articles' newest printings; 0 where there are none."""
        day, page = np.zeros(len(doc_ids), np.int32), np.zeros(len(doc_ids), np.int64)
        if len(self.printing_doc):
            at = self.printing_doc.searchsorted(doc_ids)  # the newest comes first
            at[at == len(self.printing_doc)] = 0
            there = self.printing_doc[at] == doc_ids
            day[there] = self.printing_day[at[there]]
            page[there] = self.printing_page[at[there]]
        return day, page

    def credited(self, keys: Keys, roles: Role = ANY_ROLE) -> Ids:
        """Return the doc ids of articles that credit any of these people for one of the roles.

        People go by the keys of their compact names.
        """
        ranges = zip(
            np.searchsorted(self.credit_keys, keys),
            np.searchsorted(self.credit_keys, keys, "right"),
            strict=True,
        )
        found = [
            self.credit_doc[start:end][self.credit_roles[start:end] & roles > 0]
            for start, end in ranges
        ]
        return np.unique(np.concatenate([np.empty(0, np.int32), *found]))


@dataclass(frozen=True, slots=True)
class _Source:
    """A store that is merged: whether its articles, passages, printings and credits are kept.

    ``new_ids`` are the articles' doc ids in the merged store.
    """

    store: DocumentStore
    docs: npt.NDArray[np.bool_]
    passages: npt.NDArray[np.bool_]
    printings: npt.NDArray[np.bool_]
    credits: npt.NDArray[np.bool_]
    new_ids: Ids

    @classmethod
    def of(cls, store: DocumentStore, live: npt.NDArray[np.bool_], offset: int) -> Self:
        """Keep what is live, with doc ids from ``offset``."""
        return cls(
            store,
            live,
            np.repeat(live, np.diff(store.first_passage)),
            live[store.printing_doc],
            live[store.credit_doc],
            (np.cumsum(live) - 1 + offset).astype(np.int32),
        )

    def renumbered(self, doc_ids: Ids) -> Ids:
        """Return the new doc ids of those that are kept."""
        return self.new_ids[doc_ids[self.docs[doc_ids]]]


def _credits(article: Article) -> dict[int, Role]:
    """Return the keys of the names that an article credits, each with its roles."""
    found: dict[int, Role] = {}
    for names, role in (
        (article.reporters, Role.REPORTER),
        (article.correspondents, Role.CORRESPONDENT),
        (article.photographers, Role.PHOTOGRAPHER),
    ):
        for name in names:
            key = key_of(compact_text(name))
            found[key] = found.get(key, role) | role
    return found


def as_stories(
    first_passage: Ids, compact: Sequence[str], titles: Sequence[str], lengths: Ids
) -> Stories:
    """Return articles' compact texts as `Stories`; ``lengths`` are the tokens of each passage."""
    bodies = _blob([_encoded(text) for text in compact])
    return Stories(first_passage, *bodies, *_blob([_encoded(text) for text in titles]), lengths)


def label_key(label: str | None) -> int:
    """Return the key of a page's label."""
    return key_of(place_of(label)) if label else NO_LABEL


def paper_key(paper: str | None) -> int:
    """Return the key of a paper's name."""
    return key_of(compact_text(paper)) if paper else NO_PAPER


def _standing(
    word: str, blob: Bytes, starts: Keys, among: Ids, text: Callable[[int], str]
) -> npt.NDArray[np.bool_]:
    found = holding(blob, starts, among, _encoded(word))
    whole = standing(word)
    if whole.pattern != re.escape(word):
        for at in np.flatnonzero(found).tolist():
            found[at] = whole.search(text(int(among[at]))) is not None
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _running(lengths: Sequence[int] | npt.NDArray[np.integer]) -> Keys:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _blob(parts: Sequence[bytes]) -> tuple[Bytes, Keys]:
    return np.frombuffer(b"".join(parts), np.uint8), _running(list(map(len, parts)))


def _blobs(parts: Sequence[tuple[Bytes, Keys, npt.NDArray[np.bool_]]]) -> tuple[Bytes, Keys]:
    """Return the strings that are kept, one behind the other."""
    lengths = [np.diff(starts)[own] for _, starts, own in parts]
    blobs = [
        blob if own.all() else blob[np.repeat(own, np.diff(starts))] for blob, starts, own in parts
    ]
    return np.concatenate(blobs), _running(np.concatenate(lengths))


def _string(blob: Bytes, starts: Keys, at: int) -> Bytes:
    return blob[starts[at] : starts[at + 1]]


def _text(blob: Bytes, starts: Keys, at: int) -> str:
    return _string(blob, starts, at).tobytes().decode("utf-8", "surrogatepass")
