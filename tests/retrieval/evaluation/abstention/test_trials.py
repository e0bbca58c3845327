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


def held(asked: RetrievalSet, question: str) -> int:
    return min(asked.relevant[asked.questions.index(question)])


def of_the_set(asked: RetrievalSet, trial: Trial) -> int:
    return sum(trial.snapshot.article(stored.id) is not None for stored in asked.articles)


@pytest.mark.parametrize("size", [DEALT, FILLED])
def test_each_question_is_asked_with_its_document_and_without(
    made: RetrievalSet, size: int
) -> None:
    seen = list(trials(made, size))
    for answerable in (True, False):
        asked = [trial.question for trial in seen if trial.answerable is answerable]
        assert sorted(asked) == sorted(made.questions)
    for trial in seen:
        stored = trial.snapshot.article(held(made, trial.question))
        assert (stored is not None) is trial.answerable


@pytest.mark.parametrize("size", [3, 5, 8, FILLED])
def test_archives_are_of_the_size_that_is_asked_for(
    written: Callable[[int], Path], size: int
) -> None:
    asked = read_set(written(3))
    assert {len(trial.snapshot.doc_ids()) for trial in trials(asked, size)} == {size}


def test_documents_too_few_for_a_block_are_left_out(made: RetrievalSet) -> None:
    assert len(list(trials(made, 3))) == 2 * 6


def test_where_the_next_block_answers_too_it_is_not_asked(told_by_all: RetrievalSet) -> None:
    assert [trial.answerable for trial in trials(told_by_all, 4)] == [True]


def test_an_archive_that_is_filled_has_none_that_answers_any_question(
    written: Callable[[int], Path],
) -> None:
    asked = read_set(written(3))
    found = {trial.answerable: of_the_set(asked, trial) for trial in trials(asked, FILLED)}
    assert found == {True: 8, False: 5}


def test_no_more_documents_of_the_set_than_asked_for_stand_beside_those_that_answer(
    written: Callable[[int], Path],
) -> None:
    asked = read_set(written(3))
    found = {trial.answerable: of_the_set(asked, trial) for trial in trials(asked, 7, real=2)}
    assert found == {True: 3 + 2, False: 2}


def test_what_answers_stays_where_it_is_more_than_the_size(made: RetrievalSet) -> None:
    found = {trial.answerable: of_the_set(made, trial) for trial in trials(made, 5)}
    assert found == {True: 8, False: 0}


def test_a_large_archive_is_asked_only_a_few(
    made: RetrievalSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "FEW", 2)
    asked = [trial.question for trial in trials(made, FILLED)]
    assert asked == [*made.questions[:2]] * 2


@given(st.lists(st.integers(1, 100_000), max_size=4))
def test_sizes_are_those_wanted_or_from_tens_to_many(wanted: list[int]) -> None:
    found = sizes(read_set(SET), wanted)
    assert found == (sorted(set(wanted)) or [2, *LARGE])
