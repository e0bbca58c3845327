"""A report as Markdown."""

from collections.abc import Iterable, Sequence

from retrieval.evaluation.speed.engine import ENGINES
from retrieval.evaluation.speed.figures import AnswerFigures, SpeedFigures, SpeedReport
from retrieval.evaluation.speed.kinds import KINDS
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
_ANSWER_HEAD = (
    "passages",
    "what is done",
    "times",
    "p50 ms",
    "p99 ms",
    "processor p50 ms",
    "processor p99 ms",
    "blocks",
    "peak MB",
    "longest MB",
)


def table(report: SpeedReport) -> str:
    """Return the report: whole answers by kind, engines, notes on these, the machine."""
    made = f"Corpus: {report.corpus}. Machine: {report.machine}."
    parts = [_answers(report.answers), _engines(report.figures)]
    return "\n\n".join([*filter(None, parts), made]) + "\n"


def _answers(figures: Sequence[AnswerFigures]) -> str:
    ranked = sorted(figures, key=lambda one: (one.passages, list(KINDS).index(one.kind)))
    rows = [_answer_cells(one) for one in ranked]
    return "\n".join(table_of(_ANSWER_HEAD, rows)) if rows else ""


def _engines(figures: Sequence[SpeedFigures]) -> str:
    ranked = sorted(figures, key=lambda one: (one.passages, list(ENGINES).index(one.engine)))
    notes = [note for one in ranked for note in _notes(one)]
    rows = [_cells(one) for one in ranked]
    return "\n".join([*table_of(_HEAD, rows), "", *notes]).rstrip() if rows else ""


def table_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table with its head; the second column is of names."""
    rule = ["---:" if at != 1 else "---" for at in range(len(head))]
    return [_row(head), _row(rule), *map(_row, rows)]


def _answer_cells(one: AnswerFigures) -> list[str]:
    times = (one.p50_ms, one.p99_ms, one.cpu_p50_ms, one.cpu_p99_ms)
    blocks = "–" if one.blocks is None else f"{one.blocks:,.0f}"
    taken = (one.peak_mb, one.longest_mb)
    return [
        f"{one.passages:,}",
        KINDS[one.kind].shown,
        f"{one.asked:,}",
        *map(shown, times),
        blocks,
        *map(shown, taken),
    ]


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
    return [f"{one.passages:,}", name, *(shown(figure) for figure in measured)]


def shown(figure: float | None) -> str:
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
        yield here + f"{shown(one.prepared_mb)} MB of its memory are the analysis's dictionary."
    if 0 < one.questions < QUESTIONS:
        yield here + f"{one.questions} questions, as more would take too long."
    if one.additions:
        added = one.additions
        yield here + (
            f"{added.pages} pages of 50 articles added while asked: searchable after "
            f"{shown(added.searchable_p50_ms)} ms (worst {shown(added.searchable_worst_ms)}); "
            f"p99 quiet {shown(added.quiet_p99_ms)} ms, "
            f"meanwhile {shown(added.meanwhile_p99_ms)} ms."
        )
