"""What speaks for a paragraph's being a headline, by its style and by how it is set.

A **display** paragraph is short and set otherwise than the text: by a heading's style, larger,
bolder, in the middle. Display paragraphs without text between them are a **group**. How much speaks
for a group's opening a story adds up, from its look, its words and what stands around it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from retrieval.formats.word.flow import WordParagraph, WordPiece
from retrieval.model.lines import LineKind
from retrieval.reading.bylines import Sureness, look
from retrieval.reading.captions import is_caption
from retrieval.reading.echo import WINDOW, echo
from retrieval.reading.endings import ends
from retrieval.reading.furniture import furniture
from retrieval.reading.headlines import opens_report, tells_when
from retrieval.reading.masthead import masthead
from retrieval.reading.signatures import is_signed

_LONGEST = 60  # characters of a display paragraph
_RUNNING = 30  # characters of a paragraph by which the text's size is told
_FEWEST_TO_TELL = 2  # groups that are set alike, before that says something
_LONG_HEADS = 8  # characters; crossheads are mostly shorter
_LEAST_ECHO = 0.3  # share of a headline's words that come again in its text
_LARGER, _MUCH_LARGER = 1.12, 1.3  # times the text's size
_SHORT_SECTION = 6  # characters of a section's name
ENOUGH = 2.5
"""Evidence by which a group opens a story."""
_ALIKE = 1.0  # for looking as most headlines of the file do
_CONTENTS = re.compile(r"目\s*[录次]")
_SERIES = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、.．）)]|第[一二三四五六七八九十]{1,3}[章节部]|[①-⑳]|\d{1,2}[、.．]"
)
_STOPS = "。；，;,、"

_NAMED = (
    (re.compile("引题|肩题|眉题|眉标|kicker|eyebrow", re.IGNORECASE), LineKind.KICKER),
    (re.compile("副标?题|子标?题|subtitle|subhead", re.IGNORECASE), LineKind.SUBTITLE),
    (re.compile("小标题|插题|分标题|段标题|crosshead", re.IGNORECASE), LineKind.CROSSHEAD),
    (re.compile("图说|图注|图片说明|题注|图题|caption", re.IGNORECASE), LineKind.CAPTION),
    (re.compile("作者|署名|记者|byline|author", re.IGNORECASE), LineKind.BYLINE),
    (re.compile("页眉|页脚|报头|刊头|版头|^header$|^footer$", re.IGNORECASE), LineKind.FURNITURE),
    (
        re.compile(
            r"(?:主|大|新闻|文章|稿件|正)标题|主题|题目|^标题$|^title$|headline", re.IGNORECASE
        ),
        LineKind.HEADLINE,
    ),
)
_HEADING = re.compile(r"(?:heading|标题) ?(\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a file's text is set, which is what all else is set apart from."""

    size: float
    bold: bool
    centred: bool


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph, and what its look says; ``rank`` is greater the more it stands out.

    ``kind`` is that which its style's name tells, ``level`` that of a heading from 0, if it is one.
    """

    piece: WordParagraph
    kind: LineKind | None
    level: int | None
    rank: tuple[float, ...]
    display: bool

    @property
    def text(self) -> str:
        """Its words."""
        return self.piece.text.strip()


Group = tuple[int, ...]
"""The places of display paragraphs without text between them."""


class WordDisplay:
    """What of a file is on display: each paragraph's look, the groups, and what speaks for them."""

    def __init__(self, pieces: Sequence[WordPiece]) -> None:
        self.text = _text_look(pieces)
        self.shown = [
            _shown(one, self.text) if isinstance(one, WordParagraph) else None for one in pieces
        ]
        self.groups = list(_groups(self.shown))
        self.story_level = self._story_level()
        display = [one for one in self.shown if one is not None and one.display]
        self._highest = max((one.piece.size for one in display), default=0)
        self._first_text = next(
            (
                at
                for at, one in enumerate(self.shown)
                if one is None or not (one.display or is_furniture(one.text))
            ),
            len(self.shown),
        )
        tops = [self._top(group) for group in self.groups]
        self._greatest = max((one.rank for one in tops), default=())
        lengths = [len(one.text) for one in tops if one.rank == self._greatest]
        # Where the first headline has a number, numbers tell no parts of a story.
        self._numbered = (
            bool(tops)
            and self.groups[0][0] <= self._first_text
            and _SERIES.match(tops[0].text) is not None
        )
        self._alike = len(lengths) >= _FEWEST_TO_TELL and median(lengths) >= _LONG_HEADS

    def opening(self) -> list[Group]:
        """Return the groups that open a story, in order."""
        evidence = [self._evidence(group) for group in self.groups]
        ranks = [self._top(group).rank for group in self.groups]
        seen = Counter(ranks)
        sure = Counter(rank for rank, sum_ in zip(ranks, evidence, strict=True) if sum_ >= ENOUGH)
        return [
            group
            for group, rank, sum_ in zip(self.groups, ranks, evidence, strict=True)
            if sum_ + _ALIKE * (sure[rank] * 2 > seen[rank]) >= ENOUGH
        ]

    def rank(self, group: Group) -> tuple[float, ...]:
        """Return how far the greatest paragraph of a group stands out."""
        return self._top(group).rank

    def members(self, group: Group) -> list[ShownParagraph]:
        """Return the paragraphs of a group."""
        return [one for at in group if (one := self.shown[at]) is not None]

    def _top(self, group: Group) -> ShownParagraph:
        return max(self.members(group), key=lambda one: one.rank)

    def _around(self, group: Group) -> tuple[ShownParagraph | None, ShownParagraph | None]:
        """Return what stands right above a group and right below."""
        above = self.shown[group[0] - 1] if group[0] else None
        below = self.shown[group[-1] + 1] if group[-1] + 1 < len(self.shown) else None
        return above, below

    def _echoes(self, group: Group) -> bool:
        """Return whether the words of a group come again in the text below it."""
        below = [one.text for one in self.shown[group[-1] + 1 : group[-1] + 5] if one is not None]
        found = echo(self._top(group).text, "".join(below)[:WINDOW])
        return found is not None and found >= _LEAST_ECHO

    def _evidence(self, group: Group) -> float:
        """Return how much speaks for a group's opening a story."""
        members, top, level = self.members(group), self._top(group), self.story_level
        above, below = self._around(group)
        under = "" if below is None else below.text
        larger = top.piece.size / self.text.size if self.text.size else 1.0
        first = group[0] <= self._first_text
        points = (
            (4.0, top.kind is LineKind.HEADLINE),
            (-4.0, top.kind is LineKind.CROSSHEAD),
            (3.0, level is not None and top.level is not None and top.level <= level),
            (-1.0, level is not None and top.level is None),
            (-2.0, level is not None and top.level is not None and top.level > level),
            (2.0, larger >= _MUCH_LARGER),
            (1.0, larger >= _LARGER),
            (1.0, level is None and top.piece.size >= self._highest and larger >= _LARGER),
            (-1.0, level is None and top.piece.size < self._highest / _LARGER),
            (1.0, top.piece.look.centred and not self.text.centred),
            (0.5, top.piece.bold and not self.text.bold),
            (1.5, self._alike and top.rank == self._greatest),
            (0.5, self._echoes(group)),
            (2.0, _opens_text(under)),
            (1.0, bool(under) and look(under).sureness is Sureness.BY_PLACE),
            (0.5, tells_when(under)),
            (2.0, first),
            (1.0, top.piece.page_begins),
            (2.5, above is not None and is_signed(above.text)),
            (0.5, len(members) > 1),
            (-2.0, not self._numbered and _SERIES.match(top.text) is not None),
            (-1.0, top.text.endswith(("：", ":"))),
            (-1.0, above is not None and not above.display and _goes_on(above.text)),
        )
        return sum(weight for weight, holds in points if holds)

    def _level(self, at: int) -> int | None:
        one = self.shown[at]
        return None if one is None else one.level

    def _story_level(self) -> int | None:
        """Return the heading level that stories have, None where no heading's style is used.

        It is the first that does not only name sections of the paper.
        """
        used = {one.level for group in self.groups for one in self.members(group)} - {None}
        levels = sorted(level for level in used if level is not None)
        for first, deeper in pairwise(levels):
            if not self._names_sections(first, deeper):
                return first
        return levels[-1] if levels else None

    def _names_sections(self, first: int, deeper: int) -> bool:
        """Return whether headings of a level name sections, and those of the next are stories'."""
        heads = [one for one in self.shown if one is not None and one.level == first]
        below = [group for group in self.groups if self._level(group[-1]) == deeper]
        lone = [group for group in below if all(self._level(at) != first for at in group)]
        reports = sum(self._is_report(group) for group in lone)
        points = (
            (1.0, all(len(one.text) <= _SHORT_SECTION for one in heads)),
            (1.5, any(is_furniture(one.text) for one in heads)),
            (2.0, bool(lone) and reports * 2 > len(lone)),
            (1.0, len(below) > len(heads)),
            (-2.0, any(self._level(group[-1]) == first for group in self.groups)),
        )
        return sum(weight for weight, holds in points if holds) >= ENOUGH

    def _is_report(self, group: Group) -> bool:
        """Return whether a report opens below a group, or ends above it."""
        above, below = self._around(group)
        signed = above is not None and is_signed(above.text)
        return signed or (below is not None and _opens_text(below.text))


