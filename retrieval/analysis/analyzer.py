"""Text to tokens and terms, the same way for what is stored and for what is asked.

A text is folded and falls apart into runs. Of a Chinese run its tokens are jieba's words and the
character bigrams that are no word there; anything else of letters and digits is one token as a
whole (``covid-19``, ``1+n``, ``4846.19``), and so are its parts where a hyphen, slash or plus joins
them.
Digits grouped by commas lose them: ``4,846.19`` is ``4846.19``. Punctuation is no token.

A **Term** is a token's text; it holds no white space. The **bag** of a text is the terms of all its
tokens, in order, repeated as often as they stand there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis import words
from retrieval.analysis.bigrams import BIGRAM, across, bigrams
from retrieval.analysis.characters import FOLDING
from retrieval.analysis.normalise import fold, folded_text
from retrieval.analysis.runs import RUN, pieces

VERSION = f"analyzer 3, {words.edition()}, {FOLDING}"
"""Changes whenever the terms of any text may have changed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A term where it stands: ``[start, end)`` of the printed text; a word, or a bigram beside."""

    text: str
    start: int
    end: int
    is_word: bool = True


Cut = Callable[[str], Sequence[str]]


def tokens(text: str, cut: Cut = words.cut) -> tuple[Token, ...]:
    """Return the tokens of a printed text, by start; they overlap, the word comes first."""
    folded = fold(text)
    return tuple(
        Token(term, *folded.printed(start, end), is_word)
        for term, start, end, is_word in sorted(placed(folded.text, cut), key=_place)
    )


def terms(text: str) -> tuple[str, ...]:
    """Return the bag of a text."""
    return tuple(term for term, _, _, _ in placed(folded_text(text)))


def placed(folded: str, cut: Cut = words.cut) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the terms of a folded text where they stand in it, in the bag's order.

    Each comes with its start, its end and whether it is a word, the words of a run first.
    """
    for run in RUN.finditer(folded):
        start, text = run.start(), run[0]
        if run.lastgroup == "other":
            for term, at, end in pieces(text):
                yield term, start + at, start + end, True
            continue
        pairs = set()
        at = start
        for word in cut(text):
            end = at + len(word)
            yield word, at, end, True
            if end - at == BIGRAM:
                pairs.add(at)
            at = end
        for at, bigram in bigrams(text):
            if start + at not in pairs:
                yield bigram, start + at, start + at + BIGRAM, False
    for start, end, bigram in across(folded):
        yield bigram, start, end, False


def _place(token: tuple[str, int, int, bool]) -> tuple[int, bool, int]:
    _, start, end, is_word = token
    return start, not is_word, -end
