"""What the bot says about pages that a person should look at, and those that are held back."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.model.doubts import DoubtKind


@dataclass(frozen=True, slots=True)
class DoubtTexts:
    """The texts, the same on every way in."""

    head: str
    line: str  # {text}
    kinds: Mapping[DoubtKind, str]  # each kind's, {0} and {1} its values
    of_now: str
    taken_for_now: str
    held_ahead: str
    held_undated: str
    reported: str  # {count}; to admins, above a line for each doubt of a page
    page: str  # {name}, {text}
    release: str  # {name}: a button
    released: str
    not_held: str
    waiting: str  # {count}
    waiting_page: str  # {name}, {day}
    no_day: str
