"""The **interpretations** of a question: each a way to take it, with what it rests on.

Every one that has a cue stands beside the others; none is chosen here. What each finds decides
(`retrieval.answer.choice`). The passage interpretation, which looks for the question's words in
what is printed, needs no cue and is no value of this room: it is always there to fall back on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.model import Span
from retrieval.names.gazetteer import Found
from retrieval.query import cues
from retrieval.query.cues import OTHER, REPORTER, Heard

_SAID = 0.6  # the weight of the cue without which those beside it say nothing
_OFF = 0.5  # what it says for others that somebody is left out
_OTHER_WRITING = 0.5  # what it says against stories that something else is written


class Sense(StrEnum):
    """How an interpretation takes a question; of equally likely ones the first is preferred."""

    MOST = "most"  # who wrote most
    COUNT = "count"  # how many stories there are
    STAFF = "staff"  # which people write
    OTHERS = "others"  # the stories that somebody did not write
    BYLINE = "byline"  # who wrote a story
    STORIES = "stories"  # a reporter's stories


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A way to take a question.

    ``cue`` is how much says so, from 0 on; at 1 it is plainly said. Stories are restricted to those
    ``by`` these reporters (none: by anybody), ``without`` those by others, and by the words of the
    ``topic``: the compact line with spaces for all that is no word of the matter.
    """

    kind: Sense
    cue: float
    topic: str
    by: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A masked line and its reporters: those named plainly, left out, asked to be beside.

    ``off`` are where it is said that somebody is left out.
    """

    masked: str
    off: tuple[Span, ...]
    by: tuple[str, ...]
    without: tuple[str, ...]
    beside: tuple[str, ...]

    def taken(
        self,
        kind: Sense,
        said: Sequence[Heard],
        *,
        less: float = 0.0,
        by: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
    ) -> Interpretation:
        """Return the interpretation that cues make, which add up, ``less`` what speaks against."""
        cue = sum(one.weight for one in said) - less
        spans = [span for one in said for span in one.spans]
        return Interpretation(kind, cue, cues.topic(self.masked, spans), by, without)


def interpretations(
    line: str, found: Sequence[Found], is_reporter: Callable[[str], bool]
) -> tuple[Interpretation, ...]:
    """Return the ways to take a compact line, beside that for passages, in the order of `Sense`.

    ``found`` are the names in it; some are those of reporters. Without a cue and without a reporter
    there is none.
    """
    read = _read(line, found, is_reporter)
    made = (*_counted(read), *_of_people(read), *_of_stories(read))
    order = list(Sense)
    return tuple(sorted(made, key=lambda one: order.index(one.kind)))


def _read(line: str, found: Sequence[Found], is_reporter: Callable[[str], bool]) -> _Line:
    people: list[tuple[int, tuple[str, ...]]] = []
    for one in found:
        start, end = one.span
        names = tuple(filter(is_reporter, one.names))
        line = line[:start] + (REPORTER if names else OTHER) * (end - start) + line[end:]
        if names:
            people.append((start, names))
    left_out = list(cues.left_out(line))
    named = [span for span, _ in left_out]
    off = [(start, names) for start, names in people if _within(start, named)]
    beside = [(start, names) for start, names in people if _within(start, cues.together(line))]
    apart = {names for _, names in (*off, *beside)}
    plain = [one for one in people if one[1] not in apart]
    said = tuple(span for _, span in left_out)
    return _Line(line, said, *(_names(each) for each in (plain, off, beside)))


def _within(at: int, spans: Iterable[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _names(people: Iterable[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, names in people for name in names))


def _counted(read: _Line) -> Iterator[Interpretation]:
    """Yield the ways in which a number of stories is asked for."""
    most = cues.heard(read.masked, cues.MOST)
    if most.weight >= _SAID and len(read.by) != 1:
        yield read.taken(Sense.MOST, [most], by=read.by, without=read.without)
    count = cues.heard(read.masked, cues.COUNT)
    if count.weight:
        by = (*read.by, *read.beside)
        yield read.taken(Sense.COUNT, [count], less=_less(read), by=by, without=read.without)


def _of_people(read: _Line) -> Iterator[Interpretation]:
    """Yield the ways in which people are asked for."""
    named = cues.heard(read.masked, cues.ASKED_NAMES)
    if read.without and named.weight:
        yield read.taken(
            Sense.STAFF,
            [named, Heard(_OFF, read.off)],
            by=read.by,
            without=read.without,
        )
    elif read.beside:
        yield read.taken(Sense.STAFF, [named, Heard(_OFF, ())], by=read.beside, without=read.beside)
    else:
        staff = [cues.heard(read.masked, each) for each in (cues.WRITERS, cues.LISTED)]
        if all(one.weight for one in staff) and not (read.by or read.without):
            yield read.taken(Sense.STAFF, [*staff, cues.heard(read.masked, cues.PRINTED)])
    byline = cues.heard(read.masked, cues.BYLINE)
    told = [cues.heard(read.masked, each) for each in (cues.WRITING, cues.STORY)]
    if byline.weight and any(one.weight for one in told) and not read.without:
        yield read.taken(Sense.BYLINE, [byline, *told], less=_less(read))


def _of_stories(read: _Line) -> Iterator[Interpretation]:
    """Yield the ways in which the stories of somebody, or of others, are asked for."""
    wrote = cues.heard(read.masked, cues.WROTE)
    if read.without and not cues.heard(read.masked, cues.ASKED_NAMES).weight:
        yield read.taken(
            Sense.OTHERS,
            [wrote, Heard(_OFF, read.off)],
            by=read.by,
            without=read.without,
        )
    elif not read.without and (read.by or read.beside):
        yield read.taken(Sense.STORIES, [wrote], by=(*read.by, *read.beside))


def _less(read: _Line) -> float:
    return _OTHER_WRITING if cues.other_writings(read.masked) else 0.0
