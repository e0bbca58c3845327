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
        BotCommand("issues", texts.issues),
        BotCommand("article", texts.article),
        BotCommand("reporter", texts.reporter),
        BotCommand("subscribe", texts.subscribe),
        BotCommand("subscriptions", texts.subscriptions),
        BotCommand("unsubscribe", texts.unsubscribe),
        BotCommand("settings", texts.settings),
        BotCommand("help", texts.help),
    ]


def _for_admins(texts: CommandTexts) -> list[BotCommand]:
    return [*_in_groups(texts), BotCommand("quiet", texts.quiet)]


def _in_private(texts: CommandTexts) -> list[BotCommand]:
    return [
        BotCommand("start", texts.start),
        *_in_groups(texts),
        BotCommand("privacy", texts.privacy),
        BotCommand("forget", texts.forget),
    ]


async def set_menus(bot: Bot) -> None:
    """Set every menu. Raises TelegramError at the first that can't be set."""
    for language, texts in LANGUAGES:
        words = texts.commands
        menus: tuple[tuple[BotCommandScope, list[BotCommand]], ...] = (
            (BotCommandScopeAllPrivateChats(), _in_private(words)),
            (BotCommandScopeAllGroupChats(), _in_groups(words)),
            (BotCommandScopeAllChatAdministrators(), _for_admins(words)),
        )
        for scope, menu in menus:
            await bot.set_my_commands(menu, scope, language)
