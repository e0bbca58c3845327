"""The table of what each ingredient brings."""

from pathlib import Path

import pytest

from retrieval.ablation import WITHOUT, main

SET = Path(__file__).parents[1] / "fixtures/retrieval_set"


def test_each_ingredient_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET)]) == 0
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(WITHOUT)
    assert rows[0].endswith("| 0.7500 | +0.0000 |")


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
