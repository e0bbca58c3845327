"""Words and characters that are no names but stand where one could, after 记者.

All are in plain (simplified) characters. The lists are ``words/not_*.tsv`` and
``words/*_given.tsv``.
"""

from retrieval.reading.lists import any_of, listed

# What follows 记者 or 作者 in headings, never a name.
HEADINGS = frozenset(listed("not_names_headings"))

# Words that begin like a name; where a byline is sure they may be one (高原).
NOT_NAMES = frozenset(listed("not_names"))

# Characters that print as part of a sentence and are in no given name, in a byline neither.
NEVER_GIVEN = frozenset(listed("never_given"))

# Characters of sentences that a few given names have: a name in a byline, none in running text.
SELDOM_GIVEN = frozenset(listed("seldom_given"))

NOT_GIVEN = NEVER_GIVEN | SELDOM_GIVEN

# Characters that close the name of an office or a place, for words that begin with no surname.
NOT_LAST = frozenset(listed("not_last"))

# How firms, media, offices and places end where no role says that a person stands there.
NOT_PERSONS = any_of("not_persons")

# Places that papers report from most.
PLACES = frozenset(listed("places"))

# Places that begin like a name; where no role stands, they are no person's.
COUNTIES = frozenset(listed("counties"))

# Firms that are called like a person, or how their longer names begin; the same holds for them.
FIRMS = frozenset(listed("firms"))
