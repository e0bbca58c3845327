"""Characters and their sounds."""

import pytest

from retrieval.analysis.shapes import lookalikes
from retrieval.analysis.sounds import (
    blurred,
    rarely_sounding,
    sounding,
    sounding_nearly,
    sounds,
    syllables,
)


@pytest.mark.parametrize(
    ("character", "read"),
    [("桥", ("qiao",)), ("女", ("nv", "ru")), ("长", ("zhang", "chang")), ("a", ()), ("", ())],
)
def test_a_character_is_read_without_tones(character: str, read: tuple[str, ...]) -> None:
    assert sounds(character) == read


def test_characters_of_a_sound_have_the_common_ones_first() -> None:
    found = sounding("qiao")
    assert {"桥", "乔", "巧", "侨"} <= set(found)
    assert found.index("桥") < found.index("峤")
    assert "长" in sounding("chang")
    assert "长" in rarely_sounding("chang")
    assert "长" not in rarely_sounding("zhang")
    assert sounding("xyz") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhong", "zong"), ("shi", "si"), ("lan", "nan"), ("ping", "pin"), ("cheng", "chen")],
)
def test_sounds_that_many_do_not_tell_apart_are_near(one: str, other: str) -> None:
    assert blurred(one) == blurred(other)
    assert set(sounding(other)) <= set(sounding_nearly(one))


def test_other_sounds_are_not_near() -> None:
    assert "水" not in sounding_nearly("qiao")
    assert len({blurred(one) for one in ("ba", "pa", "bo", "zhi", "ji", "lu", "lv")}) == 7


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("shuiku", [("shui", "ku")]),
        ("xian", [("xian",), ("xi", "an")]),
        ("nvhai", [("nv", "hai")]),
        ("celue", [("ce", "lue")]),
        ("hello", []),
        ("qwrt", []),
        ("", []),
    ],
)
def test_letters_fall_into_syllables(letters: str, ways: list[tuple[str, ...]]) -> None:
    found = syllables(letters)
    assert list(found[: len(ways)]) == ways
    assert bool(found) == bool(ways)


def test_many_ways_to_read_letters_are_bounded() -> None:
    assert 0 < len(syllables("a" * 40)) <= 8


@pytest.mark.parametrize("pair", ["未末", "己已", "土士", "拨拔", "治冶", "侯候", "晴睛", "千干"])
def test_what_looks_alike_is_known_both_ways(pair: str) -> None:
    assert pair[1] in lookalikes(pair[0])
    assert pair[0] in lookalikes(pair[1])


def test_what_looks_otherwise_is_not_alike() -> None:
    assert not {"桥", "水", "龘"} & set(lookalikes("一"))
    assert lookalikes("a") == ()
