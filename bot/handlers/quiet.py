"""/quiet: whose questions a group answers, and where."""

from dataclasses import replace

from telegram.constants import ChatType

from bot.access.request import Request
from bot.access.scope import aimed
from bot.messages.settings import settings_screen
from bot.messages.settings_keys import Part
from bot.services.settings_words import settings_from_words


async def quiet(request: Request) -> None:
    """Show whose questions the group answers, changed first as the words wish."""
    words = request.texts.people
    if request.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        await request.say(words.quiet_in_groups)
        return
    aim = await aimed(request)
    if aim is None:
        return
    chat = aim.chat
    if aim.words:
        settings = settings_from_words(chat.settings, f"ask {aim.words}")
        if settings is None:
            await request.say(words.quiet_not_read.format(quiet=request.command("quiet")))
            return
        await request.services.chats.settle(chat.id, settings)
        chat = replace(chat, settings=settings)
    command = request.command("settings")
    await request.reply(settings_screen(chat, Part.ASKING, request.texts.settings, command))
