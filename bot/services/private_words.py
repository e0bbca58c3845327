"""What looks like a person's own data in words, made unreadable: numbers to call, ids, addresses.

What tells them is how many digits stand together, for a telephone number, an identity card, a bank
card and an account have seven or more, in groups or not, in any script. A day and a span of years
have as many, and are none. Of an address of e-mail nothing stays but that it is one.
"""

import re

MASK = "*"

_DIGIT = r"[0-9０-９〇零一二三四五六七八九]"
_BETWEEN = r"[ \u3000()（）·.\-－–—]{1,2}"
_SCRIPTS = ("[0-9０-９]", "[〇零一二三四五六七八九]")
_GROUPS = re.compile("|".join(f"{one}+(?:{_BETWEEN}{one}+)*[xX]?" for one in _SCRIPTS))
_ANY_DIGIT = re.compile(f"{_DIGIT}|(?<={_DIGIT})[xX]$")
_FEWEST = 7
_DAY = re.compile(r"(?:19|20)[0-9]{2}([.\-]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ \-–—]{1,2}(?:19|20)[0-9]{2}")
_E_MAIL = re.compile(r"[A-Za-z0-9_.+%\-]+\s?[@＠]\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")


def without_private(words: str) -> str:
    """Return words with each digit of what looks private as `MASK`, and of an address all of it."""
    return _GROUPS.sub(_masked, _E_MAIL.sub(f"{MASK}@{MASK}", words))


def _masked(found: re.Match[str]) -> str:
    text = found[0]
    if _DAY.fullmatch(text) or _YEARS.fullmatch(text):
        return text
    digits = len(re.findall(_DIGIT, text))
    return _ANY_DIGIT.sub(MASK, text) if digits >= _FEWEST else text
