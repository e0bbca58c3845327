"""Stories that go on on another page of what came in together, made whole.

A **turn** is a note that a story goes on elsewhere (``下转A03版``), or came from there
(``上接第1版``). Where both pages came in together and the notes leave no doubt, the lines on the
further page move to the end of the story; elsewhere nothing is moved. The notes themselves stay:
reading leaves them out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from retrieval.formats.turns import PageLabel, StoryPlace, Turn, TurnedPage, turned_page, turns_of
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PageText
from retrieval.reading.furniture import without_jumps
from retrieval.reading.kinds import HEADS

MAX_TURNS = 100
"""Of a page, which has some three; one with more is a list of them, and none is followed."""

_ALIKE = 0.6  # share of two headlines that must be the same
_SHORTEST = 3  # characters of a headline that is told by
_MARKS = ("#", "**", "＃")
_BESIDE = frozenset((LineKind.CAPTION, LineKind.BYLINE))


@dataclass(frozen=True, slots=True)
class _Link:
    """A story's continuation: the lines of page ``to`` that follow line ``after`` of ``page``.

    ``title`` is the story's.
    """

    page: int
    after: int
    to: int
    lines: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a turn: the page, the turn, the story that it is about, and which lines move."""

    page: int
    turn: Turn | None
    story: StoryPlace
    lines: tuple[int, ...] = ()
    headed: bool = False


_Ends = defaultdict[tuple[int, int], list[_End]]


def rejoined(pages: Sequence[PageText]) -> list[PageText]:
    """Return the pages of what came in together, stories that turn from one to another made whole.

    A page from which or to which nothing moves is the same object. No line is lost or doubled: the
    lines of a continuation stand behind those that they go on from, with their kinds, its own
    headline as furniture. Their boxes are left out, as they are of another page.
    """
    turns = [tuple(turns_of(page.text)) for page in pages]
    turns = [found if len(found) <= MAX_TURNS else () for found in turns]
    if len(pages) < 2 or not any(turns):  # noqa: PLR2004 (a story turns from one to another)
        return list(pages)
    read = [turned_page(page, found) for page, found in zip(pages, turns, strict=True)]
    links = _certain(list(_links(read)))
    if not links:
        return list(pages)
    moves = _Moves(read, links)
    return [moves.page(at, page) for at, page in enumerate(pages)]


def _links(read: Sequence[TurnedPage | None]) -> Iterator[_Link]:
    """Yield the continuations that are beyond doubt, each by itself."""
    onward, back = _ends_told(read)
    for pair in dict.fromkeys((*onward, *back)):
        if pair[0] > pair[1] and onward.get(pair[::-1]):
            continue
        leaving, arriving = onward.get(pair, []), back.get(pair, [])
        if len(leaving) == len(arriving) == 1:
            yield from _linked(leaving[0], arriving[0], read)
        elif leaving and arriving:
            yield from _by_headlines(leaving, arriving, read)
        elif leaving:
            told = [end for end in leaving if end.turn is not None and not end.turn.arrow]
            yield from _by_headlines(told, list(_untold_arrivals(pair[1], read)), read)
        else:
            yield from _by_headlines(list(_untold_leavings(pair[0], read)), arriving, read)


def _ends_told(read: Sequence[TurnedPage | None]) -> tuple[_Ends, _Ends]:
    """Return where stories leave a page for another, and where they arrive, by both pages."""
    onward: _Ends = defaultdict(list)
    back: _Ends = defaultdict(list)
    for at, one in enumerate(read):
        for turn in () if one is None else one.turns:
            to = _page_called(turn.to, at, read)
            if one is None or to is None:
                continue
            if turn.onward and (end := _leaving(at, one, turn)) is not None:
                onward[at, to].append(end)
            if turn.back and (end := _arriving(at, one, turn)) is not None:
                back[to, at].append(end)
    return onward, back


