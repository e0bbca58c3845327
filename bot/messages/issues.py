"""An issue in the chat: its front matter, its headlines by page; and the calendar of what there is.

Headlines come in **parts** of ten at most. A part ends where a page does, unless the page alone has
more.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.messages.catalogue import Texts
from bot.messages.citation import page_text
from bot.messages.headlines import (
    PAGE_SIZE,
    headline,
    issue_button,
    noted,
    read_buttons,
    start_of,
)
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.markup import Markup, bold, joined, plain, shorten
from bot.messages.screen import Button, Screen, button, rows_of
from retrieval.model import Answer, Hit, Span
from retrieval.model.issues import DayNumber, Front, Issue, IssuePage, Paper

_WEEK = 7
_PAGES_UNITS = 800
_MOST_PAGES = 20  # buttons
_MOST_PAPERS = 10
_MOST_MONTHS = 12


def parts(front: Front) -> list[Span]:
    """Return which stories of an issue each part shows, as half-open stretches of them all."""
    found: list[Span] = []
    at = 0
    for page in front.pages:
        end = at + page.articles
        if found and end - found[-1].start <= PAGE_SIZE:
            found[-1] = Span(found[-1].start, end)
        else:
            starts = range(at, end, PAGE_SIZE)
            found += [Span(start, min(start + PAGE_SIZE, end)) for start in starts]
        at = end
    return found or [Span(0, 0)]


def part_at(front: Front, start: int) -> Span:
    """Return the part that has the story at ``start``, the last one for any behind them all."""
    every = parts(front)
    return next((part for part in every if start < part.end), every[-1])


def start_of_page(front: Front, page: int, skip: int) -> int:
    """Return where a page begins among an issue's stories, by its label's key; 0 for none such."""
    at = 0
    for one in front.pages:
        if one.key == page:
            return at + min(skip, one.articles)
        at += one.articles
    return 0


def issue_screen(answer: Answer, texts: Texts, bot: str, *, lead: str = "") -> Screen:
    """Return a part of an issue: its pages, the part's headlines by page, and where to go on."""
    front = answer.front
    assert front is not None  # noqa: S101 (whoever calls has looked)
    start = start_of(answer)
    shown = answer.hits[:PAGE_SIZE]
    text = joined(
        [
            noted(answer, texts, lead),
            plain(_pages(front, texts)),
            plain(texts.found.format(total=answer.total)),
            *_by_page(front, shown, start, texts, bot),
        ],
        "\n\n",
    )
    reading = rows_of(read_buttons([hit.citation for hit in shown], texts, start))
    return Screen(text, (*reading, *_ways(front, start, texts)))


def dates_screen(answer: Answer, texts: Texts, *, lead: str = "") -> Screen:
    """Return the days that there are issues of, by month, with buttons for the calendar."""
    lines = month_lines(answer.issues, texts)
    text = joined([noted(answer, texts, lead), plain("\n".join(lines[:_MOST_MONTHS]))], "\n\n")
    left = len(lines) - _MOST_MONTHS
    if left > 0:
        text = joined([text, plain(texts.issues.months_more.format(count=left))], "\n")
    months = list(dict.fromkeys(_month(one) for one in answer.issues))[:_MOST_MONTHS]
    buttons = [button(_month_text(month, texts), ShowMonth(month)) for month in months]
    return Screen(text, rows_of_three(buttons))


def month_lines(issues: Sequence[Issue], texts: Texts) -> list[str]:
    """Return a line a month, the newest first: its days that have issues, in order."""
    lines = []
    for month, group in groupby(issues, key=_month):
        days = sorted({one.day.day for one in group})
        said = "、".join(map(str, days))
        lines.append(texts.issues.month_line.format(month=_month_text(month, texts), days=said))
    return lines


def papers_screen(answer: Answer, texts: Texts, *, lead: str = "") -> Screen:
    """Return the papers that there are, with a button to the newest issue of each."""
    lines = paper_lines(answer.papers, texts)
    text = joined([noted(answer, texts, lead), plain("\n".join(lines[:PAGE_SIZE]))], "\n\n")
    dated = [one for one in answer.papers if one.last.value][:PAGE_SIZE]
    buttons = [button(one.name, ShowIssue(one.last.value, one.key)) for one in dated]
    return Screen(text, rows_of_three(buttons))


def paper_lines(papers: Iterable[Paper], texts: Texts) -> list[str]:
    """Return a line for each paper: how many issues and stories, and from when to when."""
    own = texts.issues
    lines = []
    for one in papers:
        line = own.paper_line.format(name=one.name, issues=one.issues, articles=one.articles)
        span = own.paper_span.format(first=one.first, last=one.last) if one.last.value else ""
        lines.append(line + span)
    return lines


