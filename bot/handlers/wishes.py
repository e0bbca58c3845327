"""Plain wishes: done as the command that they mean, offered where they may mean something else."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from bot.access.addressed import words_of
from bot.access.intents import Intent, Utterance
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.scope import Scope, channel_named, scope_here, scope_of, scope_of_chat
from bot.access.taps import ButtonRow, TapKind, on_tap
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.settings import changes_text
from bot.messages.wishes import offer_screen, offer_stop_screen, resumed_screen, stopped_screen
from bot.messages.wishes_keys import DoWish, ResumeHere, StopHere, SubscribeAgain
from bot.services.settings_words import settings_from_words
from bot.services.wishes import (
    ChangeSetting,
    ForgetMe,
    ResumeAll,
    SeeHelp,
    SeePrivacy,
    SeeSettings,
    SeeSubscriptions,
    StopAll,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
    wish_of,
)

Do: TypeAlias = Callable[[Request], Awaitable[None]]
"""Does a request as the command that its utterance names."""

_SEEN = {
    SeeSubscriptions: Intent.SUBSCRIPTIONS,
    SeeSettings: Intent.SETTINGS,
    SeeHelp: Intent.HELP,
    SeePrivacy: Intent.PRIVACY,
    ForgetMe: Intent.FORGET,
}


async def grant(request: Request, do: Do) -> bool:
    """Do what the words wish, or offer it; return whether they turned out to wish anything.

    What a command does is done as that command, by ``do``.
    """
    wish = wish_of(request.utterance.words)
    return wish is not None and await _grant(request, wish, do)


async def stop(request: Request, key: StopHere) -> None:
    """Pause all subscriptions of a chat, and say so in the message. Raises NotAllowed."""
    await request.change(await _stopped(request, await scope_of_chat(request, key.chat_id)))


async def resume(request: Request, key: ResumeHere) -> None:
    """Resume what was paused, and say so in the message. Raises NotAllowed."""
    kept = [int(number) for number in key.kept.split(",") if number.isdecimal()]
    await request.change(await _resumed(request, await scope_of_chat(request, key.chat_id), kept))


async def _grant(request: Request, wish: Wish, do: Do) -> bool:
    match wish:
        case StopAll(likely=True):
            return await _offer_stop(request)
        case StopAll(sure):
            return await _stop(request, sure=sure)
        case ResumeAll():
            if scope := await scope_of(_as(request, Intent.SUBSCRIPTIONS)):
                await request.reply(await _resumed(request, scope))
            return True
        case UnsubscribeFrom(words, sure=False) if not await _names_one(request, words):
            if not wish.likely:
                return False
            wish = UnsubscribeFrom("")
        case SubscribeTo(sure=False) | ChangeSetting(sure=False):
            return await _offer(request, wish)
        case SubscribeTo(_, _, pace) if pace:
            await _set(request, pace)
    await do(_command(request, wish))
    return True


def _command(request: Request, wish: Wish) -> Request:
    """Return the request as the command that does what is wished."""
    match wish:
        case SubscribeTo(words):
            return _as(request, Intent.SUBSCRIBE, words)
        case UnsubscribeFrom(words):
            return _as(request, Intent.UNSUBSCRIBE, words)
        case ChangeSetting(words):
            return _as(request, Intent.SETTINGS, words)
        case _:
            return _as(request, _SEEN[type(wish)])


def _as(request: Request, intent: Intent, words: str = "") -> Request:
    """Return the request as the command of that intent, about the channel that it names if any."""
    said = request.utterance
    channel = channel_named(said.words)
    words = f"@{channel[0]} {words}".strip() if channel else words
    return replace(request, utterance=Utterance(intent, words, said.text))


async def _stop(request: Request, *, sure: bool) -> bool:
    scope = await scope_of(_as(request, Intent.UNSUBSCRIBE))
    if scope is None:
        return True
    every = await request.services.subscriptions.of_chat(scope.chat.id)
    if not sure and all(one.paused for one in every):
        return False
    await request.reply(await _stopped(request, scope))
    return True


async def _offer_stop(request: Request) -> bool:
    """Offer to stop all, or to take the words for a question."""
    if scope := await scope_of(_as(request, Intent.UNSUBSCRIBE)):
        await request.reply(offer_stop_screen(scope.chat.id, scope.texts), quoting=True)
    return True


async def _stopped(request: Request, scope: Scope) -> Screen:
    subscribing = request.services.subscriptions
    every = await subscribing.of_chat(scope.chat.id)
    going = await subscribing.stop(scope.chat.id)
    if not going:
        return Screen(plain(scope.texts.wishes.nothing_to_stop))
    resting = [one.id for one in every if one.paused]
    return stopped_screen(scope.chat.id, len(going), resting, scope.texts)


async def _resumed(request: Request, scope: Scope, kept: list[int] | None = None) -> Screen:
    going = await request.services.subscriptions.resume(scope.chat.id, kept or ())
    if going:
        return resumed_screen(scope.chat.id, len(going), scope.texts)
    how = scope.texts.wishes.nothing_to_resume
    return Screen(plain(how.format(subscribe=scope.command("subscribe"))))


async def _names_one(request: Request, words: str) -> bool:
    """Return whether words name something that the chat subscribes to."""
    scope = await scope_of(_as(request, Intent.UNSUBSCRIBE, words))
    if scope is None:
        return False
    return bool(await request.services.subscriptions.named(scope.chat.id, scope.words))


async def _set(request: Request, words: str) -> None:
    scope = await scope_of(_as(request, Intent.SETTINGS, words))
    settings = settings_from_words(scope.chat.settings, words) if scope else None
    if scope is not None and settings is not None:
        await request.services.chats.settle(scope.chat.id, settings)


async def _offer(request: Request, wish: SubscribeTo | ChangeSetting) -> bool:
    """Offer what may be wished; return False where it would change nothing."""
    scope = await scope_of(_command(request, wish))
    if scope is None:
        return True
    own = scope.texts.wishes
    if isinstance(wish, SubscribeTo):
        text = own.offer_subscribe.format(words=wish.words)
    else:
        change = _change(scope, wish.words)
        text = (own.offer_nearest if wish.nearest else own.offer_setting).format(change=change)
        if not change:
            return False
    await request.reply(offer_screen(text, scope.texts), quoting=True)
    return True


def _change(scope: Scope, words: str) -> str:
    """Return what would be otherwise about the chat's settings; empty where nothing would."""
    settings = settings_from_words(scope.chat.settings, words)
    if settings is None:
        return ""
    return changes_text(scope.chat, replace(scope.chat, settings=settings), scope.texts.settings)


