"""Retrieval sets as they are read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from retrieval.evaluation.retrieval_set import SetUnreadable, read_set, together

SET = Path(__file__).parents[2] / "fixtures/retrieval_set"


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


def test_sets_together_share_their_documents_and_keep_their_questions() -> None:
    alone = read_set(SET)
    first, second = together([alone, alone])
    assert first.articles == second.articles
    assert [one.id for one in first.articles] == list(range(1, 2 * len(alone.articles) + 1))
    assert first.relevant == alone.relevant
    (relevant, *_) = second.relevant
    (answering,) = relevant
    assert (
        first.articles[answering - 1].article == alone.articles[min(alone.relevant[0]) - 1].article
    )
