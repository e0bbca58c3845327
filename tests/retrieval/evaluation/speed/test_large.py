import json
from pathlib import Path

import pytest

from retrieval.evaluation.speed.large import main


def test_each_step_is_measured_and_the_archive_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["4_00", "--folder", str(tmp_path), "--texts", "2", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    steps = {one["step"]: one for one in report["steps"]}
    assert list(steps) == ["fill", "index", "restart", "serve", "add", "check", "backup"]
    assert all(one["seconds"] > 0 and one["disk_mb"] > 0 for one in steps.values())
    assert steps["check"]["beside"] == "sound"
    assert {"question", "reporter", "issue"} <= {one["kind"] for one in report["answers"]}
    assert (tmp_path / "archive.db").exists()
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("size", ["0", "many"])
def test_a_size_is_a_whole_number_from_one(size: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([size])
