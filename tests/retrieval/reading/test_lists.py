import re
from pathlib import Path

import pytest

from retrieval import reading
from retrieval.reading.lists import any_of, any_spaced, listed, spaced
from retrieval.reading.surnames import COMMON, COMPOUND, RARE, SIGNED

ROOM = Path(reading.__file__).parent
TABLES = {"line_order", "line_signs"}
NAMES = sorted({path.stem for path in (ROOM / "words").iterdir()} - TABLES)
CODE = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_read_by_a_module(name: str) -> None:
    assert listed(name)
    assert re.search(f"['\"]{name}['\"]", CODE)


@pytest.mark.parametrize(
    "name", ["surnames", "surnames_rare", "never_given", "seldom_given", "not_last"]
)
def test_lists_of_characters_hold_characters(name: str) -> None:
    assert {len(word) for word in listed(name)} == {1}


def test_a_surname_is_in_one_list() -> None:
    assert not set(COMMON) & set(RARE)
    assert SIGNED.isdisjoint((*COMMON, *RARE, *COMPOUND))
    assert {len(surname) for surname in COMPOUND} == {2}


def test_what_opens_another_word_stands_behind_it() -> None:
    names = ("agencies", "navigation", "source_openings", "staff_roles")
    for order in map(listed, names):
        for at, word in enumerate(order):
            assert not [longer for longer in order[at + 1 :] if longer.startswith(word)]


def test_any_of_keeps_the_order_and_takes_words_as_they_are() -> None:
    assert re.compile(any_of("contact_means")).match("E-mail")
    assert any_of("sections").startswith("本版|要闻|")


def test_spaced_words_may_be_padded() -> None:
    assert re.fullmatch(spaced("记者", "评论员"), "记  者")
    assert re.match(spaced("总编", "总编辑"), "总 编 辑")[0] == "总 编 辑"  # type: ignore[index]
    assert re.fullmatch(any_spaced("byline_editors"), "责 编")
