"""A small set: a document for each subject, and a question for each of the first few."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.evaluation.retrieval_set import RetrievalSet, read_set

SUBJECTS = ("大桥", "果园", "医院", "球场", "水库", "车站", "剧院", "码头")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[int], Path]:
    """Return what writes the set with so many questions, and tells its folder."""

    def write(answered: int = len(SUBJECTS)) -> Path:
        texts = [f"{subject}昨日开工。" for subject in SUBJECTS]
        asked = [f"{subject}是什么时候的" for subject in SUBJECTS[:answered]]
        for name, rows in (("corpus", texts), ("queries", asked)):
            lines = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(rows))
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
        (tmp_path / "qrels.tsv").write_text("".join(f"{n}\t{n}\t1\n" for n in range(answered)))
        return tmp_path

    return write


@pytest.fixture
def made(written: Callable[[int], Path]) -> RetrievalSet:
    return read_set(written(len(SUBJECTS)))


@pytest.fixture
def told_by_all(written: Callable[[int], Path]) -> RetrievalSet:
    """One question that every document answers."""
    folder = written(len(SUBJECTS))
    (folder / "qrels.tsv").write_text("".join(f"0\t{n}\t1\n" for n in range(len(SUBJECTS))))
    return read_set(folder)
