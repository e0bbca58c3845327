"""How the text of a Word file looks: its styles, each with what it takes over from others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from retrieval.formats.word.names import child, children_of, is_on, number, value, w

_USUAL_SIZE = 21  # half points; 五号, in which Word writes Chinese
_LONGEST_CHAIN = 12  # of styles, each based on the next
_DEEPEST = 9  # outline levels; the level after them is that of text


@dataclass(frozen=True, slots=True)
class RunLook:
    """How some characters look: their size in half points, whether bold, whether printed at all."""

    size: int
    bold: bool
    printed: bool


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set.

    ``style`` is its style's name, "" for none; ``level`` that of a heading from 1, None for text.
    ``numbered`` names its list and the level in it, if it is in one.
    """

    style: str
    level: int | None
    centred: bool
    indented: bool
    page_begins: bool
    numbered: tuple[str, int] | None


class WordStyles:
    """The styles of a Word file, by which its paragraphs and characters look."""

    def __init__(self, styles: ET.Element | None) -> None:
        self._styles: dict[str, ET.Element] = {}
        self._usual: str | None = None
        self._defaults = child(styles, "docDefaults")
        for style in children_of(styles):
            name = style.get(w("styleId"))
            if name is not None and style.tag == w("style"):
                self._styles.setdefault(name, style)
                usual = style.get(w("type")) == "paragraph" and style.get(w("default")) == "1"
                self._usual = name if usual else self._usual
        self._names = {key: (value(one, "name") or "") for key, one in self._styles.items()}

    @property
    def names(self) -> Mapping[str, str]:
        """The styles' names by what the file calls them."""
        return self._names

    def of_paragraph(self, paragraph: ET.Element) -> ParagraphLook:
        """Return how a paragraph is set."""
        own = child(paragraph, "pPr")
        called = value(own, "pStyle")
        chain = [own, *(child(one, "pPr") for one in self._chain(called))]
        level = number(_first(chain, "outlineLvl"))
        break_before = next(
            (on for one in chain if (on := is_on(one, "pageBreakBefore")) is not None), False
        )
        return ParagraphLook(
            self._names.get(called or "", ""),
            level + 1 if level is not None and 0 <= level < _DEEPEST else None,
            _first(chain, "jc") == "center",
            any(_indents(one) for one in chain[:1])
            or _indents(next(filter(_has_indent, chain), None)),
            break_before,
            _list_of(chain),
        )

    def of_run(self, run: ET.Element, paragraph: ET.Element) -> RunLook:
        """Return how the characters of a run look, which stands in a paragraph."""
        own = child(run, "rPr")
        chain = [
            own,
            *(child(one, "rPr") for one in self._chain(value(own, "rStyle"), usual=False)),
            *(child(one, "rPr") for one in self._chain(value(paragraph, "pPr", "pStyle"))),
            child(self._defaults, "rPrDefault", "rPr"),
        ]
        size = number(_first(chain, "sz"))
        struck = _switch(chain, "strike") or _switch(chain, "dstrike")
        hidden = _switch(chain, "vanish") or child(own, "del") is not None
        return RunLook(size or _USUAL_SIZE, _switch(chain, "b"), not (struck or hidden))

    def _chain(self, called: str | None, *, usual: bool = True) -> Iterator[ET.Element]:
        """Yield a style and those that it is based on; where none is called, the usual one's."""
        if called not in self._styles:
            called = self._usual if usual else None
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(called or "")
            if style is None:
                return
            yield style
            called = value(style, "basedOn")


def _first(chain: list[ET.Element | None], name: str) -> str | None:
    return next((found for one in chain if (found := value(one, name)) is not None), None)


def _switch(chain: list[ET.Element | None], name: str) -> bool:
    return next((on for one in chain if (on := is_on(one, name)) is not None), False)


def _list_of(chain: list[ET.Element | None]) -> tuple[str, int] | None:
    for one in chain:
        given = child(one, "numPr")
        if given is not None:
            called = value(given, "numId")
            level = number(value(given, "ilvl")) or 0
            return None if called in (None, "0") else (str(called), level)
    return None


def _has_indent(properties: ET.Element | None) -> bool:
    return child(properties, "ind") is not None


def _indents(properties: ET.Element | None) -> bool:
    indent = child(properties, "ind")
    if indent is None:
        return False
    given = (number(indent.get(w(name))) for name in ("firstLineChars", "firstLine"))
    return any((size or 0) > 0 for size in given)
