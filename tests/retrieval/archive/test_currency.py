"""As of which day a page counts: who gave it, its day, the setting, whether there are admins."""

from datetime import date

import pytest

from retrieval.archive.currency import Intake, Origin, currency, tells_of_now
from retrieval.model import Article, Bulletin, Evidence, PrintedDate
from retrieval.model.pages import Currency

TODAY = date(2022, 10, 27)
ASK, NOBODY = Intake(admins=True), Intake(admins=False)
TAKE = Intake(asks_day=False, admins=True)


def day(text: str) -> PrintedDate:
    *year, month, of_month = (int(part) for part in text.split("-"))
    known = (year[0], Evidence.TEXT) if year else (None, None)
    return PrintedDate(month, of_month, Evidence.TEXT, *known)


def bulletin(issued: str | None, *told: str | None) -> Bulletin:
    stories = tuple(Article("题", date=day(one) if one else None) for one in told)
    return Bulletin(date=day(issued) if issued else None, articles=stories)


DATED = bulletin("2022-10-27", "10-26")
OLD = bulletin("2019-10-27", "2019-10-26")
SOON = bulletin("2022-10-29")
AHEAD = bulletin("2022-10-30")
FAR = bulletin("2062-10-27", "10-26")
OF_NOW = bulletin(None, "10-26", None)
UNKNOWN = bulletin(None, None)
LONG_AGO = bulletin(None, "5-17")


@pytest.mark.parametrize(
    ("page", "origin", "intake", "wanted"),
    [
        *((DATED, origin, ASK, Currency.DATED) for origin in Origin),
        *((OLD, origin, ASK, Currency.DATED) for origin in Origin),
        *((SOON, origin, ASK, Currency.DATED) for origin in Origin),
        *((AHEAD, origin, ASK, Currency.HELD_AHEAD) for origin in Origin),
        *((FAR, origin, ASK, Currency.HELD_AHEAD) for origin in Origin),
        *((FAR, Origin.INBOX, intake, Currency.HELD_AHEAD) for intake in (ASK, NOBODY, TAKE)),
        *((OF_NOW, origin, ASK, Currency.OF_NOW) for origin in Origin),
        (OF_NOW, Origin.INBOX, NOBODY, Currency.OF_NOW),
        (UNKNOWN, Origin.INBOX, ASK, Currency.HELD_UNDATED),
        (UNKNOWN, Origin.INBOX, NOBODY, Currency.TAKEN_FOR_NOW),
        (UNKNOWN, Origin.INBOX, TAKE, Currency.TAKEN_FOR_NOW),
        (UNKNOWN, Origin.COMMAND, ASK, Currency.TAKEN_FOR_NOW),
        (UNKNOWN, Origin.CHAT, ASK, Currency.TAKEN_FOR_NOW),
        (LONG_AGO, Origin.INBOX, ASK, Currency.HELD_UNDATED),
        (LONG_AGO, Origin.INBOX, NOBODY, Currency.TAKEN_FOR_NOW),
    ],
)
def test_a_page_counts_as(page: Bulletin, origin: Origin, intake: Intake, wanted: Currency) -> None:
    assert currency(page, TODAY, origin, intake) is wanted


@pytest.mark.parametrize(
    ("told", "about_now"),
    [
        (("10-20",), True),
        (("10-19",), False),
        (("11-10",), True),
        (("11-11",), False),
        (("2022-10-26",), True),
        (("2021-10-26",), False),
        (("10-26", "5-17"), False),
        (("10-26", "10-25", "5-17"), True),
        (("2-29",), False),
        ((), False),
    ],
)
def test_what_its_stories_tell_is_about_now(told: tuple[str, ...], *, about_now: bool) -> None:
    assert tells_of_now(bulletin(None, *told), TODAY) is about_now


def test_the_turn_of_the_year_is_no_gap() -> None:
    assert tells_of_now(bulletin(None, "12-30"), date(2023, 1, 2))
    assert tells_of_now(bulletin(None, "1-2"), date(2022, 12, 30))


def test_only_what_is_held_waits() -> None:
    assert [one for one in Currency if one.is_held] == [
        Currency.HELD_AHEAD,
        Currency.HELD_UNDATED,
    ]
