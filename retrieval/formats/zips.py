"""The files in a ZIP archive.

Nothing that an archive says about itself is trusted. It is unpacked in memory in small pieces that
are counted; names are shown and searched for dates, never opened. One hostile file in it refuses
the whole archive.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO

from retrieval.errors import PageRefused
from retrieval.formats.kinds import ZIP_FAULTS, FileKind, binary_kind
from retrieval.model.files import Bounds, File

MAX_RATIO = 100  # bytes of each that is packed; text gives three to ten
FREE = 100_000  # bytes that any file may have, whatever the ratio

_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"  # opens an archive's record of a file
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1  # bits of an entry's flags
_DRIVE = re.compile(r"[A-Za-z]:")
_FAULTS = (*ZIP_FAULTS, zlib.error)
_REASONS = {
    "broken": "压缩包坏了，请重新打包 (a broken archive: pack it again)",
    "too_many": "压缩包里的文件太多，请分几个包 (too many files in it: make several archives)",
    "bomb": "解压后太大，没有读；请分几个包 (too large unpacked: make several archives)",
    "encrypted": "压缩包有密码，请去掉密码再打包 (it has a password: pack it without one)",
    "method": "压缩的方法读不了，请用普通的 ZIP (an unknown method: use plain ZIP)",
    "nested": "压缩包里还有压缩包，请解开再打包 (an archive in an archive: unpack it first)",
    "climbs": "里面的路径指到了外面，没有读 (a path in it leads out of it)",
    "link": "里面有链接，没有读 (it holds a link)",
    "empty": "压缩包里没有文件 (there is no file in it)",
}


def unzipped(data: bytes, name: str, bounds: Bounds) -> list[File]:
    """Return the files of an archive, by path: ``包.zip/2026-06-11/01.md``; hidden ones left out.

    Each is unpacked when it is read, and all were once before that. Raises PageRefused, whose
    ``format`` says why, for an archive with a hostile file in it, and for an empty one.
    """
    if data.count(_ENTRY) > bounds.entries:  # before a record of each is made
        raise _refused(name, "too_many")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [(_path(info), info) for info in archive.infolist()]
            for path, info in entries:
                _check(path, info, name)
            shown = [
                (path, info) for path, info in entries if not (info.is_dir() or _is_hidden(path))
            ]
            left = bounds.unpacked
            for path, info in shown:
                left -= len(_content(archive, info, f"{name}/{path}", left))
    except _FAULTS as error:
        raise _refused(name, "broken") from error
    if not shown:
        raise _refused(name, "empty")
    files = (File(f"{name}/{path}", _reader(data, info, bounds)) for path, info in shown)
    return sorted(files, key=lambda file: file.name)


def _reader(data: bytes, info: zipfile.ZipInfo, bounds: Bounds) -> Callable[[], bytes]:
    return partial(_read, data, info, bounds)


def _read(data: bytes, info: zipfile.ZipInfo, bounds: Bounds) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _content(archive, info, info.filename, bounds.unpacked)


def _check(path: str, info: zipfile.ZipInfo, name: str) -> None:
    """Raise PageRefused for an entry that refuses the whole archive."""
    inside = f"{name}/{path}"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if _climbs(path):
        raise _refused(inside, "climbs")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(inside, "link")
    if info.flag_bits & _ENCRYPTED:
        raise _refused(inside, "encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(inside, "method")


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


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Unpack a file of at most ``left`` bytes. Raises PageRefused, and what the reader raises."""
    allowed = min(left, FREE + MAX_RATIO * info.compress_size)
    content = bytearray()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > allowed:
                raise _refused(name, "bomb")
    if binary_kind(bytes(content)) in (FileKind.ZIP, FileKind.ARCHIVE):
        raise _refused(name, "nested")
    return bytes(content)


def _path(info: zipfile.ZipInfo) -> str:
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


def _refused(name: str, why: str) -> PageRefused:
    return PageRefused(name, _REASONS[why], why)
