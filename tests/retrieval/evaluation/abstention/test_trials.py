"""Who is asked of which archive."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.abstention import trials as room
from retrieval.evaluation.abstention.trials import LARGE, Trial, sizes, trials
from retrieval.evaluation.retrieval_set import RetrievalSet, read_set

SET = Path(__file__).parents[3] / "fixtures/retrieval_set"
DEALT, FILLED = 2, 20


def asked_of(asked: RetrievalSet, size: int, real: int | None = None) -> list[Trial]:
    return [trial for trial in trials(asked, size, real) if not trial.near_miss]


def of_the_set(asked: RetrievalSet, trial: Trial) -> int:
    return sum(trial.snapshot.article(stored.id) is not None for stored in asked.articles)


@pytest.mark.parametrize("size", [DEALT, FILLED])
def test_each_question_is_asked_with_its_document_and_without(
    made: RetrievalSet, size: int
) -> None:
    seen = asked_of(made, size)
    for answerable in (True, False):
        asked = [trial.number for trial in seen if trial.answerable is answerable]
        assert sorted(asked) == list(range(len(made.questions)))
    for trial in seen:
        stored = trial.snapshot.article(min(made.relevant[trial.number]))
        assert (stored is not None) is trial.answerable


def test_a_near_miss_is_asked_of_the_archive_that_answers_its_question(made: RetrievalSet) -> None:
    near = [trial for trial in trials(made, DEALT) if trial.near_miss]
    assert near
    for trial in near:
        assert not trial.answerable
        assert trial.snapshot.article(min(made.relevant[trial.number])) is not None


@pytest.mark.parametrize("size", [3, 5, 8, FILLED])
def test_archives_are_of_the_size_that_is_asked_for(
    written: Callable[[int], Path], size: int
) -> None:
    asked = read_set(written(3))
    assert {trial.snapshot.count for trial in trials(asked, size)} == {size}


def test_documents_too_few_for_a_block_are_left_out(made: RetrievalSet) -> None:
    assert len(asked_of(made, 3)) == 2 * 6


def test_where_the_next_block_answers_too_it_is_not_asked(told_by_all: RetrievalSet) -> None:
    assert [trial.answerable for trial in asked_of(told_by_all, 4)] == [True]


def test_an_archive_that_is_filled_has_none_that_answers_any_question(
    written: Callable[[int], Path],
) -> None:
    asked = read_set(written(3))
    found = {trial.answerable: of_the_set(asked, trial) for trial in asked_of(asked, FILLED)}
    assert found == {True: 8, False: 5}


def test_no_more_documents_of_the_set_than_asked_for_stand_beside_those_that_answer(
    written: Callable[[int], Path],
) -> None:
    asked = read_set(written(3))
    found = {trial.answerable: of_the_set(asked, trial) for trial in asked_of(asked, 7, 2)}
    assert found == {True: 3 + 2, False: 2}


def test_what_answers_stays_where_it_is_more_than_the_size(made: RetrievalSet) -> None:
    found = {trial.answerable: of_the_set(made, trial) for trial in asked_of(made, 5)}
    assert found == {True: 8, False: 0}


def test_a_large_archive_is_asked_only_a_few(
    made: RetrievalSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FEW", 2)
    assert [trial.number for trial in asked_of(made, FILLED)] == [0, 1] * 2


@given(st.lists(st.integers(1, 100_000), max_size=4))
def test_sizes_are_those_wanted_or_from_tens_to_many(wanted: list[int]) -> None:
    found = sizes(read_set(SET), wanted)
    assert found == (sorted(set(wanted)) or [2, *LARGE])