def _page_called(label: PageLabel, at: int, read: Sequence[TurnedPage | None]) -> int | None:
    """Return the one other page of the issue that a turn names; None for none, and for several."""
    here = read[at]
    others = [
        (place, one)
        for place, one in enumerate(read)
        if one is not None
        and here is not None
        and one.issue == here.issue
        and one.label is not None
    ]
    exact = [place for place, one in others if one.label == label]
    if not exact and not label.part:
        exact = [place for place, one in others if one.label and one.label.number == label.number]
    return exact[0] if len(exact) == 1 and exact[0] != at else None


def _leaving(at: int, page: TurnedPage, turn: Turn) -> _End | None:
    """Return the story that goes on elsewhere: that which the turn stands in, or right below."""
    above = [one for one in page.stories if one.first <= turn.line and one.body]
    story = above[-1] if above else None
    if story is None or min(story.body) > turn.line:
        return None
    return _End(at, turn, story)


def _arriving(at: int, page: TurnedPage, turn: Turn) -> _End | None:
    """Return the continuation that a turn stands above, at the begin of, or in the headline of."""
    holding = next((one for one in page.stories if one.first <= turn.line <= one.last), None)
    story = holding or next((one for one in page.stories if one.first > turn.line), None)
    if story is None or not story.body:
        return None
    last = _end_of(page, turn, story)
    texts = [line for line in story.body if page.kinds.get(line) not in _BESIDE]
    inside = turn.line > min(texts or story.body)
    first = turn.line if inside else min(turn.line, story.first)
    title = turn.title or ("" if inside else story.title)
    lines = _between(page, first, last)
    if not any(line in story.body and line != turn.line for line in lines) and turn.title:
        return None
    return _End(at, turn, replace(story, title=title), lines, headed=bool(title))


def _end_of(page: TurnedPage, turn: Turn, story: StoryPlace) -> int:
    """Return the last line of a continuation: that of its story, or the next turn if it comes."""
    further = min((one.first for one in page.stories if one.first > story.last), default=None)
    after = next((other for other in page.turns if other.line > turn.line), None)
    if after is None or (further is not None and after.line > further):
        return story.last
    return after.line if after.onward else min(story.last, after.line - 1)


def _between(page: TurnedPage, first: int, last: int) -> tuple[int, ...]:
    """Return the lines from first to last without the page's furniture, but with its turns."""
    turns = {turn.line for turn in page.turns}
    return tuple(
        line
        for line in range(first, last + 1)
        if page.kinds.get(line) is not LineKind.FURNITURE or line in turns
    )


def _untold_arrivals(at: int, read: Sequence[TurnedPage | None]) -> Iterator[_End]:
    """Yield the stories of a page as what may be a continuation that no note tells."""
    page = read[at]
    for story in () if page is None else page.stories:
        if page is not None and story.heads and story.body:
            yield _End(at, None, story, _between(page, story.first, story.last), headed=True)


def _untold_leavings(at: int, read: Sequence[TurnedPage | None]) -> Iterator[_End]:
    """Yield the stories of a page as what may go on elsewhere without a note."""
    page = read[at]
    for story in () if page is None else page.stories:
        if story.heads and story.body:
            yield _End(at, None, story)


def _by_headlines(
    leaving: Sequence[_End], arriving: Sequence[_End], read: Sequence[TurnedPage | None]
) -> Iterator[_Link]:
    """Yield the links of ends that have a headline in common with each other and no other."""
    pairs = [
        (one, other)
        for one in leaving
        for other in arriving
        if other.headed and _alike(one.story.title, other.story.title)
    ]
    for one, other in pairs:
        if (
            sum(one is first for first, _ in pairs)
            == sum(other is second for _, second in pairs)
            == 1
        ):
            yield from _linked(one, other, read)


def _alike(one: str, other: str) -> bool:
    """Return whether two headlines are one, printed again in whole or in part."""
    first, second = _bare(one), _bare(other)
    short, long = sorted((first, second), key=len)
    if len(short) < _SHORTEST:
        return False
    if short in long:
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _bare(title: str) -> str:
    return re.sub(r"\W", "", without_jumps(title)[1])


