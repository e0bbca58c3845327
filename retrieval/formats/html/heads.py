"""The headline of a story among the lines above its text, with what stands round it.

Nothing tells it alone: a heading, a name that says so, letters larger than the rest, and above all
that the document is called the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.formats.html.body import is_around, squeezed
from retrieval.formats.html.chrome import words_of
from retrieval.formats.html.info_line import credits_in, inline_author, is_info, key_and_value
from retrieval.formats.html.lines import MOSTLY_LINKS, HtmlLine
from retrieval.formats.html.titles import is_site
from retrieval.formats.html.told import is_paper, label_in, without_edition
from retrieval.formats.html.tree import Element
from retrieval.reading.bylines import Sureness, look
from retrieval.reading.echo import echo
from retrieval.reading.furniture import furniture
from retrieval.reading.plain import plain

__all__ = ["Above", "HtmlHead", "credits_in", "is_info", "read_head"]

_TITLE_WORDS = frozenset(
    ("title", "headline", "tit", "bt", "biaoti", "newstitle", "subject", "heading", "arttitle")
)
_SUBTITLE_WORDS = frozenset(
    (
        "sub", "subtitle", "fu", "fubiaoti", "fbt", "ft", "subhead", "deck", "second", "futi",
        "fut", "subheading", "deputy", "vice",
    )
)  # fmt: skip
_KICKER_WORDS = frozenset(
    (
        "kicker", "shoulder", "yinti", "yt", "introtitle", "pretitle", "jianti", "uptitle", "lead",
        "eyebrow", "overline", "yinbiao", "pre", "jian", "super",
    )
)  # fmt: skip
_LONGEST_PART = 60  # characters of a kicker or a subtitle
_LONGEST_TITLE = 120
_MOST_PARTS = 4
_MOST_ABOVE = 6  # lines above a title in which kickers may stand
_SHORTEST_SUBTITLE = 6
_SHORTEST_TITLE = 4
_SHORTEST = 2  # letters of a title
_SHORTEST_SAID = 4  # letters of a part that a document's name can be held against
_LONG_NAME = 6
_LONGEST_SET = 40
_SHORTEST_KICKER, _LONGEST_KICKER = 5, 20
_TOLD = re.compile("[0-9:：>》/|，。]")
_LONGEST_LABEL = 20  # characters of a line that is a page's label
_ECHOED = 0.25  # of a subtitle's words, that come again in the text
_ECHOED_WELL = 0.4
_ENOUGH = 4.0
_LARGE = 19.0  # pixels of a title's letters
_NOT_SMALL = 15.0
_WHOLE = 0.625  # of a longer line, that is a document's name
_BY_DISTANCE = 0.04  # for each line between a title and the text
_FAR = 60
_BY_LEVEL = {1: 8.0, 2: 4.0, 3: 2.0, 4: 2.0}
_OF_TITLES = frozenset(("founder-title", "h1", "h2"))
_DASHES = ("——", "──", "--")


@dataclass(frozen=True, slots=True)
class Above:
    """The lines in which a headline is looked for, and what it is held against.

    ``names`` are what the document is called, the surest first. Those from ``limit`` on are the
    body's. ``text`` is the beginning of the text. ``guess``: a printed page's story, of which how a
    line looks tells a kicker or a subtitle. ``listed`` are the words of the document's links,
    ``sites`` what its site is called.
    """

    lines: tuple[HtmlLine, ...]
    names: tuple[str, ...]
    limit: int
    text: str = ""
    guess: bool = False
    listed: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


@dataclass(slots=True)
class HtmlHead:
    """A headline's parts as printed, and what else stands between it and the text.

    It was found in the lines from ``first`` to ``last``. ``sure``: the document is called so.
    """

    title: str = ""
    kickers: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    info: list[str] = field(default_factory=list)
    author: str = ""  # whom only an element's name calls so
    first: int = 0
    last: int = 0
    sure: bool = False


def read_head(above: Above) -> HtmlHead | None:
    """Return the headline among the lines, or None where none of them may be one."""
    lines = above.lines
    called = [name for one in above.names if (name := squeezed(one))]
    scores = [
        _score(line, called, len(lines) - at) + _by_words(line, above)
        for at, line in enumerate(lines)
    ]
    if not scores or max(scores) < _ENOUGH:
        return None
    at = scores.index(max(scores))
    begin, end = _together(lines, at, called)
    title = " ".join(one.text for one in lines[begin : end + 1])
    bare = squeezed(title)
    head = HtmlHead(title, first=begin, last=end)
    head.sure = any(bare in name or name in bare for name in called)
    neighbours = _Neighbours(above, called, head, lines[at], _block_of(lines[at]))
    after = lines[end + 1 :] if at >= above.limit else lines[end + 1 : above.limit]
    for place, one in enumerate(after):
        neighbours.below(one, next((one for one in lines[end + place + 2 :] if one.text), None))
    for one in reversed(lines[max(0, begin - _MOST_ABOVE) : begin]):
        if not neighbours.above(one):
            break
    head.kickers.reverse()
    return head


def _together(lines: Sequence[HtmlLine], at: int, called: Sequence[str]) -> tuple[int, int]:
    """Return the first and the last of a title's lines, which line breaks alone part.

    A line that the document is called by itself is whole.
    """
    if squeezed(lines[at].text) in called:
        return at, at
    begin = end = at
    place = lines[at].place
    while end + 1 < len(lines) and lines[end + 1].place is place and not lines[end + 1].gap:
        end += 1
    while begin and lines[begin - 1].place is place and not lines[begin].gap:
        begin -= 1
    if lines[at].place.tag in _OF_TITLES or not called:
        return begin, end
    for first in range(begin, at + 1):
        for last in range(end, at - 1, -1):
            if squeezed("".join(one.text for one in lines[first : last + 1])) in called:
                return first, last
    return at, at


def _block_of(line: HtmlLine) -> frozenset[int]:
    """Return the identities of the elements of the block round a title that holds little else."""
    around = line.place.parent
    if around is None or around.tag in ("body", "html") or len(around.text) > _LONGEST_TITLE:
        return frozenset()
    return frozenset(id(one) for one in around.walk())


def _score(line: HtmlLine, called: Sequence[str], distance: int) -> float:
    """Return how much speaks for a line's being the title; `_ENOUGH` is enough."""
    text, bare = line.text, squeezed(line.text)
    near = [line.place, *list(line.place.above())[:2]]
    if any(one.tag == "founder-title" for one in near):
        return 20.0
    picture = line.image is not None or line.row
    of_paper = not line.heading and is_paper(without_edition(text))
    if (
        picture
        or of_paper
        or len(bare) < _SHORTEST
        or len(text) > _LONGEST_TITLE
        or _is_label(text)
    ):
        return -1.0
    score = _BY_LEVEL.get(line.heading, 0.0)
    score += max((_alike(bare, name) for name in called), default=0.0) * 8
    score += 5 * _names_title(line.place) + 3 * any(map(_names_title, near[1:]))
    score += line.bold + line.centred + 2 * (line.size > _LARGE)
    score -= 8 * (line.links > MOSTLY_LINKS)
    score -= 12 * (is_info(line) or furniture(text) is not None)
    return score - min(distance, _FAR) * _BY_DISTANCE


