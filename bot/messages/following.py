"""Buttons that follow what a story is about: a person, a place, a project."""

from collections.abc import Sequence
from zlib import crc32

from bot.messages.catalogue import Texts
from bot.messages.keys import ReadArticle
from bot.messages.labels import filled
from bot.messages.screen import Button, Screen
from bot.messages.settings_keys import Follow

MOST_SUBJECTS = 3
"""Subjects of a story that are offered to be followed."""


def follow_buttons(article_id: int, subjects: Sequence[str], texts: Texts) -> tuple[Button, ...]:
    """Return a button to follow each subject of a story."""
    return tuple(
        Button(filled(texts.answers.follow, one), Follow(article_id, number_of(one)))
        for one in subjects
    )


def number_of(subject: str) -> int:
    """Return the number that stands for a subject in a key."""
    return crc32(subject.encode("utf-8", "replace"))


def beside_reading(screen: Screen, buttons: tuple[Button, ...]) -> Screen:
    """Return a screen with the buttons in the row of its first button to read a story."""
    rows = list(screen.rows)
    reading = (
        at for at, row in enumerate(rows) if any(isinstance(one.key, ReadArticle) for one in row)
    )
    at = next(reading, None)
    if at is None or not buttons:
        return screen
    rows[at] = (*rows[at], *buttons)
    return Screen(screen.text, tuple(rows))
