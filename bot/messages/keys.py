"""Keys: what a button stands for, in the 64 bytes that Telegram keeps with it.

A key holds nothing that a restart would lose: articles' ids last, and what the message under which
a button stands shows is kept (see `bot.services.questions`). Anyone can send any key, so decoding
takes nothing for granted.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.messages.feedback_keys import (
    Correct,
    ExportFeedback,
    FeedbackKey,
    OnProposal,
    RateAnswer,
    ReportError,
    decode_feedback,
    encode_feedback,
)
from bot.messages.issues_keys import IssueKey, ShowIssue, ShowMonth, decode_issue, encode_issue
from bot.messages.settings_keys import (
    AlertMe,
    Choice,
    Forget,
    ListSubscriptions,
    OnSubscription,
    ShowSettings,
    Wish,
    decode_choice,
    encode_choice,
)
from bot.messages.uploads_keys import (
    AskLabel,
    ListPages,
    OnStory,
    OnUpload,
    PickDay,
    PickPaper,
    ShowStories,
    ShowUpload,
    StateDay,
    StatePaper,
    UploadKey,
    decode_upload,
    encode_upload,
)
from retrieval.model import Order

MAX_BYTES = 64
FURTHEST = 99_999
"""The last hit that a page may begin after."""

_NUMBER = "(0|[1-9][0-9]{0,17})"  # within SQLite's 64 bits
_ARTICLE = re.compile(f"a:{_NUMBER}(?::{_NUMBER})?")
_NUMBERED = re.compile(f"([uvh]){_NUMBER}")
_DRAFT = re.compile(f"b([xy]){_NUMBER}")
_ASKED = re.compile(f"g([1-9]?)|r{_NUMBER}|t{_NUMBER}")
_TURNED = re.compile("p:(0|[1-9][0-9]{0,4}):([rn])")
_ORDERS = {"r": Order.RELEVANCE, "n": Order.NEWEST}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """Show the article, from its ``part`` (from 0) on."""

    article_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class ByTitle:
    """Ask for what the article's headline says."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ByReporter:
    """Ask for the stories of the article's first reporter."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Latest:
    """Ask for the newest bulletin's headlines."""


@dataclass(frozen=True, slots=True)
class Replied:
    """Ask what the message asks that the button's message replies to."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Ask what the answer that the button is under suggests instead; of several, which (from 0)."""

    number: int = 0


Asked = ByTitle | ByReporter | Latest | Replied | Suggested


@dataclass(frozen=True, slots=True)
class TurnTo:
    """Show what comes after ``start`` hits of the answer that the button is under."""

    start: int
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Mute:
    """Pause what the message of alerts matched in which this delivery is."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class Unmute:
    """Resume what `Mute` paused."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Send a notice that waits to be confirmed, or, not ``wanted``, drop it."""

    notice_id: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Release:
    """Release a page that is held back."""

    page_id: int


@dataclass(frozen=True, slots=True)
class RetryAlerts:
    """Try again the alerts that are in quarantine."""


Key = (
    ReadArticle
    | Asked
    | TurnTo
    | Mute
    | Unmute
    | Broadcast
    | Release
    | RetryAlerts
    | IssueKey
    | UploadKey
    | Choice
    | FeedbackKey
)


_FIXED: Mapping[str, Key] = {"m": Replied(), "n": Latest(), "q": RetryAlerts()}
_KINDS: dict[str, Callable[[int], Mute | Unmute | Release]] = {
    "u": Mute,
    "v": Unmute,
    "h": Release,
}


def encode(key: Key) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case (
            OnSubscription() | ListSubscriptions() | AlertMe() | ShowSettings() | Wish() | Forget()
        ):
            return encode_choice(key)
        case ShowIssue() | ShowMonth():
            return encode_issue(key)
        case (
            OnUpload()
            | ShowUpload()
            | ListPages()
            | ShowStories()
            | OnStory()
            | StateDay()
            | PickDay()
            | PickPaper()
            | StatePaper()
            | AskLabel()
        ):
            return encode_upload(key)
        case RateAnswer() | ReportError() | Correct() | OnProposal() | ExportFeedback():
            return encode_feedback(key)
        case ByTitle() | ByReporter() | Latest() | Replied() | Suggested() | RetryAlerts():
            return _asked(key)
        case _:
            return _shown(key)


def _shown(key: ReadArticle | TurnTo | Mute | Unmute | Broadcast | Release) -> str:
    match key:
        case ReadArticle(article_id, part):
            return f"a:{article_id}:{part}" if part else f"a:{article_id}"
        case TurnTo(start, order):
            return f"p:{start}:{order[0]}"
        case Mute(delivery_id):
            return f"u{delivery_id}"
        case Unmute(delivery_id):
            return f"v{delivery_id}"
        case Broadcast(notice_id, wanted):
            return f"b{'y' if wanted else 'x'}{notice_id}"
        case Release(page_id):
            return f"h{page_id}"


def _asked(asked: Asked | RetryAlerts) -> str:
    match asked:
        case ByTitle(article_id):
            return f"t{article_id}"
        case ByReporter(article_id):
            return f"r{article_id}"
        case Latest():
            return "n"
        case Replied():
            return "m"
        case Suggested(number):
            return f"g{number or ''}"
        case RetryAlerts():
            return "q"


def decode(data: str) -> Key | None:
    """Return the key that ``data`` spells, or None for anything that `encode` does not return."""
    if found := _ARTICLE.fullmatch(data):
        return ReadArticle(int(found[1]), int(found[2] or 0))
    if found := _NUMBERED.fullmatch(data):
        return _KINDS[found[1]](int(found[2]))
    if found := _DRAFT.fullmatch(data):
        return Broadcast(int(found[2]), wanted=found[1] == "y")
    if found := _TURNED.fullmatch(data):
        return TurnTo(int(found[1]), _ORDERS[found[2]])
    if found := _ASKED.fullmatch(data):
        return _asked_by(*found.groups())
    fixed = _FIXED.get(data)
    return (
        fixed
        or decode_upload(data)
        or decode_choice(data)
        or decode_feedback(data)
        or decode_issue(data)
    )


def _asked_by(suggested: str | None, reporter: str | None, title: str | None) -> Asked:
    if suggested is not None:
        return Suggested(int(suggested or 0))
    return ByReporter(int(reporter)) if reporter else ByTitle(int(title or 0))
