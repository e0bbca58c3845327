"""What is on the screen of a conversation, told from what was shown of late."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import AnswerMessage, Way


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What words may be about.

    ``shown`` was shown last; ``listed`` is the last list, whose numbers count; ``topic`` is what
    was last answered, or read. Where nothing was shown each of them is None.
    """

    shown: AnswerMessage | None = None
    listed: AnswerMessage | None = None
    topic: AnswerMessage | None = None

    @property
    def story(self) -> int | None:
        """The story at hand: the one that is read, or the first of a list."""
        return self.shown.articles[0] if self.shown else None

    @property
    def is_asked(self) -> bool:
        """Whether what was shown last is what one story answers, and not the story itself."""
        shown = self.shown
        return shown is not None and not shown.whole and shown.inquiry.way is Way.STORY


def on_screen(lately: Sequence[AnswerMessage]) -> OnScreen:
    """Return what is on the screen; ``lately`` was shown of late, the newest first.

    The list behind a story, or behind what one story answers, is the last one that has it, or else
    the last one of all. Where nothing was answered, the topic is what was nearest.
    """
    shown = [one for one in lately if one.articles]
    if not shown:
        return OnScreen()
    lists = [one for one in shown if not _is_of_one(one)]
    read = shown[0].articles[0] if _is_of_one(shown[0]) else None
    behind = (one for one in lists if read is None or read in one.articles)
    return OnScreen(
        shown[0],
        next(behind, lists[0] if lists else None),
        next((one for one in shown if not one.near), shown[0]),
    )


def _is_of_one(shown: AnswerMessage) -> bool:
    """Return whether a message is of one story: the story itself, or what it answers."""
    return shown.whole or shown.inquiry.way is Way.STORY
