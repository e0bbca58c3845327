"""Pages' labels as they are compared."""

import re

from retrieval.analysis.normalise import compact_text

_NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile(r"([一二三四五六七八九]?)(十)([一二三四五六七八九]?)|[一二三四五六七八九]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_FRAME = re.compile(r"[第版\W_]")


def place_of(label: str) -> str:
    """Give a label as it is compared: ``第A05版``, ``A5`` and ``Ａ０５版`` are one place."""
    plain = compact_text(label).upper()
    return _ZEROS.sub("", _NUMERAL.sub(_number, _FRAME.sub("", plain))) or plain


def _number(numeral: re.Match[str]) -> str:
    tens, ten, ones = numeral.groups()
    if not ten:
        return str(_NUMERALS[numeral[0]])
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))