def calendar_screen(issues: Sequence[Issue], month: int, paper: int, texts: Texts) -> Screen:
    """Return the days of a month that have issues as buttons, ◀ ▶ to the months beside it.

    ``issues`` are not empty; a month without one is taken for the newest. ``paper`` is the key of
    the only paper that is shown, 0 for all.
    """
    own = [one for one in issues if paper in (0, one.key)] or list(issues)
    months = sorted({_month(one) for one in own})
    if month not in months:
        month = months[-1]
    at = months.index(month)
    days = sorted({one.day for one in own if _month(one) == month})
    grid = [button(str(day.day), ShowIssue(day.value, paper)) for day in days]
    turning = [
        button(template.format(day=_month_text(months[to], texts)), ShowMonth(months[to], paper))
        for template, to in ((texts.issues.before, at - 1), (texts.issues.after, at + 1))
        if 0 <= to < len(months)
    ]
    said = texts.issues.month_count.format(month=_month_text(month, texts), count=len(days))
    rows = [*_grid(grid), tuple(turning), *_papers_of(issues, month, paper, texts)]
    return Screen(plain(said), tuple(row for row in rows if row))


def rows_of_three(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Return buttons in rows of three."""
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _pages(front: Front, texts: Texts) -> str:
    named = [page for page in front.pages if page.label or page.section]
    if not named:
        return ""
    own = texts.issues
    each = [own.stories.format(page=_page(one, texts), count=one.articles) for one in named]
    return shorten(own.pages.format(pages="、".join(each)), _PAGES_UNITS)


def _page(page: IssuePage, texts: Texts) -> str:
    return " ".join(filter(None, [page_text(page.label, texts.citation), page.section]))


def _by_page(
    front: Front, shown: Sequence[Hit], start: int, texts: Texts, bot: str
) -> Iterable[Markup]:
    """Yield the headlines of each page, under its name where the issue has several."""
    of_story = [page for page in front.pages for _ in range(page.articles)]
    numbered = enumerate(shown, start)
    for page, group in groupby(numbered, key=lambda pair: of_story[pair[0]]):
        lines = [headline(hit.citation, texts, at + 1, bot) for at, hit in group]
        named = _page(page, texts) if len(front.pages) > 1 else ""
        yield joined([bold(named) if named else Markup(), *lines], "\n")


def _ways(front: Front, start: int, texts: Texts) -> Iterable[tuple[Button, ...]]:
    """Yield rows: to the parts beside, to pages, to the issues beside, to other papers."""
    every = parts(front)
    at = next((at for at, part in enumerate(every) if start < part.end), len(every) - 1)
    turning = []
    if at > 0:
        turning.append(button(texts.buttons.newer, _to(front, every[at - 1].start)))
    if at + 1 < len(every):
        turning.append(button(texts.buttons.older, _to(front, every[at + 1].start)))
    if turning:
        yield tuple(turning)
    if len(every) > 1 and len(front.pages) > 1:
        issue = front.issue
        yield from rows_of(
            button(_page(one, texts) or "-", ShowIssue(issue.day.value, issue.key, one.key))
            for one in front.pages[:_MOST_PAGES]
        )
    yield from _issues_beside(front, texts)
    if front.others:
        yield from rows_of_three(
            [issue_button(one.paper or "-", one) for one in front.others[:_MOST_PAPERS]]
        )


def _issues_beside(front: Front, texts: Texts) -> Iterable[tuple[Button, ...]]:
    own = texts.issues
    row = []
    if front.before is not None:
        row.append(issue_button(own.before.format(day=front.before.day), front.before))
    if front.issue.day.value:
        month = _month(front.issue)
        row.append(button(own.calendar, ShowMonth(month, front.issue.key)))
    if front.after is not None:
        row.append(issue_button(own.after.format(day=front.after.day), front.after))
    if row:
        yield tuple(row)


def _to(front: Front, start: int) -> ShowIssue:
    """Return the key of the part that begins at a story."""
    at = 0
    for page in front.pages:
        if start < at + page.articles:
            return ShowIssue(front.issue.day.value, front.issue.key, page.key, start - at)
        at += page.articles
    return ShowIssue(front.issue.day.value, front.issue.key)


def _papers_of(
    issues: Sequence[Issue], month: int, paper: int, texts: Texts
) -> Iterable[tuple[Button, ...]]:
    papers = {one.key: one.paper for one in issues if one.key and one.paper}
    if not papers:
        return ()
    everything = {0: texts.issues.all_papers} if paper else {}
    choice = everything | {key: name for key, name in papers.items() if key != paper}
    buttons = [button(name, ShowMonth(month, key)) for key, name in choice.items()]
    return rows_of_three(buttons[:_MOST_PAPERS])


def _grid(buttons: Sequence[Button]) -> Iterable[tuple[Button, ...]]:
    return (tuple(buttons[at : at + _WEEK]) for at in range(0, len(buttons), _WEEK))


def _month(issue: Issue) -> int:
    return issue.day.value // DayNumber.MONTH


def _month_text(month: int, texts: Texts) -> str:
    return texts.issues.month.format(year=month // DayNumber.MONTH, month=month % DayNumber.MONTH)