def buttons(actions: Mapping[Intent, Do]) -> tuple[ButtonRow, ...]:
    """Return the rows of the buttons about wishes; ``actions`` are those of commands."""

    async def do(request: Request) -> None:
        await actions[request.utterance.intent](request)

    async def do_wish(request: Request, _key: DoWish) -> None:
        """Do what the message replied to wishes. Raises NotAllowed where it wishes nothing."""
        words = words_of(request.replied, request.bot.bot) if request.replied else None
        wish = wish_of(words or "")
        if not isinstance(wish, (SubscribeTo, ChangeSetting)):
            raise NotAllowed(request.texts.question_gone)
        await scope_here(request)
        said = Utterance(Intent.WISH, words or "", words or "")
        await _grant(replace(request, utterance=said), replace(wish, sure=True), do)

    async def subscribe_again(request: Request, key: SubscribeAgain) -> None:
        await scope_here(request)
        await do(_as(request, Intent.SUBSCRIBE, key.query))
        await request.drop_button(key)

    return (
        on_tap(DoWish, do_wish, TapKind.OF_CHAT),
        on_tap(StopHere, stop, TapKind.OF_CHAT),
        on_tap(ResumeHere, resume, TapKind.OF_CHAT),
        on_tap(SubscribeAgain, subscribe_again, TapKind.OF_CHAT),
    )
