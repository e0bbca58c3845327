"""What somebody wishes of the bot, as values: each is what a command does, in plain words.

``sure`` tells that the words mean nothing else: it is done at once. Where they may mean something
else too, one button offers it; but opting out that is not ``sure`` is done if there is anything
that it can end, and means nothing otherwise. ``likely`` tells of opting out that it was learnt, not
read: it is offered, whatever there is to end.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SubscribeTo:
    """To be told of ``words``, empty where none are said; ``pace`` is a setting said with it."""

    words: str
    sure: bool = True
    pace: str = ""


@dataclass(frozen=True, slots=True)
class UnsubscribeFrom:
    """To be told of ``words`` no more; empty where it is not said which."""

    words: str
    sure: bool = True
    likely: bool = False


@dataclass(frozen=True, slots=True)
class StopAll:
    """To be sent nothing more."""

    sure: bool = True
    likely: bool = False


@dataclass(frozen=True, slots=True)
class ResumeAll:
    """To be sent again what was stopped."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """A setting as `bot.services.settings_words` reads it, in ASCII.

    It is the ``nearest`` where what is said is not to be had: 周一三五.
    """

    words: str
    sure: bool = True
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class SeeSubscriptions:
    """To see what is subscribed to."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class SeeSettings:
    """To see the settings."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """To have deleted what is kept of oneself."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class SeePrivacy:
    """To know what is kept."""

    sure: bool = True


@dataclass(frozen=True, slots=True)
class SeeHelp:
    """To know how the bot is used."""

    sure: bool = True


Wish: TypeAlias = (
    SubscribeTo
    | UnsubscribeFrom
    | StopAll
    | ResumeAll
    | ChangeSetting
    | SeeSubscriptions
    | SeeSettings
    | ForgetMe
    | SeePrivacy
    | SeeHelp
)
