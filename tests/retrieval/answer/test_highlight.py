from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import terms
from retrieval.answer.highlight import ELLIPSIS, snippet


def marked(text: str, query: str, names: Collection[str] = ()) -> list[str]:
    found = snippet(text, dict.fromkeys(terms(query), 1.0), names)
    return [found.text[start:end] for start, end in found.highlights]


FILL = "这一句里没有要找的字词而且相当长,说的是另外一件事情,与它毫无关系。"


def test_the_printed_forms_are_marked() -> None:
    assert marked("他到鄭州大學去", "郑州大学") == ["鄭州大學"]
    assert marked("年产５０００吨糕点", "5000吨") == ["５０００吨"]
    assert marked("资金4846.19万元", "4846.19万元") == ["4846.19万元"]


def test_what_the_dictionary_lacks_is_marked_by_its_pairs() -> None:
    assert marked("区长虎荣鑫说", "虎荣鑫") == ["虎荣鑫"]


def test_another_spelling_of_a_value_is_marked() -> None:
    assert marked("惠及12000户居民", "1.2万户") == ["12000户"]
    assert marked("惠及一万二千户居民", "", ["12000户"]) == ["一万二千户"]
    assert marked("免费Wi-Fi上网", "wifi") == ["Wi-Fi"]


def test_a_value_with_another_unit_is_not_marked() -> None:
    assert marked("惠及12000元", "", ["12000户"]) == []


def test_a_name_is_marked_whole() -> None:
    assert marked("记者张  娅到场", "", ["张娅"]) == ["张  娅"]
    assert marked("阿·买买提来了", "", ["阿买买提"]) == ["阿·买买提"]


def test_single_characters_are_marked_only_where_nothing_longer_matches() -> None:
    assert marked("他的食品在区里", "食品的区") == ["食品"]
    assert marked("他知", "知") == ["知"]


def test_two_words_that_happen_to_meet_are_no_match() -> None:
    assert marked("郑州大学超级计算", "学超") == []


def test_a_passage_that_fits_is_shown_whole() -> None:
    assert snippet("一句。又一句。", {}).text == "一句。又一句。"


def test_the_sentence_that_tells_most_comes_first() -> None:
    text = FILL * 8 + "资金是5000万元。" + FILL * 8
    found = snippet(text, dict.fromkeys(terms("资金5000万元"), 1.0))
    assert found.text.startswith("资金是5000万元。")
    assert found.text in text
    assert len(found.text) <= 160


def test_at_the_passages_end_what_comes_before_is_shown_too() -> None:
    text = FILL * 8 + "资金是5000万元。"
    found = snippet(text, dict.fromkeys(terms("资金5000万元"), 1.0))
    assert found.text == FILL * 2 + "资金是5000万元。"


def test_weights_tell_which_sentence_is_best() -> None:
    text = f"食品很多。{FILL * 8}帝益肥来了。"
    rare = snippet(text, {"食品": 1.0, "帝益": 3.0})
    assert "帝益肥来了" in rare.text
    common = snippet(text, {"食品": 3.0, "帝益": 1.0})
    assert "食品很多" in common.text


def test_a_sentence_too_long_is_cut_at_clauses() -> None:
    text = "这是很长的一句话里的一个部分," * 20 + "说到食品," + "后面还有很长的一个部分," * 20
    found = snippet(text, {"食品": 1.0})
    assert "说到食品," in found.text
    assert found.text.startswith(ELLIPSIS)
    assert found.text.endswith(f",{ELLIPSIS}")
    assert [found.text[start:end] for start, end in found.highlights] == ["食品"]


def test_blanks_give_an_empty_snippet() -> None:
    assert snippet(" \n", {"食品": 1.0}).text == ""
    assert snippet("", {}).highlights == ()


@given(
    st.lists(st.sampled_from(["食品", "张  娅", "帝益肥", "。", ",", "的", FILL, "\n", "a1"])).map(
        "".join
    ),
    st.sampled_from(["食品", "帝益肥的", "张娅", "a1"]),
)
def test_marks_are_in_order_apart_and_inside(text: str, query: str) -> None:
    found = snippet(text, dict.fromkeys(terms(query), 1.0), ["张娅"])
    end = -1
    for mark in found.highlights:
        assert end < mark.start < mark.end <= len(found.text)
        end = mark.end
    assert found.text.strip(ELLIPSIS) in text
    assert len(found.text) <= 162
