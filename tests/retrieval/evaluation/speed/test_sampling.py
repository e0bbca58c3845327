from itertools import chain

import pytest

from retrieval.evaluation.speed.generated import generated
from retrieval.evaluation.speed.questions import Questions
from retrieval.evaluation.speed.sampling import COMMONEST, LONGEST, sample_questions
from retrieval.evaluation.speed.shipped import looked_up

PASSAGES = 200


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return list(chain.from_iterable(generated(PASSAGES)))


@pytest.fixture(scope="module")
def questions(texts: list[str]) -> Questions:
    return sample_questions(texts, len(texts), 50)


def test_as_many_are_drawn_as_asked_for_and_the_same_again(
    texts: list[str], questions: Questions
) -> None:
    assert len(questions.usual) == 50
    assert sample_questions(iter(texts), len(texts), 50) == questions


def test_a_question_holds_words_of_one_passage(texts: list[str], questions: Questions) -> None:
    plain = ["".join(c for c in text if c not in "，、。") for text in texts]
    for question in questions.usual:
        pairs = {question.text[at : at + 2] for at in range(len(question.text) - 1)}
        best = max(sum(pair in text for pair in pairs) for text in plain)
        assert best >= 2, question.text


def test_terms_are_those_that_our_index_looks_up(questions: Questions) -> None:
    for question in (*questions.usual, questions.longest, questions.commonest):
        assert question.terms == tuple(looked_up(question.text))


def test_the_hostile_ones_are_as_long_as_they_say(questions: Questions) -> None:
    assert len(questions.longest.text) == LONGEST
    assert len(questions.commonest.text.split()) == COMMONEST


def test_passages_too_short_to_ask_about_give_no_question() -> None:
    assert sample_questions(["短。", "12345"], 2).usual == ()


def test_a_file_keeps_them(questions: Questions, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("kept") / "questions.json"
    questions.save(path)
    assert Questions.load(path) == questions
