"""Subscriptions as messages: what one asks for, what it would have sent, the list of a chat's."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.messages.catalogue import Texts
from bot.messages.citation import day_text
from bot.messages.headlines import headlines
from bot.messages.markup import Markup, bold, joined, plain, shorten
from bot.messages.remarks import remark_text
from bot.messages.screen import Button, Screen, button, rows_of
from bot.messages.settings import digest_waits_text, pace_text
from bot.messages.settings_keys import Act, AlertMe, ListSubscriptions, OnSubscription
from bot.messages.subscriptions_texts import SubscribingTexts
from bot.model import Chat, Pace, Subscription
from bot.model.everything import is_everything
from retrieval.answer import Recent
from retrieval.query import Clause, Field, Filter

PAGE_SIZE = 10
QUERY_UNITS = 200
_UNDERSTOOD_UNITS = 1000
_TOPIC_UNITS = 100
_CHOSEN_UNITS = 160
_BESIDE = " · "
_REWORD = "✏️ #"
_REWORDED = re.compile(rf"{_REWORD}([0-9]{{1,18}})(?=\s)")


def query_text(query: str, texts: SubscribingTexts) -> str:
    """Return a query as it is shown: cut where it is long; that for everything by its name."""
    return texts.every_story if is_everything(query) else shorten(query, QUERY_UNITS)


def topic_text(thread: int, topics: Mapping[int, str], texts: SubscribingTexts) -> str:
    """Return a topic by its name, or by its number where its name is not among ``topics``."""
    name = topics.get(thread)
    if name is None:
        return texts.in_topic_number.format(thread=thread)
    return texts.in_topic.format(name=shorten(name, _TOPIC_UNITS))


def subscribed_screen(  # noqa: PLR0913 (all of them stand on the screen)
    lead: str,
    subscription: Subscription,
    wanted: Filter | None,
    found: Recent | None,
    texts: Texts,
    *,
    bot: str,
    goes_on: str,
    undo: bool,
) -> Screen:
    """Return ``lead`` on a subscription that was made, what it asks for, and a preview.

    There is none where what was ``found`` is None.

    ``goes_on`` says where and when news will come. It can be undone with one tap where ``undo``
    says so. ``bot`` is the bot's username.
    """
    own = texts.subscribing
    row = (button(own.undo, OnSubscription(Act.UNDO, subscription.id)),) if undo else ()
    mine = button(own.mine, ListSubscriptions(subscription.target.chat_id))
    parts = [
        plain(lead),
        _understood(wanted, found, own, texts),
        _preview(found, texts, bot),
        plain(goes_on),
    ]
    return Screen(joined(parts, "\n\n"), ((*row, mine),))


def subscription_screen(
    subscription: Subscription, texts: SubscribingTexts, shown: Markup | None = None
) -> Screen:
    """Return a subscription with what can be done about it; ``shown`` stands below it."""
    number = subscription.id
    paused = subscription.paused

    def act(label: str, act: Act) -> Button:
        return button(label, OnSubscription(act, number))

    head = joined(
        [bold(query_text(subscription.query, texts)), plain(texts.paused if paused else "")], " "
    )
    on = act(texts.resume, Act.RESUME) if paused else act(texts.pause, Act.PAUSE)
    back = button(texts.to_list, ListSubscriptions(subscription.target.chat_id))
    return Screen(
        joined([head, shown or Markup()], "\n\n"),
        (
            (on, act(texts.reword, Act.REWORD)),
            (act(texts.preview, Act.PREVIEW), act(texts.delete, Act.DELETE)),
            (back,),
        ),
    )


def goes_on_text(chat: Chat, texts: Texts, *, here: bool, settings: str) -> str:
    """Return where and when a chat's news will come; ``settings`` is the command that changes it.

    It comes ``here``, or to the chat by its name.
    """
    own, name = texts.subscribing, shorten(chat.title, QUERY_UNITS)
    where = own.here if here else own.there.format(chat=name)
    if chat.settings.pace is Pace.AT_ONCE:
        lines = [own.goes_on.format(where=where)]
    else:
        when = pace_text(chat.settings, texts.settings)
        lines = [own.goes_on_digest.format(where=where, when=when)]
    lines += [digest_waits_text(chat.settings, texts.settings)]
    lines += [own.goes_on_settings.format(settings=settings)]
    return "\n".join(filter(None, lines))


def preview_screen(  # noqa: PLR0913 (all of them stand on the screen)
    subscription: Subscription,
    wanted: Filter | None,
    found: Recent | None,
    texts: Texts,
    *,
    bot: str,
    lead: str = "",
) -> Screen:
    """Return a subscription with what it would have sent, if that is known, below ``lead``."""
    own = texts.subscribing
    shown = joined([_understood(wanted, found, own, texts), _preview(found, texts, bot)], "\n\n")
    screen = subscription_screen(subscription, own, shown)
    return Screen(joined([plain(lead), screen.text], "\n\n"), screen.rows)


def list_screen(  # noqa: PLR0913 (all of them stand on the screen)
    chat: Chat,
    subscriptions: Sequence[Subscription],
    texts: Texts,
    *,
    topics: Mapping[int, str],
    limit: int,
    page: int = 0,
    subscribe: str,
    lead: str = "",
) -> Screen:
    """Return page ``page`` of a chat's subscriptions (the last, if there are fewer).

    ``topics`` are the names of its topics by their threads, as far as they are known. Numbers count
    through all pages. ``lead`` stands above them, and above that why and since when nothing could
    be sent there, if so.
    """
    own = texts.subscribing
    above = [_away(chat, texts), plain(lead)]
    if not subscriptions:
        return Screen(joined([*above, plain(own.none_yet.format(subscribe=subscribe))], "\n\n"))
    pages = -(-len(subscriptions) // PAGE_SIZE)
    page = min(page, pages - 1)
    start = page * PAGE_SIZE
    shown = list(enumerate(subscriptions, 1))[start : start + PAGE_SIZE]
    title = own.listed.format(
        chat=shorten(chat.title, QUERY_UNITS), count=len(subscriptions), limit=limit
    )
    lines = joined([_line(number, sub, topics, own) for number, sub in shown], "\n")
    text = joined([*above, bold(title), lines, plain(own.list_next)], "\n\n")
    numbers = rows_of(
        button(f"⏸ {number}" if sub.paused else str(number), OnSubscription(Act.SHOW, sub.id))
        for number, sub in shown
    )
    turns = []
    if page > 0:
        turns.append(button(texts.buttons.newer, ListSubscriptions(chat.id, page - 1)))
    if page < pages - 1:
        turns.append(button(texts.buttons.older, ListSubscriptions(chat.id, page + 1)))
    return Screen(text, (*numbers, tuple(turns)) if turns else numbers)


def deletion_screen(
    subscriptions: Sequence[tuple[int, Subscription]],
    topics: Mapping[int, str],
    texts: SubscribingTexts,
    lead: str = "",
) -> Screen:
    """Return a choice of subscriptions, a button to delete each; the first ones, if many.

    Each has its number in the chat's list.
    """
    shown = subscriptions[: 2 * PAGE_SIZE]
    lines = [f"{number}. {_named(sub, topics, texts)}" for number, sub in shown]
    listed = plain("\n".join(shorten(line, _CHOSEN_UNITS) for line in lines))
    return Screen(
        joined([plain(lead), listed, plain(texts.which)], "\n\n"),
        tuple(
            (
                button(
                    f"🗑 {number} {query_text(sub.query, texts)}",
                    OnSubscription(Act.DELETE, sub.id),
                ),
            )
            for number, sub in shown
        ),
    )


def reword_text(subscription: Subscription, texts: SubscribingTexts) -> str:
    """Return what asks for a subscription's new words in a reply; `to_reword` knows it again."""
    how = texts.reword_how.format(query=query_text(subscription.query, texts))
    return f"{_REWORD}{subscription.id}\n{how}"


