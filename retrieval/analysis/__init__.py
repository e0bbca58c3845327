"""Text to terms: folding, words, character bigrams."""

from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.characters import simplified
from retrieval.analysis.normalise import compact_text

__all__ = ["bigrams", "compact_text", "simplified"]
