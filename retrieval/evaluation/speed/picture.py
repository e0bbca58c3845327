"""A report as a picture: latency against passages, both by powers of ten, a line an engine."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from retrieval.evaluation.speed.engine import ENGINES, OURS
from retrieval.evaluation.speed.figures import SpeedReport

# From Okabe and Ito's colours for all kinds of eyes, by falling weight: they differ in grey too,
# and the marks tell them apart without any.
_STYLES = dict(
    zip(
        ENGINES,
        (("#000000", "o"), ("#0072B2", "s"), ("#D55E00", "^"), ("#009E73", "D"), ("#CC79A7", "v")),
        strict=True,
    )
)
_SIZE = (8.4, 4.6)  # inches; at 100 dots each as wide as a README
_LEAST_APART = 0.05
"""Labels stand at least that part of the picture's height apart, so that they can be read."""


def draw(report: SpeedReport, path: Path) -> None:
    """Draw the report; the file's suffix says the format (``.svg``, ``.png``).

    A dark line is an engine's median, a light one its 99th percentile. Engines without any figure
    are left out.
    """
    # The same figures make the same file: no date, no numbers by chance.
    with mpl.rc_context({"svg.hashsalt": "benchmark", "font.size": 10}):
        figure = Figure(_SIZE, layout="constrained")
        axes = figure.add_subplot()
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds per question")
        ends: dict[str, float] = {}
        for engine, (colour, mark) in _STYLES.items():
            points = _points(report, engine)
            if not points:
                continue
            sizes, p50, p99 = zip(*points, strict=True)
            width = 2.6 if engine == OURS else 1.6
            axes.plot(sizes, p99, color=colour, alpha=0.4, marker=mark, markersize=4, linewidth=1.2)
            axes.plot(sizes, p50, color=colour, marker=mark, markersize=6, linewidth=width)
            ends[engine] = p50[-1]
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.grid(which="major", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        ticks = sorted({one.passages for one in report.figures})
        axes.set_xticks(ticks, [f"{size:,}" for size in ticks])
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda ms, _: f"{ms:,g}"))
        axes.set_title("Best 10 passages: median (dark) and 99th percentile (light)", loc="left")
        lowest, highest = axes.get_ylim()
        for engine, height in _apart(ends, (highest / lowest) ** _LEAST_APART).items():
            axes.annotate(
                f"{engine}, {ENGINES[engine].counted}" if engine == OURS else engine,
                (1.02, height),
                xycoords=("axes fraction", "data"),
                color=_STYLES[engine][0],
                va="center",
                weight="bold" if engine == OURS else "normal",
            )
        figure.savefig(path, dpi=200, metadata={"Date": None} if path.suffix == ".svg" else {})


def _points(report: SpeedReport, engine: str) -> list[tuple[int, float, float]]:
    return sorted(
        (one.passages, one.p50_ms, one.p99_ms)
        for one in report.figures
        if one.engine == engine and one.p50_ms is not None and one.p99_ms is not None
    )


def _apart(heights: Mapping[str, float], times: float) -> dict[str, float]:
    """Lift labels off one another, from the lowest up, each to so many times the one below."""
    lifted: dict[str, float] = {}
    floor = 0.0
    for engine, height in sorted(heights.items(), key=lambda end: end[1]):
        lifted[engine] = max(height, floor)
        floor = lifted[engine] * times
    return lifted
