"""Why files are not read, as an upload keeps it and messages tell it."""

from collections.abc import Iterable

from bot.model.uploads import Refusal, RefusedFile
from bot.services.uploads.files import MAX_BYTES
from retrieval.errors import PageRefused
from retrieval.formats import FileKind, LeftOut
from retrieval.model.files import Bounds

_KINDS = {
    FileKind.JSON: Refusal.DATA,
    FileKind.XML: Refusal.DATA,
    FileKind.DATABASE: Refusal.DATABASE,
    FileKind.PROGRAM: Refusal.PROGRAM,
    FileKind.STYLE: Refusal.PROGRAM,
    FileKind.AUDIO: Refusal.SOUND,
    FileKind.VIDEO: Refusal.SOUND,
    FileKind.OLD_OFFICE: Refusal.OLD_OFFICE,
    FileKind.SHEET: Refusal.SHEET,
    FileKind.SLIDES: Refusal.SLIDES,
    FileKind.DOCUMENT: Refusal.DOCUMENT,
    FileKind.PHONE_PICTURE: Refusal.PHONE_PICTURE,
    FileKind.DRAWING: Refusal.DRAWING,
    FileKind.ARCHIVE: Refusal.ARCHIVE,
    FileKind.OTHER: Refusal.UNKNOWN,
}
_WHY = {
    **{kind.value: why for kind, why in _KINDS.items()},
    **{why.value: why for why in Refusal if why not in (Refusal.UNREADABLE, Refusal.LEFT_OUT)},
    "empty": Refusal.NO_PAGE,
}
_MEANT = (
    *(FileKind.OLD_OFFICE, FileKind.SHEET, FileKind.SLIDES, FileKind.DOCUMENT),
    *(FileKind.PHONE_PICTURE, FileKind.ARCHIVE, FileKind.AUDIO, FileKind.VIDEO),
)
"""Kinds of which a file in a folder may have been meant to be a page."""
_OCR = "bulletin-bot[ocr]"
_MEGABYTE = 1_000_000


def too_large(name: str) -> RefusedFile:
    """Return the refusal of a file of more than `MAX_BYTES`."""
    return RefusedFile(name, Refusal.TOO_LARGE, str(MAX_BYTES // _MEGABYTE))


def refused_file(refused: PageRefused, bounds: Bounds) -> RefusedFile:
    """Return why a file is refused that can't be read within ``bounds``."""
    why = _WHY.get(refused.format or "", Refusal.UNREADABLE)
    if _OCR in refused.reason:
        why = Refusal.NO_OCR
    details = {
        Refusal.UNREADABLE: refused.reason,
        Refusal.TOO_MANY: str(bounds.entries),
        Refusal.BOMB: str(bounds.unpacked // _MEGABYTE),
    }
    return RefusedFile(refused.name, why, details.get(why, ""))


def left_out(found: Iterable[LeftOut]) -> list[RefusedFile]:
    """Return the files of a folder that are no pages: each that may have been meant to be one.

    The others are one entry, by the first one's name.
    """
    every = list(found)
    meant = [RefusedFile(one.name, _KINDS[one.kind]) for one in every if one.kind in _MEANT]
    others = [one.name for one in every if one.kind not in _MEANT]
    rest = [RefusedFile(name, Refusal.LEFT_OUT, str(len(others))) for name in others[:1]]
    return [*meant, *rest]
