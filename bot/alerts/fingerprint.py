"""What an alert message shows: enough to compose it again and to see whether it has changed."""

from dataclasses import dataclass, replace
from typing import Self, TypeAlias

import msgspec

from bot.model import Amount


class _Story(msgspec.Struct, frozen=True, array_like=True):
    """A story as it is kept; former versions kept its first three values alone."""

    delivery_id: int
    digest: str
    corrected: int
    page_id: int | None = None
    words: str = ""
    text: str = ""
    sent: str = ""
    title: str = ""


_Kept: TypeAlias = tuple[Amount, str | None, int, tuple[_Story, ...]]
"""A fingerprint as it is kept: arrays without names, truth as 0 or 1."""


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story in a message: its delivery, a digest of all that stands there, and whether 更正 does.

    ``page_id`` is the page whose printing it is, 0 for none, None where it was not kept; ``words``
    is a digest of all that is printed of it, ``text`` of that of its words which the message shows,
    ``sent`` of those that it was sent with, where 更正 stands and they are known. ``title`` is its
    headline, which stays where it is withdrawn.
    """

    delivery_id: int
    digest: str
    corrected: bool = False
    page_id: int | None = None
    words: str = ""
    text: str = ""
    sent: str = ""
    title: str = ""

    def after(self, before: "ShownStory") -> "ShownStory":
        """Return the story, marked as corrected unless it reads again as it was sent."""
        if not before.corrected and not self.is_correction_of(before):
            return self
        sent = before.sent if before.corrected else before.text
        undone = bool(sent) and self.text == sent
        return self if undone else replace(self, corrected=True, sent=sent)

    def is_correction_of(self, before: "ShownStory") -> bool:
        """Return whether the message showed other words, and it is the page that was corrected.

        A story that is printed again, on another page, is no correction; nor is another line of
        who wrote it and where, or another passage of the same story.
        """
        if before.page_id is None:
            return self.digest != before.digest
        return (
            self.page_id == before.page_id
            and self.words != before.words
            and self.text != before.text
        )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A message's stories in their order, and how the chat wanted them when they were sent."""

    amount: Amount
    language: str | None
    held: bool
    stories: tuple[ShownStory, ...]

    def text(self) -> str:
        """Return the fingerprint as it is kept."""
        stories = tuple(
            _Story(
                *(one.delivery_id, one.digest, int(one.corrected)),
                one.page_id,
                *(one.words, one.text, one.sent, one.title),
            )
            for one in self.stories
        )
        kept: _Kept = (self.amount, self.language, int(self.held), stories)
        return msgspec.json.encode(kept).decode()

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the fingerprint that `text` was called on; raise ValueError for other texts."""
        amount, language, held, stories = msgspec.json.decode(text, type=_Kept)
        shown = (
            ShownStory(
                *(one.delivery_id, one.digest, bool(one.corrected)),
                one.page_id,
                *(one.words, one.text, one.sent, one.title),
            )
            for one in stories
        )
        return cls(amount, language, bool(held), tuple(shown))
