"""HTML in a page's text, and what tools leave like it, to the lines that it prints.

Blocks (``<p>``, ``<div>``, headings, list items …) begin a line of their own, with a gap before it;
``<br>`` begins a line without one. Headings, bold and list items become Markdown's, a table its
rows, an image a reference; other tags are taken out, and so are comments and the frames that OCR
models print round what they read. What only looks like a tag (``<a5>``, ``<东湖>``) stays. Entities
are decoded, also twice escaped ones; what they stand for is never a tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from retrieval.reading.characters import without_invisible
from retrieval.reading.formulas import lowered, raised
from retrieval.reading.tables import Table

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9_:-]*)(?=[\s/>\"'])[^<>]*>")
_BROKEN_TAG = re.compile(r"<[a-zA-Z/][^<>\n]{0,300}(?:\n[^<>\n]{0,300}){1,4}>")
_COMMENT = re.compile(r"<!--(?:[^-<]|-(?!->)|<(?!!--))*-->")
_UNPRINTED = re.compile(r"<(script|style|noscript|watermark)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_FRAME = re.compile(
    r"<\|det\|>[^<>]{0,400}<\|/det\|>|<\|ref\|>[a-z_ ]{0,30}<\|/ref\|>|<\|/?[a-z_]{2,30}\|>"
)
_MATH = re.compile(r"<math\b[^<>]*>([^<>]{1,400})</math\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SMALL = re.compile(r"<(su[pb])\b[^<>]*>([^<>]{0,40})</\1\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});|&nbsp\b;?")
_TWICE = re.compile(r"&amp;(?=(?:#[0-9a-zA-Z]{1,7}|[a-zA-Z]{2,8});)")
_ATTRIBUTE = re.compile(
    r"\b(src|alt)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)

_BLOCK = re.compile(
    "p|div|h[1-6]|section|article|header|footer|main|aside|nav|[uod]l|li|d[dt]|blockquote|figure|"
    "figcaption|center|pre|address|details|summary|hr|caption|html|body|head|title|form|fieldset|"
    "t[rdh]|tbody|thead|tfoot|page_number|page_header|page_footer|founder-[a-z]+|enp[a-z]+"
)
_INLINE = re.compile(
    "span|font|u|i|em|s|del|ins|strike|small|big|mark|a|code|label|abbr|time|ruby|r[bpt]|wbr|cite|"
    "q|tt|colgroup|col|sup|sub|var|kbd|samp|dfn|bdo|nobr|o:p|picture|source"
)
_OTHER = re.compile("b|strong|br|img|table")  # each read in its own way
_BOLD = frozenset(("b", "strong"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))


@dataclass(frozen=True, slots=True)
class Raw:
    """A line with its number in the page and Markdown in it; empty for a gap.

    ``bare`` says that the page's line held only markup, which ``text`` then is.
    """

    number: int
    text: str
    bare: bool = False
    caption: bool = False  # marked as what an image shows


def untagged(text: str) -> Iterator[Raw]:
    """Yield the page's lines as they stand without HTML, in order, with gaps between blocks."""
    if "<" not in text:
        for number, line in enumerate(text.split("\n"), start=1):
            yield Raw(number, _decoded(line))
        return
    text = _COMMENT.sub(_of_one_height, text) if "<!--" in text else text
    text = _MATH.sub(r"$\1$", _UNPRINTED.sub(_of_one_height, text))
    text = _SMALL.sub(_small, _FRAME.sub("", _BROKEN_TAG.sub(_on_one_line, text)))
    lines = text.split("\n")
    reader = _Reader()
    goes_on = _followed_by_tags(lines)
    for number, line in enumerate(lines, start=1):
        yield from reader.read(number, line, tags_follow=goes_on[number - 1])
    yield from reader.end()


def _decoded(text: str) -> str:
    """Return a text with its entities decoded, those that stand for nothing visible left out."""
    if "&" not in text:
        return text
    return without_invisible(_ENTITY.sub(_entity, _TWICE.sub("&", text)))


def _entity(match: re.Match[str]) -> str:
    name = match[0]
    found = "\u00a0" if name.startswith("&nbsp") else unescape(name)
    found = {"&ensp;": " ", "&emsp;": "　", "&thinsp;": " "}.get(name, found)
    return "" if found in ("\ufffd", "\n", "\r", "\x00") else found


def _of_one_height(match: re.Match[str]) -> str:
    """Return what stands for a comment: a mark that it was there, and as many line ends."""
    return "<!>" + "\n" * match[0].count("\n")


def _on_one_line(match: re.Match[str]) -> str:
    whole = match[0]
    name = re.match(r"</?([a-zA-Z][a-zA-Z0-9_:-]*)", whole)
    if name is None or not _is_known(name[1].lower()):
        return whole
    return whole.replace("\n", " ") + "\n" * whole.count("\n")


def _small(match: re.Match[str]) -> str:
    return raised(match[2]) if match[1].lower() == "sup" else lowered(match[2])


def _is_known(name: str) -> bool:
    return any(names.fullmatch(name) for names in (_BLOCK, _INLINE, _OTHER))


def _followed_by_tags(lines: list[str]) -> list[bool]:
    """Return of each line whether the next one that is not empty begins with a tag."""
    follows, known = False, []
    for line in reversed(lines):
        known.append(follows)
        if stripped := line.strip():
            follows = stripped.startswith("<")
    return known[::-1]


