"""How much each term of a question tells, by how it stands there.

A word counts whole. A bigram inside a word says little that the word does not; one that two words
make by meeting says as much as a word (the dictionary may have cut what belongs together), unless
an **idle** word takes part, one that asks or fills: the text that answers is put otherwise. Of the
bigrams in the questions of CMRC 2018 the gold passage holds 95 % of those that two lone characters
make, 62 % of those that two longer words make, and 2 to 59 % of those with an idle word.
"""

from collections.abc import Container

from retrieval.analysis.analyzer import placed
from retrieval.analysis.normalise import folded_text

_WORD, _INSIDE, _ACROSS, _WITH_IDLE = 1.0, 0.4, 1.0, 0.3


def weighed(text: str, idle: Container[str]) -> dict[str, float]:
    """Give the distinct terms of a question with their weights; idle words are left out."""
    word_at: dict[int, tuple[int, str]] = {}  # its start tells a word from the same one elsewhere
    weights: dict[str, float] = {}
    for term, start, end, is_word in placed(folded_text(text)):
        if is_word:
            word_at.update(dict.fromkeys(range(start, end), (start, term)))
            weight = 0.0 if term in idle else _WORD
        else:
            first, last = word_at[start], word_at[end - 1]
            beside_idle = first[1] in idle or last[1] in idle
            meeting = _WITH_IDLE if beside_idle else _ACROSS
            weight = _INSIDE if first == last else meeting
        if weight > weights.get(term, 0.0):
            weights[term] = weight
    return weights
