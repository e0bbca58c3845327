"""/settings: how a chat wants to be told, typed or with buttons."""

from dataclasses import replace

from bot.access.request import Request
from bot.access.scope import aimed, aimed_at
from bot.messages.settings import settings_screen
from bot.messages.settings_keys import Part, ShowSettings, Wish
from bot.messages.settings_texts import SettingsTexts
from bot.messages.texts import texts_for
from bot.model import Chat
from bot.services.settings_words import settings_from_words


async def settings(request: Request) -> None:
    """Show the chat's settings, changed first as the words wish."""
    aim = await aimed(request)
    if aim is None:
        return
    if not aim.words:
        screen = settings_screen(aim.chat, Part.ALL, aim.texts.settings, _command(request))
        await request.reply(screen)
    elif chat := await _changed(request, aim.chat, aim.words):
        own = _in_its_language(request, chat)
        await request.reply(settings_screen(chat, Part.ALL, own, _command(request)))
    else:
        await request.say(aim.texts.settings.not_read.format(settings=_command(request)))


async def turn(request: Request, key: ShowSettings) -> None:
    """Let the message show a page of the settings. Raises NotAllowed."""
    aim = await aimed_at(request, key.chat_id)
    screen = settings_screen(aim.chat, key.part, aim.texts.settings, _command(request))
    await request.change(screen)


async def wish(request: Request, key: Wish) -> None:
    """Change a setting, and let the message show it. Raises NotAllowed."""
    aim = await aimed_at(request, key.chat_id)
    chat = await _changed(request, aim.chat, key.words) or aim.chat
    own = _in_its_language(request, chat)
    await request.change(settings_screen(chat, key.part, own, _command(request)))


async def _changed(request: Request, chat: Chat, words: str) -> Chat | None:
    settings = settings_from_words(chat.settings, words)
    if settings is None:
        return None
    await request.services.chats.settle(chat.id, settings)
    return replace(chat, settings=settings)


def _in_its_language(request: Request, chat: Chat) -> SettingsTexts:
    language = chat.settings.language
    here = chat.id == request.place.chat_id
    return (texts_for(language) if language and here else request.texts).settings


def _command(request: Request) -> str:
    return request.command("settings")
