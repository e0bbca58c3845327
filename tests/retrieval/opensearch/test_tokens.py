import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bounds import standing
from retrieval.analysis.keys import key_of
from retrieval.opensearch.tokens import HALF, OFTEN, ONCE, characters, key_token, phrases

# Java's white space, at which the cluster parts tokens, is among Python's but for these.
BLANK = re.compile(r"[\s\x1c-\x1f]")
SIGNS = "15ab.,汉字 \n。<>~_|½é\ud800\u00a0\u3000\x1c𠮷"
TEXT = st.text(SIGNS, max_size=12)


def holds(tokens: str, phrase: str) -> bool:
    """Return whether the cluster finds a phrase among tokens: one by one, side by side."""
    every, wanted = tokens.split(" "), phrase.split(" ")
    starts = range(len(every) - len(wanted) + 1)
    return any(every[at : at + len(wanted)] == wanted for at in starts)


def found(word: str, text: str) -> bool:
    return any(holds(characters(text), phrase) for phrase in phrases(word))


@given(TEXT, st.integers(0, 11), st.integers(1, 6), TEXT.filter(bool))
@example("3.5", 1, 2, "5")
@example("3.5", 0, 2, "3")
@example("气温3.5度", 4, 2, "5度")
@example("1,5", 0, 3, "1")
@example(f"{'x' * 300}汉", 0, 255, "x" * 255)
def test_a_phrase_of_a_string_is_found_where_the_string_stands(
    text: str, start: int, length: int, other: str
) -> None:
    for word in filter(None, (text[start : start + length], other)):
        stands = standing(word).search(text) is not None
        assert found(word, text) == stands


@given(st.text())
def test_character_tokens_are_parted_at_blanks_only(text: str) -> None:
    tokens = characters(text).split(" ") if text else []
    assert all(tokens)
    assert not any(BLANK.search(token) for token in tokens)
    assert all(len(token) < 255 for token in tokens)
    "".join(tokens).encode()


def test_the_empty_string_has_no_phrase() -> None:
    assert phrases("") == []
    assert characters("") == ""


@pytest.mark.parametrize(
    ("text", "word", "stands"),
    [
        ("票价3.5元", "3.5元", True),
        ("票价13.5元", "3.5元", False),
        ("票价3.5元", "5元", False),
        ("票价3.5元", ".5元", True),
        ("15路", "5路", False),
        ("5路", "5路", True),
        ("1,500人", "500人", False),
        ("a-12/b", "12", True),
        ("smart bus", "smart bus", True),
        ("smart  bus", "smart bus", False),
        ("郑州大学", "州大", True),
    ],
)
def test_strings_stand_between_the_bounds_of_words(text: str, word: str, *, stands: bool) -> None:
    assert found(word, text) is stands


@given(st.lists(st.one_of(st.text(), st.integers(-(2**63), 2**63 - 1)), max_size=20))
def test_each_key_has_a_token_of_its_own(said: list[str | int]) -> None:
    keys = {key_of(one.replace("\0", "")) if isinstance(one, str) else one for one in said}
    keys = {key for key in keys if key_is_a_terms(key)}
    tokens = [key_token(key) for key in keys]
    assert len(set(tokens)) == len(keys)
    assert not any(BLANK.search(token) or OFTEN in token or not token for token in tokens)
    assert not {*ONCE, *HALF} & set(tokens)


def key_is_a_terms(key: int) -> bool:
    """Return whether a key is a hash, or made of code points."""
    if key < 0:
        return True
    codes = [key >> shift & (1 << 21) - 1 for shift in (42, 21, 0)]
    ends = codes.index(0) if 0 in codes else len(codes)
    return key == 0 or (ends > 0 and not any(codes[ends:]) and max(codes) < 0x110000)


def test_short_terms_are_their_own_tokens() -> None:
    for term in terms("郑州的3路公交wifi"):
        if len(term) <= 3 and term.isalnum():
            assert key_token(key_of(term)) == term
