"""Keys of the buttons about subscriptions, settings, and what is kept of people.

Each names the chat, the subscription or the person that it is about: where it was tapped, and by
whom, is checked against that.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.messages.key_codec import ChatNumber, Number, Words, YesNo


class Act(StrEnum):
    """What can be done with a subscription."""

    SHOW = "s"
    PAUSE = "p"
    RESUME = "r"
    DELETE = "d"
    UNDO = "u"  # delete it, just made
    REWORD = "w"
    PREVIEW = "v"


class Part(StrEnum):
    """A page of a chat's settings."""

    ALL = "a"
    PACE = "p"
    QUIET = "q"
    ZONE = "z"
    AMOUNT = "t"
    LANGUAGE = "l"
    ASKING = "k"


@dataclass(frozen=True, slots=True)
class OnSubscription:
    """Do this with the subscription of this id."""

    form: ClassVar = "s{act}:{subscription_id}"
    act: Act
    subscription_id: Number


@dataclass(frozen=True, slots=True)
class ListSubscriptions:
    """Show page ``page`` (from 0) of a chat's subscriptions."""

    form: ClassVar = "l:{chat_id}:{page}"
    chat_id: ChatNumber
    page: Number = 0


@dataclass(frozen=True, slots=True)
class AlertMe:
    """Subscribe to what the button's message answers."""

    form: ClassVar = "w"


@dataclass(frozen=True, slots=True)
class Follow:
    """Subscribe to a subject of the article: to which, is told by the number made of its words."""

    form: ClassVar = "y{article_id}:{subject}"
    article_id: Number
    subject: Number


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show a page of a chat's settings."""

    form: ClassVar = "c{part}:{chat_id}"
    chat_id: ChatNumber
    part: Part = Part.ALL


@dataclass(frozen=True, slots=True)
class Wish:
    """Change a setting of a chat as ``words`` wish, in ASCII, and show that page of them."""

    form: ClassVar = "c{part}:{chat_id}:{words}"
    chat_id: ChatNumber
    part: Part
    words: Words


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete all that is kept of a user, who alone may tap it, or, not ``wanted``, nothing."""

    form: ClassVar = "f{wanted}{user_id}"
    user_id: Number
    wanted: YesNo


Choice = OnSubscription | ListSubscriptions | AlertMe | Follow | ShowSettings | Wish | Forget
