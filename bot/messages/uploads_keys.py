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


UploadKey = OnUpload | ShowUpload

_NUMBER = "(0|[1-9][0-9]{0,17})"
_ON = re.compile(f"d([{''.join(UploadAct)}]){_NUMBER}")
_SHOW = re.compile(f"d{_NUMBER}:{_NUMBER}")


def encode_upload(key: UploadKey) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case OnUpload(act, number):
            return f"d{act}{number}"
        case ShowUpload(number, page):
            return f"d{number}:{page}"


def decode_upload(data: str) -> UploadKey | None:
    """Return the key that ``data`` spells, or None for anything that is none of these."""
    if found := _ON.fullmatch(data):
        return OnUpload(UploadAct(found[1]), int(found[2]))
    if found := _SHOW.fullmatch(data):
        return ShowUpload(int(found[1]), int(found[2]))
    return None
