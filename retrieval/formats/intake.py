"""What comes in together, a file, a folder or an archive, to the pages in it.

One file's failure is that file's: it is yielded, and the others go on. In a folder or an archive
what is no page of any kind, such as a style sheet, is no failure; and what a page of the Web or a
text only refers to, such as its pictures, is a part of that.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from retrieval.errors import PageRefused
from retrieval.formats.kinds import READ, FileKind, kind_of, refusal
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.formats.zips import unzipped
from retrieval.model.files import BOUNDS, Bounds, File
from retrieval.model.page_text import PLAIN, PageText
from retrieval.reading.decode import characters_of, text_page

Began = Callable[[str], None]
"""Called with the name of each page whose words are about to be read from a picture."""

_TEXTS = frozenset({".md", ".markdown", ".txt", ".htm", ".html"})
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)|<img\b[^<>]*\bsrc\s*=\s*[\"']?([^\"'\s<>]+)")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of a folder or an archive that is no page, and what it is."""

    name: str
    kind: FileKind


Found = PageText | PageRefused | LeftOut
"""What comes of a file: a page, why there is none, or that it was not meant to be one."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A file, what it is, and the pictures that its text refers to; or why it can't be read."""

    file: File
    kind: FileKind
    pictures: tuple[str, ...] = ()
    refused: PageRefused | None = None


def pages_of(
    files: Sequence[File], bounds: Bounds = BOUNDS, began: Began | None = None
) -> Iterator[Found]:
    """Yield the pages of what comes in together, in the order of the files.

    Pages of the Web come together, where the first of them stands. A single file is meant to be a
    page: it is refused where it is of no kind that is read. No files give nothing.
    """
    with closing(FileIntake(bounds, began)) as intake:
        yield from intake.pages(files)


class FileIntake:
    """Reads what comes in within ``bounds``; it may be closed by another thread meanwhile.

    ``began`` is called with the name of each page whose words are about to be read from a picture.
    """

    def __init__(self, bounds: Bounds = BOUNDS, began: Began | None = None) -> None:
        self._bounds = bounds
        self._words = WordReader(bounds, began)

    def close(self) -> None:
        """End the reading of words: the picture that is being read is refused, and all others."""
        self._words.close()

    def pages(self, files: Sequence[File]) -> Iterator[Found]:
        """Yield the pages of what comes in together, as `pages_of` does."""
        yield from _rejoined(self._pages(files))

    def _pages(self, files: Sequence[File]) -> Iterator[Found]:
        found = [_sorted(file) for file in files]
        names = frozenset(one.file.name for one in found)
        parts, sites = _parts(found, names)
        for one in found:
            if one.file.name in parts:
                continue
            if one.refused is not None and (one.kind in READ or len(names) == 1):
                yield one.refused
            elif one.kind is FileKind.HTML:
                yield from sites
                sites = iter(())  # all come where the first of them stands
            elif one.kind is FileKind.ZIP:
                yield from self._unzipped(one.file)
            elif one.kind in READ:
                yield from self._read(one)
            elif len(names) == 1:
                yield refusal(one.kind, one.file.name)
            else:
                yield LeftOut(one.file.name, one.kind)

    def _unzipped(self, file: File) -> Iterator[Found]:
        """Yield what is in an archive; one without any page is refused."""
        try:
            files = unzipped(file.read(), file.name, self._bounds)
        except PageRefused as refused:
            yield refused
            return
        empty = True
        for one in self._pages(files):
            empty = empty and isinstance(one, LeftOut)
            yield one
        if empty:
            reason = "压缩包里没有能读的版面 (no page in this archive can be read)"
            yield PageRefused(file.name, reason, "no_page")

    def _read(self, one: _Sorted) -> Iterator[Found]:
        """Yield the pages of one file. Its libraries are loaded when they are first needed."""
        name = one.file.name
        try:
            data = one.file.read()
            match one.kind:
                case FileKind.TEXT:
                    yield text_page(data, name)
                case FileKind.PDF:
                    from retrieval.formats.pdf.pages import pdf_pages  # noqa: PLC0415

                    yield from pdf_pages(data, name, self._bounds, self._words)
                case FileKind.PICTURE:
                    from retrieval.formats.pictures.pages import picture_pages  # noqa: PLC0415

                    yield from picture_pages(data, name, self._bounds, self._words)
                case FileKind.WORD:
                    from retrieval.formats.word.page import word_page  # noqa: PLC0415

                    yield word_page(data, name)
                case FileKind.FEED:
                    from retrieval.formats.feed.pages import feed_pages  # noqa: PLC0415

                    yield from feed_pages(data, name)
        except PageRefused as refused:
            yield refused


def _rejoined(found: Iterator[Found]) -> Iterator[Found]:
    """Yield what was found, stories made whole that turn over to another page of the same folder.

    Text is left as it stands: its pages come in one by one as well, and are to read the same then.
    """
    from retrieval.formats.turned import rejoined  # noqa: PLC0415 (as below)

    waiting: list[PageText] = []
    for one in found:
        if waiting and not (_waits(one) and _folder(one.name) == _folder(waiting[0].name)):
            yield from rejoined(waiting)
            waiting = []
        if isinstance(one, PageText) and _waits(one):
            waiting.append(one)
        else:
            yield one
    yield from rejoined(waiting)


def _waits(one: Found) -> bool:
    return isinstance(one, PageText) and one.layout != PLAIN


def _folder(name: str) -> str:
    return posixpath.dirname(name)


def parts_of(files: Sequence[File], names: Collection[str]) -> frozenset[str]:
    """Return which of ``names`` are only parts of these pages, such as pictures on them."""
    return _parts([_sorted(file) for file in files], frozenset(names))[0]


def _parts(
    found: Sequence[_Sorted], names: frozenset[str]
) -> tuple[frozenset[str], Iterator[Found]]:
    """Return which of ``names`` are only parts of pages, and the pages of the Web among these."""
    parts = frozenset(picture for one in found for picture in one.pictures)
    sites = [one.file for one in found if one.kind is FileKind.HTML]
    if not sites:
        return parts, iter(())
    from retrieval.formats.html.delivery import HtmlDelivery  # noqa: PLC0415 (as below)

    delivery = HtmlDelivery(sites, names.difference(one.name for one in sites))
    return parts | delivery.assets, delivery.pages()


def _sorted(file: File) -> _Sorted:
    try:
        data = file.read()
    except PageRefused as refused:
        return _Sorted(file, FileKind.TEXT, refused=refused)
    try:
        kind = kind_of(data, file.name)
        refers = kind is FileKind.TEXT and (b"<img" in data or b"](" in data)
        text = characters_of(data, file.name) if refers else ""
    except PageRefused as refused:
        # What is damaged was meant to be a page if it is called like one.
        meant = posixpath.splitext(file.name)[1].lower() in _TEXTS
        return _Sorted(file, FileKind.TEXT if meant else FileKind.OTHER, refused=refused)
    return _Sorted(file, kind, tuple(_pictures(text, file.name)))


def _pictures(text: str, name: str) -> Iterator[str]:
    """Yield the paths of the pictures that a text refers to, from where its file stands."""
    folder = posixpath.dirname(name)
    for found in _PICTURE.finditer(text):
        yield posixpath.normpath(posixpath.join(folder, found[1] or found[2]))
