import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import characters
from retrieval.analysis.normalise import compact, fold
from tests.examples import examples

# What pages are made of, with what makes folding hard: combining marks, ligatures, blanks.
TEXT = st.text(
    st.one_of(
        st.sampled_from("張娅阿买提·・ .\n\u3000\u200b\ufe0f\u00ade\u0301ｶﾞ㈱ﬁ½İß５Ａ，。薴乾"),
        st.characters(),
    ),
    max_size=30,
)


def test_traditional_full_width_and_capital_letters_fold() -> None:
    assert fold("鄭州大學　５０００吨，ABC").text == "郑州大学 5000吨,abc"


def test_a_folded_character_stands_for_all_that_it_was_made_of() -> None:
    folded = fold("xe\u0301y")
    assert folded.text == "xéy"
    assert folded.printed(1, 2) == (1, 3)


def test_all_that_one_character_folds_to_stands_for_it() -> None:
    folded = fold("㈱中")
    assert folded.text == "(株)中"
    assert folded.printed(1, 2) == (0, 1)
    assert folded.printed(3, 4) == (1, 2)


def test_half_width_kana_take_their_marks() -> None:
    assert fold("ｶﾞ").text == "ガ"


def test_what_prints_nothing_is_left_out() -> None:
    assert fold("郑\u200b州\ufe0f大\u00ad学\ufeff").text == "郑州大学"


def test_compact_closes_up_padded_names() -> None:
    folded = compact("记者 张  娅,北京")
    assert folded.text == "记者张娅,北京"
    assert folded.printed(2, 4) == (3, 7)


def test_compact_drops_the_dots_inside_names() -> None:
    for printed in ("阿·买买提", "阿 • 买买提", "阿・买买提", "阿．买买提"):
        assert compact(printed).text == "阿买买提"


def test_compact_keeps_blanks_between_words_and_lines() -> None:
    assert compact("Open Source\n张\n娅 4846.19").text == "open source\n张\n娅 4846.19"


def test_an_empty_text_folds_to_nothing() -> None:
    assert fold("").text == ""
    assert fold("").printed(0, 0) == (0, 0)


@given(TEXT)
@settings(max_examples=examples(300))
def test_folded_characters_know_where_they_are_printed(text: str) -> None:
    for folded in (fold(text), compact(text)):
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert list(folded.starts) == sorted(folded.starts)
        assert list(folded.ends) == sorted(folded.ends)
        for at, character in enumerate(folded.text):
            start, end = folded.printed(at, at + 1)
            assert 0 <= start < end <= len(text)
            assert character in fold(text[start:end]).text


@given(TEXT)
@settings(max_examples=examples(300))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert compact(compact(text).text).text == compact(text).text


@given(TEXT)
def test_compositions_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(text).text


def test_what_folding_may_change_is_found_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("retrieval.compiled.keeping.__file__", str(tmp_path / "keeping.py"))
    found = characters._foldable.__wrapped__()  # noqa: SLF001  # what others see is kept already
    assert [one.name[:8] for one in tmp_path.iterdir()] == ["foldable"]
    monkeypatch.setattr(characters, "_looked_through", None)
    assert characters._foldable.__wrapped__() == found == characters._foldable()  # noqa: SLF001
