"""The names of elements in a Word file's XML."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_OFF = frozenset(("0", "false", "off"))


def w(name: str) -> str:
    """Return the full name of an element or attribute of Word's own."""
    return f"{{{WORD}}}{name}"


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: ET.Element | None, *names: str) -> ET.Element | None:
    """Return the element that is reached by the names, one in the other, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: ET.Element | None, *names: str) -> str | None:
    """Return the value of the element that is reached by the names, None where there is none."""
    found = child(element, *names)
    return None if found is None else found.get(w("val"))


def is_on(element: ET.Element | None, *names: str) -> bool | None:
    """Return what a switch says: on, off, or None where it is not there."""
    found = child(element, *names)
    return None if found is None else found.get(w("val"), "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """Return a whole number, None where a text is none."""
    try:
        return None if text is None else round(float(text))
    except (ValueError, OverflowError):
        return None


def children_of(element: ET.Element | None) -> Iterator[ET.Element]:
    """Yield the children of an element, none of None."""
    if element is not None:
        yield from element
