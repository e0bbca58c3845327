"""Who is told, in private, that alerts go elsewhere, wait, fail or were given up."""

from collections.abc import Callable, Collection
from datetime import timedelta

from bot.messages.catalogue import Texts
from bot.messages.not_sent import fault_text
from bot.messages.subscriptions import topic_text
from bot.messages.texts import texts_for
from bot.model import Target
from bot.store.chats import chat_of
from bot.store.quarantine import named
from bot.store.refusals import ChatRefusal, record_told, refusal_of
from bot.store.subscriptions import subscriptions_of
from bot.store.topics import topic_names
from bot.telegram.sender import Sender
from retrieval.store import Database

_TRIES = 5  # refusals after which nobody is sought any more who can be told of it
_AGAIN = timedelta(days=1).total_seconds()  # before more is told of what was given up


class Telling:
    """Tells one person in private what became of a chat's alerts.

    It is the first who can be reached of those who made the chat's subscriptions, or else of the
    bot's ``admins``. ``clock`` returns Unix time.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        admins: frozenset[int],
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._sender = sender
        self._admins = admins
        self._clock = clock
        self._under_way: set[Target] = set()

    async def of_lost_topic(self, target: Target) -> None:
        """Report that a topic's subscriptions go to the main chat from now on."""
        async with self._database.reading() as view:
            topics = await topic_names(view, target.chat_id)

        def text(texts: Texts, chat: str) -> str:
            topic = topic_text(target.thread_id or 0, topics, texts.subscribing)
            return texts.alerts.topic_gone.format(chat=chat, topic=topic)

        await self._tell(target, text)

    async def of_refusal(self, target: Target) -> None:
        """Report once that a chat's alerts wait, and once a day how many were given up, if any.

        Raises ArchiveUnavailable.
        """
        if target in self._under_way:
            return
        self._under_way.add(target)
        try:
            await self._of_refusal(target)
        finally:
            self._under_way.discard(target)

    async def of_fault(self, delivery_ids: Collection[int]) -> None:
        """Report to every admin by name what could not be sent for a fault of our own.

        Raises ArchiveUnavailable.
        """
        async with self._database.reading() as view:
            alerts = await named(view, delivery_ids)
            chats = {admin: await chat_of(view, admin) for admin in sorted(self._admins)}
        for admin, chat in chats.items() if alerts else ():
            texts = texts_for(chat.language if chat else None)
            await self._sender.tell(admin, fault_text(alerts, texts))

    async def _of_refusal(self, target: Target) -> None:
        now = int(self._clock())
        async with self._database.reading() as view:
            refusal = await refusal_of(view, target)
        if refusal is None or not _is_news(refusal, now):
            return
        dropped = refusal.dropped
        told = await self._tell(
            target,
            lambda texts, chat: (
                texts.alerts.given_up.format(chat=chat, count=dropped)
                if dropped
                else texts.alerts.waiting.format(chat=chat, reason=refusal.reason)
            ),
        )
        if told or refusal.tries >= _TRIES:
            async with self._database.transaction() as transaction:
                await record_told(transaction, target, dropped, now=now)

    async def _tell(self, target: Target, say: Callable[[Texts, str], str]) -> bool:
        """Return whether somebody was told; never the chat itself that refuses."""
        async with self._database.reading() as view:
            chat = await chat_of(view, target.chat_id)
            made = await subscriptions_of(view, target.chat_id)
        texts = texts_for(chat.settings.language if chat else None)
        text = say(texts, chat.title if chat else "")
        makers = dict.fromkeys(one.made_by for one in made if one.made_by is not None)
        for person in dict.fromkeys((*makers, *sorted(self._admins))):
            if person != target.chat_id and await self._sender.tell(person, text):
                return True
        return False


def _is_news(refusal: ChatRefusal, now: int) -> bool:
    """Return whether a refusal, or what was given up because of it, is to be told now."""
    if refusal.told_at is None:
        return True
    return bool(refusal.dropped) and refusal.told_at + _AGAIN <= now