def to_reword(text: str) -> int | None:
    """Return the id of the subscription that a message asks new words for, if it does."""
    found = _REWORDED.match(text)
    return int(found[1]) if found else None


def with_offer(screen: Screen, label: str) -> Screen:
    """Return an answer with the offer to be alerted to news of it."""
    return Screen(screen.text, (*screen.rows, (button(label, AlertMe()),)))


def _line(
    number: int, subscription: Subscription, topics: Mapping[int, str], texts: SubscribingTexts
) -> Markup:
    named = _named(subscription, topics, texts)
    paused = f"{_BESIDE}{texts.paused}" if subscription.paused else ""
    return plain(f"{number}. {named}{paused}")


def _named(subscription: Subscription, topics: Mapping[int, str], texts: SubscribingTexts) -> str:
    """Return what a subscription is called among a chat's others."""
    query, thread = query_text(subscription.query, texts), subscription.target.thread_id
    return f"{query}{_BESIDE}{topic_text(thread, topics, texts)}" if thread else query


def _away(chat: Chat, texts: Texts) -> Markup:
    reason = chat.away or chat.missed
    since = chat.missed_since if chat.away is None else chat.away_since
    if reason is None or since is None:
        return Markup()
    day = datetime.fromtimestamp(since, chat.settings.timezone).date()
    text = texts.subscribing.away.format(
        day=day_text(day, texts.citation), reason=shorten(reason, QUERY_UNITS)
    )
    return plain(text)


