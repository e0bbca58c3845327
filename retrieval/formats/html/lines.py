"""An element's lines, as a browser prints them, with what its markup says of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.formats.html.escaped import as_printed, printed
from retrieval.formats.html.tree import Element
from retrieval.reading.formulas import lowered, raised
from retrieval.reading.tables import Table

_INLINE = re.compile(
    "span|font|u|i|em|s|del|ins|strike|small|big|mark|a|code|label|abbr|time|ruby|r[bp]|wbr|cite|"
    "q|tt|sup|sub|var|kbd|samp|dfn|bdo|nobr|o:p|picture|source|b|strong|button|acronym|map|"
    "st1:[a-z]+|founder-(?:date|pagenum)"
)
_UNPRINTED = frozenset(
    (
        "script", "style", "noscript", "head", "title", "template", "svg", "iframe", "object",
        "select", "textarea", "input", "button", "video", "audio", "canvas", "rt", "rp", "area",
        "map", "link", "meta",
    )
)  # fmt: skip
_BOLD = frozenset(("b", "strong", "th"))
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD_WEIGHT = re.compile(r"bold|[6-9]00")
_SIZE = re.compile(r"([\d.]+)\s*(px|pt|em|rem|%)?")
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_LONGEST_CELL = 80  # characters; a longer one is text, and its table there for the layout
MOSTLY_LINKS = 0.6
"""The share of a line's characters that can be clicked on, from which it is a link."""
_FEWEST_CELLS = 2
_FEW_PARTS = 16
_OF_LAYOUT = frozenset(("table", "img", "form", "h1", "h2", "input", "map"))
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[ \t]*[\r\n][\s]*(?={_HAN})")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_INDENT = re.compile(r"(?:\u3000\s?){2,}|[\u00a0\u3000]{3,}")
_INNER_INDENT = re.compile(
    r"(?<=[。！？!?”’」』）)…：:；;])\s*(?:\u3000{2,}|(?:\u00a0 ?){4,})\s*(?=\S)"
)


class Look(NamedTuple):
    """How text looks where it stands."""

    bold: bool = False
    link: bool = False
    centred: bool = False
    size: float = 0.0  # of its letters in pixels, 0 where nothing says it
    colour: str = ""
    heading: int = 0
    caption: bool = False


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A printed line, or an image (its words are what stands for it), and how it looks.

    ``text`` is as printed, without markup. ``gap``: it is not the last line's next one but begins a
    block of its own. ``links`` is the share of its characters that can be clicked on. ``cells``
    are those of a table's row. ``below_image`` says that an image is the thing right above it.
    ``place`` is the nearest block around it.
    """

    text: str
    place: Element
    heading: int = 0
    bold: bool = False
    item: bool = False
    gap: bool = True
    indented: bool = False
    links: float = 0.0
    centred: bool = False
    size: float = 0.0
    colour: str = ""
    row: bool = False
    caption: bool = False
    below_image: bool = False
    image: Element | None = None
    parts: tuple[str, ...] = ()  # its text by the elements within it, where they are few

    @property
    def markdown(self) -> str:
        """The line as reading takes it: text safe from marks, and Markdown for how it looks."""
        if self.row:
            return self.text
        text = as_printed(self.text)
        if self.image is not None:
            return f"![{text}](image)"
        if self.heading:
            return f"# {text}"
        if self.bold:
            return f"**{text}**"
        return f"- {text}" if self.item else text


def html_lines(
    root: Element, skipped: Callable[[Element], bool] = lambda _: False
) -> list[HtmlLine]:
    """Return the lines of an element, in order, without those of elements that are to be skipped.

    An image gives a line of its own with ``image`` set. An element without text gives none.
    """
    writer = _Writer()
    waiting: list[tuple[Element | str, Look, bool]] = [(root, Look(), False)]
    while waiting:
        one, look, leaves = waiting.pop()
        if isinstance(one, str):
            writer.write(one, look)
        elif leaves:
            writer.leave(one)
        elif not (_is_unprinted(one) or (one is not root and skipped(one))):
            if writer.takes_whole(one, look):
                continue
            styles = one.styles
            inner = _look(one, look, styles)
            if not is_inline(one, styles):
                writer.enter(one)
                waiting.append((one, look, True))
            children = _broken(one) if one.tag == "pre" else one.children
            waiting.extend((child, inner, False) for child in reversed(children))
    writer.end(gap=True)
    return writer.lines


def _broken(one: Element) -> list[Element | str]:
    """Return the children of an element that prints the line ends of its source."""
    found: list[Element | str] = []
    for child in one.children:
        if not isinstance(child, str):
            found.append(child)
            continue
        for line in child.split("\n"):
            found += [line, Element("br", {}, one)]
        found.pop()
    return found


def _is_unprinted(one: Element) -> bool:
    if one.tag[:1] == "!" or one.tag in _UNPRINTED or "hidden" in one.attributes:
        return True
    return one.styles.get("display", "").strip().startswith("none")


def is_inline(one: Element, styles: dict[str, str] | None = None) -> bool:
    """Return whether an element stands within a line."""
    display = (one.styles if styles is None else styles).get("display", "").strip()
    if display.startswith(("block", "flex", "table")):
        return False
    if any(not isinstance(child, str) and child.tag == "img" for child in one.children):
        return False
    return display.startswith("inline") or _INLINE.fullmatch(one.tag) is not None


def is_data(table: Element) -> bool:
    """Return whether a table has rows of short cells, and is not there for the layout's sake."""
    if any(one is not table and one.tag in _OF_LAYOUT for one in table.walk()):
        return False
    rows = filled = 0
    for one in table.walk():
        if one.tag == "tr":
            cells = [cell.text for cell in one.children if not isinstance(cell, str)]
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                return False
            rows += any(cells)
            filled += sum(map(bool, cells)) >= _FEWEST_CELLS
    return rows > 1 and filled * 2 > rows


