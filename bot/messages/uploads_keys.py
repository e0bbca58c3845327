"""Keys of the buttons under a page that an admin sent.

Each names the upload; whose it is, and what may still be done with it, is checked against that.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.messages.key_codec import HashNumber, Number


class UploadAct(StrEnum):
    """What can be done with an upload."""

    PUBLISH = "y"
    DROP = "x"
    TAKE_BACK = "z"
    REPLACE = "r"  # publish, in the place of the pages that these may be new versions of


@dataclass(frozen=True, slots=True)
class OnUpload:
    """Do this with the upload of this id."""

    form: ClassVar = "d{act}{upload_id}"
    act: UploadAct
    upload_id: Number


@dataclass(frozen=True, slots=True)
class ShowUpload:
    """Show what was read from page ``page`` (from 0) of a draft."""

    form: ClassVar = "d{upload_id}:{page}"
    upload_id: Number
    page: Number = 0


@dataclass(frozen=True, slots=True)
class StateDay:
    """State that a draft is of a day (yyyymmdd), and show its page ``page`` again."""

    form: ClassVar = "dd{upload_id}:{page}:{day}"
    upload_id: Number
    page: Number
    day: Number


@dataclass(frozen=True, slots=True)
class PickDay:
    """Show the days of a month (yyyymm, 0 for this one) to choose a draft's from."""

    form: ClassVar = "dm{upload_id}:{page}:{month}"
    upload_id: Number
    page: Number
    month: Number = 0


@dataclass(frozen=True, slots=True)
class PickPaper:
    """Show the papers to choose a draft's from."""

    form: ClassVar = "dp{upload_id}:{page}"
    upload_id: Number
    page: Number


@dataclass(frozen=True, slots=True)
class StatePaper:
    """State that a draft is of the paper of that key; 0 asks for its name."""

    form: ClassVar = "dn{upload_id}:{page}:{paper}"
    upload_id: Number
    page: Number
    paper: HashNumber


@dataclass(frozen=True, slots=True)
class AskLabel:
    """Ask what a page of a draft is called."""

    form: ClassVar = "dl{upload_id}:{page}"
    upload_id: Number
    page: Number


@dataclass(frozen=True, slots=True)
class ListPages:
    """Show the pages of a draft, those to look at first."""

    form: ClassVar = "do{upload_id}"
    upload_id: Number


@dataclass(frozen=True, slots=True)
class ShowStories:
    """Show page ``page`` of a draft with buttons for its stories from ``start`` (from 0) on."""

    form: ClassVar = "ds{upload_id}:{page}:{start}"
    upload_id: Number
    page: Number
    start: Number


class StoryAct(StrEnum):
    """What can be done with a story of a draft."""

    DROP = "k"
    JOIN = "j"  # to the story before it
    UNDO = "u"  # either of these


@dataclass(frozen=True, slots=True)
class OnStory:
    """Do this with the story of a draft's page that begins at a line, or began there."""

    form: ClassVar = "d{act}{upload_id}:{page}:{line}"
    act: StoryAct
    upload_id: Number
    page: Number
    line: Number


StateKey = StateDay | PickDay | PickPaper | StatePaper | AskLabel
StoryKey = ShowStories | OnStory
UploadKey = OnUpload | ShowUpload | ListPages | StoryKey | StateKey
