"""Buttons as Telegram wants them."""

from telegram import InlineKeyboardMarkup

from bot.messages.feedback import is_of_votes
from bot.messages.feedback_keys import RateAnswer
from bot.messages.keys import Key, Latest, ReadArticle
from bot.messages.markup import plain
from bot.messages.screen import Button, ByTelegram, CopyText, Screen, Share
from bot.telegram.keyboard import keyboard, with_rows

VOTE = RateAnswer(good=True)


def shown(*rows: Key | ByTelegram) -> InlineKeyboardMarkup:
    """A keyboard with a row for each button."""
    markup = keyboard(Screen(plain("x"), tuple((Button("a", one),) for one in rows)))
    assert markup is not None
    return markup


def data(markup: InlineKeyboardMarkup | None) -> list[object]:
    return [row[0].callback_data for row in markup.inline_keyboard] if markup else []


def test_each_sort_of_button_is_sent_as_such() -> None:
    rows = shown(Latest(), Share("桥"), CopyText("《桥》")).inline_keyboard
    assert [row[0].to_dict() for row in rows] == [
        {"text": "a", "callback_data": "n"},
        {"text": "a", "switch_inline_query": "桥"},
        {"text": "a", "copy_text": {"text": "《桥》"}},
    ]


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert keyboard(Screen(plain("x"))) is None


def test_rows_take_the_place_of_those_of_their_kind() -> None:
    markup = shown(Latest(), VOTE, RateAnswer(good=False), Share("桥"))
    new = [[Button("b", ReadArticle(1))], [Button("c", ReadArticle(2))]]
    assert data(with_rows(markup, new, instead_of=is_of_votes)) == ["n", "a:1", "a:2", None]


def test_rows_stand_last_where_there_were_none_of_their_kind() -> None:
    new = [[Button("b", VOTE)]]
    assert data(with_rows(shown(Latest(), Share("桥")), new, instead_of=is_of_votes))[2:] == ["k1"]


def test_what_is_not_ours_stays() -> None:
    markup = shown(VOTE)
    assert with_rows(markup, [], instead_of=is_of_votes) is None
    assert with_rows(markup, [], instead_of=lambda _: False) == markup
