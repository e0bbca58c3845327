"""Readers' questions of pages: who answers, who is silent, and who claims wrongly, by kind."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from retrieval.evaluation.abstention.command import main
from retrieval.evaluation.abstention.readers import (
    ALL,
    figures,
    is_readers,
    read_questions,
    replies,
)
from retrieval.evaluation.retrieval_set import SetUnreadable
from retrieval.model import Band

PAGE = """# 青石桥今天通车

本报讯（记者 林小满）3月6日，青石桥建成通车，全长480米，两岸居民过河只要三分钟。

# 东湖果园开园

本报讯（记者 何田）东湖果园昨日开园，游客可以采摘草莓。
"""
ROW: Mapping[str, object] = {
    "q": "青石桥多长",
    "kind": "question",
    "today": "2025-03-07",
    "answerable": True,
    "gold_titles": ["青石桥今天通车"],
    "gold_text": "480米",
}
CHAT: Mapping[str, object] = {
    "q": "你好",
    "kind": "chitchat",
    "today": "2025-03-07",
    "answerable": False,
    "gold_titles": [],
    "gold_text": None,
}


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a page and questions, and tells their folder."""

    def write(*rows: Mapping[str, object]) -> Path:
        (tmp_path / "pages" / "2025-03-06").mkdir(parents=True)
        (tmp_path / "pages" / "2025-03-06" / "A01.md").write_text(PAGE, encoding="utf-8")
        lines = (json.dumps(row) for row in rows)
        (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return write


def test_a_passage_answers_that_is_of_the_story_and_holds_the_text(
    asked: Callable[..., Path],
) -> None:
    folder = asked(ROW, {**ROW, "gold_text": "草莓"}, {**ROW, "gold_titles": ["东湖果园开园"]})
    given = replies(folder / "pages", read_questions(folder / "questions.jsonl"))
    assert [one.right_at for one in given] == [1, 0, 0]


def test_nothing_is_right_for_a_question_that_nothing_answers(
    asked: Callable[..., Path],
) -> None:
    folder = asked({**ROW, "answerable": False}, CHAT)
    given = replies(folder / "pages", read_questions(folder / "questions.jsonl"))
    assert [one.right_at for one in given] == [0, 0]
    assert given[1].band is Band.NOTHING


def test_figures_are_by_kind_and_of_all_at_the_end(asked: Callable[..., Path]) -> None:
    folder = asked(ROW, {**ROW, "gold_text": "草莓"}, CHAT)
    given = replies(folder / "pages", read_questions(folder / "questions.jsonl"))
    chat, question, whole = figures(given)
    assert (chat.kind, question.kind, whole.kind) == ("chitchat", "question", ALL)
    assert (question.answerable, question.first, question.falsely) == (2, 0.5, None)
    assert (whole.unanswerable, whole.falsely, whole.withheld) == (1, 0.0, 0.0)
    assert chat.first is None


def test_the_command_prints_a_row_for_each_kind(
    asked: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(asked(ROW, CHAT))]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "kind"
    assert [row.split()[0] for row in rows] == ["chitchat", "question", "all"]


def test_the_command_prints_what_went_wrong_where_asked_for(
    asked: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(asked(ROW, {**ROW, "gold_text": "草莓"})), "--misses"]) == 0
    missed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("#")]
    assert len(missed) == 1


def test_json_has_a_line_for_each_kind(
    asked: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(asked(ROW)), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["kind"], row["first"]) for row in rows] == [("question", 1.0), ("all", 1.0)]


def test_a_folder_of_another_form_is_a_retrieval_set(tmp_path: Path) -> None:
    assert not is_readers(tmp_path)


@pytest.mark.parametrize("line", ["{", '{"q": "x"}', '{"q": "x", "kind": "k", "today": "?"}'])
def test_a_line_that_is_no_question_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "questions.jsonl").write_text(line)
    with pytest.raises(SetUnreadable):
        read_questions(tmp_path / "questions.jsonl")


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetUnreadable):
        replies(tmp_path, [])
