"""The loops over postings, compiled.

Everything here is plain arithmetic over arrays, compiled by numba and kept compiled beside this
file (`bot setup` does it once), or where ``NUMBA_CACHE_DIR`` says. Where neither that nor the
user's cache can be written it is compiled whenever a process starts. The functions release
Python's global lock while they run, and believe nothing that they read: a passage number outside of
its segment, as a damaged file may hold one, is passed over.

A posting is a passage (``ids``, ascending within its term) and how often the term stands there
(``tf``, in `UNIT` ths, so that a title can count for less than a whole).
"""

import logging
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from numba import types
from numba.core import event as numba_event

_F = TypeVar("_F", bound=Callable[..., object])
_LOG = logging.getLogger(__name__)


class _Telling(numba_event.Listener):
    """Logs that something is compiled, before it takes its seconds; nothing of what was kept."""

    def on_start(self, event: numba_event.Event) -> None:
        _LOG.info("compiling %s", event.data["dispatcher"].py_func.__name__)

    def on_end(self, event: numba_event.Event) -> None:
        """Nothing is told."""


def compiled(*signatures: object) -> Callable[[_F], _F]:
    """Compile a function for these signatures when it is defined, or take what was compiled."""

    def compiling(function: _F) -> _F:
        kept = numba.njit(list(signatures), cache=True, nogil=True, error_model="numpy")
        with numba_event.install_listener("numba:compile", _Telling()):
            try:
                return cast("_F", kept(function))
            except RuntimeError:  # "no locator available": there is nowhere to keep it
                anew = numba.njit(list(signatures), nogil=True, error_model="numpy")
                return cast("_F", anew(function))

    return compiling


Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]

UNIT = 4
"""One whole occurrence, as counts are kept."""
WINDOW = 1 << 13  # passages whose sums are kept at hand, so that they stay in the cache
_FIRST_WINDOW = 1 << 9  # a small one: until there are some, nothing can be passed over
_SHORT = 16  # postings of a term for each passage that is looked up in it
_SLACK = 1e-9  # what rounding may take off a bound, relatively

# Arrays mapped from disk can't be written, those in memory can: a signature that says readonly
# takes both.
I32 = "Array(int32, 1, 'C', readonly=True)"
U16 = "Array(uint16, 1, 'C', readonly=True)"
I64 = "Array(int64, 1, 'C', readonly=True)"
F64 = "Array(float64, 1, 'C', readonly=True)"
U8 = "Array(uint8, 1, 'C', readonly=True)"


class Constants(NamedTuple):
    """BM25's constants: ``fixed + sloped * |d|`` is k1 · (1 − b + b · |d| / avg|d|)."""

    k1: float
    fixed: float
    sloped: float


class OutsidePostings(NamedTuple):
    """The postings of names, which no segment has."""

    ids: Ids
    tf: Counts


class QueryTerms(NamedTuple):
    """The terms of a query: term t's postings are ``[starts[t], ends[t])`` of the segment's.

    Of those from outside where it is ``named``. It weighs ``weights[t]``, and adds at most
    ``bounds[t]`` to a score. ``by_bound`` are the terms, the one that adds least first: sorting is
    left to numpy, as a sort of its own would double the time that the loops take to compile.
    """

    named: Bits
    starts: Keys
    ends: Keys
    weights: Floats
    bounds: Floats
    by_bound: Keys


class TopPassages(NamedTuple):
    """The best passages so far, best first, the earlier one of equals first; as many as fit."""

    numbers: Keys
    scores: Floats


def _tuple_of(kind: type, *fields: types.Type) -> types.Type:
    """Return the compiler's type of a named tuple of these fields, which no string can name."""
    if len(set(fields)) == 1:
        return types.NamedUniTuple(fields[0], len(fields), kind)  # type: ignore[no-untyped-call]
    return types.NamedTuple(fields, kind)  # type: ignore[no-untyped-call]


