"""Keys of the buttons on the editor's desk, which the bot's admins have."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from bot.messages.key_codec import Number, Place, YesNo


class DeskSubject(StrEnum):
    """What the desk is about: all of it, or one of its lists."""

    ALL = "a"
    DRAFTS = "d"
    DOUBTS = "s"
    ERRORS = "e"
    PAGES = "h"
    CORRECTIONS = "c"
    SET_ASIDE = "q"
    UNANSWERED = "n"
    FIGURES = "f"
    NOTICES = "b"
    STATUS = "t"


@dataclass(frozen=True, slots=True)
class ShowDesk:
    """Show part ``page`` (from 0) of a list; of a ``week`` (202648, 0 for this) if it has any."""

    form: ClassVar = "o{subject}[:{page}][w{week}]"
    subject: DeskSubject
    page: Place = 0
    week: Number = 0


@dataclass(frozen=True, slots=True)
class OpenOnDesk:
    """Show what has this number in a list, with a way back to part ``page`` of it."""

    form: ClassVar = "o{subject}:{page}:{number}[w{week}]"
    subject: DeskSubject
    page: Place
    number: Number
    week: Number = 0


@dataclass(frozen=True, slots=True)
class PageSeen:
    """Take a page off the list of those in doubt: somebody has looked at it."""

    form: ClassVar = "ov{page_id}"
    page_id: Number


@dataclass(frozen=True, slots=True)
class ReplaceFormer:
    """Replace the page that this one may be a new version of; not ``sure``, ask first."""

    form: ClassVar = "or{sure}{page_id}"
    page_id: Number
    sure: YesNo


@dataclass(frozen=True, slots=True)
class WriteNotice:
    """Ask for the text of a notice to everybody."""

    form: ClassVar = "ow"


DeskKey: TypeAlias = ShowDesk | OpenOnDesk | PageSeen | ReplaceFormer | WriteNotice
