r"""Text as printed, written so that reading it as Markdown gives the same text.

What would be taken for a tag becomes an entity, what would be taken for a mark gets a backslash. A
bracket is never escaped by itself, as ``\[`` opens a formula; a backslash becomes a full-width one.
"""

import re

from retrieval.reading.characters import usual, without_invisible

_ENTITY = re.compile(r"&(?=#?[0-9a-zA-Z]{1,31}|#)")
_MARKS = re.compile(r"[*_`~={|$]")


def as_printed(text: str) -> str:
    """Return a line's text, without line ends in it, as reading takes it for what it is."""
    if text.isalnum():
        return text
    marked = _MARKS.sub(lambda found: "\\" + found[0], text.replace("\\", "＼"))
    marked = (
        marked.replace("](", "]\\(")
        .replace("][", "]\\[")
        .replace("![", "\\![")
        .replace("]:", "]\\:")
    )
    if marked[:1] in ("#", ">", "+", "-"):
        marked = "\\" + marked
    return _ENTITY.sub("&amp;amp;", marked).replace("<", "&lt;") if _needs(marked) else marked


def _needs(text: str) -> bool:
    return "<" in text or "&" in text


def printed(text: str) -> str:
    """Return text with the usual characters, no invisible ones, one space for several."""
    found = usual(without_invisible(text)).replace("\u00a0", " ")
    return re.sub(r"[ \t]+", " ", found).strip(" \t")