def _linked(leaving: _End, arriving: _End, read: Sequence[TurnedPage | None]) -> Iterator[_Link]:
    page = read[leaving.page]
    if page is None or leaving.page == arriving.page or not arriving.lines:
        return
    story, turn = leaving.story, leaving.turn
    after = story.last if turn is None else max(turn.line, min(story.body))
    below = [line for line in story.body if line > after]
    if any(page.kinds.get(line) not in _BESIDE for line in below):
        after = story.last
    yield _Link(leaving.page, after, arriving.page, arriving.lines, story.title)


def _certain(links: list[_Link]) -> list[_Link]:
    """Return the links that do not contradict each other: each line moves once, none in a ring."""
    kept: list[_Link] = []
    for at, one in enumerate(links):
        others = [other for place, other in enumerate(links) if place != at and other.to == one.to]
        if any(set(one.lines) & set(other.lines) for other in others):
            continue
        kept.append(one)
    into = {(link.to, line): link for link in kept for line in link.lines}
    return [link for link in kept if not _in_ring(link, into)]


def _in_ring(link: _Link, into: Mapping[tuple[int, int], _Link]) -> bool:
    """Return whether a continuation moves, over others, into itself."""
    one: _Link | None = link
    for _ in range(len(into) + 1):
        if one is None:
            return False
        one = into.get((one.page, one.after))
    return True


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, and the title of the story that it moves to, None if it stays."""

    page: int
    number: int
    title: str | None = None

    @property
    def moved(self) -> bool:
        """Whether it stands on another page now."""
        return self.title is not None


@dataclass(frozen=True, slots=True)
class _Moves:
    """The pages and what moves from one to another."""

    read: Sequence[TurnedPage | None]
    links: Sequence[_Link]

    def page(self, at: int, page: PageText) -> PageText:
        """Return a page with the lines that stay on it, and those that move to it."""
        if not any(at in (link.page, link.to) for link in self.links):
            return page
        count = page.text.count("\n") + 1
        lines = list(self._lines(at, range(1, count + 1)))
        kinds = {place: kind for place, one in enumerate(lines, 1) if (kind := self._kind(one))}
        own = {one.number: place for place, one in enumerate(lines, 1) if not one.moved}
        told = page.layout
        layout = replace(
            told,
            kinds=kinds,
            opens=frozenset(own[line] for line in told.opens if line in own),
            boxes={own[line]: boxes for line, boxes in told.boxes.items() if line in own},
        )
        return replace(page, text="\n".join(map(self._text, lines)), layout=layout)

    def _lines(
        self, page: int, numbers: Sequence[int], title: str | None = None
    ) -> Iterator[_Line]:
        """Yield lines of a page with those that move behind them, and without those that moved."""
        gone = {line for link in self.links if link.to == page for line in link.lines}
        for number in numbers:
            if title is not None or number not in gone:
                yield _Line(page, number, title)
                for link in self.links:
                    if (link.page, link.after) == (page, number):
                        yield from self._lines(link.to, link.lines, link.title)

    def _text(self, line: _Line) -> str:
        page = self.read[line.page]
        if page is None:
            return ""
        text = page.lines[line.number - 1]
        arrows = (turn.arrow for turn in page.turns if turn.line == line.number and turn.arrow)
        leaves = any((link.page, link.after) == (line.page, line.number) for link in self.links)
        arrow = next(arrows, 0) if leaves else 0
        return text[: len(text) - arrow]

    def _kind(self, line: _Line) -> LineKind | None:
        """Return the kind that is told of a line where it stands now."""
        page = self.read[line.page]
        if page is None:
            return None
        told = page.page.layout.kinds.get(line.number)
        if line.title is None:
            return told
        read = page.kinds.get(line.number)
        text = page.lines[line.number - 1].strip()
        again = any(turn.title for turn in page.turns if turn.line == line.number)
        marked = read in HEADS and (text.startswith(_MARKS) or _alike(line.title, text))
        if told in HEADS or again or (told is None and marked):
            return LineKind.FURNITURE
        # What looks like a headline where the page begins anew is the story's text.
        running = read is LineKind.TEXT or read in HEADS
        return LineKind.TEXT if told is None and running else told
