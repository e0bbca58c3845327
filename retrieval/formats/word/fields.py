"""Fields of a Word file: text that Word works out, of which the last result is printed."""

import re
from xml.etree import ElementTree as ET

from retrieval.formats.word.names import w

_LEFT_OUT = re.compile(
    r"\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|INDEX|TC|XE|FORMTEXT\s*$)\b", re.IGNORECASE
)
_COMBINED = re.compile(r"\s*EQ\b.*[,(]\s*([^(),\\\s]+)\s*\)+\s*$", re.IGNORECASE | re.DOTALL)
_DEEPEST = 50


class OpenFields:
    """The fields that are open while a text is read, each within the one before."""

    def __init__(self) -> None:
        self._open: list[tuple[list[str], bool]] = []  # the words of each, and if its result began

    @property
    def leave_out(self) -> bool:
        """Whether what comes now is not printed: a field's own words, a table of contents."""
        return any(not begun or self.is_left_out("".join(words)) for words, begun in self._open)

    def read(self, element: ET.Element) -> str:
        """Take in a mark or the words of a field; return what is printed for it by itself."""
        kind = element.get(w("fldCharType"))
        if element.tag == w("instrText"):
            if self._open:
                self._open[-1][0].append(element.text or "")
        elif kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(([], False))
        elif kind == "separate" and self._open:
            self._open[-1] = (self._open[-1][0], True)
        elif kind == "end" and self._open:
            words, begun = self._open.pop()
            combined = None if begun else _COMBINED.match("".join(words))
            if combined is not None and not self.leave_out:
                return combined[1]
        return ""

    @staticmethod
    def is_left_out(words: str) -> bool:
        """Return whether a field prints nothing of a story, by its words."""
        return _LEFT_OUT.match(words) is not None
