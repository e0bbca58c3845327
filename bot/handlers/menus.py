"""The command menus that Telegram shows beside the text field, by kind of chat and language."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.messages.catalogue import CommandTexts
from bot.messages.texts import EN, ZH

# Telegram shows the menu without a language to whoever has none of their own.
LANGUAGES = ((None, ZH), ("zh", ZH), ("en", EN))


def _in_groups(texts: CommandTexts) -> list[BotCommand]:
    return [
        BotCommand("search", texts.search),
        BotCommand("latest", texts.latest),
        BotCommand("article", texts.article),
        BotCommand("reporter", texts.reporter),
        BotCommand("subscribe", texts.subscribe),
        BotCommand("subscriptions", texts.subscriptions),
        BotCommand("unsubscribe", texts.unsubscribe),
        BotCommand("settings", texts.settings),
        BotCommand("help", texts.help),
    ]


def _in_private(texts: CommandTexts) -> list[BotCommand]:
    return [BotCommand("start", texts.start), *_in_groups(texts)]


async def set_menus(bot: Bot) -> None:
    """Set every menu; raises TelegramError at the first that can't be set."""
    groups: tuple[BotCommandScope, ...] = (
        BotCommandScopeAllGroupChats(),
        BotCommandScopeAllChatAdministrators(),
    )
    for language, texts in LANGUAGES:
        private = _in_private(texts.commands)
        await bot.set_my_commands(private, BotCommandScopeAllPrivateChats(), language)
        for scope in groups:
            await bot.set_my_commands(_in_groups(texts.commands), scope, language)