def _look(one: Element, look: Look, styles: dict[str, str]) -> Look:
    """Return how text within an element looks."""
    tag, attributes = one.tag, one.attributes
    weight = styles.get("font-weight")
    bold = look.bold or tag in _BOLD
    align = styles.get("text-align") or attributes.get("align", "").lower()
    centred = tag == "center" or (look.centred if not align else "center" in align)
    size = look.size
    if stated := styles.get("font-size"):
        size = _pixels(stated, look.size)
    elif tag == "font":
        size = _FONT_SIZES.get(attributes.get("size", ""), look.size)
    colour = styles.get("color") or attributes.get("color", "").lower()
    return Look(
        bold if weight is None else _BOLD_WEIGHT.search(weight) is not None,
        look.link or (tag == "a" and "href" in attributes),
        centred,
        size,
        colour.strip() or look.colour,
        _HEADINGS.get(tag, look.heading),
        look.caption or tag in ("figcaption", "caption"),
    )


def _pixels(size: str, around: float) -> float:
    found = _SIZE.search(size)
    if found is None:
        return around
    value, unit = float(found[1]), found[2] or "px"
    scale = {"px": 1.0, "pt": 4 / 3, "%": (around or 16.0) / 100}.get(unit, around or 16.0)
    return value * scale


@dataclass(slots=True)
class _Writer:
    """The lines so far, and the pieces of the one that is being written."""

    lines: list[HtmlLine] = field(default_factory=list)
    pieces: list[tuple[str, Look]] = field(default_factory=list)
    places: list[Element] = field(default_factory=list)
    gap: bool = True
    below_image: bool = False
    item: bool = False

    def write(self, text: str, look: Look) -> None:
        if text:
            self.pieces.append((text, look))

    def takes_whole(self, one: Element, look: Look) -> bool:
        """Write an element that is not looked into, and return whether it is one."""
        tag = one.tag
        if tag == "br":
            self.end(gap=False)
        elif tag == "img":
            self.image(one)
        elif tag == "hr":
            self.end(gap=True)
        elif tag == "table" and is_data(one):
            self.end(gap=True)
            self.table(one)
        elif tag in ("sup", "sub"):
            self.write((raised if tag == "sup" else lowered)(one.text), look)
        else:
            return False
        return True

    def enter(self, one: Element) -> None:
        self.end(gap=True)
        self.places.append(one)
        self.item = self.item or one.tag == "li"

    def leave(self, one: Element) -> None:
        self.end(gap=True)
        if self.places and self.places[-1] is one:
            self.places.pop()
        self.item = False if one.tag == "li" else self.item

    def image(self, one: Element) -> None:
        self.end(gap=True)
        words = printed(one.attributes.get("alt", ""))
        self.lines.append(HtmlLine(words, self._place(one), image=one))
        self.below_image = True

    def table(self, one: Element) -> None:
        """Write the rows of a table."""
        table = Table()
        for inner in one.walk():
            if inner.tag == "tr":
                table.new_row()
            elif inner.tag in ("td", "th"):
                spans = (
                    f'{name}="{inner.attributes.get(name, "1")}"' for name in ("rowspan", "colspan")
                )
                table.new_cell(0, f"<td {' '.join(spans)}>")
                table.write(as_printed(printed(inner.text).replace("|", "｜")), 0)
                table.end_cell()
        place = self._place(one)
        for _, text in table.printed():
            if text.strip():
                self.lines.append(HtmlLine(text, place, row=True, gap=self.gap))
            self.gap = False
        self.gap, self.below_image = True, False

    def end(self, *, gap: bool) -> None:
        """End the line, if anything is on it; the next one begins a block if there is a gap."""
        pieces, self.pieces = self.pieces, []
        raw = "".join(text for text, _ in pieces)
        if not raw.strip():
            # A second line break, too, parts what is above from what is below.
            self.gap = True
            return
        raw = _WHITE.sub(" ", _BETWEEN_HAN.sub("", raw)).strip(" ")
        indented = _INDENT.match(raw) is not None
        looks = [(len(text.strip()), look) for text, look in pieces if text.strip()]
        count = sum(length for length, _ in looks)
        parts = tuple(printed(_WHITE.sub(" ", text)) for text, _ in pieces if text.strip())
        parts = parts if len(parts) <= _FEW_PARTS else ()
        place = self.places[-1] if self.places else Element("body")
        biggest = max(looks, key=lambda one: one[0])[1]
        for text in _INNER_INDENT.split(raw):
            words = printed(text.strip("\u3000 \u00a0"))
            if not words:
                continue
            line = HtmlLine(
                words,
                place,
                heading=min((look.heading for _, look in looks), default=0),
                bold=all(look.bold for _, look in looks),
                item=self.item,
                gap=self.gap,
                indented=indented or text is not raw,
                links=sum(length for length, look in looks if look.link) / max(1, count),
                centred=biggest.centred,
                size=biggest.size,
                colour=biggest.colour,
                caption=all(look.caption for _, look in looks),
                below_image=self.below_image,
                parts=parts,
            )
            self.lines.append(line)
            self.gap, self.item, self.below_image = True, False, False
        self.gap = gap

    def _place(self, one: Element) -> Element:
        return self.places[-1] if self.places else one
