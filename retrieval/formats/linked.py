"""The files that a page of the Web names: those that it links to, and those that it shows."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(
    rb"\b(?:href|src|background)\s*=\s*"
    rb"(?:\"([^\"]{1,500})\"|'([^']{1,500})'|([^\s\"'<>]{1,500}))",
    re.IGNORECASE,
)
_MOST = 5_000  # references of a page


def linked_names(data: bytes, name: str) -> frozenset[str]:
    """Return the paths of the files that a page refers to, from where its own path starts.

    What leads out of there, to other servers or into the page itself is left out.
    """
    folder, found = posixpath.dirname(name), set()
    for count, reference in enumerate(_REFERENCE.finditer(data)):
        if count == _MOST:
            break
        path = _path(_text(reference[1] or reference[2] or reference[3]))
        if path:
            found.add(posixpath.normpath(posixpath.join(folder, path)))
    return frozenset(one for one in found if not one.startswith(("../", "/")) and one != name)


def _text(reference: bytes) -> str:
    try:
        return reference.decode("utf-8")
    except UnicodeDecodeError:
        return reference.decode("gb18030", "replace")


def _path(reference: str) -> str:
    """Return the path that a relative reference leads to, "" for another one."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)
