"""The words of uploads and of the inbox, as frozen values that pass between the bot's rooms.

An **Upload** is what an admin sent at once: a page, or an archive of them. It is a draft first, and
is published or dropped; for a while a published one can be taken back. Moments are seconds of Unix
time.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.model import Doubt
from retrieval.model.pages import Currency

if TYPE_CHECKING:  # texts need these words, and none of them the archive's numpy
    from retrieval.store import Change


class Refusal(StrEnum):
    """Why a file, or an archive with all that is in it, is not read."""

    TOO_LARGE = "too_large"  # the detail is the limit, in megabytes
    NOT_FETCHED = "not_fetched"  # Telegram did not give it
    PDF = "pdf"
    WORD = "word"
    IMAGE = "image"
    WEB = "web"
    DATA = "data"
    COLUMNS = "columns"  # of text, side by side
    SHEET = "sheet"
    ARCHIVE = "archive"  # of another sort than ZIP
    OTHER = "other"  # the detail is its ending
    UNREADABLE = "unreadable"  # the detail says why
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


@dataclass(frozen=True, slots=True)
class File:
    """A page's bytes under the path that it came by."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an upload holds, by path: pages to read, and files that are no pages."""

    pages: tuple[File, ...]
    refused: tuple[RefusedFile, ...] = ()


class UploadState(StrEnum):
    """What has become of an upload."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class UploadPage:
    """A page of an upload, without its bytes; ``change`` is what publishing it did, if it did.

    ``label`` is what the sender called it, None where nothing was said.
    """

    position: int
    name: str
    stories: int
    change: "Change | None" = None
    label: str | None = None


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
    def changes(self) -> "tuple[Change, ...]":
        """What publishing it did and was not taken back."""
        return tuple(page.change for page in self.pages if page.change is not None)
