"""Words and characters that are no names but stand where one could, after 记者.

All are in plain (simplified) characters. The lists are ``words/not_*.tsv``.
"""

from retrieval.reading.lists import listed

# What follows 记者 or 作者 in headings, never a name.
HEADINGS = frozenset(listed("not_names_headings"))

# Words that begin like a name; where a byline is sure they may be one (高原).
NOT_NAMES = frozenset(listed("not_names"))

# Characters that print as part of a sentence, hardly ever in a given name.
NOT_GIVEN = frozenset(listed("not_given"))

# Characters that close the name of an office or a place, for words that begin with no surname.
NOT_LAST = frozenset(listed("not_last"))
