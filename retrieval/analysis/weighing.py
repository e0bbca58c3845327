"""How much each term of a question weighs: how likely the text that answers holds it.

An answer does not repeat all of its question: 哪一年 asks, 请问 fills, and print puts other things
in other words. How likely an answering passage holds a term is learnt from questions with known
answers, by a logistic regression over the term's **features** in the question: the term itself and
its neighbours if they are frequent in questions, its kind and length, and how frequent a word it is
in jieba's dictionary. No feature depends on an archive, so the weights are the same for all.

A term's weight is that likelihood times its **share**. A word's share is 1. A word of one character
has less, for many words hold it. A bigram inside of a word says little that the word does not; one
across two words says nearly as much as a word, for the dictionary may have cut in the wrong place.

``weighing.tsv`` beside this module holds what was learnt: on each line a feature and its part in
the log odds. ``python -m retrieval.evaluation learn`` makes it; docs/ranking.md says of what data.
"""

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from retrieval.analysis import words
from retrieval.analysis.analyzer import Token, tokens

ALWAYS = "always"
"""The feature that every term has."""

_WORD, _CHARACTER, _INSIDE, _ACROSS = 1.0, 0.8, 0.4, 0.7
_LONG = 4  # words of as many characters or more are alike
_HAN = "\u3005"


def weighed(text: str, learnt: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the distinct terms of a question with their weights, above 0 and at most 1."""
    return dict(_weighed(text)) if learnt is None else _weighed_by(text, learnt)


@functools.lru_cache(1 << 7)
def _weighed(text: str) -> Mapping[str, float]:
    """Return the weights by what was learnt; a question is weighed several times over."""
    return _weighed_by(text, _learnt())


def _weighed_by(text: str, parts: Mapping[str, float]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, share, features in described(tokens(text)):
        odds = math.exp(sum(parts.get(feature, 0.0) for feature in features))
        weight = share * odds / (1 + odds)
        if weight > weights.get(term, 0.0):
            weights[term] = weight
    return weights


def described(found: Sequence[Token]) -> Iterator[tuple[str, float, list[str]]]:
    """Yield the term, the share and the features of each token."""
    cut = [token for token in found if token.is_word]
    at_word = {at: n for n, word in enumerate(cut) for at in range(word.start, word.end)}
    for token in found:
        term = token.text
        if token.is_word:
            length = min(len(term), _LONG)
            kind = f"{_kind(term)}{length}"
            known = int(2 * math.log10(words.frequency(term) + 1))
            features = [ALWAYS, f"word {kind}", f"known {known}", f"is {term}"]
            n = at_word[token.start]
            if n and cut[n - 1].end == token.start:
                features.append(f"after {cut[n - 1].text}")
            if n + 1 < len(cut) and cut[n + 1].start == token.end:
                features.append(f"before {cut[n + 1].text}")
            alone = kind == "han1"
            yield term, _CHARACTER if alone else _WORD, features
            continue
        left, right = at_word.get(token.start, -1), at_word.get(token.end - 1, -1)
        first, last = cut[left].text, cut[right].text
        if left == right:
            yield term, _INSIDE, [ALWAYS, f"inside {min(len(first), _LONG)}", f"of {first}"]
        else:
            lengths = f"{min(len(first), _LONG)} {min(len(last), _LONG)}"
            yield (
                term,
                _ACROSS,
                [ALWAYS, f"across {lengths}", f"ends {first}", f"opens {last}", f"is {term}"],
            )


def _kind(term: str) -> str:
    if term[0] >= _HAN:
        return "han"
    return "figure" if term[0].isdigit() else "latin"


@functools.cache
def _learnt() -> Mapping[str, float]:
    table = resources.files(__package__).joinpath("weighing.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {feature: float(part) for feature, part in rows}
