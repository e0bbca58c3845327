"""Numbers of stories as people say them: 2, ②, 第二条, 倒数第一篇, no. 3, the third one."""

import re

_DIGITS = "一二三四五六七八九"
_COUNTER = r"(?:\s*(?:条|篇|个|则|项|号|段|件|份|篇章))?"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_CARDINALS = (
    *("one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
_HAN = re.compile(
    rf"(?P<back>倒数)?(?P<nth>第)?\s*(?P<number>[0-9]{{1,5}}|[一二三四五六七八九十两]{{1,3}}){_COUNTER}"
)
_ENGLISH = re.compile(
    r"(?:no\.?|number|nr\.?|num|story|item|#)?\s*(?:"
    rf"(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)?|(?P<ordinal>{'|'.join(_ORDINALS)})|"
    rf"(?P<cardinal>{'|'.join(_CARDINALS)}))(?:\s+(?:one|story|article|item|result))?"
)
_MOST = 99
"""A bare number beyond it is no story's."""


def number_in(text: str, at: int) -> tuple[int, int] | None:
    """Return where a number that begins at a place ends, and the number, below 0 from the end.

    None where no number does, and for one that no list reaches. The text is folded.
    """
    han, found = _HAN.match(text, at), _ENGLISH.match(text, at)
    if han is not None and (found is None or han.end() >= found.end()):
        number = _value(han["number"])
        if not number or (number > _MOST and not han["nth"]):
            return None
        return han.end(), -number if han["back"] else number
    if found is None:
        return None
    if found["digits"]:
        number = int(found["digits"])
        return (found.end(), number) if 0 < number <= _MOST else None
    if found["ordinal"]:
        return found.end(), _ORDINALS.index(found["ordinal"]) + 1
    return found.end(), _CARDINALS.index(found["cardinal"]) + 1


def _value(written: str) -> int:
    """Return the number written in digits or, below a hundred, in characters; 0 for none."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    high = (_DIGITS.find(tens) + 1 or 1) if ten else 0
    return 10 * high + (_DIGITS.find(ones) + 1 if ones else 0)
