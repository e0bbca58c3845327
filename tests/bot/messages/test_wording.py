"""Texts put into their places."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import pytest

from bot.messages.wording import filled


class Kind(Enum):
    ONE = 1
    TWO = 2


@dataclass(frozen=True)
class Inner:
    word: str


@dataclass(frozen=True)
class Outer:
    inner: Inner
    kinds: Mapping[Kind, str]
    days: Mapping[int, str]


TEXTS = {
    "inner.word": "词",
    "kinds.one": "一",
    "kinds.two": "二",
    "days.0": "周一",
    "days.1": "周二",
}


def test_each_text_comes_to_its_place() -> None:
    expected = Outer(Inner("词"), {Kind.ONE: "一", Kind.TWO: "二"}, {0: "周一", 1: "周二"})
    assert filled(Outer, TEXTS) == expected


@pytest.mark.parametrize("name", ["inner.word", "kinds.two"])
def test_a_text_that_is_missing_is_named(name: str) -> None:
    texts = {other: text for other, text in TEXTS.items() if other != name}
    with pytest.raises(KeyError, match=name):
        filled(Outer, texts)
