from pathlib import Path

import pytest

from retrieval.evaluation.speed.engine import ENGINES
from retrieval.evaluation.speed.figures import SpeedFigures, SpeedReport

pytest.importorskip("matplotlib", reason="matplotlib is one of the extra named peers")


def test_a_picture_names_each_engine_that_has_figures(tmp_path: Path) -> None:
    from retrieval.evaluation.speed.picture import draw  # noqa: PLC0415 (skipped without matplotlib)

    measured = [SpeedFigures(name, 1000, p50_ms=1.0, p99_ms=2.0) for name in list(ENGINES)[:-1]]
    missing = SpeedFigures(list(ENGINES)[-1], 1000, missing="build took over 30 min")
    report = SpeedReport("generated", "a machine", (*measured, missing))
    first, second = tmp_path / "one.svg", tmp_path / "two.svg"
    draw(report, first)
    draw(report, second)
    svg = first.read_text(encoding="utf-8")
    assert [name in svg for name in ENGINES] == [True] * (len(ENGINES) - 1) + [False]
    assert first.read_bytes() == second.read_bytes()
