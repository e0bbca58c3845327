"""Text to tokens and terms, the same way for what is stored and what is asked.

A **token** is a piece of a text, a **term** the token's text, without white space. The **bag** of a
text is the terms of all its tokens, in order, as often as they stand there, and its value terms.

A text is folded and cut into runs. The tokens of a Chinese run are jieba's words and the character
bigrams that are no word there. A run of other letters and digits is one token (``covid-19``,
``1+n``, ``4846.19``), and so is each part that a hyphen, slash or plus joins. Digits grouped by
commas lose these: ``4,846.19`` is ``4846.19``. Punctuation is no token.

The bag has the text's value terms besides (`retrieval.analysis.values`), by which the spellings of
one number find each other. These are no tokens.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis import words
from retrieval.analysis.bigrams import BIGRAM, across, bigrams
from retrieval.analysis.characters import FOLDING
from retrieval.analysis.normalise import PADDING, fold, folded_text
from retrieval.analysis.runs import RUN, pieces
from retrieval.analysis.values import value_terms

VERSION = f"analyzer 6, {words.edition()}, {FOLDING}"
"""It changes whenever the terms of any text may change."""


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
    folded = folded_text(text)
    return (*_words(folded), *value_terms(PADDING.sub("", folded)))


def words_and_bigrams(text: str) -> tuple[str, ...]:
    """Return the bag of a text without its value terms, which depend on what stands beside it."""
    return tuple(_words(folded_text(text)))


def _words(folded: str) -> Iterator[str]:
    return (term for term, _, _, _ in placed(folded))


def placed(folded: str, cut: Cut = words.cut) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the terms of a folded text where they stand in it, in the bag's order.

    Each comes with its start, its end and whether it is a word. The words of a run come first.
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
