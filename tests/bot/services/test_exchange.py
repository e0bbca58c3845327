"""The file of a chat's subscriptions."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Subscription, Target
from bot.services.exchange import LARGEST, Line, NotReadable, read, written
from bot.services.subscription_query import folded, looks_for_nothing

HERE = Target(-100, 5)
query = (
    st.text(st.characters() | st.sampled_from('# \t"|-食品记者:'), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.encode("utf-8", "replace").decode().split()))
    .filter(lambda text: not looks_for_nothing(text))
)
subscription = st.builds(
    Subscription,
    st.just(1),
    st.builds(Target, st.just(-100), st.none() | st.integers(2, 9)),
    query,
    st.booleans(),
    st.none(),
    st.just(0),
)


@given(st.lists(subscription, max_size=5))
def test_comes_back_as_it_was(subscriptions: list[Subscription]) -> None:
    lines = read(written(subscriptions), Target(-100))
    assert [(line.target, folded(line.query), line.paused) for line in lines] == [
        (one.target, folded(one.query), one.paused) for one in subscriptions
    ]


def test_topics_are_those_of_their_own_chat() -> None:
    data = "食品\ttopic=-100/7\n上市\ttopic=-200/7\n樊惠林\n".encode()
    assert read(data, HERE) == [
        Line(1, "食品", Target(-100, 7)),
        Line(2, "上市", HERE),
        Line(3, "樊惠林", HERE),
    ]


def test_comments_and_empty_lines_say_nothing() -> None:
    assert read("# 说明\n#\n\n \t \n#食品\n".encode(), HERE) == [Line(5, "#食品", HERE)]


def test_marks_that_mean_nothing_are_told() -> None:
    assert read("食品\t暂停".encode(), HERE) == [Line(1, "食品", None)]


@given(st.binary(max_size=200))
def test_no_file_is_too_odd(data: bytes) -> None:
    with suppress(NotReadable):
        assert all(line.query for line in read(data, HERE))


@pytest.mark.parametrize("data", [b"\xff", b"a" * (LARGEST + 1)])
def test_what_can_not_be_read(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read(data, HERE)