def _text_look(pieces: Sequence[WordPiece]) -> TextLook:
    """Return how the text is set: as most of its running text is."""
    lengths: Counter[tuple[int, bool, bool]] = Counter()
    some: Counter[tuple[int, bool, bool]] = Counter()
    for one in pieces:
        if isinstance(one, WordParagraph):
            key = (one.size, one.bold, one.look.centred)
            some[key] += len(one.text)
            if len(one.text) > _RUNNING or one.text.rstrip().endswith("。"):
                lengths[key] += len(one.text)
    most = (lengths or some).most_common(1)
    return TextLook(*most[0][0]) if most else TextLook(21, bold=False, centred=False)


def _shown(piece: WordParagraph, usual: TextLook) -> ShownParagraph:
    text = piece.text.strip()
    style = piece.look.style.strip()
    kind = next((kind for form, kind in _NAMED if form.search(style)), None)
    found = _HEADING.match(style)
    level = int(found[1]) if found else piece.look.level
    if kind is LineKind.HEADLINE:
        level = 0
    larger = piece.size / usual.size if usual.size else 1.0
    stands_out = (
        larger >= _LARGER
        or (piece.bold and not usual.bold)
        or (piece.look.centred and not usual.centred and not is_caption(text))
    )
    display = (
        len(text) <= _LONGEST
        and not piece.note
        and kind not in (LineKind.CAPTION, LineKind.BYLINE, LineKind.FURNITURE)
        and (kind is not None or level is not None or (stands_out and text[-1] not in _STOPS))
        and not is_furniture(text)
        and _CONTENTS.fullmatch(text) is None
        and look(text).sureness is not Sureness.BY_WORDS
        and not (piece.under_picture and is_caption(text))
        and not opens_report(text)
    )
    rank = (
        -float(level) if level is not None else -9.0,
        larger,
        float(piece.bold),
        float(piece.look.centred),
    )
    return ShownParagraph(piece, kind, level, rank, display)


