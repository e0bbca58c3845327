"""Limits: how much one may ask, and who may ask in a group."""

from telegram.constants import ChatType

from bot.access.commands import Goes, Who
from bot.access.flood import TAP, Verdict
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.taps import TapKind
from bot.model import Asking

_STARTED = "hi"  # the words of /start for those who come by the link; they are not read


async def admit(request: Request) -> Request | None:
    """Return the request to answer, in the group or aside; None where there is nothing left to do.

    Raises NotHeard, CallFailed.
    """
    row = request.row
    verdict = await _verdict(request, of_chat=row.who is Who.CHAT_ADMINS, owed=row.owed)
    if verdict is not Verdict.ALLOW:
        if verdict is Verdict.WARN:
            await request.say(wait_text(request))
        return None
    if row.goes is Goes.ALWAYS_HERE:  # its admins' business, and what people are owed
        return request
    may_go_aside = row.goes is Goes.AS_SET and not request.in_its_name
    match _asking(request):
        case Asking.ADMINS if not await _is_admin(request):
            if _is_to_be_told(request):
                await request.say(admins_only_text(request))
            return None
        case Asking.PRIVATE if may_go_aside and request.user_id:
            return request.aside(request.user_id)
        case _:
            return request


async def admit_tap(request: Request, kind: TapKind) -> Request:
    """Return the request to do for a tap of that kind, answered in the group or aside.

    Raises NotAllowed with what to answer, CallFailed.
    """
    of_chat = kind is TapKind.OF_CHAT
    owed = of_chat or kind is TapKind.OWED
    verdict = await _verdict(request, TAP, of_chat=of_chat, owed=owed)
    if verdict is not Verdict.ALLOW:
        raise NotAllowed(wait_text(request))
    if kind not in (TapKind.ASKS, TapKind.TURNS):
        return request
    match _asking(request):
        case Asking.ADMINS if not await _is_admin(request):
            raise NotAllowed(admins_only_text(request))
        case Asking.PRIVATE if kind is TapKind.ASKS and request.user_id:
            return request.aside(request.user_id)
        case _:
            return request


async def say_to_start(request: Request) -> None:
    """Explain once in the group, to somebody whom the bot may not write to, how to start it.

    Raises NotHeard, CallFailed.
    """
    if _is_to_be_told(request):
        await request.where_asked().say(start_first_text(request))


def start_first_text(request: Request) -> str:
    """Return how to let the bot write to one's private chat."""
    return request.texts.people.start_first.format(link=_link(request))


def wait_text(request: Request) -> str:
    """Return how long whoever asks has to wait from now on."""
    seconds = request.services.flood.wait(*_asker(request))
    return request.texts.people.wait.format(seconds=max(1, seconds))


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
    return request.services.flood.take(*_asker(request), cost, owed=owed)


def _asker(request: Request) -> tuple[int | None, int | None]:
    """Return the person and the group whose buckets a request is taken from."""
    person = None if request.in_its_name else request.user_id
    return person, request.place.chat_id if request.place.is_group else None


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
