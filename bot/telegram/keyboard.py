"""A screen's buttons, as Telegram wants them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages.keys import encode
from bot.messages.screen import Screen


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    """Return the screen's buttons; None if it has none."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one.label, callback_data=encode(one.key)) for one in row]
            for row in screen.rows
        ]
    )