_KEYS, _FLOATS = numba.int64[::1], numba.float64[::1]
_CONSTANTS = _tuple_of(Constants, numba.float64, numba.float64, numba.float64)
_OUTSIDE = _tuple_of(OutsidePostings, numba.int32[::1], numba.uint16[::1])
_TERMS = _tuple_of(QueryTerms, numba.uint8[::1], _KEYS, _KEYS, _FLOATS, _FLOATS, _KEYS)
_TOP = _tuple_of(TopPassages, _KEYS, _FLOATS)
_IDS = types.Array(numba.int32, 1, "C", readonly=True)
_COUNTS = types.Array(numba.uint16, 1, "C", readonly=True)
_BITS = types.Array(numba.uint8, 1, "C", readonly=True)


@compiled(numba.float64(numba.float64, numba.uint16, numba.int32, _CONSTANTS))
def part(weight: float, tf: int, length: int, constants: Constants) -> float:
    """Return what one posting adds to its passage's score: see `retrieval.index.bm25`."""
    often = tf / UNIT
    norm = constants.fixed + constants.sloped * length
    return weight * (often * (constants.k1 + 1.0) / (often + norm))


@compiled(numba.void(_IDS, _COUNTS, numba.float64, _IDS, _CONSTANTS, _FLOATS))
def add_parts(
    ids: Ids, tf: Counts, weight: float, lengths: Ids, constants: Constants, scores: Floats
) -> None:
    """Add a term's parts to the scores of its passages."""
    for at in range(ids.shape[0]):
        passage = ids[at]
        if 0 <= passage < scores.shape[0]:
            scores[passage] += part(weight, tf[at], lengths[passage], constants)


@compiled(f"void({I64}, {I64}, {I32}, {U16}, int64, int64, int32[::1])")
def count_masked(
    keys: Keys, starts: Keys, ids: Ids, tf: Counts, mask: int, wanted: int, counts: Ids
) -> None:
    """Add up how often terms stand in each passage: those whose keys are ``wanted`` under a mask.

    Term i's postings are ``[starts[i], starts[i + 1])``.
    """
    for term in range(keys.shape[0]):
        if keys[term] & mask == wanted:
            for at in range(max(starts[term], 0), min(starts[term + 1], ids.shape[0])):
                passage = ids[at]
                if 0 <= passage < counts.shape[0]:
                    counts[passage] += np.int32(tf[at])


