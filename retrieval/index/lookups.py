"""What finds a segment's articles by their fields without a look at each: made once, and kept.

All of it follows from the documents. It lies on disk beside them, mapped as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.index.document_store import Bytes, DocumentStore, Role
from retrieval.index.id_set import spread
from retrieval.index.kernel import Ids, Keys
from retrieval.index.key_runs import KeyRuns

DATED = 1 << 36
"""Above all ids of pages."""
TALLIED = (2, 1, 1)
"""By how many columns issues, days and papers are told apart in what is counted of them."""
COUNTED = Role.REPORTER, Role.CORRESPONDENT
"""The roles of those who write."""


class By(IntEnum):
    """What articles or printings are found by.

    Those of articles: their own day; that or else the day of their newest issue; the `issue_order`
    of their newest printing; the day, label or paper of any printing. Those of printings, by their
    places in the arrays: their `issue_order`, their page.
    """

    OWN_DAY = 0
    DAY = 1
    NEWEST_ISSUE = 2
    PRINTED_DAY = 3
    LABEL = 4
    PAPER = 5
    ISSUE = 6
    PAGE = 7


@dataclass(frozen=True, slots=True)
class Lookups:
    """A segment's articles by their ids, credits by their articles, and runs by `By`.

    ``ids`` are the article ids, ascending, ``by_id`` the doc ids in that order. ``credits_by_doc``
    are places of credits in the order of doc ids, those of article a at ``[credit_starts[a],
    credit_starts[a + 1])``. Of the runs those by b are of the keys ``[kinds[b], kinds[b + 1])``.

    The others count. Each row of ``issues`` has what was printed on a day in papers of a key: day,
    key, articles, and articles that are not held back; of ``issue_days`` on a day in any paper: day
    and the same counts; of ``papers`` on any day or none: key and the same; of ``credited`` by
    whom: `credits_by_name`. Rows ascend; days are known.
    """

    ids: Keys
    by_id: Ids
    credits_by_doc: Ids
    credit_starts: Ids
    kinds: Keys
    keys: Keys
    starts: Keys
    firsts: Ids
    ends: Ids
    issues: Keys
    issue_days: Keys
    papers: Keys
    credited: Keys

    @classmethod
    def of(cls, documents: DocumentStore) -> Self:
        """Make what finds some documents."""
        printing, day = documents.printing_doc, documents.printing_day
        each = np.arange(len(documents), dtype=np.int32)
        rows = np.arange(len(printing), dtype=np.int32)
        issued, page = documents.newest_printings(each)
        runs = [
            KeyRuns.of(documents.days, each),
            KeyRuns.of(np.where(documents.days > 0, documents.days, issued), each),
            KeyRuns.of(issue_order(issued, page), each),
            KeyRuns.of(day, printing),
            KeyRuns.of(documents.printing_label, printing),
            KeyRuns.of(documents.printing_paper, printing),
            KeyRuns.of(issue_order(day, documents.printing_page), rows),
            KeyRuns.of(documents.printing_page, rows),
        ]
        by_id = np.argsort(documents.article_ids, kind="stable")
        before = np.cumsum([0, *(int(one.starts[-1]) for one in runs)])
        return cls(
            documents.article_ids[by_id],
            by_id.astype(np.int32),
            np.argsort(documents.credit_doc, kind="stable").astype(np.int32),
            np.cumsum(
                np.append(0, np.bincount(documents.credit_doc, minlength=len(each))), dtype=np.int32
            ),
            np.cumsum([0, *(len(one.keys) for one in runs)]),
            np.concatenate([one.keys for one in runs]),
            np.concatenate(
                [
                    *(one.starts[:-1] + at for one, at in zip(runs, before, strict=False)),
                    before[-1:],
                ]
            ),
            np.concatenate([one.firsts for one in runs]),
            np.concatenate([one.ends for one in runs]),
            *tallies(documents, rows),
            credits_by_name(documents.credit_keys, documents.credit_roles),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Make them of what `arrays` returned."""
        return cls(**{name: arrays[name] for name in cls.__slots__})  # type: ignore[arg-type]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays by their names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def credits(self, doc_ids: Ids) -> Ids:
        """Return the places of the credits of some articles."""
        starts, ends = self.credit_starts[doc_ids], self.credit_starts[doc_ids + 1]
        places = spread(starts, ends, len(self.credits_by_doc))
        found: Ids = self.credits_by_doc[places]
        return found

    def runs(self, by: By) -> KeyRuns:
        """Return what articles or printings are found by."""
        first, end = self.kinds[by : by + 2].tolist()
        return KeyRuns(self.keys[first:end], self.starts[first : end + 1], self.firsts, self.ends)


def issue_order(days: Ids, pages: Keys) -> Keys:
    """Return numbers that order printings by their issues, the newest highest.

    Printings of one day have the same; those without a day come before all others, by their pages.
    """
    return np.where(days > 0, days.astype(np.int64) * DATED, pages)


def tallies(documents: DocumentStore, rows: Ids) -> tuple[Keys, Keys, Keys]:
    """Count the articles of some printings: `Lookups.issues`, ``issue_days`` and ``papers``."""
    doc, day = documents.printing_doc[rows], documents.printing_day[rows]
    paper, free = documents.printing_paper[rows], ~documents.printing_held[rows]
    dated = day > 0
    return (
        _counted([day[dated], paper[dated]], doc[dated], free[dated]),
        _counted([day[dated]], doc[dated], free[dated]),
        _counted([paper], doc, free),
    )


def _counted(
    columns: Sequence[npt.NDArray[np.integer]], doc: Ids, free: npt.NDArray[np.bool_]
) -> Keys:
    """Return rows of values that come together, with how many articles have them."""
    order = np.lexsort((~free, doc, *reversed(columns)))  # an article's free printing comes first
    sorted_columns = [column[order] for column in columns]
    new = np.zeros(len(order), np.bool_)
    new[:1] = True
    for column in sorted_columns:
        new[1:] |= column[1:] != column[:-1]
    doc, free = doc[order], free[order]
    once = new.copy()
    once[1:] |= doc[1:] != doc[:-1]
    first = np.flatnonzero(new)
    if not len(first):
        return np.empty((0, len(columns) + 2), np.int64)
    return np.stack(
        [
            *(column[first].astype(np.int64) for column in sorted_columns),
            np.add.reduceat(once.astype(np.int64), first),
            np.add.reduceat((once & free).astype(np.int64), first),
        ],
        axis=1,
    )


def credits_by_name(keys: Keys, roles: Bytes) -> Keys:
    """Count the credits for each of the roles `COUNTED`: a row of key and counts for each name."""
    each, of = np.unique(keys, return_inverse=True)
    held = [np.bincount(of, roles & role > 0, len(each)).astype(np.int64) for role in COUNTED]
    return np.stack([each, *held], axis=1)


def added(tallied: Sequence[Keys], columns: int) -> Keys:
    """Return tallies of the same kind as one: rows whose first columns agree have counts added up.

    Those that count none go.
    """
    every = np.concatenate(tallied)
    order = np.lexsort(tuple(every[:, at] for at in reversed(range(columns))))
    every = every[order]
    new = np.append(True, (np.diff(every[:, :columns], axis=0) != 0).any(axis=1))[: len(every)]
    first = np.flatnonzero(new)
    if not len(first):
        return every
    counts = np.add.reduceat(every[:, columns:], first)
    found = np.concatenate([every[first, :columns], counts], axis=1)
    some: Keys = found[counts.any(axis=1)]
    return some
