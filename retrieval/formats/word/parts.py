"""The parts of a Word file: the XML in its zip, unpacked within bounds and free of entities.

Only the parts that hold text or say how it looks are unpacked. Pictures, fonts and macros stay
where they are.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET  # of bytes that were looked through before
from xml.parsers import expat

from retrieval.errors import PageRefused
from retrieval.formats.word.names import DRAWING, MATH, WORD

MAX_ENTRIES = 4000
"""Of the zip; a file with a picture on each line has some hundreds."""
MAX_PART_BYTES = 8 * 1024 * 1024
"""Of one part, unpacked; a page of a newspaper has some 100 kB of XML."""
MAX_ALL_BYTES = 16 * 1024 * 1024
"""Of all parts that are read."""
MAX_RATIO = 200
"""Of a part's size to what it takes in the zip, for parts of some size; long lists have 60."""
MAX_ELEMENTS = 150_000
"""Of one part: each takes a kilobyte of memory while it is read."""
MAX_DEPTH = 80
"""Of elements in elements; text boxes within tables within text boxes have some 50."""

_SMALL = 256 * 1024
_ROOT_RELATIONS = "_rels/.rels"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_ENCRYPTED = 1  # the flag of a zip's entry
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", DRAWING.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The trees of a Word file's parts; those that it does not have are None or empty.

    ``headers`` and ``footers`` are in the order of the file's relations.
    """

    document: ET.Element
    styles: ET.Element | None
    numbering: ET.Element | None
    footnotes: ET.Element | None
    endnotes: ET.Element | None
    headers: tuple[ET.Element, ...]
    footers: tuple[ET.Element, ...]


def parts_of(data: bytes, name: str) -> WordParts:
    """Return the parts of a Word file; ``name`` is for messages.

    Raises PageRefused for what is no whole Word file, is locked by a password, or has more than
    the bounds allow, and for XML with entities of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive, name).parts()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _damaged(name) from error


class _Reader:
    """Reads the parts of an open zip, and counts what they take."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._name = name
        self._archive = archive
        self._left = MAX_ALL_BYTES
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise self._too_much(f"{len(entries):,} 个部分", f"{len(entries):,} parts")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise PageRefused(
                name,
                "文件有密码，打不开；请取消密码后再发 (locked by a password: save it without one)",
            )
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def parts(self) -> WordParts:
        main = self._main()
        document = self._tree(main)
        if document is None:
            raise _damaged(self._name)
        related = self._relations(main)
        trees: dict[str, list[ET.Element]] = {kind: [] for kind in _KINDS}
        for kind in _KINDS:
            paths = related.get(kind) or [f"{PurePosixPath(main).parent}/{kind}.xml"]
            found = (self._tree(path) for path in dict.fromkeys(paths))
            trees[kind] = [tree for tree in found if tree is not None]
        first = {kind: next(iter(found), None) for kind, found in trees.items()}
        return WordParts(
            document,
            first["styles"],
            first["numbering"],
            first["footnotes"],
            first["endnotes"],
            tuple(trees["header"]),
            tuple(trees["footer"]),
        )

    def _main(self) -> str:
        """Return the path of the part that holds the text."""
        main = self._relations("").get("officeDocument", [])
        paths = [*main, "word/document.xml"]
        found = next((path for path in paths if path.lower() in self._entries), None)
        if found is None:
            raise PageRefused(
                self._name,
                "这不是 Word 文件，或者缺了正文；请用 Word 或 WPS 打开，另存为 .docx 后再发 "
                "(no Word file, or its text is missing: open it and save it as .docx again)",
            )
        return found

    def _relations(self, path: str) -> Mapping[str, list[str]]:
        """Return the paths of the parts that one refers to, by their kinds; "" is the file."""
        where = PurePosixPath(path)
        own = f"{where.parent}/_rels/{where.name}.rels" if path else _ROOT_RELATIONS
        tree = self._tree(own)
        found: dict[str, list[str]] = {}
        for relation in () if tree is None else tree:
            target = relation.get("Target", "")
            if not target or relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            inside = target if target.startswith("/") or not path else f"{where.parent}/{target}"
            found.setdefault(kind, []).append(_plain_path(inside))
        return found

    def _tree(self, path: str) -> ET.Element | None:
        """Return the tree of a part, None where there is no such part."""
        entry = self._entries.get(path.lower())
        if entry is None:
            return None
        size, packed = entry.file_size, max(entry.compress_size, 1)
        if size > min(MAX_PART_BYTES, self._left) or (size > _SMALL and size / packed > MAX_RATIO):
            raise self._too_much(f"{size:,} 字节", f"{size:,} bytes")
        with self._archive.open(entry) as file:
            data = file.read(MAX_PART_BYTES + 1)
        self._left -= len(data)
        if len(data) > MAX_PART_BYTES or self._left < 0:
            raise self._too_much(f"{len(data):,} 字节", f"{len(data):,} bytes")
        self._look_through(data)
        try:
            return ET.fromstring(_transitional(data))  # noqa: S314 (it has no entities and is not deep)
        except ET.ParseError as error:
            raise _damaged(self._name) from error

    def _look_through(self, data: bytes) -> None:
        """Raise PageRefused for XML with entities of its own, or more of it than is read."""
        counted = depth = 0

        def start(*_: object) -> None:
            nonlocal counted, depth
            counted, depth = counted + 1, depth + 1
            if counted > MAX_ELEMENTS:
                raise self._too_much(f"{counted:,} 个元素", f"{counted:,} elements")
            if depth > MAX_DEPTH:
                raise self._too_much(f"{depth} 层嵌套", f"{depth} levels")

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        def doctype(*_: object) -> None:
            raise PageRefused(
                self._name,
                "文件里有 Word 文件不会有的外部定义 (DOCTYPE)，可能有害，没有读；"
                "请用 Word 或 WPS 打开，另存为 .docx 后再发 "
                "(it declares entities, as no Word file does: save it as .docx again)",
            )

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise _damaged(self._name) from error

    def _too_much(self, what: str, in_english: str) -> PageRefused:
        return PageRefused(
            self._name,
            f"Word 文件里的内容太多（{what}），没有读；请按版拆成几个文件 "
            f"(too much in it: {in_english}; split it into its pages)",
        )


def _transitional(data: bytes) -> bytes:
    """Return XML with the names of the usual format in place of those of the strict one."""
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL:
            data = data.replace(strict, usual)
    return data


def _plain_path(path: str) -> str:
    """Return a path inside of a zip without ``..`` and leading slashes."""
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del kept[-1:]
        elif step not in ("", "."):
            kept.append(step)
    return "/".join(kept)


def _damaged(name: str) -> PageRefused:
    return PageRefused(
        name,
        "Word 文件损坏，打不开；请用 Word 或 WPS 打开，另存为 .docx 后再发 "
        "(damaged: open it and save it as .docx again)",
    )
