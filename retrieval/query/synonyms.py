"""Synonyms: how people say it, and how newspapers print it.

``words/synonyms.tsv`` has a row for each thing: what people type for it, and the words that local
papers use. It holds for any paper; what only one town says does not belong there.
"""

from retrieval.word_list import table

SYNONYMS: dict[str, tuple[str, ...]] = {
    typed: tuple(word for word in printed if word != typed)
    for everyday, printed in table(__package__, "synonyms", 2)
    for typed in everyday
}
"""The papers' words for each everyday one, none of them itself; the nearest first."""
