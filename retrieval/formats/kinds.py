"""What a file is, told by what is in it, and why most kinds are no pages.

A file's name says nothing here: a PDF that is called ``a.txt`` is a PDF.
"""

import json
import re
import struct
import zipfile
from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from statistics import mean

from retrieval.errors import PageRefused
from retrieval.reading.decode import characters_of
from retrieval.reading.foreign import Foreign, foreign_format

ZIP_OPENINGS = (b"PK\x03\x04", b"PK\x05\x06")
"""A file in a ZIP archive, or the end of an empty one."""
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, EOFError, OSError),
    *(ValueError, NotImplementedError, OverflowError, RuntimeError, IndexError),
)
"""What Python's reader raises for archives that are no good."""


class FileKind(StrEnum):
    """What a file is. Those up to ZIP are read."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    PDF = "pdf"
    PICTURE = "picture"
    WORD = "word"
    ZIP = "zip"
    JSON = "json"
    XML = "xml"
    DATABASE = "database"
    PROGRAM = "program"
    STYLE = "style"
    AUDIO = "audio"
    VIDEO = "video"
    OLD_OFFICE = "old_office"  # .doc, .xls, .ppt, and encrypted documents
    SHEET = "sheet"
    SLIDES = "slides"
    DOCUMENT = "document"  # of another program: RTF, OpenDocument, EPUB, OFD, CAJ
    PHONE_PICTURE = "phone_picture"  # HEIC, AVIF: what reads pictures can't open them
    DRAWING = "drawing"  # SVG, Photoshop, fonts
    ARCHIVE = "archive"  # of another sort than ZIP
    OTHER = "other"  # bytes of no kind that is known


READ = frozenset(
    {
        *(FileKind.TEXT, FileKind.HTML, FileKind.FEED, FileKind.PDF),
        *(FileKind.PICTURE, FileKind.WORD, FileKind.ZIP),
    }
)
"""The kinds that are read."""

_REFUSED = {
    FileKind.JSON: "这是 JSON 数据，请把里面的正文另存为文本 .txt (JSON: save its text as .txt)",
    FileKind.XML: "这是 XML，请把里面的正文另存为文本 .txt (XML: save its text as .txt)",
    FileKind.DATABASE: "这是数据库，不是版面；另一份资料库请用 export 和 import"
    " (a database: another archive is taken in by export and import)",
    FileKind.PROGRAM: "这是程序，不是版面 (a program, no page)",
    FileKind.STYLE: "这是网页的样式或脚本，不是版面；请给网页本身"
    " (a web page's style or script: give the page itself)",
    FileKind.AUDIO: "这是录音，听不了；请给文字稿 (audio: give its text)",
    FileKind.VIDEO: "这是录像，看不了；请给文字稿 (a video: give its text)",
    FileKind.OLD_OFFICE: "这是老格式或加了密码的 Office 文件，请用 Word 或 WPS 打开，另存为 .docx，"
    "不设密码 (an old or encrypted Office file: save it as .docx, without a password)",
    FileKind.SHEET: "这是电子表格，请把要登的文字另存为 .docx 或 .txt"
    " (a spreadsheet: save its text as .docx or .txt)",
    FileKind.SLIDES: "这是幻灯片，请另存为 PDF (slides: save them as PDF)",
    FileKind.DOCUMENT: "这种文档读不了，请另存为 .docx、PDF 或 .txt"
    " (a document of a kind that is not read: save it as .docx, PDF or .txt)",
    FileKind.PHONE_PICTURE: "这是 HEIC 或 AVIF 图片，请在相册里另存为 JPEG"
    " (a HEIC or AVIF picture: save it as JPEG)",
    FileKind.DRAWING: "这是图形或字体文件，不是版面；版面请导出为 PDF"
    " (a drawing or a font: export the page as PDF)",
    FileKind.OTHER: "这个文件认不出是什么，不是版面 (a file of no known kind, no page)",
    FileKind.ARCHIVE: "这种压缩包打不开，请改用 ZIP (an archive of another kind: use ZIP)",
}

_OPENINGS = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF87a", FileKind.PICTURE),
    (b"GIF89a", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"II+\0", FileKind.PICTURE),
    (b"SQLite format 3\0", FileKind.DATABASE),
    (b"\0\x01\0\0Standard ", FileKind.DATABASE),  # Access
    (b"PGDMP", FileKind.DATABASE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLD_OFFICE),
    (b"{\\rtf", FileKind.DOCUMENT),
    (b"CAJ\0", FileKind.DOCUMENT),
    (b"HN\0\0", FileKind.DOCUMENT),
    (b"%!PS", FileKind.DOCUMENT),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"MZ", FileKind.PROGRAM),
    (b"\xca\xfe\xba\xbe", FileKind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileKind.PROGRAM),
    (b"\xfe\xed\xfa\xcf", FileKind.PROGRAM),
    (b"\0asm", FileKind.PROGRAM),
    (b"dex\n", FileKind.PROGRAM),
    (b"#!AMR", FileKind.AUDIO),
    (b"#!", FileKind.PROGRAM),
    (b"ID3", FileKind.AUDIO),
    (b"OggS", FileKind.AUDIO),
    (b"fLaC", FileKind.AUDIO),
    (b"MThd", FileKind.AUDIO),
    (b"\xff\xfb", FileKind.AUDIO),
    (b"\xff\xf3", FileKind.AUDIO),
    (b"\xff\xf1", FileKind.AUDIO),
    (b"\x1aE\xdf\xa3", FileKind.VIDEO),
    (b"FLV\x01", FileKind.VIDEO),
    (b"\0\0\x01\xba", FileKind.VIDEO),
    (b"8BPS", FileKind.DRAWING),
    (b"wOFF", FileKind.DRAWING),
    (b"wOF2", FileKind.DRAWING),
    (b"OTTO", FileKind.DRAWING),
    (b"\0\x01\0\0\0", FileKind.DRAWING),
    (b"\0\0\0\x0cjP  ", FileKind.DRAWING),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"BZh", FileKind.ARCHIVE),
    (b"\xfd7zXZ", FileKind.ARCHIVE),
    (b"(\xb5/\xfd", FileKind.ARCHIVE),
    (b"MSCF", FileKind.ARCHIVE),
)
_RIFF = {b"WEBP": FileKind.PICTURE, b"WAVE": FileKind.AUDIO, b"AVI ": FileKind.VIDEO}
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"heis"), FileKind.PHONE_PICTURE
    ),
    **dict.fromkeys((b"M4A ", b"M4B "), FileKind.AUDIO),
}
_PDF_WITHIN = 1024  # bytes before a PDF begins, that mailers and scanners put there
_TAR = (257, b"ustar")
_ENTRY = b"PK\x01\x02"  # opens an archive's record of a file
_MOST_ENTRIES = 10_000  # of an archive whose names are looked at
_OFFICE = (
    (re.compile("word/"), FileKind.WORD),
    (re.compile("xl/"), FileKind.SHEET),
    (re.compile("ppt/"), FileKind.SLIDES),
)
_PARTS = (
    (re.compile("OFD.xml$|mimetype$|META-INF/container.xml$"), FileKind.DOCUMENT),
    (re.compile("AndroidManifest.xml$|META-INF/MANIFEST.MF$"), FileKind.PROGRAM),
)
_TYPES = "[Content_Types].xml"
_SHEET_TYPE = b"opendocument.spreadsheet"
_ROOT = re.compile(r"(?:^|>)\s*<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")  # the first element
_ROOTS = {
    **dict.fromkeys(("rss", "feed", "rdf"), FileKind.FEED),
    "svg": FileKind.DRAWING,
    "html": FileKind.HTML,
}
_CODE = re.compile(
    r"[;{},]\s*$|^\s*(?://|/\*|\*/|[@}\])]|import\b|from\b.+\bimport\b|def\b|class\b|return\b|"
    r"if\b.*:$|for\b.*:$|var\b|let\b|const\b|function\b|#include\b|package\b|public\b|with\b.*:$)"
    r"|^\s*[\w.]+(?:: [^=]+)? = |\w\([^()]*\)|->|==|\{.*\}"
)
_STYLE = re.compile(r"^\s*[^{}\n]{1,120}\{[^{}]*\}?|^\s*[\w-]+\s*:\s*[^;{}]+;\s*\}?\s*$|^\s*\}\s*$")
_HAN = re.compile("[\u3400-\u9fff]")
_MOST_HAN = 0.15  # of a program's characters
_HALF = 0.5  # of the lines of a program
_MOSTLY = 0.7  # of those of a style or a table
_LOOKED_AT = 20_000  # characters
_FEWEST_ROWS = 4
_FEWEST_CELLS = 3
_LONGEST_CELL = 30  # characters, on average: a table's are short
_SENTENCE = re.compile("[。！？]")


def kind_of(data: bytes, name: str) -> FileKind:
    """Return what a file is. Raises PageRefused where it is empty, or of no kind that is known."""
    if (found := binary_kind(data)) is not None:
        return found
    text = characters_of(data, name)
    foreign = foreign_format(text)
    if foreign is Foreign.HTML:
        return FileKind.HTML
    if foreign is Foreign.XML:
        root = _ROOT.search(text)
        return _ROOTS.get(root[1].lower() if root else "", FileKind.XML)
    if foreign is Foreign.JSON:
        return FileKind.JSON
    return _of_text(text[:_LOOKED_AT])


def refusal(kind: FileKind, name: str) -> PageRefused:
    """Return why a file of a kind that is not read is refused, and what to do instead."""
    return PageRefused(name, _REFUSED[kind], kind)


def binary_kind(data: bytes) -> FileKind | None:
    """Return what a file is that is told by its bytes; None for one that may be text."""
    if data.startswith(ZIP_OPENINGS):
        return _of_zip(data)
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], FileKind.VIDEO)
    found = next((kind for opening, kind in _OPENINGS if data.startswith(opening)), None)
    others = (
        (FileKind.PICTURE, data[:2] == b"BM" and len(data) == int.from_bytes(data[2:6], "little")),
        (FileKind.ARCHIVE, data[_TAR[0] : _TAR[0] + len(_TAR[1])] == _TAR[1]),
        (FileKind.PDF, b"%PDF-1." in data[:_PDF_WITHIN]),
    )
    return found or next((kind for kind, holds in others if holds), None)


def _of_zip(data: bytes) -> FileKind:
    """Return what the names in a ZIP archive show it to be; one that is no good is a ZIP."""
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return FileKind.ZIP
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except ZIP_FAULTS:
        return FileKind.ZIP
    if _SHEET_TYPE in data[:_LOOKED_AT]:
        return FileKind.SHEET
    parts, other = (_OFFICE, FileKind.DOCUMENT) if _TYPES in names else (_PARTS, FileKind.ZIP)
    return next((kind for form, kind in parts if any(map(form.match, names))), other)


def _of_text(text: str) -> FileKind:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) >= _FEWEST_ROWS and _is_sheet(lines):
        return FileKind.SHEET
    if len(lines) > 1 and all(map(_is_json, lines[:_FEWEST_ROWS])):
        return FileKind.JSON
    letters = len("".join(text.split()))
    if letters and len(_HAN.findall(text)) <= letters * _MOST_HAN:
        if _share(_STYLE, lines) >= _MOSTLY and "{" in text:
            return FileKind.STYLE
        if _share(_CODE, lines) >= _HALF and re.search(r"[({;=]", text):
            return FileKind.PROGRAM
    return FileKind.TEXT


def _is_json(line: str) -> bool:
    """Return whether a line is a list or an object: of lines of JSON, each is one."""
    if line[0] not in "[{":
        return False
    try:
        return isinstance(json.loads(line), list | dict)
    except (ValueError, RecursionError):
        return False


def _share(form: re.Pattern[str], lines: Sequence[str]) -> float:
    return mean(form.search(line) is not None for line in lines)


def _is_sheet(lines: Sequence[str]) -> bool:
    """Return whether all lines have as many short cells, parted by commas or tabs."""
    for mark in ",\t":
        cells = [line.count(mark) + 1 for line in lines]
        same = mean(one == cells[0] for one in cells)
        length = mean(len(line) for line in lines) / cells[0]
        told = mean(_SENTENCE.search(line) is not None for line in lines)
        if cells[0] >= _FEWEST_CELLS and same >= _MOSTLY and length <= _LONGEST_CELL:
            return told < 1 - _MOSTLY
    return False
