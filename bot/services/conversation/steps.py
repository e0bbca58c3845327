"""What words about what is on the screen ask for: the steps of a conversation.

A step that is about one story has its ``number``: as it is shown, from the end where it is below 0
(-1 is the last), or 0 for the story at hand.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

THIS = 0
"""Stands for the story at hand, in place of a number."""


class About(StrEnum):
    """What can be told of a story in a line or two."""

    BYLINE = "byline"  # who wrote it
    DAY = "day"  # of which day it is
    PLACE = "place"  # in which issue and on which page it was printed
    PICTURES = "pictures"  # whether there were any, and who took them
    LEAD = "lead"  # its first sentences


@dataclass(frozen=True, slots=True)
class Open:
    """Show a story in full."""

    number: int = THIS


@dataclass(frozen=True, slots=True)
class Tell:
    """Something is to be told of a story."""

    what: About
    number: int = THIS


@dataclass(frozen=True, slots=True)
class More:
    """Show what else there is: the list's next page, or stories like the one at hand."""

    number: int = THIS


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Show the page that comes after the one shown, or before it."""

    forward: bool


@dataclass(frozen=True, slots=True)
class NextStory:
    """Show the story that comes after the one at hand, or before it."""

    forward: bool


@dataclass(frozen=True, slots=True)
class GoOn:
    """Show what comes next, or came before: a story, where one is being read, or else a page."""

    forward: bool


@dataclass(frozen=True, slots=True)
class CountThem:
    """Count what there is."""


@dataclass(frozen=True, slots=True)
class Relate:
    """List other stories on the same subject."""

    number: int = THIS


@dataclass(frozen=True, slots=True)
class SameDay:
    """List the other stories of the same issue."""

    number: int = THIS


@dataclass(frozen=True, slots=True)
class SameReporter:
    """List what else a story's reporter wrote."""

    number: int = THIS


@dataclass(frozen=True, slots=True)
class GoBack:
    """Show the list again."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Show again what was shown last."""


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A question about somebody who is called ``word``; ``rest`` is what is asked."""

    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class WhatOf:
    """The same about other ``words``."""

    words: str


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question, as typed, without a subject of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowLatest:
    """Show the newest issue, whatever is on the screen."""


OnStories: TypeAlias = Open | Tell | More | Relate | SameDay | SameReporter
OnLists: TypeAlias = TurnPage | NextStory | GoOn | CountThem | GoBack | Repeat
Act: TypeAlias = OnStories | OnLists | ShowLatest
"""What the words of the grammar ask for."""
Step: TypeAlias = Act | OfPerson | WhatOf | Leaning
