"""Names of files, which are bytes, as text: one to know a file by, and one to show.

`unzip` leaves the names of archives that were packed on Chinese Windows in GBK.
"""

import os
import unicodedata
from pathlib import PurePath
from urllib.parse import quote_from_bytes, unquote_to_bytes

_FOREIGN = "/"  # opens the key of a name that is not UTF-8: no path below a folder begins so
_LINES = ("Zl", "Zp")  # separators of lines and paragraphs


def key_of(path: PurePath) -> str:
    """Return the text that a relative path is known by: no two paths have the same.

    It is the path itself if that is UTF-8.
    """
    raw = os.fsencode(path.as_posix())
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _FOREIGN + quote_from_bytes(raw)


def shown_name(key: str) -> str:
    r"""Return the path with that key as it is shown: each part from UTF-8, else GBK, else escaped.

    Controls, marks of direction and breaks of lines are escaped (``\n``), so that a name takes one
    line and looks like nothing else.
    """
    raw = unquote_to_bytes(key[1:]) if key.startswith(_FOREIGN) else key.encode("utf-8")
    return "".join(map(_visible, "/".join(map(_decoded, raw.split(b"/")))))


def _decoded(part: bytes) -> str:
    for encoding in ("utf-8", "gbk"):
        try:
            return part.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.decode("utf-8", "backslashreplace")


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category.startswith("C") or category in _LINES:
        return char.encode("unicode_escape").decode("ascii")
    return char