@dataclass(slots=True)
class _Reader:
    """What was opened on the lines so far."""

    table: Table | None = None
    depth: int = 0  # of tables within tables
    headings: bool = False
    item: bool = False  # a list item whose words are still to come
    gap: bool = False
    caption: bool = False
    paragraph: bool = False  # in which the page's lines are one
    begun: int = 1  # the number of the line on which the parts begin
    parts: list[str] = field(default_factory=list)

    def read(self, number: int, line: str, *, tags_follow: bool) -> Iterator[Raw]:
        """Yield what of the page the line completes."""
        if not line.strip():
            yield from self._flushed()
            self.headings = self.item = self.caption = self.paragraph = False
            if self.table is not None and not tags_follow:
                yield from self._finished()
            if self.table is None:
                yield Raw(number, "")
            return
        if self.table is not None and "<" not in line and not self.table.open:
            yield from self._finished()
        if self.table is not None:
            self.table.new_line()
        elif line.lstrip().startswith("|"):
            line = _BREAK.sub(" ", line)
        elif self.parts:
            yield from self._wrapped(line)
            line = line.strip() if self.parts else line
        some = False
        for found in self._tokens(number, line):
            some = some or bool(found.text.strip())
            yield found
        if not some and self.table is None and not self.parts:
            yield Raw(number, line.replace("<!>", "<!-- -->").strip(), bare=True)

    def end(self) -> Iterator[Raw]:
        """Yield what is left open at the page's end."""
        if self.table is not None:
            yield from self._finished()
        yield from self._flushed()

    def _tokens(self, number: int, line: str) -> Iterator[Raw]:
        done = 0
        for tag in _TAG.finditer(line):
            name = tag["name"].lower()
            if not _is_known(name):
                continue
            self._write(line[done : tag.start()], number)
            done = tag.end()
            yield from self._tag(number, name, tag)
        self._write(line[done:], number)
        if not self.paragraph:
            yield from self._flushed()

    def _write(self, text: str, number: int) -> None:
        text = _decoded(text.replace("<!>", ""))
        if self.table is not None:
            self.table.write(text, number)
        elif text:
            self._append(text, number)

    def _append(self, text: str, number: int) -> None:
        if not self.parts:
            self.begun = number
        self.parts.append(text)

    def _tag(self, number: int, name: str, tag: re.Match[str]) -> Iterator[Raw]:
        opens = not tag["end"]
        if name == "img" and opens:
            self._write_markdown(_image(tag[0]), number)
        elif name in _BOLD:
            self._write_markdown("**", number)
        elif name == "table":
            yield from self._table(opens=opens)
        elif self.table is not None:
            self._in_table(number, name, tag[0], opens=opens)
        elif name == "br":
            self.gap = self.gap or not "".join(self.parts).strip()
            yield from self._flushed()
        elif _BLOCK.fullmatch(name):
            yield from self._flushed()
            self.gap = True
            if name in _HEADINGS:
                self.headings = opens
            self.paragraph = name == "p" and opens
            if name == "li":
                self.item = opens
            if name == "figcaption":
                self.caption = opens

    def _write_markdown(self, text: str, number: int) -> None:
        if self.table is not None:
            self.table.write(text, number)
        else:
            self._append(text, number)

    def _table(self, *, opens: bool) -> Iterator[Raw]:
        if opens:
            self.depth += 1
            if self.table is None:
                yield from self._flushed()
                self.table = Table()
            else:
                self.table.nested = True
                self.table.new_line()
        elif self.table is not None:
            self.depth -= 1
            if self.depth == 0:
                yield from self._finished()

    def _in_table(self, number: int, name: str, tag: str, *, opens: bool) -> None:
        if self.table is None:
            return
        if name == "tr":
            self.table.new_row()
        elif name in _CELLS and opens:
            self.table.new_cell(number, tag)
        elif name in _CELLS:
            self.table.end_cell()
        elif name == "br" or _BLOCK.fullmatch(name):
            self.table.new_line()
            if opens and name in _HEADINGS:
                self.table.write("# ", number)

    def _finished(self) -> Iterator[Raw]:
        """Yield the lines of the table that ends here."""
        table, self.table, self.depth = self.table, None, 0
        if table is None:
            return
        self.gap = True
        for number, text in table.printed():
            if text.strip():
                if self.gap:
                    yield Raw(number, "")
                self.gap = False
                yield Raw(number, text)
            else:
                self.gap = True
        self.gap = True

    def _wrapped(self, line: str) -> Iterator[Raw]:
        """End the line before where this one, still in its paragraph, is indented as a new one."""
        self.parts[-1] = self.parts[-1].rstrip()
        ends = self.parts[-1][-1:] + line.strip()[:1]
        if line.startswith("　"):
            yield from self._flushed()
        elif len(ends) > 1 and ends.isascii() and ends.isalnum():
            self.parts.append(" ")

    def _flushed(self) -> Iterator[Raw]:
        """Yield the words gathered since the last line, if any, as a line."""
        text, number = "".join(self.parts), self.begun
        self.parts.clear()
        if not text.strip() or self.table is not None:
            return
        if self.gap:
            yield Raw(number, "")
        self.gap = False
        mark = "# " if self.headings else "- " if self.item else ""
        self.item = False
        yield Raw(number, f"{mark}{text.strip()}" if mark else text, caption=self.caption)


def _image(tag: str) -> str:
    found = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag)}
    path = re.sub(r"[\s()]", "_", found.get("src", ""))[:200]
    return f"![{re.sub(r'[][()]', ' ', _decoded(found.get('alt', '')))}]({path})"
