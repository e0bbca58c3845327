"""Han surnames, and the parts that names of other traditions are made of.

All are in plain (simplified) characters. ``COMMON`` is ordered by frequency, the commonest first;
``RARE`` has no order. The lists are ``words/surnames*.tsv`` and ``words/name_parts.tsv``.
"""

from retrieval.reading.lists import listed

COMMON = "".join(listed("surnames"))
RARE = "".join(listed("surnames_rare"))
COMPOUND = frozenset(listed("surnames_compound"))

# What opens or closes Tibetan, Mongol, Uyghur, Kazakh and Hui names printed without a dot.
PARTS = listed("name_parts")
