from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.bounds import standing
from retrieval.percolate.words import Words

TEXTS = st.text("食品产a5.,_ \n", max_size=16)
WORDS = st.text("食品产a5.,_ \n", min_size=1, max_size=4)


@given(st.lists(WORDS, unique=True, max_size=12), TEXTS)
def test_words_are_found_where_each_is_found_alone(listed: list[str], text: str) -> None:
    numbers, ends = Words(listed).standing(text)
    expected = {
        (number, start + len(word))
        for number, word in enumerate(listed)
        for start in range(len(text))
        if (found := standing(word).match(text, start)) and found.start() == start
    }
    assert sorted(zip(numbers.tolist(), ends.tolist(), strict=True)) == sorted(expected)


@given(st.lists(st.text(min_size=1), unique=True))
def test_words_keep_their_numbers(listed: list[str]) -> None:
    words = Words(listed)
    assert words.strings() == listed
    assert [words.number(word) for word in listed] == list(range(len(listed)))


def test_what_is_no_word_has_no_number() -> None:
    words = Words(["食品", "食品产业链"])
    assert words.number("食") is None
    assert words.number("食品产") is None
    assert Words(()).number("食品") is None
