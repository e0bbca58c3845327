from retrieval.analysis.weighing import weighed

IDLE = frozenset(("的", "是", "在"))


def test_idle_words_are_left_out_and_their_bigrams_count_little() -> None:
    weights = weighed("食品的区", IDLE)
    assert "的" not in weights
    assert weights["食品"] == weights["区"] == 1
    assert weights["品的"] == weights["的区"] == 0.3


def test_a_bigram_inside_a_word_counts_less_than_the_word() -> None:
    weights = weighed("二七区", IDLE)
    assert weights["二七区"] == 1
    assert weights["二七"] == weights["七区"] == 0.4


def test_what_lone_characters_make_counts_as_a_word() -> None:
    assert weighed("虎荣鑫", IDLE)["荣鑫"] == 1


def test_a_term_that_comes_twice_counts_at_its_best() -> None:
    assert weighed("超算 超算", IDLE)["超算"] == 1
    assert weighed("郑州大学 大学", IDLE)["大学"] == 1


def test_a_question_of_idle_words_has_no_terms() -> None:
    assert weighed("的", IDLE) == {}
    assert weighed("", IDLE) == {}
