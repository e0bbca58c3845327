"""Finds which piece of a text somebody has written anew: a paragraph, a sentence, a part of one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from retrieval.analysis import bigrams, compact_text, too_repetitive, word_diff
from retrieval.model import Span

SURELY_ALIKE = 0.8
"""A change spells its words twice, and is never so much like one piece."""

_ALIKE = 0.45  # of the pairs of a piece and of what replaces it
_MOSTLY_ALIKE = 0.6
_PREFERRED = 0.05  # for the paragraph that was reported
_MOST = 40  # clauses whose stretches are compared
_CLAUSE = re.compile(
    r"[^。！？!?；;，,：:\n]*[。！？!?；;，,：:\n][”’」』]?|[^。！？!?；;，,：:\n]+"
)
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n][”’」』]?|[^。！？!?\n]+")
_LONGER = 3  # times that a piece and what replaces it may differ in length
_ENDED = re.compile(r"[。！？!?…][”’」』]?$")


@dataclass(frozen=True, slots=True)
class Rewording:
    """A paragraph, by its place (from 0), as it reads and as it should."""

    paragraph: int
    before: str
    after: str

    @property
    def changed(self) -> tuple[Span, ...]:
        """The words of ``before`` that are changed; empty spans where something comes in."""
        return word_diff(self.before, self.after).removed


@dataclass(frozen=True, slots=True)
class Piece:
    """A rewording, and how much what is new is like what it replaces, from 0 to about 1."""

    alike: float
    rewording: Rewording


def closest_piece(said: str, paragraphs: Sequence[str], meant: int) -> Piece | None:
    """Return the piece of the text that the words are most like, replaced by them."""
    pairs = _pairs(said)
    best = max(
        (
            (_alike(pairs, _pairs(text[start:end])) + _PREFERRED * (at == meant), at, start, end)
            for at, text in enumerate(paragraphs)
            for start, end in _runs(text, len(said))
        ),
        key=lambda found: found[0],
        default=None,
    )
    if best is None or best[0] < _ALIKE:
        return None
    _, at, start, end = best
    text = paragraphs[at]
    end = _end_of_sentence(text, said, start, end)
    after = text[:start] + _fitted(said, text[start:end]) + text[end:]
    whole = _alike(pairs, _pairs(text))
    if after == text and whole >= SURELY_ALIKE:  # all but a part of the paragraph that is to go
        return Piece(whole, Rewording(at, text, said))
    return Piece(best[0], Rewording(at, text, after))


def _runs(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of whole clauses, of sentences in a long text, about that long; and all.

    Of a text that has too many of both there is only the whole.
    """
    yield 0, len(text)
    cuts = (list(accumulate(map(len, form.findall(text)))) for form in (_CLAUSE, _SENTENCE))
    ends = [0, *next((found for found in cuts if len(found) <= _MOST), ())]
    for at, start in enumerate(ends):
        for end in ends[at + 1 :]:
            if length <= _LONGER * (end - start) and end - start <= _LONGER * length:
                yield start, end


def _pairs(text: str) -> Counter[str]:
    words = re.sub(r"\W", "", compact_text(text))
    return Counter(pair for _, pair in bigrams(words)) or Counter([words] if words else ())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _end_of_sentence(text: str, said: str, start: int, end: int) -> int:
    """Return where a piece ends, which a whole sentence replaces that ends sooner than it does."""
    begins = not start or _ENDED.search(text[:start])
    if not begins or not _ENDED.search(said) or _ENDED.search(text[start:end]):
        return end
    rest = _SENTENCE.match(text, end)
    longer = rest.end() if rest else end
    return longer if _alike(_pairs(said), _pairs(text[start:longer])) >= _MOSTLY_ALIKE else end


def _fitted(said: str, piece: str) -> str:
    """Return the words as they take the place of a piece.

    A part of a sentence leaves what stands before and behind it as it is.
    """
    if (ends := _ENDED.search(said)) and (printed := _ENDED.search(piece)):
        return said if ends[0][1:] else said + printed[0][1:]  # and a quote that it closes
    if ends or too_repetitive(said, piece):
        return said
    blocks = SequenceMatcher(None, piece, said, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return said
    first, last = blocks[0], blocks[-1]
    start = max(0, first.a - first.b)  # as many characters are replaced as come before
    end = last.a + last.size + len(said) - last.b - last.size
    return piece[:start] + said + piece[end:]
