"""Questions as people say them, and near misses."""

from retrieval.evaluation.abstention.spoken import near_misses, spoken

QUESTIONS = ["石门水库是什么时候建成的？", "苹果冷库能存多少苹果？", "剪纸传承人去了哪里？"]


def test_a_question_is_said_in_the_same_way_each_time_and_in_others_with_other_salts() -> None:
    assert spoken(QUESTIONS[0], 3) == spoken(QUESTIONS[0], 3)
    assert len({spoken(QUESTIONS[0], salt) for salt in range(20)}) > 10


def test_most_of_what_is_said_keeps_the_matter() -> None:
    said = [spoken(QUESTIONS[0], salt) for salt in range(40)]
    assert sum("水库" in one for one in said) > 30


def test_a_near_miss_has_a_word_of_another_question() -> None:
    for question, near in zip(QUESTIONS, near_misses(QUESTIONS), strict=True):
        assert near is None or near != question
    assert any(near_misses(QUESTIONS))


def test_a_question_alone_has_no_near_miss() -> None:
    assert near_misses(["谁？"]) == [None]