def _names_title(one: Element) -> bool:
    """Return whether an element's names say that it is a title, and no part beside one."""
    if one.attributes.get("itemprop", "").lower() == "headline":
        return True
    words = words_of(one)
    return bool(words & _TITLE_WORDS) and not words & (_SUBTITLE_WORDS | _KICKER_WORDS)


def _by_words(line: HtmlLine, above: Above) -> float:
    """Return how much a line's words speak for a title: a list names it, the text says it again."""
    text = line.text
    if line.links > MOSTLY_LINKS or not _SHORTEST_SAID <= len(text) <= _LONGEST_PART:
        return 0.0
    listed = 4.0 * (squeezed(text) in above.listed)
    return listed + 3.0 * min(1.0, (echo(text, above.text) or 0.0) / _ECHOED_WELL)


def _is_label(text: str) -> bool:
    return len(text) < _LONGEST_LABEL and label_in(text) is not None


def _alike(bare: str, name: str) -> float:
    """Return how much a line says what a document is called, from 0 to 1."""
    if bare == name:
        return 1.0
    if len(bare) >= _SHORTEST_SAID and bare in name:
        share = len(bare) / len(name)
        return max(0.5, share) if name.startswith(bare) else share
    whole = len(name) >= _LONG_NAME and name in bare and len(name) > _WHOLE * len(bare)
    return 0.8 if whole else 0.0


