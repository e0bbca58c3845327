"""Words as printed, which the reader of Markdown would take for marks, as it leaves them."""

import re

from retrieval.reading.markup import Mark, read_lines

_MAYBE = re.compile(r"[\\#＃*_~`\[\]|$=<>&{}]|^[-+!—─═•.…]|^\d{1,3}[.)]|—{3}")
_MARKS = re.compile(r"[\\#*_~`\[\]|$={}>!+-]")


def escaped(text: str) -> str:
    """Return a line of text so that it is read as it is printed."""
    if _MAYBE.search(text) is None or _is_plain(text, text):
        return text
    marked = _MARKS.sub(lambda mark: "\\" + mark[0], text.replace("&", "&amp;"))
    return marked.replace("<", "&lt;").replace("＃", "\\#")


def _is_plain(written: str, printed: str) -> bool:
    lines, _ = read_lines(written)
    return [line.text for line in lines] == [printed] and lines[0].mark in (Mark.PLAIN, Mark.ITEM)
