import json
import shutil
from pathlib import Path

import pytest

from retrieval.evaluation.speed.intake import main


def test_pages_are_written_and_put_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["3", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["pages"] == 3
    assert figures["seconds"] > 0
    assert figures["first_answer_s"] > 0


def test_the_pages_of_a_folder_are_put_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree("data/samples/2022-10-27", tmp_path / "2022-10-27")
    assert main(["2", "--source", str(tmp_path)]) == 0
    head, _, row, *_ = capsys.readouterr().out.splitlines()
    assert head.startswith("| pages | source |")
    assert row.startswith(f"| 2 | {tmp_path.name} |")
