import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.normalise import compact_text
from retrieval.analysis.respelling import respelled, respelled_word, standing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2万户居民", "12000户居民"),
        ("全长3公里", "全长三千米"),
        ("上午8:30开门", "上午八点半开门"),
        ("免费wi-fi覆盖", "免费wifi覆盖"),
        ("第3届书展", "第三届书展"),
        ("5万元至8万元", "50000元至八万元"),
    ],
)
def test_texts_that_say_the_same_are_respelled_alike(one: str, other: str) -> None:
    assert respelled(one).text == respelled(other).text


def test_what_is_respelled_is_found_where_it_is_written() -> None:
    text = "今年惠及1.2万户居民，共4800万元。"
    ((start, end),) = standing("惠及12000户居民", text)
    assert text[start:end] == "惠及1.2万户居民"


@pytest.mark.parametrize("word", ["居民", "12000户", "wifi", "", "一个人"])
def test_a_word_that_is_no_number_or_nothing_else_is_not_respelled(word: str) -> None:
    assert respelled_word(word) is None


def test_a_number_without_a_unit_ends_a_word_whatever_its_unit() -> None:
    assert list(standing("惠及12000", "惠及1.2万户居民"))
    assert not list(standing("惠及12000居民", "惠及1.2万户居民"))


def test_a_word_says_what_all_its_texts_have() -> None:
    word = respelled_word("惠及12000户居民的wifi")
    assert word is not None
    assert (word.terms, word.literals) == (("#12000户", "wifi"), ("惠及", "居民的"))


PIECES = st.sampled_from(
    ["1.2", "万", "户", "三", "十", "元", "至", "wi-fi", ",", "第", "居民", "-", "的"]
)


@given(st.lists(PIECES, max_size=8).map("".join).map(compact_text))
def test_every_text_is_written_where_it_says(text: str) -> None:
    held = respelled(text)
    assert len(held.text) == len(held.starts) == len(held.ends)
    assert list(held.starts) == sorted(held.starts)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(held.starts, held.ends, strict=True)
    )


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join).map(compact_text))
def test_every_word_stands_in_itself(word: str) -> None:
    asked = respelled_word(word)
    assert asked is None or list(standing(word, word)), word
