from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.keys import key_of, keys_of

# U+0000 folds to nothing: no term holds it.
CHARACTER = st.characters(min_codepoint=1) | st.characters(min_codepoint=0x20000)
SHORT = st.text(CHARACTER, min_size=1, max_size=3)
LONG = st.text(CHARACTER, min_size=4, max_size=12)


@given(SHORT, SHORT)
def test_short_terms_share_a_key_only_when_they_are_one(one: str, other: str) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


@given(SHORT, SHORT)
def test_keys_of_short_terms_are_in_the_order_of_the_terms(one: str, other: str) -> None:
    assert (key_of(one) < key_of(other)) == (one < other)


@given(SHORT)
def test_a_short_terms_key_is_in_the_range_of_its_first_character(term: str) -> None:
    first = ord(term[0])
    assert first << 42 <= key_of(term) < (first + 1) << 42 <= 1 << 63


def test_a_short_key_is_what_it_is_made_of() -> None:
    assert key_of("二七") == ord("二") << 42 | ord("七") << 21
    assert key_of("二七区") == ord("二") << 42 | ord("七") << 21 | ord("区")


@given(LONG, LONG)
def test_longer_terms_are_negative_numbers_and_apart(one: str, other: str) -> None:
    assert -(1 << 63) <= key_of(one) < 0
    assert (key_of(one) == key_of(other)) == (one == other)


def test_a_long_terms_key_stays_what_is_stored() -> None:
    assert key_of("covid-19") == -8323921863563893556


@given(st.lists(SHORT | LONG))
def test_the_keys_of_terms_are_in_their_order(terms: list[str]) -> None:
    assert keys_of(terms).tolist() == [key_of(term) for term in terms]
