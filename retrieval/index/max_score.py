"""The best passages for the terms of a query, without a look at most of their postings.

By MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995); compiled as
all loops over postings are (`retrieval.index.kernel`).
"""

from typing import NamedTuple

import numpy as np

from retrieval.compiled import Fields, compiled, inner
from retrieval.index.kernel import (
    CONSTANTS,
    F64,
    I32,
    I64,
    U8,
    U16,
    WRITTEN_F64,
    WRITTEN_I32,
    WRITTEN_I64,
    Bits,
    Constants,
    Counts,
    Floats,
    Ids,
    Keys,
    lower,
    onward,
    part,
)

WINDOW = 1 << 13  # passages whose sums are kept at hand, so that they stay in the cache
_FIRST_WINDOW = 1 << 9  # a small one: until there are some, nothing can be passed over
_SHORT = 16  # postings of a term for each passage that is looked up in it
_GAP = 64  # passages between two ranges that are no reason to go through them apart
_SLACK = 1e-9  # what rounding may take off a bound, relatively

SEGMENT, NAME, STRETCH = range(3)
"""Sources of a term's postings: the segment's, a name's from outside, or stretches of passages."""


class OutsidePostings(NamedTuple):
    """The postings of names, which no segment has."""

    ids: Ids
    tf: Counts


class RangePostings(NamedTuple):
    """Ranges ``[starts[i], ends[i])`` of passages, ascending, in each of which something stands.

    It does ``tf[i]`` times in each of the passages of range i.
    """

    starts: Ids
    ends: Ids
    tf: Counts


class QueryTerms(NamedTuple):
    """The terms of a query: term t's postings are ``[starts[t], ends[t])`` of ``sources[t]``.

    It weighs ``weights[t]``, and adds at most ``bounds[t]`` to a score. ``by_bound`` are the terms,
    the one that adds least first: sorting is left to numpy, as a sort of its own would double the
    time that the loops take to compile.
    """

    sources: Bits
    starts: Keys
    ends: Keys
    weights: Floats
    bounds: Floats
    by_bound: Keys


class Within(NamedTuple):
    """The passages that may be returned: those in ranges ``[starts[i], ends[i])``, ascending.

    All of them where ``all`` is set; never those ``deleted``, ascending.
    """

    all: bool
    starts: Ids
    ends: Ids
    deleted: Ids


class TopPassages(NamedTuple):
    """The best passages so far, best first, the earlier one of equals first; as many as fit."""

    numbers: Keys
    scores: Floats


class Scratch(NamedTuple):
    """Room that `best` works in, made anew for each call by `scratch`."""

    below: Floats
    cursors: Keys
    lows: Keys
    highs: Keys
    opened: Keys
    sums: Floats
    touched: Ids


_OUTSIDE = Fields.of(OutsidePostings, I32, U16)
_RANGED = Fields.of(RangePostings, I32, I32, U16)
_TERMS = Fields.of(QueryTerms, U8, I64, I64, F64, F64, I64)
_WITHIN = Fields.of(Within, "boolean", I32, I32, I32)
_TOP = Fields.of(TopPassages, WRITTEN_I64, WRITTEN_F64)
_SCRATCH = Fields.of(
    Scratch,
    *(WRITTEN_F64, WRITTEN_I64, WRITTEN_I64, WRITTEN_I64, WRITTEN_I64, WRITTEN_F64, WRITTEN_I32),
)


def scratch(terms: int) -> Scratch:
    """Return room for `best` to work in, for a query of so many terms."""
    cursors, lows, highs, opened = np.empty((4, terms), np.int64)
    sums, touched = np.zeros(WINDOW), np.empty(WINDOW, np.int32)
    return Scratch(np.empty(terms + 1), cursors, lows, highs, opened, sums, touched)


