"""The notes on a page that a story goes on elsewhere, or came from there, and its stories."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.errors import PageRefused
from retrieval.model import Reason
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PageText
from retrieval.reading.blocks import blocks_of, sort_lines
from retrieval.reading.furniture import furniture, without_jumps
from retrieval.reading.headlines import could_be_headline
from retrieval.reading.markup import read_lines
from retrieval.reading.page import read_text
from retrieval.reading.plain import plain
from retrieval.reading.stories import stories_of

_NUMERALS = {char: value for value, char in enumerate("〇一二三四五六七八九十")}
_PAGE = (
    r"第? ?(?P<part>[A-Za-z]{0,2}) ?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?[版页]"
    r"|第? ?(?P<part2>[A-Za-z]{1,2}) ?(?P<number2>[0-9]{1,3})(?![0-9])"
)
_TURN = re.compile(rf"(?P<verb>[下紧续]?转|[上紧]接) ?(?:今日|本报)? ?(?:{_PAGE})")
_ARROW = re.compile(rf"[(]?[▶►>]{{1,3}} ?(?:{_PAGE})[ )]*$")
_LABEL = re.compile(rf"(?:{_PAGE}|第? ?(?P<number3>[0-9]{{1,3}})) ?")
_SIGNS = re.compile("[转轉接▶►>]")
_MARKS = " \t　#*>"


@dataclass(frozen=True, slots=True)
class PageLabel:
    """A page's label, as far as it tells pages apart: A03版 has the part A and the number 3."""

    part: str
    number: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: its line, the page that it names, and which way it may point.

    ``arrow`` is how many characters at the line's end are only an arrow and a page. ``title`` is
    the headline that is printed again before a note of where its story came from, "" for none.
    """

    line: int
    to: PageLabel
    onward: bool
    back: bool
    arrow: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Where a story stands in its page: its title, and the lines of its headline and its text."""

    title: str
    heads: tuple[int, ...]
    body: tuple[int, ...]

    @property
    def first(self) -> int:
        """Its first line."""
        return min((*self.heads, *self.body))

    @property
    def last(self) -> int:
        """Its last line."""
        return max((*self.heads, *self.body))


@dataclass(frozen=True, slots=True)
class TurnedPage:
    """A page, what it is called by, its turns and its stories.

    ``issue`` is what all pages of its issue share; ``kinds`` are those of its lines, as read.
    """

    page: PageText
    lines: tuple[str, ...]
    issue: tuple[str, ...]
    label: PageLabel | None
    turns: tuple[Turn, ...]
    stories: tuple[StoryPlace, ...]
    kinds: dict[int, LineKind]


def turned_page(page: PageText, turns: tuple[Turn, ...]) -> TurnedPage | None:
    """Return a page with what its turns are about; None where it can't be read."""
    try:
        reading = read_text(page.text, page.name, None, page.told, layout=page.layout)
    except PageRefused:
        return None
    bulletin = reading.bulletin
    lines, _ = sort_lines(read_lines(page.text, page.layout)[0])
    stories = [
        StoryPlace(
            one.title,
            tuple(block.line.number for block in one.headlines),
            tuple(block.line.number for block in one.blocks),
        )
        for one in stories_of(blocks_of(lines), None, ())
    ]
    called = (bulletin.paper or "", str(bulletin.date or ""))
    folder = page.name.rpartition("#")[0] or page.name.rpartition("/")[0]
    return TurnedPage(
        page,
        tuple(page.text.split("\n")),
        called if all(called) else (*called, folder),
        None if bulletin.page is None else label_of(bulletin.page),
        turns,
        tuple(stories),
        {one.line.number: one.label.kind for one in lines},
    )


def turns_of(text: str) -> Iterator[Turn]:
    """Yield the turns of a page's text, in order."""
    for at, line in enumerate(text.split("\n"), start=1):
        if _SIGNS.search(line) is None:
            continue
        words = line.strip(_MARKS)
        whole = furniture(words) is Reason.JUMP
        start, rest, end = ("", "", "") if whole else without_jumps(words)
        notes = ((words, True, True),) if whole else ((start, True, False), (end, False, True))
        for note, begins, closes in notes:
            found = _TURN.search(plain(note))
            if found is not None and (to := _named(found)) is not None:
                came = found["verb"] == "上接"
                onward = found["verb"].endswith("转") or (found["verb"] == "紧接" and closes)
                back = came or (found["verb"] == "紧接" and begins)
                titled = came and closes and not whole and could_be_headline(rest)
                yield Turn(at, to, onward, back, title=rest if titled else "")
        arrow = _ARROW.search(plain(line))
        if arrow is not None and not (start or end or whole) and (to := _named(arrow)) is not None:
            yield Turn(at, to, onward=True, back=False, arrow=len(line) - arrow.start())


def label_of(text: str) -> PageLabel | None:
    """Return a label as far as it tells pages apart; None where it has no number."""
    found = _LABEL.fullmatch(plain(text).strip())
    return None if found is None else _named(found)


def _named(found: re.Match[str]) -> PageLabel | None:
    groups = found.groupdict()
    written = groups.get("number") or groups.get("number2") or groups.get("number3") or ""
    part = (groups.get("part") or groups.get("part2") or "").upper()
    if written.isdigit():
        return PageLabel(part, int(written))
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return PageLabel(part, _NUMERALS[written]) if len(written) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return PageLabel(part, 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0))
