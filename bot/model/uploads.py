"""The words of uploads and of the inbox, as frozen values that pass between the bot's rooms.

An **Upload** is what an admin sent at once: a page, or an archive of them. It is a draft first, and
is published or dropped; for a while a published one can be taken back. Moments are seconds of Unix
time.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.model.doubts import Doubt
from retrieval.model.pages import Currency

if TYPE_CHECKING:  # texts need these words, and none of them the archive's numpy
    from retrieval.store import Change


class Refusal(StrEnum):
    """Why a file, or an archive with all that is in it, is not read."""

    TOO_LARGE = "too_large"  # the detail is the limit, in megabytes
    NOT_FETCHED = "not_fetched"  # Telegram did not give it
    NOW_READ = "now_read"  # a former version could not read it
    NO_OCR = "no_ocr"  # what reads pictures is not installed
    DATA = "data"
    DATABASE = "database"
    PROGRAM = "program"
    SOUND = "sound"
    OLD_OFFICE = "old_office"
    SHEET = "sheet"
    SLIDES = "slides"
    DOCUMENT = "document"  # of another program
    PHONE_PICTURE = "phone_picture"
    DRAWING = "drawing"
    ARCHIVE = "archive"  # of another sort than ZIP
    UNKNOWN = "unknown"  # of no kind that is known
    COLUMNS = "columns"  # of text, side by side
    UNREADABLE = "unreadable"  # the detail says why, in Chinese and then English in brackets
    NO_STORY = "no_story"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    METHOD = "method"  # packed in a way that is not read
    NESTED = "nested"
    CLIMBS = "climbs"
    LINK = "link"
    TOO_MANY = "too_many"  # the detail is the limit
    BOMB = "bomb"  # the detail is the limit, in megabytes
    NO_PAGE = "no_page"
    LEFT_OUT = "left_out"  # no page was meant; the detail is how many such files there are


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not read: what it is called, why, and the detail that some reasons have."""

    name: str
    why: Refusal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DoubtfulPage:
    """A page of the inbox that a person should look at: why, and what it counts as."""

    page_id: int
    name: str
    doubts: tuple[Doubt, ...]
    currency: Currency


class UploadRefused(Exception):
    """Nothing of an upload is read, because of these."""

    def __init__(self, *refused: RefusedFile) -> None:
        super().__init__("; ".join(f"{one.name}: {one.why}" for one in refused))
        self.refused = refused


class UploadState(StrEnum):
    """What has become of an upload."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"
    TAKEN_BACK = "taken_back"


class EditKind(StrEnum):
    """What the sender of a draft changes in a page."""

    DROP = "drop"  # a story is left out
    JOIN = "join"  # it goes on the story before it


@dataclass(frozen=True, slots=True)
class PageEdit:
    """A change of a page: the story from line ``first`` to ``last``, by its headline's lines.

    ``title`` is what the story was called. Lines are counted from 1.
    """

    kind: EditKind
    first: int
    last: int
    heads: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """A page of an upload, without its text; ``change`` is what publishing it did, if it did.

    ``label`` is what the sender called it, and ``day`` what they say instead of the day that it
    tells, None where nothing was said. ``doubts`` are how many
    things there are to look at, ``edits`` what the sender changed, the first first.
    """

    position: int
    name: str
    stories: int
    change: "Change | None" = None
    label: str | None = None
    doubts: int = 0
    edits: tuple[PageEdit, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as it stands.

    ``owner`` is the user who sent it, in the private chat of the same id. ``refused`` are the files
    that are left out. ``day`` and ``paper`` are what the sender said of its pages.
    """

    id: int
    owner: int
    state: UploadState
    made_at: int
    published_at: int | None
    pages: tuple[UploadPage, ...]
    refused: tuple[RefusedFile, ...]
    day: dt.date | None = None
    paper: str | None = None

    @property
    def stories(self) -> int:
        """The number of stories on its pages."""
        return sum(page.stories for page in self.pages)

    @property
    def is_emptied(self) -> bool:
        """Whether its sender left out all its stories."""
        return not self.stories and any(page.edits for page in self.pages)

    @property
    def changes(self) -> "tuple[Change, ...]":
        """What publishing it did and was not taken back."""
        return tuple(page.change for page in self.pages if page.change is not None)
