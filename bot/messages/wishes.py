"""Plain wishes as messages: what was stopped or goes on again, and what is offered."""

from collections.abc import Collection

from bot.messages.catalogue import Texts
from bot.messages.keys import Replied
from bot.messages.markup import plain
from bot.messages.screen import Button, Screen, button
from bot.messages.settings_keys import ListSubscriptions, Part, Wish
from bot.messages.wishes_keys import (
    DoWish,
    ResumeHere,
    StopHere,
    SubscribeAgain,
    may_come_back,
)

_KEPT = 40  # characters of ids on a button


def stopped_screen(chat_id: int, count: int, resting: Collection[int], texts: Texts) -> Screen:
    """Return that ``count`` subscriptions are paused, with the one tap that brings them back.

    Those ``resting`` before, by their ids, stay paused then, unless they are too many for a button.
    """
    kept = ",".join(map(str, resting))
    key = ResumeHere(chat_id, kept if len(kept) <= _KEPT else "")
    row = (button(texts.wishes.resume_all, key), _mine(chat_id, texts))
    return Screen(plain(texts.wishes.stopped.format(count=count)), (row,))


def resumed_screen(chat_id: int, count: int, texts: Texts) -> Screen:
    """Return that ``count`` subscriptions go on, with the one tap that stops them again."""
    row = (button(texts.wishes.stop_all, StopHere(chat_id)), _mine(chat_id, texts))
    return Screen(plain(texts.wishes.resumed.format(count=count)), (row,))


def offer_screen(text: str, texts: Texts) -> Screen:
    """Return an offer to do what the message replied to wishes, or to take it for a question."""
    own = texts.wishes
    return Screen(plain(text), ((button(own.do_it, DoWish()), button(own.ask_it, Replied())),))


def offer_stop_screen(chat_id: int, texts: Texts) -> Screen:
    """Return an offer to pause all subscriptions of a chat, or to take the words for a question."""
    own = texts.wishes
    stop, ask = button(f"🔕 {own.stop_all}", StopHere(chat_id)), button(own.ask_it, Replied())
    return Screen(plain(own.offer_stop), ((stop, ask),))


def with_way_back(screen: Screen, query: str, texts: Texts) -> Screen:
    """Return a message on a deleted subscription with the tap that makes it again, if one can."""
    if not may_come_back(query):
        return screen
    row = (button(texts.wishes.subscribe_again, SubscribeAgain(query)),)
    return Screen(screen.text, (*screen.rows, row))


def with_stop_all(screen: Screen, chat_id: int, texts: Texts) -> Screen:
    """Return a choice of subscriptions with the tap above it that stops them all."""
    row = (button(f"🔕 {texts.wishes.stop_all}", StopHere(chat_id)),)
    return Screen(screen.text, (row, *screen.rows))


def with_no_more(screen: Screen, chat_id: int, texts: Texts) -> Screen:
    """Return a reply to words that were not understood with the tap below it that stops alerts."""
    row = (button(f"🔕 {texts.wishes.no_more}", StopHere(chat_id)),)
    return Screen(screen.text, (*screen.rows, row))


def with_change_back(screen: Screen, chat_id: int, words: str, texts: Texts) -> Screen:
    """Return the settings with the tap that changes them back, as ``words`` say."""
    row = (button(f"↩ {texts.wishes.change_back}", Wish(chat_id, Part.ALL, words)),)
    return Screen(screen.text, (row, *screen.rows))


def _mine(chat_id: int, texts: Texts) -> Button:
    return button(texts.subscribing.mine, ListSubscriptions(chat_id))
