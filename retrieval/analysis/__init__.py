"""Text to terms: folding, words, character bigrams."""
