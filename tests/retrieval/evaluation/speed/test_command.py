import json
from pathlib import Path

import pytest

from retrieval.evaluation.speed.command import main
from retrieval.evaluation.speed.figures import SpeedFigures, SpeedReport


def test_figures_measured_before_are_shown_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.json"
    report = SpeedReport("generated", "a machine", (SpeedFigures("ours", 1000, p50_ms=1.0),))
    kept.write_text(report.json(), encoding="utf-8")
    assert main(["--measured", str(kept), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(report.json())
    assert main(["--measured", str(kept)]) == 0
    assert capsys.readouterr().out.startswith("| passages | engine |")


def test_a_file_of_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--measured", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


@pytest.mark.parametrize("sizes", ["0", "ten", "10,-1", ""])
def test_sizes_are_whole_numbers_from_one(sizes: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--passages", sizes])
