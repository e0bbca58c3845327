"""Scans and photos of pages: PNG, JPEG, TIFF (a page each), WebP, GIF, BMP."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from retrieval.errors import PageRefused
from retrieval.formats.order.page import page_text
from retrieval.formats.order.printed import PrintedPage
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.model.files import Bounds
from retrieval.model.page_text import PageText

_FEWEST = 10  # characters; a page of a paper has hundreds, a photo of people a sign or two
_SURE = 0.6


def picture_pages(
    data: bytes, name: str, bounds: Bounds, words: WordReader
) -> Iterator[PageText | PageRefused]:
    """Yield the pages of a picture, those that could not be read as what is wrong with them.

    The second page of a file and those after it are called ``name#2`` and so on, as many as the
    bounds allow. A file that can't be read at all is one refusal.
    """
    try:
        frames = words.frames(data, name)
    except PageRefused as refused:
        yield refused
        return
    for number, frame in enumerate(frames[: bounds.pages], start=1):
        page = name if number == 1 else f"{name}#{number}"
        mark = b"" if number == 1 else f"#{number}".encode()
        try:
            printed = words.read(data, page, frame)
            _require_words(printed, page)
            yield page_text(replace(printed, image=page), page, sha256(data + mark).digest())
        except PageRefused as refused:
            yield refused
    if len(frames) > bounds.pages:
        yield PageRefused(
            f"{name}#{bounds.pages + 1}",
            f"一个文件最多 {bounds.pages} 版，后面的没有读，请拆成几个文件再交 "
            f"(a file has at most {bounds.pages} pages, the rest was not read: split it)",
        )


def _require_words(printed: PrintedPage, name: str) -> None:
    sure = [piece.text for piece in printed.pieces if piece.sureness >= _SURE]
    if sum(character.isalnum() for text in sure for character in text) < _FEWEST:
        raise PageRefused(
            name,
            "图上没有认出文字；是报纸的话，请拍清楚、拍正后再交 "
            "(no words were made out in the picture: take it again, sharp and straight)",
        )
