"""Limits: how much one may ask, and who may ask in a group."""

from telegram.constants import ChatType

from bot.access.flood import PAUSE, TAP, Verdict
from bot.access.intents import OF_CHATS, OF_THE_PLACE, Intent
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.keys import (
    ByReporter,
    ByTitle,
    Key,
    Latest,
    Mute,
    ReadArticle,
    Replied,
    Suggested,
    TurnTo,
)
from bot.messages.settings_keys import Forget, ListSubscriptions, OnSubscription, ShowSettings, Wish
from bot.model import Asking

_OWED = (
    *(Intent.HELP, Intent.PRIVACY, Intent.FORGET, Intent.UNSUBSCRIBE, Intent.SUBSCRIPTIONS),
    *(Intent.SETTINGS, Intent.ALERTED),
)
"""What is answered though a flood is stopped: help, and the ways to be told less, or forgotten."""
_KEYS_OF_CHATS = (OnSubscription, ListSubscriptions, ShowSettings, Wish)
"""Buttons that do what `OF_CHATS` says."""
_KEYS_OWED = (*_KEYS_OF_CHATS, Mute, Forget)
_STAYS = (Intent.ALERTED,)
"""What is answered in the group even if answers go to private chats: words about its alerts."""
_STARTED = "hi"  # the words of /start for those who come by the link; they are not read


class Dropped(Exception):
    """The user who tapped has to wait, and knows it: the tap is answered without words."""


async def admit(request: Request) -> Request | None:
    """Return the request to answer, in the group or aside; None where there is nothing left to do.

    Raises NotHeard, TelegramError.
    """
    intent = request.utterance.intent
    verdict = await _verdict(request, of_chat=intent in OF_CHATS, owed=intent in _OWED)
    if verdict is not Verdict.ALLOW:
        if verdict is Verdict.WARN:
            await request.say(wait_text(request))
        return None
    if intent in OF_THE_PLACE:  # its admins' business, and what people are owed
        return request
    match _asking(request):
        case Asking.ADMINS if not await _is_admin(request):
            if _is_to_be_told(request):
                await request.say(admins_only_text(request))
            return None
        case Asking.PRIVATE if intent not in _STAYS and request.user_id and not request.in_its_name:
            return request.aside(request.user_id)
        case _:
            return request


async def admit_tap(request: Request, key: Key) -> Request:
    """Return the request to do for a tap, answered in the group or aside.

    Raises NotAllowed with what to answer, Dropped if nothing, and TelegramError.
    """
    of_chat, owed = isinstance(key, _KEYS_OF_CHATS), isinstance(key, _KEYS_OWED)
    verdict = await _verdict(request, TAP, of_chat=of_chat, owed=owed)
    if verdict is Verdict.WARN:
        raise NotAllowed(wait_text(request))
    if verdict is Verdict.DROP:
        raise Dropped
    asks = isinstance(
        key, (ReadArticle, ByTitle, ByReporter, Latest, Replied, Suggested, ShowIssue)
    )
    if not asks and not isinstance(key, (TurnTo, ShowMonth)):
        return request
    match _asking(request):
        case Asking.ADMINS if not await _is_admin(request):
            raise NotAllowed(admins_only_text(request))
        case Asking.PRIVATE if asks and request.user_id:
            return request.aside(request.user_id)
        case _:
            return request


async def say_to_start(request: Request) -> None:
    """Explain once in the group, to somebody whom the bot may not write to, how to start it.

    Raises NotHeard, TelegramError.
    """
    if _is_to_be_told(request):
        await request.where_asked().say(start_first_text(request))


def start_first_text(request: Request) -> str:
    """Return how to let the bot write to one's private chat."""
    return request.texts.people.start_first.format(link=_link(request))


def wait_text(request: Request) -> str:
    """Return how long to wait."""
    return request.texts.people.wait.format(seconds=round(PAUSE))


def admins_only_text(request: Request) -> str:
    """Return that only admins may ask here, and where anybody may."""
    return request.texts.people.admins_ask.format(link=_link(request))


def _link(request: Request) -> str:
    return f"https://t.me/{request.bot.username}?start={_STARTED}"


async def _verdict(request: Request, cost: float = 1.0, *, of_chat: bool, owed: bool) -> Verdict:
    """Count the request; the bot's own admins, and posts of channels, are always answered.

    So are a group's admins where it is ``of_chat`` what they want: no flood keeps them from it.
    """
    if request.user_id in request.services.admins or request.chat.type == ChatType.CHANNEL:
        return Verdict.ALLOW
    if of_chat and request.place.is_group and await _is_admin(request):
        return Verdict.ALLOW
    group = request.place.chat_id if request.place.is_group else None
    person = None if request.in_its_name else request.user_id
    return request.services.flood.take(person, group, cost, owed=owed)


def _asking(request: Request) -> Asking:
    if request.known is None or request.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return Asking.EVERYONE
    return request.known.settings.asking


def _is_to_be_told(request: Request) -> bool:
    return request.services.rights.to_be_told(request.chat.id, request.user_id)


async def _is_admin(request: Request) -> bool:
    if request.in_its_name or request.chat.type == ChatType.PRIVATE:
        return True
    user_id = request.user_id
    return user_id is not None and await request.services.rights.is_admin(
        request.bot, request.chat.id, user_id
    )
