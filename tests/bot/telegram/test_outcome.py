"""What Telegram answers, sorted by who can mend it."""

import pytest
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.calls import CallFailed, failure_in, once
from bot.telegram.outcome import (
    MAYBE,
    ChatMoved,
    FileTooBig,
    Outcome,
    RateLimited,
    Refused,
    Rejected,
    Sent,
    Textless,
    TokenUnknown,
    TopicGone,
    Transient,
    Unreachable,
    WaitsNoLonger,
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


@pytest.mark.parametrize(
    ("error", "kind", "of"),
    [
        (BadRequest("file is too big"), FileTooBig, Rejected),
        (BadRequest("query is too old and response timeout expired"), WaitsNoLonger, Rejected),
        (BadRequest("there is no text in the message to edit"), Textless, Refused),
        (InvalidToken(), TokenUnknown, Transient),
    ],
    ids=str,
)
def test_what_few_need_to_tell_is_a_kind_of_what_it_is_to_others(
    error: TelegramError, kind: type, of: type
) -> None:
    assert type(outcome_of(error)) is kind
    assert isinstance(outcome_of(error), of)


@pytest.mark.parametrize("reason", ["Timed out", "httpx.ReadError: ", "httpx.RemoteProtocolError"])
def test_what_may_have_arrived_is_said_to(reason: str) -> None:
    for error in (TimedOut(reason), NetworkError(reason)):
        assert outcome_of(error) == Transient(f"{MAYBE}: {reason}")


@pytest.mark.parametrize(
    ("outcome", "passes", "refused"),
    [
        (RateLimited(5.0), True, False),
        (Transient("502"), True, False),
        (Sent(0), False, False),
        (ChatMoved(-1005), False, False),
        (Refused("TOPIC_CLOSED"), False, True),
        (Unreachable("kicked"), False, True),
        (Rejected("too long"), False, True),
    ],
    ids=str,
)
def test_a_failed_call_passes_or_is_refused_or_is_known_to_be_neither(
    outcome: Outcome,
    passes: bool,  # noqa: FBT001 (of a table)
    refused: bool,  # noqa: FBT001
) -> None:
    failed = CallFailed(outcome, "")
    assert (failed.passes, failed.refused) == (passes, refused)


async def test_a_call_fails_with_its_outcome_and_says_what_telegram_said() -> None:
    async def call() -> None:
        raise Forbidden("bot was kicked from the group chat")

    with pytest.raises(CallFailed, match="Forbidden: bot was kicked") as caught:
        await once(call)
    assert isinstance(caught.value.outcome, Unreachable)


def test_only_calls_are_failed_calls() -> None:
    failed = CallFailed(Transient("502"), "")
    assert failure_in(failed) is failed
    assert failure_in(LookupError("lost")) is None
