"""The loops that make postings of tokens, and merge those of segments; compiled as `kernel` is."""

import numpy as np

from retrieval.compiled import compiled, inner
from retrieval.index.kernel import (
    I32,
    I64,
    U16,
    UNIT,
    WRITTEN_F64,
    WRITTEN_I32,
    WRITTEN_I64,
    WRITTEN_U16,
    Counts,
    Floats,
    Ids,
    Keys,
)

_MOST = 0xFFFF


@inner("int64", "int64", "int64")
def _slot(key: int, mask: int) -> int:
    """Scatter a key over a table (the first half of MurmurHash3's finalizer)."""
    mixed = np.uint64(key)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    return int(mixed & np.uint64(mask))


@compiled("int64", I64, WRITTEN_I32, WRITTEN_I32, WRITTEN_I64)
def number(keys: Keys, table: Ids, numbers: Ids, firsts: Keys) -> int:
    """Write a number for each distinct key, from 0 as they come in; return how many there are.

    ``numbers`` gets each key's number, ``firsts`` each number's key. ``table`` is scratch: a power
    of two, longer than there are keys.
    """
    mask = table.shape[0] - 1
    table[:] = -1
    found = 0
    for at in range(keys.shape[0]):
        slot = _slot(keys[at], mask)
        while table[slot] >= 0 and firsts[table[slot]] != keys[at]:
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot] = found
            firsts[found] = keys[at]
            found += 1
        numbers[at] = table[slot]
    return found


@compiled(
    "void",
    *(I32, I64, I32, I64, I32, "int64"),
    *(WRITTEN_I32, WRITTEN_I64, WRITTEN_I32, WRITTEN_U16, "boolean"),
)
def post(
    body: Ids,
    body_starts: Keys,
    title: Ids,
    title_starts: Keys,
    article_of: Ids,
    title_units: int,
    last: Ids,
    ends: Keys,
    ids: Ids,
    tf: Counts,
    counting: bool,
) -> None:
    """Go through the tokens of all passages, each with its article's title.

    ``counting`` adds up in ``ends`` how many passages each term stands in. Otherwise ``ends`` are
    where each term's postings end so far, and grow as they are written to ``ids`` and ``tf``.
    ``last`` is scratch, one for each term.
    """
    last[:] = -1
    for passage in range(article_of.shape[0]):
        article = article_of[passage]
        for source in range(2):
            tokens = title if source else body
            units = title_units if source else UNIT
            start = title_starts[article] if source else body_starts[passage]
            end = title_starts[article + 1] if source else body_starts[passage + 1]
            for at in range(start, end):
                term = tokens[at]
                if last[term] != passage:
                    last[term] = passage
                    if not counting:
                        ids[ends[term]] = passage
                        tf[ends[term]] = units
                    ends[term] += 1
                elif not counting:
                    before = ends[term] - 1
                    tf[before] = min(int(tf[before]) + units, _MOST)


@compiled("void", I64, I64, WRITTEN_I64)
def find_rows(keys: Keys, all_keys: Keys, rows: Keys) -> None:
    """Write to ``rows`` where each of some ascending keys stands among all, which hold it."""
    at = 0
    for n in range(keys.shape[0]):
        while all_keys[at] < keys[n]:
            at += 1
        rows[n] = at


@compiled("void", I64, I64, I32, I32, WRITTEN_I64)
def count_kept(rows: Keys, starts: Keys, ids: Ids, renumbered: Ids, counts: Keys) -> None:
    """Add to each term's count how many of a segment's postings `copy_kept` writes."""
    for n in range(rows.shape[0]):
        for at in range(starts[n], starts[n + 1]):
            if renumbered[ids[at]] >= 0:
                counts[rows[n]] += 1


@compiled("void", I64, I64, I32, U16, I32, WRITTEN_I64, WRITTEN_I32, WRITTEN_U16)
def copy_kept(
    rows: Keys,
    starts: Keys,
    ids: Ids,
    tf: Counts,
    renumbered: Ids,
    ends: Keys,
    to_ids: Ids,
    to_tf: Counts,
) -> None:
    """Write a segment's postings behind what stands at each term's end so far.

    ``renumbered`` is each passage's new number, or -1 where it is left out.
    """
    for n in range(rows.shape[0]):
        end = ends[rows[n]]
        for at in range(starts[n], starts[n + 1]):
            passage = renumbered[ids[at]]
            if passage >= 0:
                to_ids[end] = passage
                to_tf[end] = tf[at]
                end += 1
        ends[rows[n]] = end


@compiled("void", I64, I32, U16, I32, "float64", "float64", WRITTEN_F64)
def peaks(
    starts: Keys,
    ids: Ids,
    tf: Counts,
    lengths: Ids,
    fixed: float,
    sloped: float,
    highest: Floats,
) -> None:
    """Write to ``highest`` the most of tf / (tf + norm) that any posting of each term has."""
    for term in range(highest.shape[0]):
        most = 0.0
        for at in range(starts[term], starts[term + 1]):
            often = tf[at] / UNIT
            most = max(most, often / (often + (fixed + sloped * lengths[ids[at]])))
        highest[term] = most


@compiled("int64", I64, I64, I32, U16, "int64", "int64", WRITTEN_I32, WRITTEN_U16)
def gather_masked(
    keys: Keys, starts: Keys, ids: Ids, tf: Counts, mask: int, wanted: int, to: Ids, counts: Counts
) -> int:
    """Collect the postings of terms whose keys are ``wanted`` under a mask; return how many.

    Term i's postings are ``[starts[i], starts[i + 1])``. No more are put there than there is room.
    """
    found = 0
    for term in range(keys.shape[0]):
        if keys[term] & mask == wanted:
            for at in range(max(starts[term], 0), min(starts[term + 1], ids.shape[0])):
                if found < to.shape[0]:
                    to[found] = ids[at]
                    counts[found] = tf[at]
                found += 1
    return found
