import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.word_diff import word_diff


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("由第1施工队承担", "由第一施工队承担", ["第1"], ["第一"]),
        ("区委书记程万星说，好。", "区委书记程万里说，好。", ["万星"], ["万里"]),
        ("10月27日八元", "10月28日九元", ["27日八元"], ["28日九元"]),
        ("研究院与省大数据局", "研究院与河南省大数据局", [""], ["河南"]),
        ("安置房建好了", "安置房建好", ["了"], [""]),
        ("", "新的一段", [""], ["新的一段"]),
        ("一样", "一样", [], []),
    ],
)
def test_the_words_that_differ(
    before: str, after: str, removed: list[str], added: list[str]
) -> None:
    found = word_diff(before, after)
    assert [before[start:end] for start, end in found.removed] == removed
    assert [after[start:end] for start, end in found.added] == added


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_not_marked_is_the_same_in_both(before: str, after: str) -> None:
    found = word_diff(before, after)
    for start, end in reversed(found.removed):
        before = before[:start] + before[end:]
    for start, end in reversed(found.added):
        after = after[:start] + after[end:]
    assert before == after
    assert len(found.removed) == len(found.added)


def test_long_noise_is_one_change() -> None:
    assert len(word_diff("改，" * 3000, "改" * 3000 + "。").removed) == 1
