"""Lists of headlines, each with a button to read the story; long ones a page at a time."""

from collections.abc import Iterable, Iterator, Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import byline
from bot.messages.deep_links import story_link
from bot.messages.issues_keys import ShowIssue
from bot.messages.keys import FURTHEST, ReadArticle, TurnTo
from bot.messages.markup import Markup, bold, joined, link, plain, shorten
from bot.messages.remarks import note
from bot.messages.screen import Button, Screen, button, rows_of
from retrieval.model import Answer, Citation, Order, RemarkKind
from retrieval.model.issues import Issue

PAGE_SIZE = 10

# Remarks that say how many there are, of what was counted, which a listing need not show all of.
_COUNTED = frozenset(
    (
        *(RemarkKind.COUNTED, RemarkKind.COUNTED_ALL, RemarkKind.NOT_BY, RemarkKind.STAFF),
        *(RemarkKind.STAFF_BESIDE, RemarkKind.WROTE_MOST),
    )
)
TITLE_UNITS = 200
BYLINE_UNITS = 120
NOTE_UNITS = 600


def listing(answer: Answer, texts: Texts, bot: str, *, lead: str = "") -> Screen:
    """Return the page of headlines that the answer's hits are; ``lead`` stands first.

    Numbers are the hits' ranks, which count through all pages. ◀ ▶ stand under it if there are
    more. ``bot`` is the bot's username, for links.
    """
    start = start_of(answer)
    shown = [hit.citation for hit in answer.hits[:PAGE_SIZE]]
    counted = any(one.kind in _COUNTED for one in answer.remarks)
    count = "" if counted else texts.found.format(total=answer.total)
    text = joined(
        [
            noted(answer, texts, lead),
            plain(" ".join(filter(None, [count, part_of(answer, PAGE_SIZE, texts)]))),
            *_parted(answer, shown, start, texts, bot),
        ],
        "\n\n",
    )
    rows = (*rows_of(read_buttons(shown, texts, start)), *turns(answer, PAGE_SIZE, texts))
    return Screen(text, (*rows, *issue_rows(answer.issues)))


def _parted(
    answer: Answer, shown: Sequence[Citation], start: int, texts: Texts, bot: str
) -> Iterator[Markup]:
    """Yield a listing's headlines; those of a day in two parts, each under its heading."""
    if answer.own is None:
        yield headlines(shown, texts, bot, start)
        return
    cut = min(max(answer.own - start, 0), len(shown))
    for at, part in ((start, shown[:cut]), (start + cut, shown[cut:])):
        if part:
            heading = plain(day_heading(answer, at, texts))
            yield joined([heading, headlines(part, texts, bot, at)], "\n")


def day_heading(answer: Answer, at: int, texts: Texts) -> str:
    """Return what stands over the stories from a place on in a day's listing."""
    own = answer.own or 0
    if at < own:
        return texts.issues.own.format(count=own)
    return texts.issues.elsewhere.format(count=answer.total - own)


def issue_button(label: str, issue: Issue) -> Button:
    """Return a button that opens an issue."""
    return button(label, ShowIssue(issue.day.value, issue.key))


def issue_rows(issues: Iterable[Issue]) -> tuple[tuple[Button, ...], ...]:
    """Return a row with a button for each of a few issues that have days; no row without any."""
    row = tuple(issue_button(str(one), one) for one in issues if one.day.value)
    return (row,) if row else ()


def start_of(answer: Answer) -> int:
    """Return how many hits come before those of the answer's page."""
    return answer.hits[0].rank - 1 if answer.hits else 0


def part_of(answer: Answer, size: int, texts: Texts) -> str:
    """Return which page of ``size`` hits it is, of how many; empty for the only one."""
    pages = -(-answer.total // size)
    if pages <= 1:
        return ""
    return texts.listing_part.format(page=start_of(answer) // size + 1, pages=pages)


def turns(
    answer: Answer, size: int, texts: Texts, order: Order = Order.RELEVANCE
) -> tuple[tuple[Button, ...], ...]:
    """Return a row of the buttons that turn to the pages before and after; no row without any."""
    start = start_of(answer)
    row = []
    if start > 0:
        row.append(button(texts.buttons.newer, TurnTo(max(0, start - size), order)))
    if start + size < min(answer.total, FURTHEST):
        row.append(button(texts.buttons.older, TurnTo(start + size, order)))
    return (tuple(row),) if row else ()


def choice(
    note_above: Markup, lead: str, cited: Sequence[Citation], texts: Texts, bot: str
) -> Screen:
    """Return headlines to pick from, ten at most, below ``note_above`` and ``lead``."""
    shown = cited[:PAGE_SIZE]
    text = joined([note_above, plain(lead), headlines(shown, texts, bot)], "\n\n")
    return Screen(text, rows_of(read_buttons(shown, texts)))


def headlines(cited: Sequence[Citation], texts: Texts, bot: str, start: int = 0) -> Markup:
    """Return numbered headlines with their bylines, counted from ``start + 1``; ten at most fit."""
    return joined([headline(one, texts, start + at, bot) for at, one in enumerate(cited, 1)], "\n")


def headline(cited: Citation, texts: Texts, number: int, bot: str) -> Markup:
    """Return a headline in bold under its number, a link to the story, and its byline."""
    line = plain(f"{number}. ") + linked(cited, texts, bot)
    below = shorten(byline(cited, texts.citation), BYLINE_UNITS)
    return joined([line, plain(below)], "\n")


def linked(cited: Citation, texts: Texts, bot: str) -> Markup:
    """Return a headline in bold that opens the story in a private chat with the bot."""
    title = shorten(cited.title, TITLE_UNITS) or texts.untitled
    return link(bold(title), story_link(cited.article_id, bot))


def read_buttons(cited: Sequence[Citation], texts: Texts, start: int = 0) -> list[Button]:
    """Return a button to read each story: numbered, unless it is the only one."""
    if len(cited) == 1 and start == 0:
        return [button(texts.buttons.full, ReadArticle(cited[0].article_id))]
    return [
        button(texts.buttons.full_numbered.format(number=number), ReadArticle(one.article_id))
        for number, one in enumerate(cited, start + 1)
    ]


def noted(answer: Answer, texts: Texts, lead: str = "") -> Markup:
    """Return ``lead`` and the answer's remarks, a line each, cut to what always fits."""
    return plain(shorten("\n".join(filter(None, [lead, note(answer, texts)])), NOTE_UNITS))
