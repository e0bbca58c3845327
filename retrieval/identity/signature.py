"""A story's signature: what two stories are compared by, without their texts at hand.

It is kept with a printing. The words are compared **figures aside**: every figure stands as one
mark, so that two power-cut notices of different days have the same words and differing figures, and
each says its own. A text's shingles are its distinct runs of three letters, and of their hashes the
`KEPT` smallest are kept (a bottom-k sketch: Broder, "On the resemblance and containment of
documents", 1997; Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). We take it
and not b-bit MinHash (Li and König, 2010), which is smaller for long texts, since a text of no more
shingles than are kept is compared exactly, and it is the short notices that look alike. Containment
follows from resemblance and the two counts of shingles.

Where both have more shingles than are kept, the standard error of a resemblance *r* is about
√(r(1 − r) / `KEPT`), 0.044 at most. Containment is a ratio to the smaller text: its error grows
with the ratio of the two lengths, to 0.1 at one to two and 0.25 at one to five.
"""

import functools
import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple, Self

import numpy as np

from retrieval.analysis.normalise import folded_text
from retrieval.model import Article, PrintedDate

VERSION = 1
"""Of the bytes and of what goes into them; the folding's version is `FOLDING` of the analysis."""

KEPT = 128
_SHINGLE = 3  # letters
_LETTER_BITS = np.uint64(21)
_TWO_LETTERS = np.uint64(42)
_HALF = np.uint64(33)
_HASH_BITS = 24
_HASH_BYTES = _HASH_BITS // 8
_CUT = np.uint64(64 - _HASH_BITS)
_WORD = 4  # bytes of the array's numbers
_DIGEST = 8  # bytes: two of ten million texts share one with a chance of 1 in 370,000
_FIGURE_MARK = "0"
# A telephone with its area code, a number with its thousands set off, or one with its inner points
# and colons (0371-68881234, 10,000, 4846.19, 8:00); Chinese numerals where they tell a time
# (十一月七日晚十时), and weekdays. A day of the month keeps its mark (25日), to be known as one.
_NUMERALS = "〇零一二三四五六七八九十廿卅"
_TIME = rf"[{_NUMERALS}日天](?:(?<=[周期].)|(?<![日天])[{_NUMERALS}]*(?=[年月日号时点]))"
_NUMBER = (
    r"[0-9](?:(?<=0)[0-9]{2,3}-[0-9]{7,8}(?![0-9])"
    r"|[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])"
    r"|[0-9]*(?:[.:][0-9]+)*)"
)
_FIGURE = re.compile(rf"((?:{_NUMBER}|{_TIME})[日号]?)")
_RATIO = "\u2236"  # what 78∶65 is printed with
_MARKS = re.compile(r"[\W_]+")

Day = tuple[int, int, int | None]
"""Month, day, and the year where it is known."""


# Version, letters, shingles, year, month and day (0 where unknown), digest, and how many bytes the
# headline, the hashes, the figures and the names take, which follow.
_HEADER = struct.Struct(f"<BIIHBB{_DIGEST}s4I")
_TEXT = "utf-8"


class _Head(NamedTuple):
    length: int
    shingles: int
    year: int
    month: int
    day: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """What a story is compared by.

    ``headline`` is folded, without marks and blanks; ``length`` counts the letters of headline and
    body, ``shingles`` the distinct ones of the body, and ``smallest`` are their smallest hashes in
    order. ``figures`` are the numbers of headline and body as printed, sorted, each as often as it
    occurs; those that may be a day keep their mark (``25日``). ``day`` is the event's. ``names``
    are those that the caller knows, sorted. ``digest`` is equal for the same words and figures,
    whatever marks and blanks stand between them.
    """

    headline: str
    length: int
    shingles: int
    smallest: tuple[int, ...]
    figures: tuple[str, ...]
    day: Day | None
    names: tuple[str, ...]
    digest: bytes

    @classmethod
    def of(cls, article: Article, names: Iterable[str] = ()) -> Self:
        """Sign an article; ``names`` are the persons, places and bodies that it introduces."""
        title, title_figures = _words(article.title)
        body, body_figures = _words(article.body)
        shingles, smallest = _bottom(body)
        figures = (*title_figures, *body_figures)
        headline = _letters(folded_text(article.title))
        return cls(
            headline=headline,
            length=len(headline) + len(body) + sum(len(figure) - 1 for figure in body_figures),
            shingles=shingles,
            smallest=smallest,
            figures=tuple(sorted(figures)),
            day=_day(article.date),
            names=tuple(sorted({_letters(folded_text(name)) for name in names} - {""})),
            digest=_digest(title, body, " ".join(title_figures), " ".join(body_figures)),
        )

    @property
    def whole(self) -> Self:
        """Itself, as of a `KeptSignature`."""
        return self

    def to_bytes(self) -> bytes:
        """Write it down, in about 550 bytes for a story of 600 letters."""
        month, day, year = self.day or (0, 0, None)
        parts = (
            self.headline.encode(_TEXT, "surrogatepass"),
            _packed(self.smallest),
            " ".join(self.figures).encode(_TEXT),
            " ".join(self.names).encode(_TEXT, "surrogatepass"),
        )
        numbers = VERSION, self.length, self.shingles, year or 0, month, day
        return b"".join((_HEADER.pack(*numbers, self.digest, *map(len, parts)), *parts))

    @classmethod
    def of_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; raises ValueError on what it did not, or another version."""
        head, headline, smallest, figures, names = _parts(data)
        return cls(
            headline,
            head.length,
            head.shingles,
            _unpacked(smallest),
            tuple(figures.split()),
            (head.month, head.day, head.year or None) if head.month else None,
            tuple(names.split()),
            head.digest,
        )


class KeptSignature:
    """A signature as it is kept, of which only a little is read at once: of many no more is asked.

    ``digest`` and ``shingles`` are those of the signature.
    """

    __slots__ = ("_data", "_whole", "digest", "shingles")

    def __init__(self, data: bytes) -> None:
        """Take what `Signature.to_bytes` wrote; raise ValueError as `Signature.of_bytes` does."""
        head, *_ = _parts(data)
        self.shingles = head.shingles
        self.digest = head.digest
        self._data = data
        self._whole: Signature | None = None

    @property
    def whole(self) -> Signature:
        """The signature."""
        if self._whole is None:
            self._whole = Signature.of_bytes(self._data)
        return self._whole


Signed = Signature | KeptSignature
"""A story's signature, whether it was read already or not."""


