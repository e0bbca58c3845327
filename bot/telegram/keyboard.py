"""A screen's buttons, as Telegram wants them."""

from collections.abc import Callable, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages.keys import Key, decode, encode
from bot.messages.screen import Button, CopyText, Screen, Share


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    """Return the screen's buttons; None if it has none."""
    return _markup([_row(row) for row in screen.rows])


def with_rows(
    markup: InlineKeyboardMarkup,
    rows: Sequence[Sequence[Button]],
    *,
    instead_of: Callable[[Key], bool],
) -> InlineKeyboardMarkup | None:
    """Return a keyboard with rows in place of those that hold such keys; None if none is left.

    They stand where the first of those did, or below all others where there was none.
    """
    kept: list[Sequence[InlineKeyboardButton]] = []
    place = None
    for row in markup.inline_keyboard:
        keys = [decode(one.callback_data) for one in row if isinstance(one.callback_data, str)]
        if any(key is not None and instead_of(key) for key in keys):
            place = len(kept) if place is None else place
        else:
            kept.append(row)
    at = len(kept) if place is None else place
    return _markup([*kept[:at], *map(_row, rows), *kept[at:]])


def _markup(rows: Sequence[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(rows) if rows else None


def _row(row: Sequence[Button]) -> list[InlineKeyboardButton]:
    return [_button(one) for one in row]


def _button(one: Button) -> InlineKeyboardButton:
    match one.key:
        case Share(words):
            return InlineKeyboardButton(one.label, switch_inline_query=words)
        case CopyText(text):
            return InlineKeyboardButton(one.label, copy_text=CopyTextButton(text))
        case key:
            return InlineKeyboardButton(one.label, callback_data=encode(key))
