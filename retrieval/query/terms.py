"""A question's terms with their weights: as typed, and as newspapers put it."""

from collections.abc import Iterable, Mapping, Sequence

from retrieval.analysis.analyzer import terms
from retrieval.analysis.numbers import numbers
from retrieval.analysis.values import hyphened, number_terms
from retrieval.analysis.weighing import weighed
from retrieval.model import Span
from retrieval.query.days import Days
from retrieval.query.query import Unit, UnitKind
from retrieval.query.question_words import FILLERS

LEAST = 0.1
"""A term that weighs less is left out."""
REWORDED, FILLER = 0.3, 0.3
VALUE, PLAIN_VALUE = 0.7, 0.2
"""What a number's value with its unit, and alone, weighs beside its digits as they were typed."""
_OF_DAY = 0.3
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
    if when is not None:
        # A story's date alone may say its day.
        beside = weighed(blanked(line, when.spans), learnt)
        weights = {term: beside.get(term, _OF_DAY * weight) for term, weight in weights.items()}
    weights = {
        term: weight * (filler if term in FILLERS else 1.0)
        for term, weight in weights.items()
        if weight >= LEAST
    }
    spans = () if when is None else when.spans
    weights |= _valued(blanked(line, spans))
    for unit in units:
        if unit.kind not in (UnitKind.NAME, UnitKind.OFFICE, UnitKind.DAY):
            for wording in unit.wordings[1:]:
                for term in terms(wording):
                    weights[term] = max(weights.get(term, 0.0), unit.weight * reworded)
    return tuple((term, weight) for term, weight in weights.items() if weight)


def _valued(line: str) -> dict[str, float]:
    """Return the value terms of a compact line; that of a small number only with its unit."""
    weights = {found.term: VALUE for found in hyphened(line)}
    for number in numbers(line):
        *plain, telling = number_terms(number)
        weights[telling] = VALUE
        if abs(number.value) >= _SMALL:
            weights |= dict.fromkeys(plain, PLAIN_VALUE)
    return weights


def blanked(line: str, spans: Iterable[Span]) -> str:
    """Return a line with spaces in place of what stands at the spans."""
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line
