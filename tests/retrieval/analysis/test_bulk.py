import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import words
from retrieval.analysis.analyzer import terms, tokens
from retrieval.analysis.bulk import Analysed, analysed
from retrieval.analysis.keys import keys_of
from retrieval.analysis.normalise import HAN, compact_text, fold
from retrieval.analysis.values import value_terms
from tests.examples import examples

# Chinese, also in traditional characters and beyond the basic plane, with all that parts or pads it
# and with what folds to less, to more, or only together with its neighbours.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("二七区郑州大学超算中心知道記者乾隆們〇々㐀\U00020000\U0002f800豈"),
        st.sampled_from("，。 \n\u3000\r\u0085\u2028\t·・.１+N5g-c4,8%万百两点成元户第零'’_@/#:"),
        st.sampled_from("…㈱ﬁİßΣ\u0301\u200b\ufe0f\u00ad\u0000ｶﾞ한ᅡᆨ\uffff\U0001f600\U0001d7d8"),
        st.characters(exclude_categories=()),
    ),
    max_size=30,
)
TEXTS = st.lists(HOSTILE, max_size=6)


def bags(found: Analysed) -> Iterator[list[int]]:
    ends = np.cumsum(found.lengths)
    assert len(found.keys) == found.lengths.sum()
    for length, end in zip(found.lengths, ends, strict=True):
        yield sorted(found.keys[end - length : end].tolist())


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    words.load()


@given(TEXTS)
@settings(max_examples=examples(500))
def test_the_keys_of_each_text_are_those_of_its_terms(texts: list[str]) -> None:
    found = analysed(texts, cut=words.cut)
    assert list(bags(found)) == [sorted(keys_of(terms(text)).tolist()) for text in texts]


@given(HOSTILE)
def test_a_text_has_the_keys_of_the_tokens_that_a_question_would_have(text: str) -> None:
    found = analysed([text], cut=words.cut)
    asked = keys_of([*(token.text for token in tokens(text)), *value_terms(compact_text(text))])
    assert list(bags(found)) == [sorted(asked.tolist())]


@given(TEXTS)
def test_compact_forms_are_as_one_by_one(texts: list[str]) -> None:
    assert analysed(texts).compact == tuple(map(compact_text, texts))


@given(TEXTS, st.data())
def test_what_was_cut_is_not_cut_again(texts: list[str], data: st.DataObject) -> None:
    def cut(text: str) -> list[str]:
        assert missing, "nothing is left to cut"
        return words.cut_fast(text)

    missing = data.draw(st.sets(st.sampled_from(range(len(texts)))) if texts else st.just(set()))
    fresh = analysed(texts)
    kept = [None if at in missing else cut for at, cut in enumerate(fresh.cuts)]
    again = analysed(texts, kept, cut)
    assert again.cuts == fresh.cuts
    assert again.compact == fresh.compact
    assert again.keys.tolist() == fresh.keys.tolist()
    assert again.lengths.tolist() == fresh.lengths.tolist()


@given(TEXTS)
def test_cuts_are_the_lengths_of_the_chinese_words(texts: list[str]) -> None:
    for text, cut in zip(texts, analysed(texts).cuts, strict=True):
        runs = re.findall(f"[{HAN}]+", fold(text).text)
        assert list(cut) == [len(word) for run in runs for word in words.cut_fast(run)]


def test_a_kept_cut_decides_what_is_a_word() -> None:
    found = analysed(["二七区"], [bytes((1, 2))])
    assert list(bags(found)) == [sorted(keys_of(["二", "七区", "二七"]).tolist())]


def test_a_kept_cut_that_does_not_fit_is_refused() -> None:
    texts = ["二七区 郑州", "大学"]
    for cuts in (
        [b"\x03", b"\x02"],
        [b"\x04\x01", b"\x02"],
        [b"\x03\x02\x01", b"\x01"],
        [b"\x03\x02\x00", b"\x02"],
        [b"\x03\x02"],
        [b"", None],
    ):
        with pytest.raises(ValueError, match="cut"):
            analysed(texts, cuts)


def test_of_no_texts_and_of_empty_ones_there_are_no_keys() -> None:
    none = analysed([])
    assert (len(none.lengths), len(none.keys), none.compact, none.cuts) == (0, 0, (), ())
    found = analysed(["", " \n", "。"])
    assert found.lengths.tolist() == [0, 0, 0]
    assert found.keys.tolist() == []
    assert found.compact == ("", " \n", "。")
    assert found.cuts == (b"", b"", b"")


@given(TEXTS, st.data())
def test_parts_of_texts_are_as_if_analysed_alone_and_can_be_joined(
    texts: list[str], data: st.DataObject
) -> None:
    found = analysed(texts)
    ends = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=4)))
    bounds = list(pairwise([0, *ends, len(texts)]))
    parts = found.parted([end - start for start, end in bounds])
    for (start, end), part in zip(bounds, parts, strict=True):
        alone = analysed(texts[start:end])
        assert list(bags(part)) == list(bags(alone))
        assert (part.compact, part.cuts) == (alone.compact, alone.cuts)
    again = Analysed.joined(parts)
    assert (again.compact, again.cuts) == (found.compact, found.cuts)
    assert list(bags(again)) == list(bags(found))


def test_nothing_joined_is_nothing() -> None:
    none = Analysed.joined([])
    assert (len(none.lengths), len(none.keys), none.compact, none.cuts) == (0, 0, (), ())
