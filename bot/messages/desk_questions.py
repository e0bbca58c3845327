"""Questions that found nothing, and figures, on the editor's desk: a week at a time."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import day_text
from bot.messages.desk import numbers_row, on_desk
from bot.messages.desk_keys import DeskSubject, ShowDesk
from bot.messages.keys import ReadArticle
from bot.messages.markup import bold, joined, plain, shorten
from bot.messages.screen import MOST_COPIED, Button, CopyText, Screen, button, rows_of
from bot.model.asked import Days, Figures, QuestionGroup
from bot.model.desk import part_of

_WORDS_UNITS = 120
_TITLE_UNITS = 60
_MOST_SAID = 20


def week_number(days: Days) -> int:
    """Return a week as keys have it (202648)."""
    return int(days.week.replace("-W", ""))


def days_of(week: int, weeks: Sequence[Days]) -> Days:
    """Return the week of a number, or of all that are known the newest for any other."""
    return next((one for one in weeks if week_number(one) == week), weeks[0])


def unanswered_screen(
    groups: Sequence[QuestionGroup], days: Days, weeks: Sequence[Days], page: int, texts: Texts
) -> Screen:
    """Return part ``page`` of what was asked in a week without an answer; ``weeks`` are known."""
    own, found = texts.desk, part_of(groups, page)
    lines = [
        own.asked.format(number=number, words=shorten(one.words, _WORDS_UNITS), count=one.count)
        for number, one in enumerate(found.items, found.start + 1)
    ]
    span = _span(days, texts)
    head = own.unanswered if groups else own.nothing_unanswered
    parts = [head.format(**span, count=len(groups)), "\n".join(lines)]
    if found.pages > 1:
        parts.append(texts.listing_part.format(page=found.page + 1, pages=found.pages))
    opens = [(found.start + at, found.start + at) for at in range(1, len(found.items) + 1)]
    week = week_number(days)
    rows = numbers_row(DeskSubject.UNANSWERED, opens, found.page, week)
    key = ShowDesk(DeskSubject.UNANSWERED, found.page, week)
    text = joined([plain(part) for part in parts], "\n\n")
    return _by_week(Screen(text, rows), key, days, weeks, texts, found.pages)


def question_screen(group: QuestionGroup, texts: Texts) -> Screen:
    """Return how something was asked that found nothing, and a button that copies it."""
    own = texts.desk
    said = [
        own.said.format(words=shorten(one.words, _WORDS_UNITS), count=one.count)
        for one in group.said[:_MOST_SAID]
    ]
    how = own.asked_so.format(count=group.count, nothing=group.nothing, nearest=group.nearest)
    blocks = [bold(shorten(group.words, _WORDS_UNITS)), plain("\n".join([how, *said]))]
    copied = CopyText(group.words[:MOST_COPIED])
    return Screen(joined(blocks, "\n\n"), ((button(own.copy, copied),),))


def figures_screen(found: Figures, weeks: Sequence[Days], texts: Texts) -> Screen:
    """Return the figures of a week, of those that are known: questions, alerts, what is read."""
    own, of = texts.desk, found.subscribers
    counts = [own.bands[band].format(count=count) for band, count in found.questions.items()]
    total = own.questions.format(total=sum(found.questions.values()))
    reads = [
        own.most_read_line.format(
            number=number,
            title=shorten(one.title, _TITLE_UNITS) or texts.untitled,
            count=one.count,
        )
        for number, one in enumerate(found.read, 1)
    ]
    blocks = [
        bold(own.figures.format(**_span(found.days, texts))),
        plain("\n".join([total, *(f"· {one}" for one in counts)])),
        plain(
            own.subscribers.format(chats=of.chats, subscriptions=of.subscriptions, paused=of.paused)
        ),
        plain(own.alerts.format(sent=found.sent, failed=found.failed)),
        plain("\n".join([own.most_read, *reads]) if reads else own.nothing_read),
    ]
    rows = rows_of(
        button(str(number), ReadArticle(one.article_id)) for number, one in enumerate(found.read, 1)
    )
    key = ShowDesk(DeskSubject.FIGURES, 0, week_number(found.days))
    return _by_week(Screen(joined(blocks, "\n\n"), rows), key, found.days, weeks, texts)


def _by_week(  # noqa: PLR0913, PLR0917 (all of them stand on the screen)
    screen: Screen,
    key: ShowDesk,
    days: Days,
    weeks: Sequence[Days],
    texts: Texts,
    pages: int = 1,
) -> Screen:
    """Return a list of a week with what turns to the weeks beside it, as far as they are known."""
    turns: list[Button] = []
    if days.previous in weeks:
        label = texts.desk.week_before
        turns.append(button(label, ShowDesk(key.subject, 0, week_number(days.previous))))
    if days.following in weeks:
        label = texts.desk.week_after
        turns.append(button(label, ShowDesk(key.subject, 0, week_number(days.following))))
    rows = (*screen.rows, *([tuple(turns)] if turns else []))
    return on_desk(Screen(screen.text, rows), key, texts, pages)


def _span(days: Days, texts: Texts) -> dict[str, str]:
    """Return the first and the last day in words, by the names of the blanks for them."""
    return {
        "first": day_text(days.first, texts.citation),
        "last": day_text(days.last, texts.citation),
    }
