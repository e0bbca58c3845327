"""Text with Telegram's markup, measured as Telegram measures it, well formed by construction.

A message may hold 4096 **units** (UTF-16 code units, counted after the markup is taken out) and
about 100 **entities** (stretches of bold, quotes …). `Markup` carries both with its HTML, so that
what is put together never has to be measured, cut or mended as HTML.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from retrieval.model import Span, merged

MAX_UNITS = 4096
MAX_ENTITIES = 100
ELLIPSIS = "…"

# Line and paragraph separators are line ends; halves of a surrogate pair and non-characters can't
# be sent; other controls and the marks that turn text around would garble what stands beside them.
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_UNSENDABLE = re.compile("[\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_UNCLEAN = re.compile("|".join(one.pattern for one in (_LINE_END, _UNSENDABLE, _HIDDEN)))


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that Telegram takes, the units of its text, and its entities; adding joins two."""

    html: str = ""
    units: int = 0
    entities: int = 0

    def __add__(self, other: "Markup") -> "Markup":
        return Markup(
            self.html + other.html, self.units + other.units, self.entities + other.entities
        )

    def __bool__(self) -> bool:
        return bool(self.html)


def clean(text: str) -> str:
    """Return the text as it can be sent: no controls but line ends and tabs.

    Cleaning is idempotent. No code point becomes more than one, so no text becomes longer.
    """
    if _UNCLEAN.search(text) is None:  # as good as every text
        return text
    return _HIDDEN.sub("", _UNSENDABLE.sub("\ufffd", _LINE_END.sub("\n", text)))


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def prefix(text: str, limit: int) -> str:
    """Return the longest prefix of ``text`` of at most ``limit`` units."""
    end = limit
    while (excess := units(text[:end]) - limit) > 0:
        end -= (excess + 1) // 2
    return text[: max(end, 0)]


def shorten(text: str, limit: int) -> str:
    """Return the text cleaned and, if it has more than ``limit`` units, cut with … at its end."""
    text = clean(text).strip()
    return text if units(text) <= limit else prefix(text, limit - 1).rstrip() + ELLIPSIS


def plain(text: str) -> Markup:
    """Return the text, cleaned, without markup."""
    text = clean(text)
    return Markup(escape(text, quote=False), units(text))


def bold(text: str) -> Markup:
    """Return the text, cleaned, in bold."""
    return _tagged("<b>", plain(text), "</b>")


def struck(text: str) -> Markup:
    """Return the text, cleaned, struck through."""
    return _tagged("<s>", plain(text), "</s>")


def underlined(text: str) -> Markup:
    """Return the text, cleaned, in bold and underlined."""
    return _tagged("<u>", bold(text), "</u>")


def link(inner: Markup, url: str) -> Markup:
    """Return ``inner`` as a link to ``url``."""
    return _tagged(f'<a href="{escape(url)}">', inner, "</a>")


def quote(inner: Markup, *, expandable: bool) -> Markup:
    """Return ``inner`` as a block quote, which shows its first lines only if ``expandable``."""
    return _tagged(
        "<blockquote expandable>" if expandable else "<blockquote>", inner, "</blockquote>"
    )


def marked(
    text: str, spans: Sequence[Span], most: int, mark: Callable[[str], Markup] = bold
) -> Markup:
    """Return the text with what stands at the first ``most`` of the spans in bold, or so marked."""
    parts: list[Markup] = []
    at = 0
    for start, end in merged(spans)[:most]:
        if at < len(text) and start < end:
            parts += plain(text[at:start]), mark(text[start:end])
            at = end
    return joined([*parts, plain(text[at:])], "")


def joined(parts: list[Markup], between: str) -> Markup:
    """Return the parts that are not empty, with the plain text ``between`` two of them."""
    there = [part for part in parts if part.html]
    if len(there) < 2:  # noqa: PLR2004 (nothing is between)
        return there[0] if there else Markup()
    space = plain(between)
    return Markup(
        space.html.join(part.html for part in there),
        sum(part.units for part in there) + space.units * (len(there) - 1),
        sum(part.entities for part in there) + space.entities * (len(there) - 1),
    )


def _tagged(opening: str, inner: Markup, closing: str) -> Markup:
    return Markup(f"{opening}{inner.html}{closing}", inner.units, inner.entities + 1)