@inner("uint16", "uint8", I32, U16, _OUTSIDE, _RANGED, "int64", "int64", "int32")
def _tf(
    source: int,
    ids: Ids,
    tf: Counts,
    outside: OutsidePostings,
    stretches: RangePostings,
    low: int,
    high: int,
    passage: int,
) -> int:
    """Return how often a term stands in a passage: 0 if it has none in ``[low, high)``."""
    found = np.uint16(0)
    if source == STRETCH:
        at = lower(stretches.ends, low, high, passage + 1)
        if at < high and stretches.starts[at] <= passage:
            found = stretches.tf[at]
    else:
        of_term = outside.ids if source == NAME else ids
        at = lower(of_term, low, high, passage)
        if at < high and of_term[at] == passage:
            found = outside.tf[at] if source == NAME else tf[at]
    return int(found)


@compiled(
    "int64",
    *(I32, U16, I32, _OUTSIDE, _RANGED, _TERMS, _WITHIN, "int64", CONSTANTS, _TOP, "int64"),
    _SCRATCH,
)
def best(
    ids: Ids,
    tf: Counts,
    lengths: Ids,
    outside: OutsidePostings,
    stretches: RangePostings,
    query: QueryTerms,
    within: Within,
    base: int,
    constants: Constants,
    best_so_far: TopPassages,
    found: int,
    room_to_work: Scratch,
) -> int:
    """Put a segment's best passages among the ``found`` best so far; return how many these are now.

    A passage is put there under its number in the segment plus ``base``.

    MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995), a window
    of passages at a time: terms that together can't lift a passage among the best are not walked
    through but looked up, and only for passages that other terms have brought near. Whoever gets
    that far is scored anew in the order of the terms, so that the sum is the one that comes of
    adding up every term. No window lies where nothing may be returned.
    """
    sources, starts, ends, weights, bounds, by_bound = query
    top, top_scores = best_so_far
    terms = starts.shape[0]
    passages = lengths.shape[0]
    room = top.shape[0]
    if room == 0 or terms == 0:
        return found
    # below[j]: what the j terms with the lowest bounds add at most, together.
    below, cursors, lows, highs, opened, sums, touched = room_to_work
    below[0] = 0.0
    for j in range(terms):
        below[j + 1] = below[j] + bounds[by_bound[j]] * (1.0 + _SLACK)
        cursors[j] = starts[j]
        opened[j] = -1
    window = 0
    size = _FIRST_WINDOW
    ranges = within.starts.shape[0]
    own = 0  # the range that the window lies in
    while window < passages:
        least = top_scores[room - 1] * (1.0 - _SLACK) if found == room else 0.0
        walked = 0  # the terms by_bound[walked:] are walked through
        while found == room and walked < terms and below[walked + 1] < least:
            walked += 1
        if walked == terms:
            break
        # The next window opens at the first passage that any of them has left.
        first = passages
        for j in range(walked, terms):
            t = by_bound[j]
            if sources[t] == STRETCH:
                cursors[t] = onward(stretches.ends, cursors[t], ends[t], window + 1)
                if cursors[t] < ends[t]:
                    first = min(first, max(stretches.starts[cursors[t]], window))
                continue
            of_term = outside.ids if sources[t] == NAME else ids
            if cursors[t] < ends[t] and of_term[cursors[t]] < window:
                cursors[t] = onward(of_term, cursors[t], ends[t], window)
            if cursors[t] < ends[t] and of_term[cursors[t]] < first:
                first = of_term[cursors[t]]
        if first >= passages:
            break
        window = max(first, window)
        stop = min(window + size, passages)
        if not within.all:
            own = onward(within.ends, own, ranges, window + 1)
            if own == ranges:
                break
            if within.starts[own] > window:
                window = within.starts[own]
                continue
            last = own
            while (
                last + 1 < ranges
                and within.ends[last] < stop
                and within.starts[last + 1] - within.ends[last] <= _GAP
            ):
                last += 1
            stop = min(stop, within.ends[last])
        size = min(2 * size, WINDOW)
        count = 0
        for j in range(walked, terms):
            t = by_bound[j]
            at = cursors[t]
            if sources[t] == STRETCH:
                while at < ends[t] and stretches.starts[at] < stop:
                    for passage in range(
                        max(stretches.starts[at], window), min(stretches.ends[at], stop)
                    ):
                        adds = part(weights[t], stretches.tf[at], lengths[passage], constants)
                        if sums[passage - window] == 0.0:
                            touched[count] = passage - window
                            count += 1
                        sums[passage - window] += adds
                    if stretches.ends[at] > stop:
                        break
                    at += 1
                cursors[t] = at
                continue
            of_term = outside.ids if sources[t] == NAME else ids
            counts = outside.tf if sources[t] == NAME else tf
            while at < ends[t]:
                passage = of_term[at]
                if passage >= stop:
                    break
                if passage >= window:
                    adds = part(weights[t], counts[at], lengths[passage], constants)
                    if sums[passage - window] == 0.0:
                        touched[count] = passage - window
                        count += 1
                    sums[passage - window] += adds
                at += 1
            cursors[t] = at
        # To go along a term's postings costs far less for each than to look one up; so the next
        # ones are gone along, too, for the passages that are brought near, while they are short.
        joined = walked
        while joined > 0:
            t = by_bound[joined - 1]
            opened[t] = window
            if sources[t] == STRETCH:
                lows[t] = onward(stretches.ends, cursors[t], ends[t], window + 1)
                highs[t] = onward(stretches.starts, lows[t], ends[t], stop)
                cursors[t] = lows[t]
                for n in range(count):
                    passage = window + touched[n]
                    often = _tf(STRETCH, ids, tf, outside, stretches, lows[t], highs[t], passage)
                    if often > 0:
                        sums[touched[n]] += part(weights[t], often, lengths[passage], constants)
                joined -= 1
                continue
            of_term = outside.ids if sources[t] == NAME else ids
            counts = outside.tf if sources[t] == NAME else tf
            low = onward(of_term, cursors[t], ends[t], window)
            high = onward(of_term, low, ends[t], stop)
            lows[t] = low
            highs[t] = high
            cursors[t] = low
            if high - low > _SHORT * count:
                break
            for at in range(low, high):
                passage = of_term[at]
                if window <= passage < stop and sums[passage - window] > 0.0:
                    sums[passage - window] += part(
                        weights[t], counts[at], lengths[passage], constants
                    )
            joined -= 1
        for n in range(count):
            offset = touched[n]
            score = sums[offset]
            sums[offset] = 0.0
            passage = window + offset
            if not within.all:
                at = lower(within.ends, own, ranges, passage + 1)
                if at == ranges or within.starts[at] > passage:
                    continue
            if within.deleted.shape[0] > 0:
                at = lower(within.deleted, 0, within.deleted.shape[0], passage)
                if at < within.deleted.shape[0] and within.deleted[at] == passage:
                    continue
            least = top_scores[room - 1] * (1.0 - _SLACK) if found == room else 0.0
            j = joined
            while j > 0 and score + below[j] >= least:
                j -= 1
                t = by_bound[j]
                if opened[t] != window:
                    opened[t] = window
                    if sources[t] == STRETCH:
                        lows[t] = onward(stretches.ends, cursors[t], ends[t], window + 1)
                        highs[t] = onward(stretches.starts, lows[t], ends[t], stop)
                    else:
                        of_term = outside.ids if sources[t] == NAME else ids
                        lows[t] = onward(of_term, cursors[t], ends[t], window)
                        highs[t] = onward(of_term, lows[t], ends[t], stop)
                    cursors[t] = lows[t]
                often = _tf(sources[t], ids, tf, outside, stretches, lows[t], highs[t], passage)
                if often > 0:
                    score += part(weights[t], often, lengths[passage], constants)
            if score + below[j] < least:
                continue
            score = 0.0
            for t in range(terms):
                low, high = starts[t], ends[t]
                if opened[t] == window:
                    low, high = lows[t], highs[t]
                often = _tf(sources[t], ids, tf, outside, stretches, low, high, passage)
                if often > 0:
                    score += part(weights[t], often, lengths[passage], constants)
            number = base + passage
            if found == room and (
                score < top_scores[room - 1]
                or (score == top_scores[room - 1] and number > top[room - 1])
            ):
                continue
            at = min(found, room - 1)
            while at > 0 and (
                top_scores[at - 1] < score or (top_scores[at - 1] == score and top[at - 1] > number)
            ):
                top[at] = top[at - 1]
                top_scores[at] = top_scores[at - 1]
                at -= 1
            top[at] = number
            top_scores[at] = score
            found = min(found + 1, room)
        window = stop
    return found