def _understood(
    wanted: Filter | None, found: Recent | None, own: SubscribingTexts, texts: Texts
) -> Markup:
    if wanted is None:
        return plain(own.everything)
    aliases = found.aliases if found else ()
    lines = [_wanted(wanted, own), *(remark_text(remark, texts) for remark in aliases)]
    return plain(shorten("\n".join(lines), _UNDERSTOOD_UNITS))


def _wanted(wanted: Filter, texts: SubscribingTexts) -> str:
    """Return what a filter asks for as a sentence: what is to stand in a story, then what is not.

    Words that are to stand anywhere are said together, those that have alternatives by themselves.
    """
    included = [clause for clause in wanted.clauses if not clause.excluded]
    together = [one for one in included if one.field is Field.ANYWHERE and len(one.words) == 1]
    words = texts.both.join(_either(one, texts) for one in together)
    said = [texts.all_of.format(words=words)] if together else []
    said += [_clause(one, texts) for one in included if one not in together]
    said += [
        texts.none_of.format(clause=_clause(one, texts)) for one in wanted.clauses if one.excluded
    ]
    return texts.understood.format(clauses=texts.between.join(said))


def _clause(clause: Clause, texts: SubscribingTexts) -> str:
    templates = {
        Field.ANYWHERE: texts.all_of,
        Field.TITLE: texts.in_title,
        Field.REPORTER: texts.by,
        Field.DATE: texts.dated,
        Field.PAGE: texts.on_page,
        Field.PAPER: texts.in_paper,
    }
    return templates[clause.field].format(words=_either(clause, texts))


def _either(clause: Clause, texts: SubscribingTexts) -> str:
    """Return a clause's alternatives; words that are looked for in a text stand in quotes."""
    quoted = clause.field in (Field.ANYWHERE, Field.TITLE)
    words = (texts.quoted.format(word=word) if quoted else word for word in clause.words)
    return texts.or_else.join(words)


def _preview(found: Recent | None, texts: Texts, bot: str) -> Markup:
    if found is None:
        return plain("")
    own = texts.subscribing
    template = own.recent if found.count else own.recent_none
    lines = [template.format(count=found.count, days=found.days)]
    if found.undated:
        lines.append(own.recent_undated.format(count=found.undated))
    if found.latest:
        lines.append(own.latest)
    return joined([plain("\n".join(lines)), headlines(found.latest, texts, bot)], "\n")
