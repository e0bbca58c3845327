"""The command menus that Telegram shows beside the text field, by kind of chat and language."""

from collections.abc import Iterable
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.access.commands import COMMANDS, Command, Menu
from bot.messages.catalogue import CommandTexts
from bot.messages.texts import EN, ZH
from bot.telegram.calls import once

# Telegram shows the menu without a language to whoever has none of their own.
LANGUAGES = ((None, ZH), ("zh", ZH), ("en", EN))
MENUS: tuple[tuple[BotCommandScope, Menu], ...] = (
    (BotCommandScopeAllPrivateChats(), Menu.PRIVATE),
    (BotCommandScopeAllGroupChats(), Menu.GROUP),
    (BotCommandScopeAllChatAdministrators(), Menu.GROUP_ADMINS),
)


async def set_menus(bot: Bot) -> None:
    """Set every menu. Raises CallFailed at the first that can't be set."""
    for language, texts in LANGUAGES:
        for scope, menu in MENUS:
            lines = list(_lines(menu, texts.commands))
            await once(partial(bot.set_my_commands, lines, scope, language))


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
