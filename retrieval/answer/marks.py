"""What of a question stands in a printed text, and which of it to mark."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from retrieval.analysis import respelling, values
from retrieval.analysis.analyzer import Token
from retrieval.analysis.bigrams import BIGRAM, across
from retrieval.analysis.normalise import HAN, Folded, compact_text, compacted, fold
from retrieval.analysis.runs import RUN, pieces
from retrieval.analysis.sizes import SIZE
from retrieval.analysis.words import cut_fast
from retrieval.model import Span, merged

# Characters that tie words together: alone, or beside one other, they are no match to show.
_TIES = frozenset("的了着过是在有和与及或就都也还又把被对给从向到由为以于之其所而并等不一个这那")
_HAN = re.compile(f"[{HAN}]")
_IDEOGRAPHS = "\u3400", "\u9fff"  # all but a few Chinese characters
_Placed = tuple[str, int, int, bool]  # a term, from where to where, and whether it is a word


@dataclass(frozen=True, slots=True)
class Matched:
    """What of a question stands in a text: its terms, what stands there whole, what to mark.

    All are in the order of their starts; ``marks`` do not overlap.
    """

    terms: Sequence[Token]
    wholes: Sequence[Span]
    marks: Sequence[Span]

    @classmethod
    def of(cls, text: str, weights: Mapping[str, float], names: Collection[str] = ()) -> Self:
        """Look for the terms that weigh more than 0, and for names as wholes."""
        if not weights and not names:
            return cls((), (), ())
        folded = fold(text)
        line = compacted(folded)
        found, heads = _terms(folded.text, {term for term, weight in weights.items() if weight > 0})
        terms = sorted(
            (
                Token(term, *folded.printed(start, end), is_word)
                for term, start, end, is_word in found
            ),
            key=lambda token: (token.start, not token.is_word, -token.end),
        )
        wholes = [*_named(line, names), *_valued(line, weights)]
        starts = {folded.printed(at, at + 1).start for at in heads}
        return cls(terms, wholes, merged([*wholes, *_marks(terms, starts)]))


def _terms(folded: str, wanted: Collection[str]) -> tuple[list[_Placed], set[int]]:
    """Return the wanted terms in a folded text, and where the longer words around them begin.

    Only runs of characters that hold one of them are cut. What is marked need not wait for jieba.
    """
    starts = {at for term in wanted if term in folded for at in _standing(term, folded)}
    joined = [one for one in across(folded) if one[2] in wanted]
    near = starts.union(end - 1 for _, end, _ in joined)
    others = any(not _IDEOGRAPHS[0] <= term[0] <= _IDEOGRAPHS[1] for term in wanted)
    found: list[_Placed] = []
    heads: set[int] = set()
    for run in RUN.finditer(folded):
        if run.lastgroup == "other":
            found += _in_other_run(run, wanted) if others else ()
        elif not near.isdisjoint(range(*run.span())):
            pairs = starts.intersection(range(run.start(), run.end() - 1))
            for word, at in _words(run):
                if word in wanted:
                    found.append((word, at, at + len(word), True))
                if len(word) > 1:
                    heads.add(at)
                if len(word) == BIGRAM:
                    pairs.discard(at)
            beside = ((folded[at : at + BIGRAM], at) for at in pairs)
            found += ((pair, at, at + BIGRAM, False) for pair, at in beside if pair in wanted)
    found += ((pair, start, end, False) for start, end, pair in joined)
    return found, heads


def _in_other_run(run: re.Match[str], wanted: Collection[str]) -> Iterator[_Placed]:
    for term, start, end in pieces(run[0]):
        if term in wanted:
            yield term, run.start() + start, run.start() + end, True


def _words(run: re.Match[str]) -> Iterator[tuple[str, int]]:
    at = run.start()
    for word in cut_fast(run[0]):
        yield word, at
        at += len(word)


def _standing(string: str, text: str) -> Iterator[int]:
    at = text.find(string)
    while at >= 0:
        yield at
        at = text.find(string, at + 1)


def _named(line: Folded, names: Collection[str]) -> Iterator[Span]:
    for name in names:
        key = compact_text(name)
        at = line.text.find(key) if key else -1
        while at >= 0:
            yield line.printed(at, at + len(key))
            at = line.text.find(key, at + len(key))
        for start, end in respelling.standing(key, line.text):
            yield line.printed(start, end)


def _valued(line: Folded, weights: Mapping[str, float]) -> Iterator[Span]:
    """Yield the spans of what is written in another way than asked: numbers, words with hyphens."""
    numbered = any(term[0] in (values.MARK, SIZE) for term in weights)
    if not numbered and "-" not in line.text:
        return
    found = [
        *values.hyphened(line.text),
        *(values.values(line.text, with_sizes=True) if numbered else ()),
    ]
    for term, start, end in found:
        if term in weights:
            yield line.printed(start, end)


def _marks(found: Sequence[Token], heads: Collection[int]) -> Iterator[Span]:
    """Yield the spans of words, of pairs outside of words, and of characters beside these.

    Characters alone are marked only where there is nothing else. `heads` are where
    the passage's longer words begin.
    """
    words = [token for token in found if _is_long_word(token)]
    covered = {at for token in words for at in range(token.start, token.end)}
    pairs = [
        token
        for token in found
        if not token.is_word
        and covered.isdisjoint(range(token.start, token.end))
        and _TIES.isdisjoint(token.text)
        and token.end - 1 not in heads  # no accident of two words' meeting
    ]
    edges = {edge for token in [*words, *pairs] for edge in (token.start, token.end)}
    characters = [
        token
        for token in found
        if token.is_word
        and not _is_long_word(token)
        and token.text not in _TIES
        and (not edges or token.start in edges or token.end in edges)
    ]
    for token in [*words, *pairs, *characters]:
        yield Span(token.start, token.end)


def _is_long_word(token: Token) -> bool:
    return token.is_word and _is_long(token.text)


def _is_long(term: str) -> bool:
    return len(term) > 1 or not _HAN.match(term)
