"""A question's mistyped names and words: which are put right, and which are only offered.

A string is taken for a misspelt name only if it is nowhere in print as typed and the dictionary has
no words for it (``汤/小/义``): whoever asks for 郑州中学 does not mean 郑州大学. Of a name of two
characters only one is right: it is corrected only where the question says that it is a reporter's
(``记者景晶``). Words, and what is typed in pinyin, are put right where one word in print is surely
meant (`retrieval.query.mistyped`, `retrieval.query.pinyin`). Of several that lie as near none is
taken: all are offered.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.snapshot import Snapshot
from retrieval.model import Remark, RemarkKind, Span
from retrieval.names.gazetteer import Found, Match
from retrieval.query.misspelling import Misspelling
from retrieval.query.mistyped import mistyped, offers
from retrieval.query.pinyin import romanised
from retrieval.query.query import Query
from retrieval.query.question_words import FILLERS
from retrieval.query.terms import blanked

TRIED = 3
"""Spellings that are tried for a question without an answer."""
LONGEST = 40
"""Code points of the longest question whose names are put right: a longer one says much else."""

_CREDITED = re.compile(
    rf"记者(?P<after>[{HAN}]{{2}})(?=$|[^{HAN}]|写|的|采|报|发|最|都|有)"
    rf"|(?:^|[^{HAN}])(?P<before>[{HAN}]{{2}})(?=写[了的过]|采写|(?:的|都)?(?:写|报道|稿|文章))"
)


@dataclass(frozen=True, slots=True)
class PutRight:
    """A compact line as it is looked for, the names in it, and what is to be said of it.

    ``unsure`` are the misspellings that are left as they were typed, at their places there.
    """

    line: str
    names: tuple[Found, ...]
    remarks: tuple[Remark, ...] = ()
    unsure: tuple[Misspelling, ...] = ()


def put_right(line: str, snapshot: Snapshot) -> PutRight:
    """Return a compact line with its words as they were surely meant, and the names in that.

    A misspelt name stays as it was typed: it is found by what it was meant for.
    """
    names = _names(line, snapshot)
    free = blanked(line, [name.span for name in names])
    found = [*mistyped(free, snapshot), *romanised(free, snapshot)]
    right = sorted((one for one in found if one.sure), key=lambda one: one.span)
    unsure = tuple(one for one in found if not one.sure)
    if not right:
        return PutRight(line, names, unsure=unsure)
    meant = _replaced(line, ((one.span, one.meant[0].word) for one in right))
    said = tuple(Remark(RemarkKind.SPELLING, (one.typed, one.meant[0].word)) for one in right)
    return PutRight(meant, _names(meant, snapshot), said, unsure)


def corrections(line: str, snapshot: Snapshot) -> Iterator[Found]:
    """Yield the misspelt names of a compact line whose known names are blanked, in order, apart.

    Each is meant for one name: what may be meant for several is left out.
    """
    broken = _broken(line)
    at = 0
    for found in snapshot.names.spellings(line, broken):
        start, end = found.span
        if start >= at and len(found.names) == 1 and not _stands(found, snapshot):
            yield found
            at = end
    for match in _CREDITED.finditer(line):
        typed = match["after"] or match["before"]
        span = Span(*match.span("after" if match["after"] else "before"))
        names = tuple(n for n in snapshot.names.nearest(typed) if snapshot.names.is_reporter(n))
        if len(names) == 1 and span.start >= at:
            yield Found(span, typed, names, Match.SPELLING, person=True)


class Offer(NamedTuple):
    """A question with a name or word put right; ``right`` where it may be right as it was typed."""

    text: str
    right: bool


def offered(snapshot: Snapshot, query: Query, *, words_too: bool) -> list[Offer]:
    """Return a question with a name or word put right, in up to `TRIED` ways; maybe in none.

    More is tried than by `put_right`, as these are offered, not taken: what may be meant for
    several, each of them; names whose parts are words; and, with ``words_too``, words.
    """
    if len(query.text) > LONGEST:
        return []
    line = compact_text(query.text)
    free = blanked(line, [one.span for one in snapshot.names.find(line)])
    broken = _broken(free)
    near = [one for one in snapshot.names.spellings(free) if not _stands(one, snapshot)]
    ways = [
        (one.span, name, broken.isdisjoint(range(*one.span))) for one in near for name in one.names
    ]
    ways += [(one.span, word, False) for one in query.unsure for word in one.near]
    for one in offers(free, snapshot) if words_too else ():
        ways += [(one.span, word, True) for word in one.near]
    new = (way for way in ways if way[1] not in query.line)  # not what was put right already
    tried = {_replaced(line, [(span, word)]): right for span, word, right in new}
    return [Offer(text, right) for text, right in islice(tried.items(), TRIED)]


def _names(line: str, snapshot: Snapshot) -> tuple[Found, ...]:
    known = snapshot.names.find(line)
    free = blanked(line, [name.span for name in known])
    return tuple(sorted([*known, *corrections(free, snapshot)], key=lambda name: name.span))


def _replaced(line: str, ways: Iterable[tuple[Span, str]]) -> str:
    """Return a line with other strings in place of what stands at spans, given in order."""
    for span, word in reversed(list(ways)):
        line = f"{line[: span.start]}{word}{line[span.end :]}"
    return line


def _broken(line: str) -> set[int]:
    """Return where single characters stand that are neither words nor fillers."""
    at = 0
    single: set[int] = set()
    for word in words.cut(line):
        if len(word) == 1 and word not in FILLERS:
            single.add(at)
        at += len(word)
    return single


def _stands(found: Found, snapshot: Snapshot) -> bool:
    return len(snapshot.name_postings(found.typed)) > 0
