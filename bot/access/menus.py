"""The command menus that Telegram shows beside the text field, by kind of chat and language."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.access.commands import COMMANDS, Command, Menu
from bot.messages.catalogue import CommandTexts
from bot.messages.texts import EN, ZH, texts_for
from bot.telegram.calls import CallFailed, once

# Telegram shows the menu without a language to whoever has none of their own.
LANGUAGES = ((None, ZH), ("zh", ZH), ("en", EN))
MENUS: tuple[tuple[BotCommandScope, Menu], ...] = (
    (BotCommandScopeAllPrivateChats(), Menu.PRIVATE),
    (BotCommandScopeAllGroupChats(), Menu.GROUP),
    (BotCommandScopeAllChatAdministrators(), Menu.GROUP_ADMINS),
)
_LOG = logging.getLogger(__name__)


async def set_menus(bot: Bot) -> None:
    """Set every menu. Raises CallFailed at the first that can't be set."""
    for language, texts in LANGUAGES:
        for scope, menu in MENUS:
            lines = list(_lines(menu, texts.commands))
            await once(partial(bot.set_my_commands, lines, scope, language))


async def set_admin_menus(
    bot: Bot, admins: Collection[int], language: Callable[[int], Awaitable[str | None]]
) -> None:
    """Set a menu of their own for each of the bot's admins; ``language`` returns that of a chat.

    Who never wrote to the bot can't have one yet: theirs comes with their /start. Raises
    ArchiveUnavailable.
    """
    for admin in sorted(admins):
        await set_admin_menu(bot, admin, await language(admin))


async def set_admin_menu(bot: Bot, admin: int, language: str | None) -> None:
    """Set the menu of one of the bot's admins, in that language; in Telegram's for None.

    Where it can't be set, that is logged.
    """
    scope = BotCommandScopeChat(admin)
    try:
        for code, texts in LANGUAGES:
            own = texts if language is None else texts_for(language)
            lines = list(_lines(Menu.BOT_ADMINS, own.commands))
            await once(partial(bot.set_my_commands, lines, scope, code))
    except CallFailed as error:
        _LOG.info("the menu of admin %d can't be set yet: %s", admin, error)


async def drop_admin_menu(bot: Bot, user_id: int) -> None:
    """Take the menu from somebody who is no admin of the bot's, and may have been one."""
    scope = BotCommandScopeChat(user_id)
    try:
        for code, _ in LANGUAGES:
            await once(partial(bot.delete_my_commands, scope, code))
    except CallFailed as error:
        _LOG.info("the menu of user %d can't be deleted: %s", user_id, error)


def menu_line(command: Command, texts: CommandTexts) -> str:
    """Return what a menu says of a command, with an example where it takes words."""
    line = command.line(texts) if command.line is not None else ""
    if not command.example:
        return line
    return texts.example.format(line=line, command=f"/{command.slash} {command.example}")


def _lines(menu: Menu, texts: CommandTexts) -> Iterable[BotCommand]:
    for one in COMMANDS:
        if menu in one.menus:
            yield BotCommand(one.slash, menu_line(one, texts))
