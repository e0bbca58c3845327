"""Alerts as messages: each story's headline, what it was subscribed for, and where it says so.

Stories that wait together are one message as far as Telegram's limits let them be; a subscription
is named once, above the first of the stories that it brings. A message that
was sent is made again as a whole when a story in it is corrected or goes; then all must fit, with
less of each if need be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.messages.catalogue import Texts
from bot.messages.citation import byline
from bot.messages.headlines import BYLINE_UNITS, TITLE_UNITS, linked
from bot.messages.keys import ByTitle, Mute, ReadArticle
from bot.messages.markup import (
    ELLIPSIS,
    MAX_ENTITIES,
    MAX_UNITS,
    Markup,
    joined,
    marked,
    plain,
    prefix,
    quote,
    shorten,
    struck,
    units,
)
from bot.messages.rows import as_lines
from bot.messages.screen import Button, Screen, button, rows_of
from bot.messages.subscriptions import query_text
from bot.model import Amount
from retrieval.model import Citation, Hit

MOST_STORIES = 20
"""Stories in a message; the buttons of more would bury them."""

_MATCHED_UNITS = 200
_PASSAGE_UNITS = 900
_PASSAGES_UNITS = 2800  # all passages of one story
_MARKS = 20  # matches in bold, of one story
_LEAD_UNITS = 100  # for the line above, numbers and empty lines
_SENTENCE_UNITS = 300  # a story's first sentence
_BARE_UNITS = 120  # of a story where there is no room for more
_LONG_UNITS, _LONG_LINES = 200, 4  # of a passage that opens when it is tapped


@dataclass(frozen=True, slots=True)
class Told:
    """A story of an alert: what is to be shown of a delivery.

    ``cited`` is None where the story is gone, ``title`` its headline then, as far as it was kept.
    ``hits`` are the passages that match, best first; where there are none, ``lead`` is how it
    begins. ``corrected`` tells that its page was corrected, and the message showed other words
    before. ``page_id`` is the page whose printing it is, 0 for none, ``words`` a digest of all of
    its text.
    """

    delivery_id: int
    cited: Citation | None
    hits: tuple[Hit, ...]
    matched: tuple[str, ...]
    corrected: bool = False
    page_id: int = 0
    words: str = ""
    lead: str = ""
    title: str = ""


def shown_of(told: Told, amount: Amount, texts: Texts) -> str:
    """Return a digest of what is shown of a story, wherever in a message it stands."""
    plainly = replace(told, corrected=False)
    return blake2b(_block(plainly, amount, texts, "", "").html.encode(), digest_size=6).hexdigest()


def text_of(told: Told, amount: Amount) -> str:
    """Return a digest of the story's own words in a message: its headline and passages."""
    title = told.cited.title if told.cited else ""
    passages = [passage.html for passage in _passages(told, amount)]
    return blake2b("\n\n".join((title, *passages)).encode(), digest_size=6).hexdigest()


def alert(
    stories: Sequence[Told], amount: Amount, texts: Texts, bot: str, *, held: bool
) -> tuple[Screen, int]:
    """Return a message of the first stories, and how many fit in it: one or more.

    ``held`` says that they were kept back to come together; ``bot`` is the bot's username.
    """
    fitting = list(stories[:MOST_STORIES])
    while len(fitting) > 1 and not _fits(fitting, amount, texts, bot):
        fitting = fitting[: _most_that_may_fit(fitting, amount, texts, bot)]
    return _screen(fitting, amount, texts, bot, held=held), len(fitting)


def alert_again(
    stories: Sequence[Told], amount: Amount, texts: Texts, bot: str, *, held: bool
) -> Screen:
    """Return a message of all the stories, one or more, as they are now."""
    for less in (amount, Amount.HEADLINES):
        if _fits(stories, less, texts, bot):
            return _screen(stories, less, texts, bot, held=held)
    bare = [_bare(told, at, texts) for at, told in enumerate(stories, 1)]
    return Screen(joined(bare, "\n"), _rows(stories, texts))


def _fits(stories: Sequence[Told], amount: Amount, texts: Texts, bot: str) -> bool:
    blocks = _blocks(stories, amount, texts, bot)
    return (
        sum(block.units + 2 for block in blocks) + _LEAD_UNITS <= MAX_UNITS
        and sum(block.entities for block in blocks) <= MAX_ENTITIES
    )


def _most_that_may_fit(stories: Sequence[Told], amount: Amount, texts: Texts, bot: str) -> int:
    """Return a number less than all, one at least, that no longer passes the limits."""
    units, marks = _LEAD_UNITS, 0
    for at, block in enumerate(_blocks(stories, amount, texts, bot), 1):
        units, marks = units + block.units + 2, marks + block.entities
        if units > MAX_UNITS or marks > MAX_ENTITIES:
            return max(1, at - 1)
    return max(1, len(stories) - 1)


