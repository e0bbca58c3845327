"""What a message of the bot's offers to those who reply to it: stories to read, alerts to mute."""

import re
from collections.abc import Iterator

from telegram import InlineKeyboardButton, Message

from bot.messages.keys import Key, Mute, ReadArticle, decode

ALERT_WORDS = re.compile(
    r"(?:(?P<full>全文|full)|(?P<more>更多|more)|(?P<mute>静音|mute))\s*(?P<number>[0-9]{0,4})[。.!！]*",
    re.IGNORECASE,
)
"""What can be said in reply to an alert."""


def asks_about_alert(replied: Message | None, text: str) -> bool:
    """Return whether ``text`` asks for what an alert offers, in reply to one."""
    return bool(ALERT_WORDS.fullmatch(text)) and mute_key(replied) is not None


def mute_key(replied: Message | None) -> Mute | None:
    """Return the key under a message of alerts that mutes it; None for any other message."""
    return next((key for _, key in _keys(replied) if isinstance(key, Mute)), None)


def offered_articles(replied: Message | None) -> dict[int, int]:
    """Return the ids of the articles that ``replied`` has buttons for, by the number on each."""
    return {
        _number_on(button): key.article_id
        for button, key in _keys(replied)
        if isinstance(key, ReadArticle) and key.part == 0
    }


def _keys(replied: Message | None) -> Iterator[tuple[InlineKeyboardButton, Key]]:
    """Yield the buttons of ours under a message, in order, each with its key."""
    if replied is None or replied.reply_markup is None:
        return
    for row in replied.reply_markup.inline_keyboard:
        for button in row:
            data = button.callback_data
            if isinstance(data, str) and (key := decode(data)) is not None:
                yield button, key


def _number_on(button: InlineKeyboardButton) -> int:
    """Return the number at the label's end; 1 for the only story's button, which has none."""
    digits = re.search(r"[0-9]+$", button.text)
    return int(digits[0]) if digits else 1
