"""A page on its way in: its text as reading takes it, and what its file tells beside the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.model.doubts import Doubt
from retrieval.model.lines import LineKind
from retrieval.model.pages import NOTHING_STATED, Stated


class Box(NamedTuple):
    """Where something stands on a page, from its upper left corner, in units of the page's size."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page's file tells of its lines, by their numbers from 1, and where it is from.

    ``kinds`` are those of which the file leaves no doubt, such as an e-paper's element for the
    headline. TEXT says only that the line belongs to a story and is no headline: it may still be a
    byline, a caption or a crosshead. With the lines in ``opens`` a story begins, whatever stands
    above them. ``boxes`` are where a line stands on the page's ``image``, in units of which the
    page has ``size`` (width and height, None where that is unknown); one that goes on in the next
    column has several. The image is a file's path, or the page of a PDF (``a.pdf#2``).

    ``address`` is where the page can be read on the Web. What is ``unpaged`` stands on no page of a
    paper, such as an article of a site: its file's name tells no page's label.
    """

    kinds: Mapping[int, LineKind] = field(default_factory=dict)
    opens: frozenset[int] = frozenset()
    boxes: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)
    size: tuple[float, float] | None = None
    image: str | None = None
    address: str | None = None
    unpaged: bool = False


PLAIN = Layout()
"""That of a text file, which tells nothing."""


@dataclass(frozen=True, slots=True)
class PageText:
    r"""A page's text, its lines ended by ``\n``, and what its file tells beside the words.

    ``name`` is its path, by which it is known when it comes again; ``digest`` is the SHA-256 of the
    bytes it was read from. ``told`` is what the file says of the whole page: the issue's day, its
    paper, its label. ``doubts`` are what is in doubt of the way to the text, the gravest first.
    """

    name: str
    text: str
    digest: bytes
    told: Stated = NOTHING_STATED
    layout: Layout = PLAIN
    doubts: tuple[Doubt, ...] = ()
