"""What an alert message shows: enough to compose it again and to see whether it has changed."""

import json
from dataclasses import dataclass
from typing import Self, TypeAlias

import msgspec

from bot.model import Amount

_Kept: TypeAlias = tuple[Amount, str | None, int, tuple[tuple[int, str, int], ...]]
"""A fingerprint as it is kept: arrays without names, truth as 0 or 1."""


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story in a message: its delivery, a digest of its words, and whether 更正 stands there."""

    delivery_id: int
    digest: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A message's stories in their order, and how the chat wanted them when they were sent."""

    amount: Amount
    language: str | None
    held: bool
    stories: tuple[ShownStory, ...]

    def text(self) -> str:
        """Return the fingerprint as it is kept."""
        stories = tuple((one.delivery_id, one.digest, int(one.corrected)) for one in self.stories)
        kept: _Kept = (self.amount, self.language, int(self.held), stories)
        return json.dumps(kept)

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the fingerprint that `text` was called on; raise ValueError for other texts."""
        amount, language, held, stories = msgspec.json.decode(text, type=_Kept)
        shown = (ShownStory(number, digest, bool(mark)) for number, digest, mark in stories)
        return cls(amount, language, bool(held), tuple(shown))
