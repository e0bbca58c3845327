"""Keys of the buttons under a page that an admin sent.

Each names the upload; whose it is, and what may still be done with it, is checked against that.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class UploadAct(StrEnum):
    """What can be done with an upload."""

    PUBLISH = "y"
    DROP = "x"
    TAKE_BACK = "z"
    REPLACE = "r"  # publish, in the place of the pages that these may be new versions of


@dataclass(frozen=True, slots=True)
class OnUpload:
    """Do this with the upload of this id."""

    act: UploadAct
    upload_id: int


@dataclass(frozen=True, slots=True)
class ShowUpload:
    """Show what was read from page ``page`` (from 0) of a draft."""

    upload_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class StateDay:
    """State that a draft is of a day (yyyymmdd), and show its page ``page`` again."""

    upload_id: int
    page: int
    day: int


@dataclass(frozen=True, slots=True)
class PickDay:
    """Show the days of a month (yyyymm, 0 for this one) to choose a draft's from."""

    upload_id: int
    page: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class PickPaper:
    """Show the papers to choose a draft's from."""

    upload_id: int
    page: int


@dataclass(frozen=True, slots=True)
class StatePaper:
    """State that a draft is of the paper of that key; 0 asks for its name."""

    upload_id: int
    page: int
    paper: int


@dataclass(frozen=True, slots=True)
class AskLabel:
    """Ask what a page of a draft is called."""

    upload_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ListPages:
    """Show the pages of a draft, those to look at first."""

    upload_id: int


@dataclass(frozen=True, slots=True)
class ShowStories:
    """Show page ``page`` of a draft with buttons for its stories from ``start`` (from 0) on."""

    upload_id: int
    page: int
    start: int


class StoryAct(StrEnum):
    """What can be done with a story of a draft."""

    DROP = "k"
    JOIN = "j"  # to the story before it
    UNDO = "u"  # either of these


@dataclass(frozen=True, slots=True)
class OnStory:
    """Do this with the story of a draft's page that begins at a line, or began there."""

    act: StoryAct
    upload_id: int
    page: int
    line: int


StateKey = StateDay | PickDay | PickPaper | StatePaper | AskLabel
StoryKey = ShowStories | OnStory
UploadKey = OnUpload | ShowUpload | ListPages | StoryKey | StateKey

_NUMBER = "(0|[1-9][0-9]{0,17})"
_ON = re.compile(f"d([{''.join(UploadAct)}]){_NUMBER}")
_SHOW = re.compile(f"d{_NUMBER}:{_NUMBER}")
_LIST = re.compile(f"do{_NUMBER}")
_STORY = re.compile(f"d([s{''.join(StoryAct)}]){_NUMBER}:{_NUMBER}:{_NUMBER}")
_SAY = re.compile(f"d([dmnpl]){_NUMBER}:{_NUMBER}(?::(0|-?[1-9][0-9]{{0,18}}))?")


def encode_upload(key: UploadKey) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case OnUpload(act, number):
            return f"d{act}{number}"
        case ShowUpload(number, page):
            return f"d{number}:{page}"
        case ListPages(number):
            return f"do{number}"
        case ShowStories(number, page, start):
            return f"ds{number}:{page}:{start}"
        case OnStory(act, number, page, line):
            return f"d{act}{number}:{page}:{line}"
        case _:
            return _encode_state(key)


def _encode_state(key: StateKey) -> str:
    match key:
        case StateDay(number, page, day):
            return f"dd{number}:{page}:{day}"
        case PickDay(number, page, month):
            return f"dm{number}:{page}:{month}"
        case StatePaper(number, page, paper):
            return f"dn{number}:{page}:{paper}"
        case PickPaper(number, page):
            return f"dp{number}:{page}"
        case AskLabel(number, page):
            return f"dl{number}:{page}"


def decode_upload(data: str) -> UploadKey | None:
    """Return the key that ``data`` spells, or None for anything that is none of these."""
    if found := _ON.fullmatch(data):
        return OnUpload(UploadAct(found[1]), int(found[2]))
    if found := _SHOW.fullmatch(data):
        return ShowUpload(int(found[1]), int(found[2]))
    if found := _LIST.fullmatch(data):
        return ListPages(int(found[1]))
    if found := _STORY.fullmatch(data):
        where = int(found[2]), int(found[3]), int(found[4])
        return ShowStories(*where) if found[1] == "s" else OnStory(StoryAct(found[1]), *where)
    if found := _SAY.fullmatch(data):
        return _stated(found[1], int(found[2]), int(found[3]), found[4])
    return None


def _stated(letter: str, number: int, page: int, value: str | None) -> StateKey | None:
    match letter, value:
        case ("p", None):
            return PickPaper(number, page)
        case ("l", None):
            return AskLabel(number, page)
        case ("n", str()):
            return StatePaper(number, page, int(value))
        case ("d" | "m", str()) if int(value) >= 0:
            kind = StateDay if letter == "d" else PickDay
            return kind(number, page, int(value))
        case _:
            return None
