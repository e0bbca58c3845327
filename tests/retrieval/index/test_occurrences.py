"""Many strings looked for at once weigh what each found alone does."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.document_store import as_stories
from retrieval.index.occurrences import MOST, Formula, Stories, Strings, weigh

TEXT = "甲乙丙ab1é。!…;\ud800😀#\n"
SENTENCE = re.compile(r"[^。!?;…\n]+")
FORMULA = Formula(1.5, 0.5, 0.25, 0.5)


def stories(articles: list[tuple[str, list[str]]]) -> Stories:
    passages = [passage for _, body in articles for passage in body]
    first = np.cumsum([0, *(len(body) for _, body in articles)], dtype=np.int32)
    lengths = np.array([len(passage) for passage in passages], np.int32)
    return as_stories(first, passages, [title for title, _ in articles], lengths)


def expected(
    title: str, body: list[str], own: str, worths: dict[str, float]
) -> tuple[float, float, float]:
    norm = FORMULA.fixed + FORMULA.sloped * sum(map(len, body))
    article = headed = 0.0
    for string, worth in worths.items():
        tf = sum(passage.count(string) for passage in body) + FORMULA.title * (string in title)
        article += worth * tf * (FORMULA.k1 + 1) / (tf + norm) if tf else 0.0
        headed += worth if string in title else 0.0
    inside = [
        sum(worth for string, worth in worths.items() if string in one and string not in title)
        for one in SENTENCE.findall(own)
    ]
    return article, headed, max(inside, default=0)


@given(
    st.lists(
        st.tuples(
            st.text(TEXT, max_size=8), st.lists(st.text(TEXT, max_size=25), min_size=1, max_size=3)
        ),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.text(TEXT, min_size=1, max_size=3), max_size=MOST, unique=True),
)
def test_strings_weigh_what_they_do_where_python_finds_them(
    articles: list[tuple[str, list[str]]], strings: list[str]
) -> None:
    worths = {string: 1 / (at + 3) for at, string in enumerate(strings)}
    made = stories(articles)

    found = weigh(
        made,
        np.arange(len(made.lengths), dtype=np.int32),
        Strings.of(strings),
        np.array(list(worths.values())),
        FORMULA,
    )

    assert list(zip(*(signal.tolist() for signal in found), strict=True)) == [
        expected(title, body, own, worths) for title, body in articles for own in body
    ]


def weighed(made: Stories, strings: list[str]) -> list[float]:
    """Return what strings worth 1 each weigh in the first passage's title and best sentence."""
    worths = np.ones(len(strings))
    found = weigh(made, np.zeros(1, np.int32), Strings.of(strings), worths, FORMULA)
    return [*found.title.tolist(), *found.sentence.tolist()]


def test_a_string_that_runs_over_a_sentences_end_stands_in_no_sentence() -> None:
    assert weighed(stories([("", ["甲。乙"])]), ["甲。乙"]) == [0.0, 0.0]


def test_a_text_that_ends_inside_a_character_ends_there() -> None:
    made = stories([("甲乙", ["甲乙"])])
    cut = np.frombuffer("甲乙".encode()[:-1], np.uint8)

    assert weighed(made._replace(compact=cut, titles=cut), ["甲", "乙"]) == [1.0, 0.0]


def test_bounds_outside_of_the_text_are_cut_to_it() -> None:
    made = stories([("甲甲", ["乙乙"])])
    wild = np.array([-3, 99], np.int64)

    assert weighed(made._replace(compact_starts=wild, title_starts=wild), ["甲", "乙"]) == [1, 1]


def test_a_passage_that_is_none_weighs_nothing() -> None:
    made = stories([("甲", ["甲"])])
    numbers = np.array([-1, 7], np.int32)

    found = weigh(made, numbers, Strings.of(["甲"]), np.ones(1), FORMULA)

    assert [signal.tolist() for signal in found] == [[0.0, 0.0]] * 3
