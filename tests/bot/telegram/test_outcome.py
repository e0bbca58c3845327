"""What Telegram answers, sorted by who can mend it."""

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.outcome import (
    RateLimited,
    Refused,
    Rejected,
    TopicGone,
    Transient,
    Unreachable,
    outcome_of,
)


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("not enough rights to send text messages to the chat"),
        BadRequest("have no rights to send a message"),
        BadRequest("need administrator rights in the channel chat"),
        BadRequest("CHAT_ADMIN_REQUIRED"),
        BadRequest("CHAT_SEND_PLAIN_FORBIDDEN"),
        BadRequest("CHAT_WRITE_FORBIDDEN"),
        BadRequest("USER_BANNED_IN_CHANNEL"),
        BadRequest("TOPIC_CLOSED"),
        BadRequest("SLOWMODE_WAIT_20"),
        BadRequest("words that came with a later version"),
        Forbidden("PRIVACY_PREMIUM_REQUIRED"),
        Forbidden("words that came with a later version"),
    ],
    ids=str,
)
def test_what_somebody_there_can_mend_is_refused(error: TelegramError) -> None:
    assert outcome_of(error) == Refused(error.message)


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("bot was blocked by the user"),
        Forbidden("user is deactivated"),
        Forbidden("bot was kicked from the supergroup chat"),
        Forbidden("bot was kicked from the channel chat"),
        Forbidden("bot is not a member of the channel chat"),
        Forbidden("the group chat was deleted"),
        Forbidden("bot can't initiate conversation with a user"),
        Forbidden("bot can't send messages to bots"),
        BadRequest("chat not found"),
        BadRequest("PEER_ID_INVALID"),
        BadRequest("group chat was deactivated"),
    ],
    ids=str,
)
def test_a_chat_that_shut_the_bot_out_is_unreachable(error: TelegramError) -> None:
    assert outcome_of(error) == Unreachable(error.message)


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("can't parse entities: unclosed start tag at byte offset 9"),
        BadRequest("message text is empty"),
        BadRequest("message is too long"),
        BadRequest("MESSAGE_TOO_LONG"),
        BadRequest("ENTITY_BOUNDS_INVALID"),
        BadRequest("ENTITIES_TOO_LONG"),
        BadRequest("BUTTON_DATA_INVALID"),
        BadRequest("BUTTON_URL_INVALID"),
        BadRequest("REPLY_MARKUP_TOO_LONG"),
        BadRequest("wrong HTTP URL specified"),
        BadRequest("unsupported parse_mode"),
    ],
    ids=str,
)
def test_what_telegram_cannot_read_is_rejected(error: TelegramError) -> None:
    assert outcome_of(error) == Rejected(error.message)


def test_what_time_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the bot does
    assert outcome_of(RetryAfter(7)) == RateLimited(7.0)
    assert outcome_of(NetworkError("Bad Gateway")) == Transient("Bad Gateway")


def test_a_deleted_topic_is_gone() -> None:
    error = BadRequest("message thread not found")
    assert outcome_of(error) == TopicGone(error.message)
