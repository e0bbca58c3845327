"""Units of numbers, as they are written: ㎡, 平米 and 平方米 are one."""

from retrieval.analysis.normalise import folded_text
from retrieval.word_list import table

_ROWS = tuple(
    (folded_text(unit[0]) if unit[0] != "℃" else unit[0], (*unit, *others), kind[0])
    for unit, others, kind in table(__package__, "units", 3)
)

UNITS = {
    folded_text(written): (unit, kind) for unit, spellings, kind in _ROWS for written in spellings
}
"""Each folded way to write a unit, with the unit's first name and what it is of."""
SPELLINGS = {unit: spellings for unit, spellings, _ in _ROWS}
"""The ways to write each unit, the first name first."""
MEASURES = frozenset(unit for unit, _, kind in _ROWS if kind != "count") | {"%", "‰"}
"""The units before which 一 is a value: 一元, not 一个."""
