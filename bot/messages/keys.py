"""Keys: what a button stands for, in the 64 bytes that Telegram keeps with it.

A key holds nothing that a restart would lose: articles' ids last, and what the message under which
a button stands shows is kept (see `bot.services.questions`). Anyone can send any key, so decoding
takes nothing for granted.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias, get_args

from bot.messages.desk_keys import DeskKey
from bot.messages.feedback_keys import FeedbackKey
from bot.messages.issues_keys import IssueKey
from bot.messages.key_codec import Codec, Digit, Number, Place, YesNo, letters
from bot.messages.settings_keys import Choice
from bot.messages.uploads_keys import UploadKey
from bot.messages.wishes_keys import WishKey
from retrieval.model import Order

MAX_BYTES = 64
FURTHEST = 99_999
"""The last hit that a page may begin after."""

OrderLetter: TypeAlias = Annotated[Order, letters({"r": Order.RELEVANCE, "n": Order.NEWEST})]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """Show the article, from its ``part`` (from 0) on."""

    form: ClassVar = "a:{article_id}[:{part}]"
    article_id: Number
    part: Number = 0


@dataclass(frozen=True, slots=True)
class ByTitle:
    """Ask for what the article's headline says."""

    form: ClassVar = "t{article_id}"
    article_id: Number


@dataclass(frozen=True, slots=True)
class ByReporter:
    """Ask for the stories of the article's first reporter."""

    form: ClassVar = "r{article_id}"
    article_id: Number


@dataclass(frozen=True, slots=True)
class Latest:
    """Ask for the newest bulletin's headlines."""

    form: ClassVar = "n"


@dataclass(frozen=True, slots=True)
class Replied:
    """Ask what the message asks that the button's message replies to."""

    form: ClassVar = "m"


@dataclass(frozen=True, slots=True)
class Suggested:
    """Ask what the answer that the button is under suggests instead; of several, which (from 0)."""

    form: ClassVar = "g[{number}]"
    number: Digit = 0


Asked = ByTitle | ByReporter | Latest | Replied | Suggested


@dataclass(frozen=True, slots=True)
class TurnTo:
    """Show what comes after ``start`` hits of the answer that the button is under."""

    form: ClassVar = "p:{start}:{order}"
    start: Place
    order: OrderLetter = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Mute:
    """Pause what the message of alerts matched in which this delivery is."""

    form: ClassVar = "u{delivery_id}"
    delivery_id: Number


@dataclass(frozen=True, slots=True)
class Unmute:
    """Resume what `Mute` paused."""

    form: ClassVar = "v{delivery_id}"
    delivery_id: Number


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Send a notice that waits to be confirmed, or, not ``wanted``, drop it."""

    form: ClassVar = "b{wanted}{notice_id}"
    notice_id: Number
    wanted: YesNo


@dataclass(frozen=True, slots=True)
class Release:
    """Release a page that is held back."""

    form: ClassVar = "h{page_id}"
    page_id: Number


@dataclass(frozen=True, slots=True)
class RetryAlerts:
    """Try again the alerts that are in quarantine."""

    form: ClassVar = "q"


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
    | WishKey
    | DeskKey
)

_CODEC: Codec[Key] = Codec(get_args(Key))


def encode(key: Key) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    return _CODEC.pack(key)


def decode(data: str) -> Key | None:
    """Return the key that ``data`` spells, or None for anything that is none."""
    return _CODEC.unpack(data)
