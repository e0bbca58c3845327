"""What of a page's reading a person should look at: told as values, worded by who shows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from retrieval.model import Article, Bulletin
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.pages import Stated
from retrieval.reading.blocks import PageLine
from retrieval.reading.dates import page_label
from retrieval.reading.day_words import FULL, MONTH_DAY, exists, full_day, number
from retrieval.reading.headlines import without_opening
from retrieval.reading.kinds import LineRole, role_of
from retrieval.reading.plain import plain

AHEAD = timedelta(days=2)
"""A page may be dated so far ahead: papers are made the day before."""

_OPENING = 60  # code points in which a story tells its day
_LONG = 1500  # code points of text that more than one headline would be expected for
_LONGEST_HEADLINE = 60  # code points
_SHOWN = 30
_UNSURE = 0.7  # of labelled lines with a smaller margin, more than a third were told wrong
_MOST_UNSURE = 3  # lines that are named
_TAKEN_FOR = {
    LineRole.HEAD: DoubtKind.UNSURE_HEADLINE,
    LineRole.FURNITURE: DoubtKind.UNSURE_FURNITURE,
    LineRole.BODY: DoubtKind.UNSURE_TEXT,
    LineRole.BYLINE: DoubtKind.UNSURE_FURNITURE,
}
_DAY = re.compile(MONTH_DAY)
_SENTENCE = re.compile("[。;!?]$")
_BARE = re.compile(r"(?:^|[-_. ])(?:0?[1-9]|[1-9][0-9])(?:\.[A-Za-z]{1,8})?$")


def reading_doubts(
    bulletin: Bulletin, printed: Sequence[str], name: str, stated: Stated
) -> tuple[Doubt, ...]:
    """Return what is in doubt of a page whatever day it is, the gravest first; maybe nothing.

    ``printed`` are its lines of furniture, ``name`` the path that it came under; what is ``stated``
    is in no doubt.
    """
    undated = () if bulletin.date else (Doubt(DoubtKind.NO_DAY),)
    return (
        *undated,
        *_impossible(bulletin, printed),
        *(() if stated.page else _label(bulletin, printed, name)),
        *_headlines(bulletin.articles),
    )


def future_doubt(bulletin: Bulletin, today: date) -> Doubt | None:
    """Return the doubt that a page is dated more than `AHEAD` from ``today``, if it is."""
    issued = bulletin.date
    if issued is None or issued.year is None:
        return None
    if date(issued.year, issued.month, issued.day) - today <= AHEAD:
        return None
    return Doubt(DoubtKind.FUTURE_DAY, (str(issued),))


def line_doubts(lines: Iterable[PageLine]) -> tuple[Doubt, ...]:
    """Return the doubts of what lines are, the gravest first; maybe nothing.

    The least sure are named, of the others their number is told.
    """
    unsure = sorted(
        (one for one in lines if one.label.margin < _UNSURE), key=lambda one: one.label.margin
    )
    named = [
        Doubt(_TAKEN_FOR[role_of(one.label.kind)], (one.line.text[:_SHOWN],))
        for one in unsure[:_MOST_UNSURE]
    ]
    more = len(unsure) - len(named)
    return (*named, *([Doubt(DoubtKind.UNSURE_MORE, (str(more),))] if more else []))


def _impossible(bulletin: Bulletin, printed: Sequence[str]) -> Iterator[Doubt]:
    openings = [text for one in bulletin.articles for text in (one.title, *one.paragraphs[:1])]
    told = dict.fromkeys(
        found for text in (*printed, *openings) for found in _no_days(plain(text[:_OPENING]))
    )
    yield from (Doubt(DoubtKind.IMPOSSIBLE_DAY, (day,)) for day in told)


def _no_days(text: str) -> Iterator[str]:
    for match in FULL.finditer(text):
        if full_day(match) is None:
            yield match[0].strip()
    for match in _DAY.finditer(text):
        month, day = number(match["month"]), number(match["day"])
        if not exists(month, day) and not FULL.search(text):
            yield match[0].strip()


def _label(bulletin: Bulletin, printed: Sequence[str], name: str) -> Iterator[Doubt]:
    if bulletin.page is None:
        return
    of_path = page_label([], name)
    of_print = page_label(printed, "")
    if of_print and of_path and _code(of_print) != _code(of_path):
        yield Doubt(DoubtKind.LABEL, (bulletin.page, of_path))
    elif not of_print and _BARE.search(plain(name).replace("\\", "/").rpartition("/")[2]):
        yield Doubt(DoubtKind.LABEL, (bulletin.page, name))


def _code(label: str) -> str:
    found = re.search(r"([A-Za-z]*) ?0*([0-9]+|[一二三四五六七八九十]+)", label)
    if found is None:
        return label
    digits = found[2]
    return f"{found[1].upper()}{digits if digits.isdigit() else number(digits)}"


def _headlines(articles: Sequence[Article]) -> Iterator[Doubt]:
    length = sum(len(one.body) for one in articles)
    if len(articles) == 1 and length > _LONG and len(articles[0].paragraphs) > 1:
        yield Doubt(DoubtKind.HEADLINES, (str(len(articles)), str(length)))
    for one in articles:
        if one.paragraphs and without_opening(one.paragraphs[0]).startswith(one.title):
            yield Doubt(DoubtKind.NO_HEADLINE, (one.title[:_SHOWN],))
        elif len(one.title) > _LONGEST_HEADLINE or _SENTENCE.search(plain(one.title)):
            yield Doubt(DoubtKind.ODD_HEADLINE, (one.title[:_SHOWN],))
