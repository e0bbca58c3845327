"""Turns uploaded bytes into pages: one, or those in a ZIP archive; or says why there are none.

Nothing that a ZIP archive says about itself is trusted. It is unpacked in memory in small pieces
that are counted; names are shown and searched for dates, never opened. One hostile entry refuses
the whole archive; files that are merely no text are named and left out.
"""

import asyncio
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from bot.model.uploads import File, Refusal, RefusedFile, Unpacked, UploadRefused

MAX_BYTES = 20_000_000
"""Of a file that a bot can fetch (https://core.telegram.org/bots/api#getfile)."""
MAX_UNPACKED = 20_000_000  # bytes of all files in an archive; a page of a newspaper has some 20 kB
MAX_ENTRIES = 500
MAX_RATIO = 100  # bytes of each that is packed; text gives three to ten
FREE = 100_000  # bytes that any file may have, whatever the ratio
PAGE_ENDINGS = frozenset({"md", "markdown", "txt", ""})

_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"  # opens an archive's record of a file
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # a file in it, or the end of an empty one
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1  # bits of an entry's flags
_DAY = re.compile(r"\d{4}[-._年]?\d{1,2}[-._月]?\d{1,2}日?")
_DRIVE = re.compile(r"[A-Za-z]:")
# What Python's reader raises for archives that are no good.
_FAULTS = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, NotImplementedError, OverflowError, RuntimeError, IndexError),
)
_FORMATS = {
    Refusal.PDF: "pdf ofd caj",
    Refusal.WORD: "doc docx docm wps odt rtf pages epub",
    Refusal.IMAGE: "jpg jpeg png gif webp bmp tif tiff heic heif avif svg",
    Refusal.WEB: "htm html xhtml mhtml mht xml",
    Refusal.SHEET: "xls xlsx csv et ods ppt pptx dps",
    Refusal.ARCHIVE: "rar 7z tar gz tgz bz2 xz zst jar cab iso",
}
_BY_ENDING = {ending: why for why, endings in _FORMATS.items() for ending in endings.split()}
_MAGIC = (
    (b"%PDF-", Refusal.PDF),
    (b"\xd0\xcf\x11\xe0", Refusal.WORD),
    (b"{\\rtf", Refusal.WORD),
    (b"\xff\xd8\xff", Refusal.IMAGE),
    (b"\x89PNG", Refusal.IMAGE),
    (b"GIF8", Refusal.IMAGE),
    (b"Rar!", Refusal.ARCHIVE),
    (b"7z\xbc\xaf", Refusal.ARCHIVE),
    (b"\x1f\x8b", Refusal.ARCHIVE),
)


async def unpacked(name: str, data: bytes, day: str = "") -> Unpacked:
    """Return what `unpack` returns, computed in a thread."""
    return await asyncio.to_thread(unpack, name, data, day)


def unpack(name: str, data: bytes, day: str = "") -> Unpacked:
    """Return what a file of that name holds; an archive's pages by their paths, one at least.

    All of it lies in a folder called by ``day``, if it is given; or else what is in an archive
    does, if the archive is called by one. Raises UploadRefused.
    """
    if len(data) > MAX_BYTES:
        raise UploadRefused(too_large(name))
    if data.startswith(_ZIP) and foreign(name) is None:
        return _archive(name, data, day or day_in(PurePosixPath(name).stem))
    if name.lower().endswith(".zip"):
        raise UploadRefused(RefusedFile(name, Refusal.BROKEN))
    refused = foreign(name) or _foreign_inside(name, data)
    if refused is not None:
        raise UploadRefused(refused)
    return Unpacked((File(_within(day, name), data),))


def day_in(text: str) -> str:
    """Return a text that is a day and nothing else, or else an empty one."""
    text = text.strip()
    return text if _DAY.fullmatch(text) else ""


def _within(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


def too_large(name: str) -> RefusedFile:
    """Return the refusal of a file of more than `MAX_BYTES`."""
    return RefusedFile(name, Refusal.TOO_LARGE, str(MAX_BYTES // 1_000_000))


def foreign(name: str) -> RefusedFile | None:
    """Return the refusal of a file whose name shows a format that is not read; None otherwise."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ending in PAGE_ENDINGS or ending == "zip":
        return None
    return RefusedFile(name, _BY_ENDING.get(ending, Refusal.OTHER), ending)


def _foreign_inside(name: str, data: bytes) -> RefusedFile | None:
    found = next((why for magic, why in _MAGIC if data.startswith(magic)), None)
    return None if found is None else RefusedFile(name, found)


def _archive(name: str, data: bytes, day: str) -> Unpacked:
    if data.count(_ENTRY) > MAX_ENTRIES:  # before a record of each is made
        raise UploadRefused(RefusedFile(name, Refusal.TOO_MANY, str(MAX_ENTRIES)))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = list(_entries(archive, day))
    except _FAULTS as error:
        raise UploadRefused(RefusedFile(name, Refusal.BROKEN)) from error
    pages = sorted((one for one in found if isinstance(one, File)), key=lambda file: file.name)
    refused = tuple(one for one in found if isinstance(one, RefusedFile))
    if any(PurePosixPath(one.name).name == "[Content_Types].xml" for one in refused):
        raise UploadRefused(RefusedFile(name, Refusal.WORD))
    if not pages:
        raise UploadRefused(RefusedFile(name, Refusal.NO_PAGE), *refused)
    return Unpacked(tuple(pages), refused)


def _entries(archive: zipfile.ZipFile, day: str) -> Iterator[File | RefusedFile]:
    left = MAX_UNPACKED
    entries = [(_name(info), info) for info in archive.infolist()]
    for path, info in entries:
        if why := _hostile(path, info):
            raise UploadRefused(RefusedFile(path, why))
    for path, info in entries:
        if info.is_dir() or _is_hidden(path):
            continue
        if refused := foreign(path):
            yield refused
            continue
        content = _content(archive, info, path, left)
        left -= len(content)
        yield _foreign_inside(path, content) or File(_within(day, path), content)


def _hostile(path: str, info: zipfile.ZipInfo) -> Refusal | None:
    if _climbs(path):
        return Refusal.CLIMBS
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Refusal.LINK
    if info.flag_bits & _ENCRYPTED:
        return Refusal.ENCRYPTED
    refused = foreign(path)
    if path.lower().endswith(".zip") or (refused and refused.why is Refusal.ARCHIVE):
        return Refusal.NESTED
    if refused is None and info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Refusal.METHOD
    return None


def _climbs(path: str) -> bool:
    """Return whether a path leads out of the folder that it is in, on any system."""
    return (
        path.startswith("/")
        or "\\" in path
        or "\0" in path
        or ".." in path.split("/")
        or _DRIVE.match(path) is not None
    )


def _is_hidden(path: str) -> bool:
    """Return whether a system keeps it for itself: ``__MACOSX/``, ``.DS_Store``."""
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/"))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, left: int) -> bytes:
    """Unpack a file of at most ``left`` bytes. Raises UploadRefused, and what the reader raises."""
    allowed = min(left, FREE + MAX_RATIO * info.compress_size)
    content = bytearray()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > allowed:
                raise UploadRefused(RefusedFile(path, Refusal.BOMB, str(MAX_UNPACKED // 1_000_000)))
            if content.startswith(_ZIP):
                raise UploadRefused(RefusedFile(path, Refusal.NESTED))
    return bytes(content)


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's path as whoever packed it wrote it.

    Without the flag for UTF-8 the bytes may be in any encoding, and Python takes them for code page
    437, in which all bytes are characters. Chinese Windows writes GBK.
    """
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAME:
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
