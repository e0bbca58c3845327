"""A question's terms with their weights: as typed, and as newspapers put it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.analysis.analyzer import terms
from retrieval.analysis.numbers import numbers
from retrieval.analysis.sizes import is_rough, is_rounded, sizes
from retrieval.analysis.values import hyphened, number_terms
from retrieval.analysis.weighing import weighed
from retrieval.model import Span
from retrieval.query.days import Days
from retrieval.query.query import Unit, UnitKind
from retrieval.query.question_words import FILLERS

LEAST = 0.1
"""A term that weighs less is left out."""
REWORDED, FILLER = 0.3, 0.3
VALUE, PLAIN_VALUE, ROUNDED = 0.7, 0.2, 0.3
"""What a number's value with its unit, alone, and what it may be rounded from weigh beside it."""
_OTHERWISE = 0.3
"""Times its weight that a term of a day, or of a numeral in characters, is looked for."""
_SMALL = 100


def query_terms(  # noqa: PLR0913 (what an ablation leaves out)
    units: Sequence[Unit],
    line: str,
    when: Days | None,
    *,
    learnt: Mapping[str, float] | None = None,
    filler: float = FILLER,
    reworded: float = REWORDED,
) -> tuple[tuple[str, float], ...]:
    """Return a compact line's distinct terms with their weights, above 0, those typed first.

    ``learnt`` is what `weighed` weighs by. Fillers weigh ``filler`` times that, and the words that
    newspapers use for a unit ``reworded`` times the unit's weight (at 0 there are none).
    """
    weights = weighed(line, learnt)
    spans = () if when is None else when.spans
    # A story's date alone may say its day, and digits a numeral in characters.
    if otherwise := (*spans, *_numerals(blanked(line, spans))):
        beside = weighed(blanked(line, otherwise), learnt)
        weights = {term: beside.get(term, _OTHERWISE * weight) for term, weight in weights.items()}
    weights = {
        term: weight * (filler if term in FILLERS else 1.0)
        for term, weight in weights.items()
        if weight >= LEAST
    }
    weights |= _valued(blanked(line, spans))
    for unit in units:
        if unit.kind not in (UnitKind.NAME, UnitKind.OFFICE, UnitKind.DAY):
            for wording in unit.wordings[1:]:
                for term in terms(wording):
                    weights[term] = max(weights.get(term, 0.0), unit.weight * reworded)
    return tuple((term, weight) for term, weight in weights.items() if weight)


def _numerals(line: str) -> Iterator[Span]:
    """Yield where a compact line has long numbers in characters, of which any two are common."""
    for number in numbers(line):
        is_long = abs(number.value) >= _SMALL or number.value % 1
        if is_long and not number.written[0].isdecimal():
            yield Span(number.start, number.end)


def _valued(line: str) -> dict[str, float]:
    """Return the value terms of a compact line; a small one's plain one if it has no unit."""
    weights = {found.term: VALUE for found in hyphened(line)}
    for number in numbers(line):
        *plain, telling = number_terms(number)
        weights[telling] = VALUE
        if is_rough(number):
            weight = ROUNDED if is_rounded(number) else VALUE
            weights |= dict.fromkeys(sizes(number), weight)
        if abs(number.value) >= _SMALL or not number.unit:
            weights |= dict.fromkeys(plain, PLAIN_VALUE)
    return weights


def blanked(line: str, spans: Iterable[Span]) -> str:
    """Return a line with spaces in place of what stands at the spans."""
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line
