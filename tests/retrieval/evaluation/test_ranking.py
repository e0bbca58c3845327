"""The command that measures: what it reads, what it counts, what it prints."""

import json
import shutil
from pathlib import Path

import pytest

from retrieval.evaluation.ranking import main

SET = Path(__file__).parents[2] / "fixtures/retrieval_set"
KEYS = (
    "recall@1 recall@5 recall@10 mrr@10 ndcg@10 queries documents analyse_s index_s "
    "query_p50_ms query_p99_ms"
)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SET, tmp_path / "set"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, float]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, float] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_the_keys_that_were_agreed(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(run(capsys, str(SET))) == KEYS.split()


def test_three_of_four_are_found_and_a_greeting_finds_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = run(capsys, str(SET))
    assert (found["queries"], found["documents"]) == (4, 4)
    for measure in ("recall@1", "recall@10", "mrr@10", "ndcg@10"):
        assert found[measure] == pytest.approx(0.75)


def test_limit_asks_the_first_questions(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, str(SET), "--limit", "2")
    assert (found["queries"], found["mrr@10"]) == (2, 1.0)


def test_the_table_holds_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET)]) == 0
    table = capsys.readouterr().out
    assert [line.split()[0] for line in table.splitlines()] == KEYS.split()


def test_judgements_need_no_header(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headed = (copied / "qrels.tsv").read_text()
    (copied / "qrels.tsv").write_text(headed.split("\n", 1)[1])
    assert run(capsys, str(copied))["mrr@10"] == pytest.approx(0.75)


def test_several_relevant_documents_share_recall(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "qrels.tsv").write_text("1\ta\t1\n1\tc\t1\n")
    found = run(capsys, str(copied))
    assert (found["recall@1"], found["mrr@10"]) == (0.5, 1.0)
    assert found["ndcg@10"] < 1


def test_a_damaged_row_is_told(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "corpus.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(SystemExit) as ended:
        main([str(copied)])
    assert ended.value.code == 2
    assert "text" in capsys.readouterr().err


def test_a_set_without_judged_questions_is_refused(copied: Path) -> None:
    (copied / "qrels.tsv").write_text("")
    with pytest.raises(SystemExit) as ended:
        main([str(copied)])
    assert ended.value.code == 2