@dataclass(slots=True)
class _Neighbours:
    """The lines beside a title, put where they belong."""

    given: Above
    called: Sequence[str]
    head: HtmlHead
    title: HtmlLine
    block: frozenset[int]

    def below(self, line: HtmlLine, following: HtmlLine | None) -> None:
        """Take a line below the title, and the one after it."""
        if self._says_nothing(line):
            return
        head, text = self.head, line.text
        paired = key_and_value(line, following)
        credit = [paired] if paired else credits_in(line)
        author = inline_author(line)
        head.bylines += credit
        if credit or author or is_info(line):
            head.info.append(text)
            head.author = head.author or author
        elif line.place.tag == "founder-author":
            head.bylines.append(text)
        elif not self._is_furniture(line) and self._is_subtitle(line, following):
            head.subtitles.append(text)

    def above(self, line: HtmlLine) -> bool:
        """Take a line above the title; return whether more may stand above it."""
        if self._says_nothing(line):
            return line.image is None
        if credits_in(line) or is_info(line) or self._is_furniture(line):
            return False
        if is_site(line.text, self.given.sites):
            return False
        told = self._is_told(line, _KICKER_WORDS) or "founder-introtitle" in _tags(line)
        told = told or self._opens_block(line)
        if told and self._fits(line, self.head.kickers):
            self.head.kickers.append(line.text)
            return True
        return False

    def _opens_block(self, line: HtmlLine) -> bool:
        """Return whether a line opens the block that the title stands in, and is no section's."""
        block, text = line.place.parent, line.text
        if block is None or block.tag in ("html", "body") or self.head.kickers:
            return False
        beside = block is self.title.place.parent and block.text.startswith(text)
        named = squeezed(text) in self.given.listed or _TOLD.search(text) is not None
        long = _SHORTEST_KICKER <= len(text) <= _LONGEST_KICKER
        return beside and long and not named and self.head.sure and self.title.heading > 0

    def _says_nothing(self, line: HtmlLine) -> bool:
        bare = squeezed(line.text)
        return line.image is not None or not bare or bare == squeezed(self.head.title)

    def _is_furniture(self, line: HtmlLine) -> bool:
        if line.links > MOSTLY_LINKS or furniture(line.text) is not None:
            return True
        if is_around(line.text):
            return True
        return _is_label(line.text)

    def _is_subtitle(self, line: HtmlLine, following: HtmlLine | None) -> bool:
        if "founder-subtitle" in _tags(line):
            return True
        told = self._is_told(line, _SUBTITLE_WORDS) or line.text.startswith(_DASHES)
        return self._fits(line, self.head.subtitles) and (
            told or self._sums_up(line) or self._is_set_between(line, following)
        )

    def _is_set_between(self, line: HtmlLine, following: HtmlLine | None) -> bool:
        """Return whether a line right below a title is set like it, above what tells the day."""
        head, text = self.head, line.text
        if head.info or head.bylines or head.subtitles or following is None:
            return False
        if not _SHORTEST_SUBTITLE <= len(text) <= _LONGEST_SET or is_site(text, self.given.sites):
            return False
        told = is_info(following) or bool(credits_in(following))
        centred = line.centred and self.title.centred
        beside = _row_of(line.place).parent is _row_of(self.title.place).parent
        alone = look(text).sureness is Sureness.NONE and ":" not in plain(text)
        return alone and told and (centred or beside)

    def _fits(self, line: HtmlLine, parts: Sequence[str]) -> bool:
        text = line.text
        return len(text) <= _LONGEST_PART and text[-1] not in "。；，" and len(parts) < _MOST_PARTS

    def _is_told(self, line: HtmlLine, words: frozenset[str]) -> bool:
        """Return whether a line's names, its place or its look say that it is of the headline."""
        names = words_of(line.place)
        if line.place.parent is not None:
            names |= words_of(line.place.parent)
        if names & words or line.heading:
            return True
        bare = squeezed(line.text)
        if len(bare) >= _SHORTEST_SAID and any(bare in name for name in self.called):
            return True
        looks = line.centred or line.bold or line.size > _NOT_SMALL
        return self.given.guess and (looks or id(line.place) in self.block)

    def _sums_up(self, line: HtmlLine) -> bool:
        """Return whether a line right below a title says in short what the text says."""
        if len(line.text) < _SHORTEST_SUBTITLE or len(self.head.subtitles) > 1 or self.head.info:
            return False
        rest = self.given.text.replace(line.text, "", 1)
        return (echo(line.text, rest) or 0.0) >= _ECHOED


def _row_of(one: Element) -> Element:
    """Return the row of a table that a cell is, or the element itself."""
    row = one.parent
    return row if one.tag == "td" and row is not None and row.tag == "tr" else one


def _tags(line: HtmlLine) -> set[str]:
    return {line.place.tag} | ({line.place.parent.tag} if line.place.parent is not None else set())
