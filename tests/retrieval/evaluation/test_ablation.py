"""The table of what each ingredient brings."""

from pathlib import Path

import pytest

from retrieval.evaluation.ablation import WITHOUT, main

SET = Path(__file__).parents[2] / "fixtures/retrieval_set"


def test_each_ingredient_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET)]) == 0
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(WITHOUT)
    assert rows[0].endswith("| 0.7500 | +0.0000 |")


def test_each_set_has_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET), str(SET), "--limit", "1"]) == 0
    _, _, shipped, *_ = capsys.readouterr().out.splitlines()
    assert shipped == "| nothing | 1.0000 | +0.0000 | 1.0000 | +0.0000 |"


def test_documents_of_all_sets_are_looked_in_together(capsys: pytest.CaptureFixture[str]) -> None:
    # Each question now finds two documents that are alike, and the first one is the first set's.
    assert main([str(SET), str(SET), "--limit", "1", "--together"]) == 0
    _, _, shipped, *_ = capsys.readouterr().out.splitlines()
    assert shipped == "| nothing | 1.0000 | +0.0000 | 0.5000 | +0.0000 |"


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(SET), str(tmp_path)])
    assert ended.value.code == 2
