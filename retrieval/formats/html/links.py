"""Where a link of a saved page leads among the files that came with it."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*", re.IGNORECASE)
_NO_FILE = re.compile(r"\s*(?:javascript|mailto|tel|data|about):|\s*#", re.IGNORECASE)
_ENDINGS = (".html", ".htm")


class FileNames:
    """The names of a delivery's files, to be found by links."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names; order says nothing."""
        self._by_path: dict[str, str] = {}
        self._by_tail: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            path = _folded(name)
            self._by_path.setdefault(path, name)
            self._by_tail[posixpath.basename(path)].append(path)

    def find(self, link: str, page: str) -> str | None:
        """Return the name of the file that a link on a page leads to, or None.

        ``page`` is the name of the page's file. An address is found by the longest tail of its path
        that one of the files has.
        """
        if not link or _NO_FILE.match(link):
            return None
        bare = _SCHEME.sub("", link.strip(), count=1)
        whole = bare.partition("#")[0]
        path, _, query = whole.partition("?")
        if not path:
            return None
        folder = posixpath.dirname(_folded(page))
        for one in self._spellings(path, query):
            target = posixpath.normpath(posixpath.join("/", folder, _folded(one)))
            name = self._by_path.get(target.lstrip("/"))
            if name is not None and not _SCHEME.match(link.strip()):
                return name
            tail = self._by_longest_tail(_folded(one), folder)
            if tail is not None:
                return tail
        return None

    def _spellings(self, path: str, query: str) -> list[str]:
        found = [path, unquote(path)]
        if query:
            for mark in ("?", "@", "_"):
                one = f"{unquote(path)}{mark}{unquote(query)}".replace("/", "_")
                parent = posixpath.dirname(path)
                found += [
                    posixpath.join(
                        parent, posixpath.basename(unquote(path)) + one[len(unquote(path)) :]
                    )
                ]
            found = [*found[2:], *(one + end for one in found[2:] for end in _ENDINGS), *found[:2]]
        return list(dict.fromkeys(found))

    def _by_longest_tail(self, path: str, folder: str) -> str | None:
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        if not parts:
            return None
        known = self._by_tail.get(parts[-1], [])
        if not known:
            return None
        ranked = sorted(
            known,
            key=lambda one: (
                -_common_tail(parts, one.split("/")),
                posixpath.dirname(one) != folder,
            ),
        )
        return self._by_path[ranked[0]]


def _common_tail(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").removeprefix("./").lower()
