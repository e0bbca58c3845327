"""Han surnames, and the parts that names of other traditions are made of.

All are in plain (simplified) characters. ``COMMON`` is ordered by frequency, the commonest first;
``RARE`` has no order. ``SIGNED`` are surnames of one or two characters that running text prints as
other words far more often, so that only bylines are read with them. The lists are
``words/surnames*.tsv`` and ``words/name_parts.tsv``.
"""

from retrieval.reading.lists import listed

COMMON = "".join(listed("surnames"))
RARE = "".join(listed("surnames_rare"))
SIGNED = frozenset(listed("surnames_signed"))
COMPOUND = frozenset(listed("surnames_compound"))

# What opens or closes Tibetan, Mongol, Uyghur, Kazakh and Hui names printed without a dot.
PARTS = listed("name_parts")
