"""Text to terms: folding, words, character bigrams; and which words differ."""

from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.characters import simplified
from retrieval.analysis.normalise import compact, compact_text, folded_text
from retrieval.analysis.word_diff import WordDiff, too_repetitive, word_diff
from retrieval.analysis.words import cut_fast
from retrieval.analysis.words import load as load_words

__all__ = [
    "WordDiff",
    "bigrams",
    "compact",
    "compact_text",
    "cut_fast",
    "folded_text",
    "load_words",
    "simplified",
    "too_repetitive",
    "word_diff",
]
