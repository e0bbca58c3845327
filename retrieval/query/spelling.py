"""Names with a wrong character, where a question means them.

A string is taken for a misspelt name only if it is nowhere in print as typed and the dictionary has
no words for it (``汤/小/义``): whoever asks for 郑州中学 does not mean 郑州大学. Of a name of two
characters only one is right: it is corrected only where the question says that it is a reporter's
(``记者景晶``).
"""

import re
from collections.abc import Iterator
from itertools import islice

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.index.snapshot import Snapshot
from retrieval.model import Span
from retrieval.names.gazetteer import Found, Match
from retrieval.query.question_words import FILLERS

TRIED = 2
"""Spellings that are tried for a question without an answer."""
LONGEST = 40
"""Code points of the longest question whose names are put right: a longer one says much else."""

_CREDITED = re.compile(
    rf"记者(?P<after>[{HAN}]{{2}})(?=$|[^{HAN}]|写|的|采|报|发|最|都|有)"
    rf"|(?:^|[^{HAN}])(?P<before>[{HAN}]{{2}})(?=写[了的过]|采写|(?:的|都)?(?:写|报道|稿|文章))"
)


def corrections(line: str, snapshot: Snapshot) -> Iterator[Found]:
    """Yield the misspelt names of a compact line whose known names are blanked, in order, apart."""
    broken = _broken(line)
    at = 0
    for found in snapshot.names.spellings(line, broken):
        start, end = found.span
        if start >= at and not _stands(found, snapshot):
            yield found
            at = end
    for match in _CREDITED.finditer(line):
        typed = match["after"] or match["before"]
        span = Span(*match.span("after" if match["after"] else "before"))
        names = tuple(n for n in snapshot.names.nearest(typed) if snapshot.names.is_reporter(n))
        if names and span.start >= at:
            yield Found(span, typed, names, Match.SPELLING, person=True)


def respellings(snapshot: Snapshot, text: str) -> list[str]:
    """Return a question with a name put right, in up to `TRIED` ways; maybe in none.

    More names are tried than by `corrections`, as these are offered, not taken.
    """
    if len(text) > LONGEST:
        return []
    taken = {at for one in snapshot.names.find(text) for at in range(*one.span)}
    near = (
        one
        for one in snapshot.names.spellings(text)
        if taken.isdisjoint(range(*one.span)) and not _stands(one, snapshot)
    )
    ways = ((one.span, name) for one in near for name in one.names)
    return [text[:start] + name + text[end:] for (start, end), name in islice(ways, TRIED)]


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
