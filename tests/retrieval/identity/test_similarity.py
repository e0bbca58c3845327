from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.identity.similarity import (
    SKETCH,
    containment,
    figures_apart,
    letters,
    likeness,
    shingles,
    sketch,
)
from tests.examples import examples

TEXTS = st.text(max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("今年以来,二七区", "今年以来 二七区"),
        ("Open Source 2022", "ｏｐｅｎ　ｓｏｕｒｃｅ　２０２２"),
        ("已经成\n为河南省", "已经成为河南省"),
    ],
)
def test_spaces_marks_case_and_width_count_for_nothing(one: str, other: str) -> None:
    assert likeness(shingles(one), shingles(other)) == 1


def test_a_text_of_marks_alone_is_compared_by_them() -> None:
    assert letters("—— !") == "——!"
    assert likeness(shingles("——"), shingles("!!")) == 0


def test_short_texts_have_shingles_too() -> None:
    assert len(shingles("讯")) == len(shingles("简讯")) == 1
    assert likeness(shingles("讯"), shingles("简讯")) == 0


def test_a_blank_text_has_nothing_in_common_even_with_itself() -> None:
    assert sketch(shingles(" \n")) == ()
    assert likeness(shingles(""), shingles("")) == 0
    assert containment(shingles(""), shingles("二七区")) == 0


def test_a_part_is_contained_in_the_whole_but_not_like_it(prose: Callable[..., str]) -> None:
    part, whole = shingles(prose("a", 100)), shingles(prose("a", 100) + prose("b", 300))
    assert containment(part, whole) == 1
    assert likeness(part, whole) < 0.3


def test_a_sketch_is_short_and_shared_by_texts_that_are_alike(prose: Callable[..., str]) -> None:
    text = prose("a", 500)
    corrected = text[:250] + "改" + text[251:]
    assert len(sketch(shingles(text))) == SKETCH
    assert len({*sketch(shingles(text))} & {*sketch(shingles(corrected))}) > SKETCH / 2
    assert not {*sketch(shingles(text))} & {*sketch(shingles(prose("b", 500)))}


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert sketch(shingles("二七区")) == (-741013789406212334,)


@given(TEXTS, TEXTS)
@settings(max_examples=examples(200))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = shingles(one), shingles(other)
    assert 0 <= likeness(first, second) <= containment(first, second) <= 1
    assert likeness(first, second) == likeness(second, first)
    assert (likeness(first, first) == 1) == bool(letters(one))


@given(TEXTS)
@settings(max_examples=examples(200))
def test_hashes_fit_a_column(text: str) -> None:
    assert all(-(2**63) <= mark < 2**63 for mark in sketch(shingles(text)))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("10月25日停电", "10月25日停电", 0),
        ("10月25日停电", "10月26日停电", 2),
        ("4846.19万元", "４８４６.１９万元", 0),
        ("甲乙", "甲乙3", 1),
        ("5吨5吨", "5吨", 1),
    ],
)
def test_counts_the_figures_that_differ(one: str, other: str, apart: int) -> None:
    assert figures_apart(one, other) == figures_apart(other, one) == apart
