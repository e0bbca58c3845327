"""Telegram and the network on a bad day: what goes wrong with calls, as it is drawn for them.

Some faults befall a call. Others befall the chat that a call is meant for, just before it comes:
the call is refused then by what has happened to the chat, and so are those that follow.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from bot.preview.methods.sending import known_chat
from bot.preview.model import Chat
from bot.preview.server import Afterwards, Call
from bot.preview.wire import Dropped, Json, Page, Refusal, number
from bot.preview.world import World
from tests.support import happenings
from tests.support.pacing import too_many

SENDING = frozenset({"sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup"})


class Kind(StrEnum):
    """What goes wrong."""

    INTERNAL_ERROR = "500"
    BAD_GATEWAY = "502"
    PROXY_PAGE = "502, as a page of HTML"
    DROPPED = "connection closed before anything is done"
    LOST = "connection closed after all is done"
    FLOOD = "429 for a chat"
    FLOOD_OF_ALL = "429 for all chats"
    SHUT_OUT = "blocked by the user, or kicked"
    DEACTIVATED = "the user's account is deleted"
    MIGRATED = "the group becomes a supergroup"
    TOPIC_CLOSED = "the topic is closed"
    TOPIC_DELETED = "the topic is deleted"


_HAPPENINGS: Mapping[Kind, Callable[[World, Chat, Call], bool]] = {
    Kind.SHUT_OUT: happenings.shut_out,
    Kind.DEACTIVATED: happenings.deactivate,
    Kind.MIGRATED: happenings.migrate,
    Kind.TOPIC_CLOSED: happenings.close_topic,
    Kind.TOPIC_DELETED: happenings.delete_topic,
}

Draw = Callable[[Call], Kind | None]
"""Returns what goes wrong with a call, None for nothing."""


@dataclass(frozen=True, slots=True)
class Struck:
    """A fault that came to be: what, and with which call.

    ``message_id`` is that of the message which a LOST call has left in the world.
    """

    kind: Kind
    call: Call
    message_id: int | None = None


@dataclass(slots=True)
class Plan:
    """A `Fault` that lets happen what ``draw`` says of calls to ``methods``, and notes what did.

    A flood goes on for ``retry_after`` seconds of the world's clock. ``hasty`` are the calls that
    came during one: those that were on their way when it began, and those that did not wait.
    """

    world: World
    draw: Draw
    methods: Collection[str] = SENDING
    retry_after: int = 3
    struck: list[Struck] = field(default_factory=list)
    hasty: list[Call] = field(default_factory=list)
    _floods: dict[str | None, float] = field(default_factory=dict)  # its end, by chat; None: all

    async def __call__(self, call: Call) -> Afterwards | None:
        """Do to the call what is drawn for it. Raises Refusal, Dropped or Page."""
        if call.method not in self.methods:
            return None
        self._flooded(call)
        kind = self.draw(call)
        if kind is None:
            return None
        if kind is Kind.LOST:
            return lambda result: self._lose(call, result)
        happening = _HAPPENINGS.get(kind)
        if happening is None:
            self.struck.append(Struck(kind, call))
            self._strike(kind, call)
        elif call.parameters.text("chat_id"):
            chat = known_chat(self.world, call.parameters)
            if happening(self.world, chat, call):
                self.struck.append(Struck(kind, call))
        return None

    def count(self, kind: Kind) -> int:
        """Return how often that has come to be."""
        return sum(struck.kind is kind for struck in self.struck)

    def caused(self, call: Call) -> bool:
        """Return whether the call failed, or was lost, by this plan: the world did not mind it."""
        return any(call is other for other in (*(each.call for each in self.struck), *self.hasty))

    def _strike(self, kind: Kind, call: Call) -> NoReturn:
        match kind:
            case Kind.INTERNAL_ERROR:
                raise Refusal(500, "Internal Server Error")
            case Kind.BAD_GATEWAY:
                raise Refusal(502, "Bad Gateway")
            case Kind.PROXY_PAGE:
                raise Page(502, "<html>\r\n<head><title>502 Bad Gateway</title></head></html>\r\n")
            case Kind.DROPPED:
                raise Dropped
        chat = call.parameters.text("chat_id") if kind is Kind.FLOOD else None
        self._floods[chat] = self.world.clock() + self.retry_after
        raise too_many(self.retry_after)

    def _flooded(self, call: Call) -> None:
        chats = (None, call.parameters.text("chat_id"))
        wait = max(self._floods.get(chat, 0.0) for chat in chats) - self.world.clock()
        if wait > 0:
            self.hasty.append(call)
            raise too_many(wait)

    def _lose(self, call: Call, result: Json) -> None:
        message_id = number(result, "message_id") if isinstance(result, Mapping) else None
        self.struck.append(Struck(Kind.LOST, call, message_id))
        raise Dropped
