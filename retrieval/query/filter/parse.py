"""A filter's text to its clauses."""

import re
from collections.abc import Iterator

from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text, folded_text
from retrieval.compiled import late
from retrieval.query.filter.clause import FIELDS, Clause, Field
from retrieval.query.filter.periods import is_period

LONGEST = 500
"""Code points of a filter that are read; what comes after them is not."""
MOST = 24
"""Words of a filter that are read."""

_QUOTES = str.maketrans("“”「」『』„‟«»", '""""""""""')
_DASH = re.compile(r"(?<![^\s(（|｜])[–—−﹣](?![–—−﹣\s])")
_GROUPED = (
    r"(?<![\d,.])(?:\d{1,2}(?:,\d{3})+|\d{3}(?:,000)+|\d{3}(?:,\d{3})+(?=[.%‰°a-z\u4e00-\u9fff])"
    r"|(?<=百分之)\d{3}(?:,\d{3})+)(?!\d)"
)
_WORD = rf'(?:"[^"]*"|{_GROUPED}|[^\s"|()\[\]、。;!?,])+'
_BELOW = r"\d+(?:\.\d+)?(?:°c|度|摄氏度)"  # -5℃ is a temperature
_PHONE = re.compile(r"(?<!\d)(?:\((0\d{2,3})\) ?|(0\d{2,3}) )(?=[1-9]\d{6,7}(?!\d))")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d) (\d{4}) (\d{4})(?!\d)")
_PART = late(
    rf"(?P<minus>(?<![^\s(,、;|])-(?=[^\s-])(?!{_BELOW}))?"
    rf"(?:(?P<field>{'|'.join(FIELDS)}):[\s(]*)?[(\[]*"
    rf"(?P<words>{_WORD}(?:\s*\|[\s(]*{_WORD})*)"
)
_BAR = re.compile(r'\|(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SPACE = re.compile(r"\s")
_FRINGE = re.compile(r"\A[\s,.;:!?、。()\[\]《》<>]+|[\s,.;:!?、。()\[\]《》<>]+\Z")


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of any text; words without a letter, digit or character are left out."""
    folded = folded_text(_DASH.sub("-", text[:LONGEST]).translate(_QUOTES))
    folded = _MOBILE.sub(r"\1\2\3", _PHONE.sub(r"\1\2-", folded))
    left = MOST
    for match in _PART.finditer(folded):
        typed = [part.strip(" \t(") for part in _BAR.split(match["words"])]
        field = FIELDS.get(match["field"] or "") or _bare_field(typed)
        words = tuple(dict.fromkeys(word for part in typed if (word := _word(part, field))))[:left]
        left -= len(words)
        if words:
            yield Clause(words, field, excluded=match["minus"] is not None)


def _bare_field(typed: list[str]) -> Field:
    return Field.DATE if all(map(is_period, typed)) else Field.ANYWHERE


def _word(typed: str, field: Field) -> str:
    plain = compact_text(typed.replace('"', " "))
    word = _SPACE.sub("", plain) if field is Field.DATE else _FRINGE.sub("", plain)
    if not re.search(r"\w", word):
        return ""
    return place_of(word) if field is Field.PAGE else word
