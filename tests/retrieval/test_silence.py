"""What is counted of silence: who is asked of which archive, and what is made of it."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.beir import RetrievalSet, read_set
from retrieval.silence import learnt, main, measured, sizes, trials

SET = Path(__file__).parents[1] / "fixtures/retrieval_set"
SUBJECTS = ("大桥", "果园", "医院", "球场", "水库", "车站", "剧院", "码头")


def written(folder: Path, answered: int = len(SUBJECTS)) -> Path:
    """Write a document for each subject, and a question for each of the first few."""
    texts = [f"{subject}昨日开工。" for subject in SUBJECTS]
    asked = [f"{subject}是什么时候的" for subject in SUBJECTS[:answered]]
    for name, rows in (("corpus", texts), ("queries", asked)):
        lines = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(rows))
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    (folder / "qrels.tsv").write_text("".join(f"{n}\t{n}\t1\n" for n in range(answered)))
    return folder


@pytest.fixture
def made(tmp_path: Path) -> RetrievalSet:
    return read_set(written(tmp_path))


def held(asked: RetrievalSet, question: str) -> int:
    return min(asked.relevant[asked.questions.index(question)])


def test_each_question_is_asked_with_its_document_and_without(made: RetrievalSet) -> None:
    seen = list(trials(made, 2))
    for answerable in (True, False):
        asked = [trial.question for trial in seen if trial.answerable is answerable]
        assert sorted(asked) == sorted(made.questions)
    for trial in seen:
        stored = trial.snapshot.article(held(made, trial.question))
        assert (stored is not None) is trial.answerable


def test_archives_are_of_the_size_that_is_asked_for(made: RetrievalSet) -> None:
    assert {len(trial.snapshot.places()) for trial in trials(made, 3)} == {3}


def test_documents_too_few_for_an_archive_are_left_out(made: RetrievalSet) -> None:
    assert len(list(trials(made, 3))) == 2 * 6


def test_where_the_next_archive_answers_too_it_is_not_asked(tmp_path: Path) -> None:
    (written(tmp_path) / "qrels.tsv").write_text("".join(f"0\t{n}\t1\n" for n in range(8)))
    assert [trial.answerable for trial in trials(read_set(tmp_path), 4)] == [True]


@given(st.lists(st.integers(1, 20), max_size=4))
def test_no_size_is_above_half_of_the_set(wanted: list[int]) -> None:
    found = sizes(read_set(SET), wanted)
    assert found
    assert found == sorted(set(found))
    assert all(1 <= size <= 2 for size in found)


def test_what_is_told_is_told_and_what_is_not_is_not(made: RetrievalSet) -> None:
    found = measured(made, 4)
    assert (found.documents, found.passages, found.questions) == (4, 4, 16)
    assert (found.precision, found.recall, found.withheld) == (1.0, 1.0, 0.0)


def test_a_greeting_is_withheld_an_answer(tmp_path: Path) -> None:
    folder = written(tmp_path, answered=4)
    (folder / "queries.jsonl").write_text('{"id": "0", "text": "你好"}\n')
    found = measured(read_set(folder), 4)
    assert (found.precision, found.recall, found.withheld) == (0.5, 1.0, 1.0)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1 << 32))
def test_learning_finds_what_examples_were_drawn_by(seed: int) -> None:
    generator = np.random.default_rng(seed)
    drawn = generator.uniform(0, [2.0, 1.0, 8.0], (20000, 3))
    odds = -1.0 + drawn @ [2.0, 1.0, -0.5]
    answers = generator.random(len(odds)) < 1 / (1 + np.exp(-odds))
    rows = ((a, b, c, bool(d)) for (a, b, c), d in zip(drawn.tolist(), answers, strict=True))
    assert learnt(rows) == pytest.approx([-1.0, 2.0, 1.0, -0.5], abs=0.4)


def test_learning_ends_where_one_number_tells_all() -> None:
    parts = learnt([(0.1, 0.0, 1.0, False), (0.9, 1.0, 1.0, True)] * 50)
    assert np.isfinite(parts).all()
    assert parts[1] > 0


def test_a_share_of_nothing_is_none(tmp_path: Path) -> None:
    (written(tmp_path) / "qrels.tsv").write_text("".join(f"0\t{n}\t1\n" for n in range(8)))
    found = measured(read_set(tmp_path), 4)
    assert (found.precision, found.recall, found.withheld) == (None, None, 0.0)


def test_json_has_a_line_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET), "--documents", "1,2", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["documents"] for row in rows] == [1, 2]
    keys = "documents passages questions precision recall withheld"
    assert all(list(row) == keys.split() for row in rows)


def test_the_table_has_a_row_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SET), "--documents", "1,2", "--limit", "2"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "documents"
    assert [row.split()[0] for row in rows] == ["1", "2"]


def test_what_is_learnt_is_printed_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path)), "--documents", "2,4", "--learn"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [name for name, _ in lines] == ["always", "score", "whole", "size"]


def test_a_set_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SET, tmp_path / "set"))
    (folder / "qrels.tsv").write_text("")
    with pytest.raises(SystemExit) as ended:
        main([str(folder)])
    assert ended.value.code == 2
