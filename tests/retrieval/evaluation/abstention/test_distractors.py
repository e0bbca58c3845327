"""Made-up articles: of the documents' words, near some of them, and telling nothing again."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluation.abstention.distractors import LONGEST, distractors
from retrieval.model import Article, Printing, StoredArticle
from tests.examples import examples

# Characters that no word of the dictionary has, so that each is one; no two documents share any.
SIZE = 200
ALL = [chr(code) for code in range(0x3400, 0x3400 + 32 * SIZE)]
DOCUMENTS = ["".join(ALL[at : at + SIZE]) for at in range(0, len(ALL), SIZE)]


def stored(number: int, *paragraphs: str) -> StoredArticle:
    article = Article("", paragraphs=paragraphs)
    return StoredArticle(number, article, (Printing(1, "", None, None, number),))


SET = [stored(number, text) for number, text in enumerate(DOCUMENTS, 1)]


def test_they_are_of_a_documents_length_and_words() -> None:
    for made in distractors(SET, 20):
        assert len(made.article.body) == SIZE
        assert set(made.article.body) <= set(ALL)


def test_hardly_ever_are_more_words_in_a_row_of_one_document_than_a_run_has() -> None:
    printed = "\n".join(DOCUMENTS)
    windows = [
        made.article.body[at : at + LONGEST + 1]
        for made in distractors(SET, 100)
        for at in range(SIZE - LONGEST)
    ]
    assert sum(window in printed for window in windows) < len(windows) / 100


def test_words_that_stand_together_often_do_again() -> None:
    printed = "\n".join(DOCUMENTS)
    pairs = [
        made.article.body[at : at + 2] for made in distractors(SET, 100) for at in range(SIZE - 1)
    ]
    assert sum(pair in printed for pair in pairs) == pytest.approx(len(pairs) / 2, rel=0.1)


def test_each_is_nearer_to_some_documents_than_chance_has_it() -> None:
    of = {character: at // SIZE for at, character in enumerate(ALL)}
    most = [
        Counter(map(of.__getitem__, made.article.body)).most_common(1)[0][1]
        for made in distractors(SET, 100)
    ]
    # Drawn evenly, a document would have 6 of the 200 words, and the most of 32 hardly above 15.
    assert sum(most) / len(most) > 15


@settings(max_examples=examples(10))
@given(st.integers(0, 30), st.integers(0, 30))
def test_fewer_are_the_beginning_of_more(few: int, more: int) -> None:
    made = distractors(SET[:3], few + more)
    assert len(made) == few + more
    assert distractors(SET[:3], few) == made[:few]


def test_their_ids_come_after_those_of_documents() -> None:
    assert [made.id for made in distractors([stored(7, "水库"), stored(3, "果园")], 3)] == [
        8,
        9,
        10,
    ]


@settings(max_examples=examples(25))
@given(st.lists(st.lists(st.text("水库果园，。 \n"), max_size=3), max_size=4))
def test_whatever_documents_hold_paragraphs_have_something_in_one_line(
    documents: list[list[str]],
) -> None:
    held = [
        stored(number, *(text.strip() for text in texts if text.strip()))
        for number, texts in enumerate(documents)
    ]
    found = distractors(held, 5)
    assert len(found) == (5 if any(one.article.body for one in held) else 0)
    for made in found:
        assert all(line.strip() and "\n" not in line for line in made.article.paragraphs)
