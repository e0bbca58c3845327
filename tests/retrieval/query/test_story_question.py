"""What a question asks of a story that gives its subject."""

import pytest

from retrieval.query.story_question import Form, story_question, without_asking


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("一共打了多少剂", Form.COUNT),
        ("花了多少钱", Form.SUM),
        ("什么时候开工", Form.TIME),
        ("谁负责", Form.ACTOR),
        ("有多长", Form.MEASURE),
        ("要封多久", Form.LENGTH),
        ("为什么停水", Form.WORDS),
        ("怎么报名", Form.WAY),
        ("哪些街道", Form.NAME),
        ("在哪个省", Form.ONE_OF),
        ("在哪个保税仓", Form.NAME),
        ("下一步呢", Form.WORDS),
        ("电话是多少", Form.PHONE),
        ("涨了多少", Form.CHANGE),
        ("哪些项目开工了", Form.LIST),
    ],
)
def test_a_thing_is_asked_for_by_its_words(line: str, form: Form) -> None:
    assert [thing.form for thing in story_question(line).things] == [form]


def test_the_longest_words_that_ask_are_meant() -> None:
    (thing,) = story_question("在哪个省份举行").things
    assert thing.form is Form.ONE_OF


def test_a_number_is_counted_by_what_is_asked() -> None:
    (thing,) = story_question("有多少户").things
    assert (thing.told, thing.rare) == (("户",), True)


def test_a_thing_is_counted_by_what_print_counts_it_by() -> None:
    (thing,) = story_question("种了多少树").things
    assert "株" in thing.told


def test_what_counts_anything_tells_nothing_by_itself() -> None:
    (thing,) = story_question("有多少个").things
    assert not thing.rare


def test_a_question_of_a_kind_of_price_is_no_second_question_for_a_sum() -> None:
    assert len(story_question("门票多少钱").things) == 1


@pytest.mark.parametrize(("line", "words"), [("花了多少钱", "投资"), ("多少人参加", "参赛")])
def test_what_is_said_is_needed_in_any_words_of_print(line: str, words: str) -> None:
    (need,) = story_question(line).needs
    assert need.verb
    assert words in need.wordings


def test_a_noun_may_stand_apart_from_the_thing() -> None:
    assert not any(need.verb for need in story_question("流感疫苗有多少剂").needs)


@pytest.mark.parametrize("line", ["", "呢", "这座桥", "它的"])
def test_what_only_points_needs_nothing(line: str) -> None:
    question = story_question(line)
    assert question.things == ()
    assert all("桥" in need.wordings[0] for need in question.needs)


def test_what_asks_is_blanked_in_place() -> None:
    assert without_asking("大桥什么时候通车") == "大桥    通车".replace("    ", " " * 4)