def _screen(
    stories: Sequence[Told], amount: Amount, texts: Texts, bot: str, *, held: bool
) -> Screen:
    lead = plain(texts.alerts.digest.format(count=len(stories))) if held else Markup()
    blocks = _blocks(stories, amount, texts, bot)
    return Screen(joined([lead, *blocks], "\n\n"), _rows(stories, texts))


def _blocks(stories: Sequence[Told], amount: Amount, texts: Texts, bot: str) -> list[Markup]:
    if len(stories) == 1:
        return [_block(stories[0], amount, texts, "", bot)]
    blocks, named = list[Markup](), tuple[str, ...]()
    for at, told in _counted(stories):
        block = _block(replace(told, matched=()), amount, texts, f"{at}. ", bot)
        if told.matched and told.matched != named:
            named = told.matched
            block = joined([plain(_matched(named, texts)), block], "\n")
        blocks.append(block)
    return blocks


def _counted(stories: Sequence[Told]) -> Sequence[tuple[int, Told]]:
    return list(enumerate(stories, 1))


def _block(told: Told, amount: Amount, texts: Texts, number: str, bot: str) -> Markup:
    """Return a story under its ``number``, which is empty where it is the only one."""
    matched = plain(_matched(told.matched, texts)) if told.matched else Markup()
    if told.cited is None:
        line = plain(number + texts.alerts.withdrawn)
        if told.title.strip():
            line += struck(shorten(told.title, TITLE_UNITS))
        return joined([line, plain(texts.alerts.withdrawn_why), matched], "\n")
    mark = texts.alerts.corrected if told.corrected else ""
    line = plain(number + mark) + linked(told.cited, texts, bot)
    below = plain(shorten(byline(told.cited, texts.citation), BYLINE_UNITS))
    return joined([line, below, matched, *_passages(told, amount)], "\n")


def _matched(queries: Sequence[str], texts: Texts) -> str:
    """Return a line that names the subscriptions that a story matched."""
    return texts.alerts.matched.format(queries=queries_text(queries, texts))


def queries_text(queries: Sequence[str], texts: Texts) -> str:
    """Return the subscriptions in a row, cut to what always fits."""
    names = (query_text(query, texts.subscribing) for query in queries)
    return shorten(texts.alerts.between.join(names), _MATCHED_UNITS)


def _passages(told: Told, amount: Amount) -> list[Markup]:
    hits = told.hits
    if amount is Amount.HEADLINES:
        return []
    if not hits:
        lead = plain(shorten(as_lines(told.lead)[0], _SENTENCE_UNITS))
        return [quote(lead, expandable=False)] if lead else []
    if amount is Amount.PASSAGE:
        return [_quoted(hits[0], _PASSAGE_UNITS, _MARKS)]
    room, shown = _PASSAGES_UNITS, []
    for hit in sorted(hits, key=lambda hit: hit.passage.ordinal)[:_MARKS]:
        passage = _quoted(hit, min(room, _PASSAGE_UNITS), max(1, _MARKS // len(hits)))
        room -= passage.units
        if room < 0:
            break
        shown.append(passage)
    return shown


def _quoted(hit: Hit, room: int, marks: int) -> Markup:
    """Return the passage, quoted from where it matches on, matches in bold, in ``room`` units.

    … stands where the passage has more, before or behind.
    """
    snippet, passage = hit.snippet, hit.passage.text
    start = passage.find(snippet.text)
    text, found = as_lines(passage[start:] if start >= 0 else snippet.text, snippet.highlights)
    shown = prefix(text, room - 2 * len(ELLIPSIS))
    body = plain(ELLIPSIS) if start > 0 else Markup()
    body += marked(shown, found, marks)
    if len(shown) < len(text):
        body += plain(ELLIPSIS)
    if not shown.strip():
        return Markup()
    long = units(shown) > _LONG_UNITS or shown.count("\n") >= _LONG_LINES
    return quote(body, expandable=long)


def _bare(told: Told, at: int, texts: Texts) -> Markup:
    if told.cited is None:
        mark, title = texts.alerts.withdrawn, told.title.strip()
    else:
        mark = texts.alerts.corrected if told.corrected else ""
        title = told.cited.title.strip() or texts.untitled
    return plain(shorten(f"{at}. {mark}{title}", _BARE_UNITS))


def _rows(stories: Sequence[Told], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    mute = button(texts.alerts.mute, Mute(stories[0].delivery_id))
    if len(stories) == 1:
        cited = stories[0].cited
        if cited is None:
            return ()
        full = button(texts.buttons.full, ReadArticle(cited.article_id))
        return ((full, button(texts.alerts.more, ByTitle(cited.article_id)), mute),)
    numbered = [
        button(texts.buttons.full_numbered.format(number=at), ReadArticle(told.cited.article_id))
        for at, told in _counted(stories)
        if told.cited is not None
    ]
    return (*rows_of(numbered), (mute,))
