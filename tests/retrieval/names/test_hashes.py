import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.names import hashes, key_filter

texts = st.text(min_size=1, max_size=hashes.LONGEST)


@given(st.lists(texts, max_size=5))
def test_many_strings_hash_as_each_alone(many: list[str]) -> None:
    assert hashes.hashes_of(many).tolist() == [hashes.hash_of(text) for text in many]


@given(st.text(min_size=2, max_size=40))
def test_stretches_of_a_line_hash_as_strings(line: str) -> None:
    codes = hashes.codes_of(line)
    pairs = [line[at : at + 2] for at in range(len(line) - 1)]
    assert hashes.openings(codes).tolist() == [hashes.hash_of(pair) for pair in pairs]
    rows = hashes.windows(codes, np.arange(len(line)), 2)
    assert hashes.halved(rows.sum(axis=1))[:-1].tolist() == hashes.openings(codes).tolist()


@given(st.text(min_size=6, max_size=6))
def test_patterns_of_a_line_are_those_of_its_stretches(line: str) -> None:
    found = hashes.patterns(hashes.weighed([line]), (4, 3))[0].tolist()
    apart = [hashes.weighed([line[:size]]) for size in (4, 3)]
    assert found == [
        number for row in apart for number in (*hashes.one_out(row)[0], hashes.bags(row)[0])
    ]


def test_a_misspelling_shares_a_pattern_with_its_name() -> None:
    def out(text: str) -> list[int]:
        return [int(number) for number in hashes.one_out(hashes.weighed([text]))[0]]

    def bag(text: str) -> int:
        return int(hashes.bags(hashes.weighed([text]))[0])

    assert [one == other for one, other in zip(out("汤晓义"), out("汤小义"), strict=True)] == [
        False,
        True,
        False,
    ]
    assert bag("鲁思源") == bag("鲁源思") != bag("思鲁源")


@given(st.lists(st.integers(0, 2**32 - 1)), st.lists(st.integers(0, 2**32 - 1)))
def test_a_sieve_lets_pass_what_was_laid_in(first: list[int], second: list[int]) -> None:
    one, other = (np.array(numbers, np.uint32) for numbers in (first, second))
    tables = key_filter.joined((key_filter.bits(one), key_filter.bits(other)), np.bitwise_or)
    for numbers in (one, other):
        assert any(key_filter.passing(table, numbers).all() for table in tables)
    assert not key_filter.passing(key_filter.bits(one[:0]), other).any()


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 255)))
def test_a_sieve_of_values_gives_no_less_than_was_laid_in(values: dict[int, int]) -> None:
    keys = np.array([*values], np.uint32)
    laid = np.array([*values.values()], np.uint8)
    assert (key_filter.at(key_filter.greatest(keys, laid), keys) >= laid).all()