def is_furniture(text: str) -> bool:
    """Return whether a line is furniture by its words."""
    return masthead(text) is not None or furniture(text, above=True, heading=True) is not None


def _groups(shown: Sequence[ShownParagraph | None]) -> Iterator[Group]:
    """Yield the places of the display paragraphs that stand together, in order."""

    def together(at: int) -> tuple[bool, int, int]:
        one = shown[at]
        return (
            one is not None and one.display,
            *((one.piece.box, one.piece.cell) if one else (0, 0)),
        )

    for (display, *_), run in groupby(range(len(shown)), together):
        if display:
            yield from _parted(shown, tuple(run))


def _parted(shown: Sequence[ShownParagraph | None], group: Group) -> Iterator[Group]:
    """Yield a group, or its parts where a picture or a page's end stands between."""
    begun = 0
    for at in range(1, len(group)):
        one = shown[group[at]]
        if one is not None and (one.piece.page_begins or one.piece.under_picture):
            yield group[begun:at]
            begun = at
    yield group[begun:]


def _opens_text(text: str) -> bool:
    return opens_report(text) or look(text).sureness is Sureness.BY_WORDS


def _goes_on(text: str) -> bool:
    """Return whether a text above has not ended, and is nothing that needs no end."""
    return not (ends(text) or is_caption(text) or look(text).sureness is not Sureness.NONE)
