"""What the reading process says of each page, one line of JSON, with a picture's bytes behind it.

JSON and not pickle: what reads a stranger's file may say anything.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.model.page_text import Box

MOST_BYTES = 256 * 1024 * 1024
"""Of one message, whatever a page holds."""


class Trouble(StrEnum):
    """What can be wrong with a file or a page."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    TOO_MUCH = "too_much"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Opening:
    """The first message: how many pages the file has, or why it can't be opened."""

    pages: int
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class PageMessage:
    """What a page holds; ``picture`` is its PNG where its words must be recognised."""

    page: PrintedPage
    picture: bytes = b""
    trouble: Trouble | None = None


def write_opening(stream: BinaryIO, opening: Opening) -> None:
    """Write the first message."""
    _write(stream, [opening.pages, opening.trouble])


def read_opening(stream: BinaryIO) -> Opening:
    """Return the first message. Raises ValueError or TypeError where there is none."""
    pages, trouble = _read(stream)
    return Opening(int(pages), None if trouble is None else Trouble(trouble))


def write_page(stream: BinaryIO, message: PageMessage) -> None:
    """Write the message of a page."""
    page = message.page
    pieces = [
        [one.text, *one.box, one.size, one.upright, one.bold, one.sureness] for one in page.pieces
    ]
    _write(
        stream,
        [
            page.width,
            page.height,
            pieces,
            page.pictures,
            page.rules,
            len(message.picture),
            message.trouble,
        ],
    )
    stream.write(message.picture)
    stream.flush()


def read_page(stream: BinaryIO) -> PageMessage:
    """Return the message of a page. Raises ValueError or TypeError where there is none."""
    width, height, pieces, pictures, rules, length, trouble = _read(stream)
    page = PrintedPage(
        float(width),
        float(height),
        tuple(
            PrintedPiece(
                str(text),
                Box(float(left), float(top), float(right), float(bottom)),
                float(size),
                bool(upright),
                bool(bold),
                float(sureness),
            )
            for text, left, top, right, bottom, size, upright, bold, sureness in pieces
        ),
        tuple(Box(*map(float, box)) for box in pictures),
        tuple(Box(*map(float, box)) for box in rules),
    )
    if not 0 <= int(length) <= MOST_BYTES:
        raise ValueError("no picture is so large")
    picture = stream.read(int(length))
    if len(picture) != int(length):
        raise ValueError("the picture is cut")
    return PageMessage(page, picture, None if trouble is None else Trouble(trouble))


def _write(stream: BinaryIO, values: list[object]) -> None:
    stream.write(json.dumps(values).encode() + b"\n")
    stream.flush()


def _read(stream: BinaryIO) -> list[Any]:
    line = stream.readline(MOST_BYTES)
    if not line.endswith(b"\n"):
        raise ValueError("the reading process ended")
    values = json.loads(line)
    if not isinstance(values, list):
        raise TypeError("no message")
    return values
