"""What is asked of no newspaper is told by how it is put, and what is said around it by nothing."""

import pytest

from retrieval.query.off_topic import ALWAYS, described, off_topic_odds

ASKED = (
    "清河大桥什么时候通车",
    "今年医保要交多少钱",
    "县里新修的图书馆在哪里",
    "谁当选了市长",
    "小麦最低收购价是多少",
    "我家这片明天停水吗",
    "帮我查一下公交改道的通知",
    "台风造成多少人受伤",
    "退休年龄怎么算",
    "哪些学校获奖了",
)
CHAT = (
    "你怎么这么笨呀",
    "给我写一首情诗",
    "红烧排骨怎么做好吃",
    "我好难过陪我说说话",
    "你喜欢吃什么",
    "推荐几本好看的小说",
    "讲个故事给我听",
    "我头好疼怎么办",
    "扮演我的女朋友",
    "帮我画一只小狗",
)
OPENINGS = ("你好，", "您好！请问", "小编好，我想问一下", "打扰了，", "嗯那个，", "俺想问问")


@pytest.mark.parametrize("text", ASKED)
def test_readers_questions_are_likely_of_a_newspaper(text: str) -> None:
    assert off_topic_odds(text) < 0


@pytest.mark.parametrize("text", CHAT)
def test_chat_and_tasks_are_likely_not(text: str) -> None:
    assert off_topic_odds(text) > 0


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("text", ASKED)
def test_a_greeting_does_not_make_a_readers_question_off_topic(opening: str, text: str) -> None:
    assert off_topic_odds(opening + text) < 0


@pytest.mark.parametrize("text", [*ASKED, *CHAT])
def test_signs_width_and_script_do_not_matter(text: str) -> None:
    plain = off_topic_odds(text)
    assert off_topic_odds(f" {text}？！ ") == plain
    assert off_topic_odds(" ".join(text)) == plain


def test_traditional_characters_are_as_simplified_ones() -> None:
    assert off_topic_odds("醫保怎麼繳費") == off_topic_odds("医保怎么缴费")


def test_pieces_and_pairs_are_features_and_figures_are_alike() -> None:
    assert described("GDP涨5.2%") == {
        ALWAYS,
        *("gdp", "涨", "0"),
        *("| gdp", "gdp 涨", "涨 0", "0 |"),
    }
    assert described("涨3") == described("涨1,000")


def test_an_empty_message_has_the_edges_alone() -> None:
    assert described("") == {ALWAYS, "| |"}


def test_the_odds_are_the_sum_of_the_parts_that_are_there() -> None:
    learnt = {ALWAYS: -1.0, "猫": 2.0, "猫 |": 0.5, "狗": 9.0}
    assert off_topic_odds("猫", learnt) == 1.5
    assert off_topic_odds("猫猫猫猫", learnt) == 1.5


def test_the_odds_are_the_same_in_whatever_order_they_are_added_up() -> None:
    learnt = {"甲": 1e16, "乙": 1.0, "丙": -1e16}

    assert off_topic_odds("甲乙丙", learnt) == 1.0
