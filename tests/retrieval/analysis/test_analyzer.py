import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import VERSION, terms, tokens
from retrieval.analysis.normalise import HAN, compact, compact_text
from retrieval.analysis.values import value_terms

TEXT = st.text(
    st.one_of(st.sampled_from("二七区超算中心知道記者，。 \n１+N5g-c.4,8'’·"), st.characters()),
    max_size=40,
)


def test_a_chinese_run_gives_its_words_and_the_bigrams_beside() -> None:
    assert terms("二七区") == ("二七区", "二七", "七区")
    assert terms("调研") == ("调研",)


def test_a_single_character_is_a_term() -> None:
    assert terms("知") == ("知",)


def test_letters_and_figures_stay_whole() -> None:
    assert terms("4846.19万元") == (
        "4846.19",
        "4846.",
        "万元",
        "#48461900",
        "#48461900元",
        "~48e6",
    )
    assert terms("5G、v1.0.2") == ("5g", "v1.0.2")
    assert terms("don’t") == ("don't",)


def test_grouped_digits_are_one_number() -> None:
    assert terms("4,846.19") == ("4846.19", "4846.", "#4846.19", "~48e2")
    assert terms("12,000") == ("12000", "#12000", "~12e3")


def test_commas_that_set_off_no_thousands_part_numbers() -> None:
    assert terms("3,14") == ("3", "14", "#3", "#14", "#14=", "~14e0")
    values = ("#110", "~11e1", "#119", "~11e1", "#120", "~12e1")
    assert terms("110，119，120") == ("110", "119", "120", *values)


def test_what_hyphens_join_is_found_whole_and_in_parts() -> None:
    assert terms("COVID-19") == ("covid-19", "covid", "19", "covid19")
    assert terms("“1+N”监督") == ("1+n", "1", "n", "监督")


def test_variants_have_one_bag() -> None:
    plain = terms("郑州大学abc 5000吨")
    assert terms("鄭州大學ABC　５０００吨") == plain
    assert terms("郑\u200b州大学ａｂｃ 5000吨") == plain


def test_a_word_that_only_traditional_characters_tell_apart_stays_a_word() -> None:
    first = next(token for token in tokens("乾隆下江南") if token.is_word)
    assert first.text == "干隆"


def test_punctuation_and_blanks_are_no_terms() -> None:
    assert terms(" ,。《》!?…—\n\u3000") == ()


def test_tokens_stand_in_the_printed_text() -> None:
    text = "鄭州大學　５０００吨"
    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("郑州大学", "鄭州大學"),
        ("郑州", "鄭州"),
        ("州大", "州大"),
        ("大学", "大學"),
        ("5000", "５０００"),
        ("吨", "吨"),
    ]


def test_the_version_names_what_terms_depend_on() -> None:
    for part in ("jieba 0.42", "dictionary", "opencc", "unicode"):
        assert part in VERSION


@given(TEXT)
def test_the_bag_is_the_tokens_and_the_value_terms(text: str) -> None:
    found = tokens(text)
    beside = value_terms(compact_text(text))
    assert sorted([*(token.text for token in found), *beside]) == sorted(terms(text))
    assert [token.start for token in found] == sorted(token.start for token in found)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
        assert not any(character.isspace() for character in token.text)
        if token.is_word:
            assert token.text in terms(text[token.start : token.end])


def test_the_parts_of_a_spaced_out_name_are_neighbours() -> None:
    for printed in ("张  娅", "张\u3000娅"):
        assert terms(printed) == ("张", "娅", "张娅")
        assert tokens(printed)[1].text == "张娅"
        assert (tokens(printed)[1].start, tokens(printed)[1].end) == (0, len(printed))
    assert "阿买" in terms("阿·买买提")


def test_padding_parts_words_but_no_bigrams_and_lines_part_both() -> None:
    assert "学超" in terms("郑州大学 超算中心")
    assert "学超算" not in terms("郑州大 学超算中心")
    assert "张娅" not in terms("张\n娅")


@given(TEXT)
def test_every_pair_of_the_compact_text_is_a_term(text: str) -> None:
    line = compact(text).text
    pairs = re.findall(rf"(?=([{HAN}]{{2}}))", line)
    assert set(pairs) <= set(terms(text))
