"""A report as Markdown."""

from collections.abc import Iterable

from retrieval.evaluation.speed.engine import ENGINES
from retrieval.evaluation.speed.figures import SpeedFigures, SpeedReport
from retrieval.evaluation.speed.questions import QUESTIONS

_HEAD = (
    "passages",
    "engine",
    "p50 ms",
    "p99 ms",
    "10,000 characters ms",
    "500 commonest words ms",
    "build s",
    "memory MB",
    "mapped MB",
    "disk MB",
    "start s",
)
_NAMES = 2  # columns of names; the others hold figures


def table(report: SpeedReport) -> str:
    """Return the report: a table, notes on what it does not say itself, additions, the machine."""
    ranked = sorted(report.figures, key=lambda one: (one.passages, list(ENGINES).index(one.engine)))
    rule = ["---:" if at != 1 else "---" for at in range(len(_HEAD))]
    lines = [_row(_HEAD), _row(rule), *(_row(_cells(one)) for one in ranked)]
    notes = [note for one in ranked for note in _notes(one)]
    made = f"Corpus: {report.corpus}. Machine: {report.machine}."
    return "\n".join([*lines, "", *notes, made]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(one: SpeedFigures) -> list[str]:
    measured = (
        one.p50_ms,
        one.p99_ms,
        one.longest_ms,
        one.commonest_ms,
        one.build_s,
        one.memory_mb,
        one.mapped_mb,
        one.disk_mb,
        one.start_s,
    )
    name = f"{one.engine}, {ENGINES[one.engine].counted}"
    return [f"{one.passages:,}", name, *(_shown(figure) for figure in measured)]


def _shown(figure: float | None) -> str:
    """Return a figure to three significant digits: 0.0123, 1.23, 12.3, 1,234."""
    if figure is None:
        return "–"
    size = abs(figure)
    for bound, places in ((0.0995, 3), (9.95, 2), (99.5, 1)):
        if size < bound:
            return f"{figure:.{places}f}"
    return f"{figure:,.0f}"


def _notes(one: SpeedFigures) -> Iterable[str]:
    here = f"- {one.engine} at {one.passages:,}: "
    if one.missing:
        yield here + f"{one.missing}."
    if one.prepared_mb and one.prepared_mb >= 1:
        yield here + f"{_shown(one.prepared_mb)} MB of its memory are the analysis's dictionary."
    if 0 < one.questions < QUESTIONS:
        yield here + f"{one.questions} questions, as more would take too long."
    if one.additions:
        added = one.additions
        yield here + (
            f"{added.pages} pages of 50 articles added while asked: searchable after "
            f"{_shown(added.searchable_p50_ms)} ms (worst {_shown(added.searchable_worst_ms)}); "
            f"p99 quiet {_shown(added.quiet_p99_ms)} ms, "
            f"meanwhile {_shown(added.meanwhile_p99_ms)} ms."
        )
