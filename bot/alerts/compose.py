"""Composes messages: what is due for a target, and the edit of a message that was sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.alerts.fingerprint import Fingerprint, ShownStory
from bot.alerts.stories import Stories
from bot.messages.alerts import MOST_STORIES, Told, alert, alert_again, shown_of, text_of
from bot.messages.catalogue import Texts
from bot.messages.headlines import TITLE_UNITS
from bot.messages.markup import MAX_UNITS, plain, shorten
from bot.messages.screen import Screen
from bot.messages.texts import texts_for
from bot.model import Amount, Chat, ChatSettings, Delivery, Message, Target
from bot.store.chats import chat_of
from bot.store.deliveries import deliveries_in, due_of
from bot.store.notices import notice_text
from retrieval.store import Database

WITHDRAWN = "withdrawn"
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class OutgoingAlert:
    """A message for a target, and the deliveries that it shows.

    The deliveries in ``not_sent`` (by id, with a reason) are to fail; ``screen`` is None where
    nothing else is due. ``more`` is true where more is due than fits. ``revision`` is the
    archive's that the message shows.
    """

    target: Target
    deliveries: tuple[Delivery, ...]
    screen: Screen | None
    silent: bool
    fingerprint: str
    revision: int
    more: bool
    not_sent: tuple[tuple[int, str], ...] = ()

    @property
    def delivery_ids(self) -> tuple[int, ...]:
        """The deliveries' ids."""
        return tuple(one.id for one in self.deliveries)

    @property
    def attempts(self) -> int:
        """How often it was tried before; of several deliveries, the most."""
        return max((one.attempts for one in self.deliveries), default=0)


@dataclass(frozen=True, slots=True)
class AlertEdit:
    """A message that was sent, and what it is to show now; ``screen`` is None for no change.

    ``attempts`` is how often this process tried it in vain for a fault of our own.
    """

    message: Message
    screen: Screen | None
    fingerprint: str
    revision: int
    attempts: int = 0


class Composer:
    """Composes alerts and edits. ``username`` returns the bot's own. Raises ArchiveUnavailable."""

    def __init__(self, database: Database, stories: Stories, username: Callable[[], str]) -> None:
        self._database = database
        self._username = username
        self._stories = stories

    async def alert_for(self, target: Target, now: int) -> OutgoingAlert | None:
        """Return what is due for a target now as one message; None if nothing is due."""
        return await self.alert_of(target, await self.due_for(target, now))

    async def due_for(self, target: Target, now: int) -> Sequence[Delivery]:
        """Return what is due for a target now, oldest first: what a message holds, and one more."""
        async with self._database.reading() as view:
            return await due_of(view, target, now, MOST_STORIES + 1)

    async def alert_of(self, target: Target, due: Sequence[Delivery]) -> OutgoingAlert | None:
        """Return what is due as one message; None if nothing is, or the chat is gone."""
        async with self._database.reading() as view:
            chat = await chat_of(view, target.chat_id)
            notice = None
            if due and due[0].notice_id is not None:
                notice = await notice_text(view, due[0].notice_id)
        if not due or chat is None:
            return None
        revision = await self._stories.revision()
        if notice is not None:
            screen = Screen(plain(shorten(notice, MAX_UNITS)))
            silent, more = chat.settings.silent, len(due) > 1
            return OutgoingAlert(target, (due[0],), screen, silent, "", revision, more)
        return await self._story_alert(target, due, chat, revision)

    async def _story_alert(
        self, target: Target, due: Sequence[Delivery], chat: Chat, revision: int
    ) -> OutgoingAlert:
        """Return one message with the articles that come before the first notice."""
        settings = replace(chat.settings, language=chat.language)
        texts = texts_for(settings.language)
        stories: list[tuple[Delivery, Told]] = []
        not_sent: list[tuple[int, str]] = []
        for one in due:
            if one.notice_id is not None:
                break
            if not one.matched:
                not_sent.append((one.id, PAUSED))
                continue
            told = await self._stories.look_up(one, settings.amount)
            if told.cited is None:
                # Another process may have stored it a moment ago.
                revision = await self._stories.refresh()
                told = await self._stories.look_up(one, settings.amount)
            if told.cited is None:
                not_sent.append((one.id, WITHDRAWN))
            else:
                stories.append((one, told))
        if not stories:
            more = len(due) > len(not_sent)
            return OutgoingAlert(
                target, (), None, settings.silent, "", revision, more, tuple(not_sent)
            )
        stories = _by_subscription(stories)
        held = any(one.held for one, _ in stories)
        every = [told for _, told in stories]
        screen, count = alert(every, settings.amount, texts, self._username(), held=held)
        fingerprint = _fingerprint(every[:count], settings, held=held)
        sent = tuple(one for one, _ in stories[:count])
        more = len(due) > count + len(not_sent)
        return OutgoingAlert(
            *(target, sent, screen, settings.silent, fingerprint.text(), revision, more),
            not_sent=tuple(not_sent),
        )

    async def edit_of(self, message: Message) -> AlertEdit:
        """Return the edit of a message, in the amount and language that it was sent in."""
        revision = await self._stories.refresh()
        before = Fingerprint.of(message.fingerprint)
        async with self._database.reading() as view:
            deliveries = {one.id: one for one in await deliveries_in(view, message.id)}
        texts = texts_for(before.language)
        told, stories = [], []
        for one in before.stories:
            delivery = deliveries.get(one.delivery_id)
            if delivery is None or delivery.article_id is None:
                # deleted: its story turned out to be another one
                now = Told(one.delivery_id, None, (), ())
            else:
                now = await self._stories.look_up(delivery, before.amount)
            if now.cited is None:
                now = replace(now, title=one.title)
            shown = _shown(now, before.amount, texts)
            shown = shown.after(one)
            told.append(replace(now, corrected=shown.corrected))
            stories.append(shown)
        after = replace(before, stories=tuple(stories))
        if not told or _looks(after) == _looks(before):
            return AlertEdit(message, None, after.text(), revision)
        screen = alert_again(told, before.amount, texts, self._username(), held=before.held)
        return AlertEdit(message, screen, after.text(), revision)


def _fingerprint(stories: Sequence[Told], settings: ChatSettings, *, held: bool) -> Fingerprint:
    texts = texts_for(settings.language)
    return Fingerprint(
        settings.amount,
        settings.language,
        held,
        tuple(_shown(one, settings.amount, texts) for one in stories),
    )


def _by_subscription(stories: Sequence[tuple[Delivery, Told]]) -> list[tuple[Delivery, Told]]:
    """Return the stories in their order, but those of the same subscriptions side by side."""
    first: dict[tuple[str, ...], int] = {}
    for _, told in stories:
        first.setdefault(told.matched, len(first))
    return sorted(stories, key=lambda one: first[one[1].matched])


def _shown(told: Told, amount: Amount, texts: Texts) -> ShownStory:
    digest, text = shown_of(told, amount, texts), text_of(told, amount)
    title = told.title if told.cited is None else shorten(told.cited.title, TITLE_UNITS)
    return ShownStory(
        *(told.delivery_id, digest, told.corrected, told.page_id, told.words, text), title=title
    )


def _looks(fingerprint: Fingerprint) -> list[tuple[str, bool]]:
    """Return what of a message's stories is seen."""
    return [(one.digest, one.corrected) for one in fingerprint.stories]