@compiled(f"int64({I32}, int64, int64, int32)")
def _lower(ids: Ids, low: int, high: int, passage: int) -> int:
    """Return the first place in ``[low, high)`` whose passage is not before this one."""
    while low < high:
        middle = (low + high) >> 1
        if ids[middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(f"int64({I32}, int64, int64, int32)")
def _onward(ids: Ids, low: int, high: int, passage: int) -> int:
    """Return the same as `_lower`, faster where it is near ``low``."""
    step = 1
    while low + step < high and ids[low + step] < passage:
        low += step
        step <<= 1
    return _lower(ids, low, min(low + step + 1, high), passage)


@compiled(f"int64({I32}, int64, int64, {I32})")
def shared_with(ids: Ids, start: int, end: int, some: Ids) -> int:
    """Count which of some passages (ascending) stand in ``[start, end)``."""
    found = 0
    at = start
    for passage in some:
        at = _onward(ids, at, end, passage)
        if at < end and ids[at] == passage:
            found += 1
    return found


@compiled(
    numba.int64(
        _IDS, _COUNTS, _IDS, _OUTSIDE, _TERMS, _BITS, numba.int64, _CONSTANTS, _TOP, numba.int64
    )
)
def best(
    ids: Ids,
    tf: Counts,
    lengths: Ids,
    outside: OutsidePostings,
    query: QueryTerms,
    allowed: Bits,
    base: int,
    constants: Constants,
    best_so_far: TopPassages,
    found: int,
) -> int:
    """Put a segment's best passages among the ``found`` best so far; return how many these are now.

    A passage is put there under its number in the segment plus ``base``. ``allowed`` may be empty,
    or says of each passage whether it may be returned.

    MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995), a window
    of passages at a time: terms that together can't lift a passage among the best are not walked
    through but looked up, and only for passages that other terms have brought near. Whoever gets
    that far is scored anew in the order of the terms, so that the sum is the one that comes of
    adding up every term.
    """
    name_ids, name_tf = outside
    named, starts, ends, weights, bounds, by_bound = query
    top, top_scores = best_so_far
    terms = starts.shape[0]
    passages = lengths.shape[0]
    room = top.shape[0]
    if room == 0 or terms == 0:
        return found
    # below[j]: what the j terms with the lowest bounds add at most, together.
    below = np.zeros(terms + 1)
    for j in range(terms):
        below[j + 1] = below[j] + bounds[by_bound[j]] * (1.0 + _SLACK)
    cursors = starts.copy()
    lows = np.zeros(terms, np.int64)
    highs = np.zeros(terms, np.int64)
    opened = np.full(terms, -1)
    sums = np.zeros(WINDOW)
    touched = np.empty(WINDOW, np.int32)
    window = 0
    size = _FIRST_WINDOW
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
            of_term = name_ids if named[t] else ids
            if cursors[t] < ends[t] and of_term[cursors[t]] < window:
                cursors[t] = _onward(of_term, cursors[t], ends[t], window)
            if cursors[t] < ends[t] and of_term[cursors[t]] < first:
                first = of_term[cursors[t]]
        if first >= passages:
            break
        window = max(first, window)
        stop = min(window + size, passages)
        size = min(2 * size, WINDOW)
        count = 0
        for j in range(walked, terms):
            t = by_bound[j]
            of_term = name_ids if named[t] else ids
            counts = name_tf if named[t] else tf
            at = cursors[t]
            while at < ends[t]:
                passage = of_term[at]
                if passage >= stop:
                    break
                if passage >= window:
                    own = part(weights[t], counts[at], lengths[passage], constants)
                    if sums[passage - window] == 0.0:
                        touched[count] = passage - window
                        count += 1
                    sums[passage - window] += own
                at += 1
            cursors[t] = at
        # To go along a term's postings costs far less for each than to look one up; so the next
        # ones are gone along, too, for the passages that are brought near, while they are short.
        joined = walked
        while joined > 0:
            t = by_bound[joined - 1]
            of_term = name_ids if named[t] else ids
            counts = name_tf if named[t] else tf
            low = _onward(of_term, cursors[t], ends[t], window)
            high = _onward(of_term, low, ends[t], stop)
            opened[t] = window
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
            if allowed.shape[0] > 0 and allowed[passage] == 0:
                continue
            least = top_scores[room - 1] * (1.0 - _SLACK) if found == room else 0.0
            j = joined
            while j > 0 and score + below[j] >= least:
                j -= 1
                t = by_bound[j]
                of_term = name_ids if named[t] else ids
                counts = name_tf if named[t] else tf
                if opened[t] != window:
                    opened[t] = window
                    lows[t] = _onward(of_term, cursors[t], ends[t], window)
                    cursors[t] = lows[t]
                    highs[t] = _onward(of_term, lows[t], ends[t], stop)
                at = _lower(of_term, lows[t], highs[t], passage)
                if at < highs[t] and of_term[at] == passage:
                    score += part(weights[t], counts[at], lengths[passage], constants)
            if score + below[j] < least:
                continue
            score = 0.0
            for t in range(terms):
                of_term = name_ids if named[t] else ids
                counts = name_tf if named[t] else tf
                if opened[t] == window:
                    at = _lower(of_term, lows[t], highs[t], passage)
                else:
                    at = _lower(of_term, starts[t], ends[t], passage)
                if at < ends[t] and of_term[at] == passage:
                    score += part(weights[t], counts[at], lengths[passage], constants)
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