def shared_shingles(one: Signature, other: Signature) -> float:
    """Return about how many shingles two stories share; exactly, where both kept all of theirs."""
    both = _distinct(one.smallest) & _distinct(other.smallest)
    if not both:
        return 0.0
    if max(one.shingles, other.shingles) <= KEPT:
        return float(len(both))
    merged = sorted((*one.smallest, *other.smallest))  # quick: two stretches in order
    union = list(dict.fromkeys(merged))[:KEPT]
    resemblance = len(both.intersection(union)) / len(union)
    shared = resemblance / (1 + resemblance) * (one.shingles + other.shingles)
    return min(shared, float(one.shingles), float(other.shingles))


def _parts(data: bytes) -> tuple[_Head, str, bytes, str, str]:
    """Return the header, headline, packed hashes, figures and names of what `to_bytes` wrote.

    Raises ValueError on what it did not write, or another version.
    """
    if data[:1] != bytes([VERSION]):
        raise ValueError(f"not a story's signature of version {VERSION}")
    if len(data) < _HEADER.size:
        raise ValueError("a story's signature is cut short")
    _, length, shingles, year, month, day, digest, *sizes = _HEADER.unpack_from(data)
    ends = list(accumulate(sizes, initial=_HEADER.size))
    if ends[-1] != len(data) or sizes[1] % _HASH_BYTES:
        raise ValueError("a story's signature is cut short")
    headline, smallest, figures, names = (data[one:end] for one, end in pairwise(ends))
    return (
        _Head(length, shingles, year, month, day, digest),
        headline.decode(_TEXT, "surrogatepass"),
        smallest,
        figures.decode(_TEXT),
        names.decode(_TEXT, "surrogatepass"),
    )


# One page is compared with several, and each of their stories with some.
@functools.lru_cache(1 << 10)
def _distinct(smallest: tuple[int, ...]) -> frozenset[int]:
    return frozenset(smallest)


def _day(date: PrintedDate | None) -> Day | None:
    return None if date is None else (date.month, date.day, date.year)


def _words(text: str) -> tuple[str, list[str]]:
    """Return the letters of a text with a mark for each figure, and the figures as they come."""
    folded = folded_text(text).replace(_RATIO, ":")
    parts: list[str] = _FIGURE.split(folded)  # the figures stand between the texts
    return _letters(_FIGURE_MARK.join(parts[::2])), parts[1::2]


def _letters(folded: str) -> str:
    """Return the letters of a folded text, or for want of any, its marks."""
    return _MARKS.sub("", folded) or "".join(folded.split())


def _digest(*parts: str) -> bytes:
    data = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def _bottom(letters: str) -> tuple[int, tuple[int, ...]]:
    """Count a text's distinct shingles, and return their smallest hashes; a blank one has none."""
    if not letters:
        return 0, ()
    data = letters.ljust(_SHINGLE, "\0").encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(data, np.uint32).astype(np.uint64)
    mixed = (codes[:-2] << _TWO_LETTERS) | (codes[1:-1] << _LETTER_BITS) | codes[2:]
    # The finalizer of MurmurHash3: a permutation of 64 bits that scatters neighbours.
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        mixed ^= mixed >> _HALF
        mixed *= np.uint64(factor)
    mixed ^= mixed >> _HALF
    mixed.sort()
    distinct = mixed[np.append(True, mixed[1:] != mixed[:-1])]
    smallest: list[int] = (distinct[:KEPT] >> _CUT).tolist()
    return len(distinct), tuple(smallest)


def _packed(hashes: tuple[int, ...]) -> bytes:
    words = np.array(hashes, "<u4").view(np.uint8).reshape(-1, _WORD)
    return words[:, :_HASH_BYTES].tobytes()


def _unpacked(data: bytes) -> tuple[int, ...]:
    words = np.zeros((len(data) // _HASH_BYTES, _WORD), np.uint8)
    words[:, :_HASH_BYTES] = np.frombuffer(data, np.uint8).reshape(-1, _HASH_BYTES)
    hashes: list[int] = words.view("<u4").ravel().tolist()
    return tuple(hashes)
