"""Labels of pages (``第A05版``) as they are compared."""

import re
from string import ascii_uppercase

from retrieval.analysis.normalise import compact_text

_NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile(r"([一二三四五六七八九]?)(十)([一二三四五六七八九]?)|[一二三四五六七八九]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SECTION = re.compile(r"[A-Z]([0-9]+)")
_NUMBER = re.compile(r"[0-9]+")
_FRAME = re.compile(r"[第版\W_]")


def place_of(label: str) -> str:
    """Return a label as it is compared: ``A5`` for ``第A05版``, ``A5`` and ``Ａ０５版``."""
    plain = compact_text(label).upper()
    return _ZEROS.sub("", _NUMERAL.sub(_number, _FRAME.sub("", plain))) or plain


def asked_as(place: str) -> tuple[str, ...]:
    """Return the places by which people may ask for a page: for ``A2`` also ``2``."""
    numbered = _SECTION.fullmatch(place)
    return (place, numbered[1]) if numbered else (place,)


def asked(place: str) -> tuple[str, ...]:
    """Return the places that a place may mean: ``2`` means the second page of any section too."""
    if not _NUMBER.fullmatch(place):
        return (place,)
    return (place, *(letter + place for letter in ascii_uppercase))


def _number(numeral: re.Match[str]) -> str:
    tens, ten, ones = numeral.groups()
    if not ten:
        return str(_NUMERALS[numeral[0]])
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))
