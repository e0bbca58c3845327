"""/settings, typed or with buttons: how a chat wants to be told; /quiet: whom a group answers."""

from dataclasses import replace

from telegram.constants import ChatType

from bot.access.admins import is_bot_admin
from bot.access.menus import set_admin_menu
from bot.access.request import Request
from bot.access.scope import Scope, scope_of, scope_of_chat
from bot.access.taps import TapKind, on_tap
from bot.messages.catalogue import Texts
from bot.messages.settings import settings_screen
from bot.messages.settings_keys import Part, ShowSettings, Wish
from bot.messages.texts import texts_for
from bot.messages.wishes import with_change_back
from bot.model import Chat
from bot.services.settings_words import settings_from_words, words_back


async def settings(request: Request) -> None:
    """Show the chat's settings, changed first as the words wish."""
    scope = await scope_of(request)
    if scope is None:
        return
    if not scope.words:
        screen = settings_screen(scope.chat, Part.ALL, scope.texts.settings, _command(scope))
        await request.reply(screen)
    elif chat := await _changed(request, scope.chat, scope.words):
        own = _in_its_language(request, chat)
        screen = settings_screen(chat, Part.ALL, own.settings, _command(scope))
        back = words_back(scope.chat.settings, chat.settings)
        await request.reply(with_change_back(screen, chat.id, back, own) if back else screen)
    else:
        await request.say(scope.texts.settings.not_read.format(settings=_command(scope)))


async def quiet(request: Request) -> None:
    """Show whose questions the group answers, changed first as the words wish."""
    words = request.texts.people
    if request.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        await request.say(words.quiet_in_groups)
        return
    scope = await scope_of(request)
    if scope is None:
        return
    chat: Chat | None = scope.chat
    if scope.words:
        chat = await _changed(request, scope.chat, f"ask {scope.words}")
    if chat is None:
        await request.say(words.quiet_not_read.format(quiet=request.command("quiet")))
        return
    await request.reply(settings_screen(chat, Part.ASKING, request.texts.settings, _command(scope)))


async def turn(request: Request, key: ShowSettings) -> None:
    """Show another page of the settings in the message. Raises NotAllowed."""
    scope = await scope_of_chat(request, key.chat_id)
    screen = settings_screen(scope.chat, key.part, scope.texts.settings, _command(scope))
    await request.change(screen)


async def wish(request: Request, key: Wish) -> None:
    """Change a setting, and show it in the message. Raises NotAllowed."""
    scope = await scope_of_chat(request, key.chat_id)
    chat = await _changed(request, scope.chat, key.words) or scope.chat
    own = _in_its_language(request, chat)
    await request.change(settings_screen(chat, key.part, own.settings, _command(scope)))


async def _changed(request: Request, chat: Chat, words: str) -> Chat | None:
    """Keep the chat's settings as the words wish; return None where they can't be read.

    The menu of one of the bot's admins speaks the language of their chat.
    """
    settings = settings_from_words(chat.settings, words)
    if settings is None:
        return None
    await request.services.chats.settle(chat.id, settings)
    changed = replace(chat, settings=settings)
    if changed.language != chat.language and is_bot_admin(request) and chat.id == request.user_id:
        await set_admin_menu(request.bot, chat.id, changed.language)
    return changed


def _in_its_language(request: Request, chat: Chat) -> Texts:
    language = chat.settings.language
    here = chat.id == request.place.chat_id
    return texts_for(language) if language and here else request.texts


def _command(scope: Scope) -> str:
    return scope.command("settings")


BUTTONS = (
    on_tap(ShowSettings, turn, TapKind.OF_CHAT),
    on_tap(Wish, wish, TapKind.OF_CHAT),
)
