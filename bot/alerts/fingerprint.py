"""What an alert message shows: enough to compose it again and to see whether it has changed."""

import json
from dataclasses import dataclass
from typing import Self

from bot.model import Amount


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
        """Return it as it is stored."""
        stories = [[one.delivery_id, one.digest, int(one.corrected)] for one in self.stories]
        return json.dumps([self.amount, self.language, int(self.held), stories])

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the fingerprint that `text` wrote."""
        amount, language, held, stories = json.loads(text)
        return cls(
            Amount(amount),
            language,
            bool(held),
            tuple(ShownStory(number, digest, bool(mark)) for number, digest, mark in stories),
        )
