"""Questions in groups that ask the same: on two sets, one of them learnt from and one not."""

from datetime import date
from pathlib import Path

import pytest

from retrieval.answer.same_question import PARTS, alike
from retrieval.evaluation.same_question import learn, pair_counts, read_groups
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2022, 10, 27)
SETS = Path(__file__).parents[2] / "fixtures" / "same_question"


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return Snapshot.build([], Gazetteer.of([]))


@pytest.mark.parametrize(("name", "right", "found"), [("learnt", 0.75, 0.75), ("fresh", 0.7, 0.7)])
def test_most_of_what_asks_the_same_comes_together_and_little_else(
    name: str, right: float, found: float
) -> None:
    counts = pair_counts(read_groups(SETS / f"{name}.tsv"))
    assert counts.precision >= right
    assert counts.recall >= found


def test_every_question_is_in_one_group(snapshot: Snapshot) -> None:
    questions = list(read_groups(SETS / "fresh.tsv"))
    groups = alike(snapshot, questions, today=TODAY)
    assert sorted(one for group in groups for one in group) == sorted(questions)


def test_the_parts_are_what_the_set_teaches() -> None:
    learnt = learn(read_groups(SETS / "learnt.tsv"))
    assert {name: round(part, 1) for name, part in learnt.items()} == PARTS


@pytest.mark.parametrize(
    ("questions", "groups"),
    [
        ([], []),
        (["谁家丢了一只橘猫", "量子计算机的原理"], [["谁家丢了一只橘猫"], ["量子计算机的原理"]]),
        (
            ["107国道哪天封路", "310国道哪天封路", "107国道什么时候封闭"],
            [["107国道哪天封路", "107国道什么时候封闭"], ["310国道哪天封路"]],
        ),
        (["？？", "!!"], [["？？"], ["!!"]]),
    ],
)
def test_what_is_like_nothing_else_is_a_group_of_its_own(
    snapshot: Snapshot, questions: list[str], groups: list[list[str]]
) -> None:
    assert [list(one) for one in alike(snapshot, questions, today=TODAY)] == groups
