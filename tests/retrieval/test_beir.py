"""Retrieval sets as they are read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from retrieval.beir import SetUnreadable, read_set

SET = Path(__file__).parents[1] / "fixtures/retrieval_set"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SET, tmp_path / "set"))


def test_today_is_the_newest_documents_day() -> None:
    assert read_set(SET).today == date(2024, 3, 12)


def test_a_document_is_an_article_of_its_lines_and_date() -> None:
    first, second, third, _ = (one.article for one in read_set(SET).articles)
    assert len(first.paragraphs) == 2
    assert str(first.date) == "2024-03-05"
    assert second.title == ""
    assert third.date is None


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(SetUnreadable, match=name):
        read_set(copied)
