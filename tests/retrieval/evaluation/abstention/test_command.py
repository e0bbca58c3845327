"""The command: a row for each size, or what the odds are made of."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.answer.confidence import PARTS
from retrieval.evaluation.abstention.command import main

SET = Path(__file__).parents[3] / "fixtures/retrieval_set"


def test_json_has_a_line_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET), "--documents", "1,2", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["documents"] for row in rows] == [1, 2]
    kept = "documents passages questions precision recall withheld auc score_auc coverage_auc"
    added = "found claimed right nearest elsewhere near_miss"
    assert all(set(row) == {*kept.split(), *added.split()} for row in rows)


def test_the_table_has_a_row_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET), "--documents", "1,2", "--limit", "2"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "documents"
    assert [row.split()[0] for row in rows] == ["1", "2"]


def test_with_made_up_articles_every_question_is_asked_at_any_size(
    written: Callable[[int], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    counted = []
    for chosen in ((), ("--real", "0")):
        assert main([str(written(8)), "--documents", "3", "--json", *chosen]) == 0
        counted.append(json.loads(capsys.readouterr().out)["questions"])
    assert counted[0] >= 2 * 6
    assert counted[1] >= 2 * 8


def test_what_is_learnt_is_printed_by_name(
    written: Callable[[int], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(8)), "--documents", "2,4,9", "--learn"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [name for name, _ in lines if name[0] != "#"] == [*PARTS]


def test_a_set_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SET, tmp_path / "set"))
    (folder / "qrels.tsv").write_text("")
    with pytest.raises(SystemExit) as ended:
        main([str(folder)])
    assert ended.value.code == 2
