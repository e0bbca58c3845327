"""What the sender of a draft may say of it: its day, its paper, its page; chosen by buttons."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from bot.messages.calendar import HUNDRED, beside, month_of, weeks
from bot.messages.catalogue import Texts
from bot.messages.markup import plain
from bot.messages.screen import Button, Screen, button
from bot.messages.uploads_keys import AskLabel, PickDay, PickPaper, ShowUpload, StateDay, StatePaper
from bot.model.uploads import Upload
from retrieval.model import Reading
from retrieval.model.doubts import DoubtKind

LONGEST = 20
"""Characters of what is replied: a paper's name, a page's label."""

_PAPERS = 8  # that are offered
_BLANK = "·"  # a day of another month
_WANTED = frozenset({DoubtKind.NO_DAY, DoubtKind.FUTURE_DAY, DoubtKind.LABEL})


class Asked(StrEnum):
    """What a reply is to say; each opens the message that asks for it."""

    PAPER = "🗞 #"
    LABEL = "🔖 #"


_ASKED = re.compile(rf"({'|'.join(Asked)})([0-9]{{1,18}})/([0-9]{{1,4}})(?=\s)")


def state_rows(  # noqa: PLR0913 (what they are about)
    upload: Upload,
    page: int,
    reading: Reading,
    today: date,
    texts: Texts,
    *,
    told: bool = False,
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons by which a page's day, paper and label are said; none where all is known.

    What was said can be changed as long as the draft is one, and so can what a file ``told`` that
    is more than a text.
    """
    said = upload.day or upload.paper or upload.pages[page].label
    doubts = {one.kind for one in reading.doubts} & _WANTED
    words = texts.uploads
    pick_day = button(words.pick_day, PickDay(upload.id, page, month_of(today)))
    of_page = (
        button(words.paper, PickPaper(upload.id, page)),
        button(words.label, AskLabel(upload.id, page)),
    )
    if doubts <= {DoubtKind.LABEL} and upload.day is None:
        if told:
            return ((pick_day, *of_page),)
        return (of_page,) if said or doubts else ()
    days = [(words.today, today), (words.yesterday, today - timedelta(1))]
    of_day = [
        button(template.format(day=f"{day:%m-%d}"), StateDay(upload.id, page, _number(day)))
        for template, day in days
    ]
    return ((*of_day, pick_day), of_page)


def days_screen(upload: Upload, page: int, month: int, texts: Texts) -> Screen:
    """Return the days of a month (yyyymm) to choose a draft's from, ◀ ▶ to the months beside it."""
    grid = [
        tuple(
            button(str(day.day), StateDay(upload.id, page, _number(day)))
            if day
            else button(_BLANK, PickDay(upload.id, page, month))
            for day in week
        )
        for week in weeks(month)
    ]
    templates = texts.issues.before, texts.issues.after
    turning = tuple(
        button(template.format(day=_month(to, texts)), PickDay(upload.id, page, to))
        for template, to in zip(templates, beside(month), strict=True)
    )
    back = (button(texts.uploads.back, ShowUpload(upload.id, page)),)
    text = texts.uploads.which_day.format(month=_month(month, texts))
    return Screen(plain(text), (*grid, turning, back))


def papers_screen(upload: Upload, page: int, papers: Mapping[int, str], texts: Texts) -> Screen:
    """Return the papers to choose a draft's from, by their keys, and a way to name another."""
    words = texts.uploads
    rows = [
        (button(name, StatePaper(upload.id, page, key)),)
        for key, name in list(papers.items())[:_PAPERS]
    ]
    other = (button(words.other_paper, StatePaper(upload.id, page, 0)),)
    back = (button(words.back, ShowUpload(upload.id, page)),)
    return Screen(plain(words.which_paper), (*rows, other, back))


def ask_text(asked: Asked, upload_id: int, page: int, texts: Texts) -> str:
    """Return what asks for a name in a reply; `asked_of` knows it again."""
    how = texts.uploads.paper_how if asked is Asked.PAPER else texts.uploads.label_how
    return f"{asked}{upload_id}/{page}\n{how}"


def asked_of(text: str) -> tuple[Asked, int, int] | None:
    """Return what a message asks of which draft, and of which of its pages; None if it does not."""
    found = _ASKED.match(text)
    return (Asked(found[1]), int(found[2]), int(found[3])) if found else None


def said_name(text: str) -> str | None:
    """Return the name that a reply says; None where it can be none."""
    name = " ".join(text.split(" ")).strip()
    fits = 0 < len(name) <= LONGEST and name.isprintable()
    return name if fits else None


def _month(month: int, texts: Texts) -> str:
    return texts.issues.month.format(year=month // HUNDRED, month=month % HUNDRED)


def _number(day: date) -> int:
    return month_of(day) * HUNDRED + day.day
