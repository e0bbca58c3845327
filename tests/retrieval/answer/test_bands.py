"""How sure answers are, and what is shown with each band."""

from datetime import date

import pytest

from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Band,
    Evidence,
    PrintedDate,
    Printing,
    RemarkKind,
    StoredArticle,
)
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2024, 3, 21)
TOLD = (
    ("水库加固开工", "县委书记欧阳建国到石门水库督导除险加固，总投资5180万元。", 3),
    ("水库加固过半", "石门水库除险加固工程过半，欧阳建国再次到石门水库。", 12),
    ("水库加固完工", "石门水库除险加固工程完工。", 20),
    ("食堂开张", "青石社区食堂开张，午餐六块钱，一天卖出三百份。", 14),
    ("剪纸进课堂", "传承人韦素芬走进实验小学，教孩子剪纸。", 15),
)


def _stored(at: int, title: str, text: str, day: int) -> StoredArticle:
    on = PrintedDate(3, day, Evidence.PAGE, 2024, Evidence.PAGE)
    article = Article(title, reporters=("谢雨桐",), date=on, paragraphs=(text,))
    return StoredArticle(at, article, (Printing(at, "日报", on, None, at),))


STORED = [_stored(at, *told) for at, told in enumerate(TOLD, 1)]
NAMES = Gazetteer.of(name for one in STORED for name in extract_names(one.article))
MADE = Snapshot.build(STORED, NAMES)


def ask(question: str) -> Answer:
    return answer(MADE, question, today=TODAY)


def titles(got: Answer) -> list[str]:
    return [hit.citation.title for hit in got.hits]


def test_what_is_printed_is_an_answer() -> None:
    got = ask("社区食堂午餐多少钱")
    assert got.band is Band.ANSWER
    assert got.answered
    assert titles(got)[0] == "食堂开张"


@pytest.mark.parametrize(
    "question", ["石门水库的门票多少钱", "上海的社区食堂午餐多少钱", "韦素芬的电话"]
)
def test_what_is_nearly_printed_is_shown_as_nearest(question: str) -> None:
    got = ask(question)
    assert got.band is Band.NEAREST
    assert not got.answered
    assert got.hits
    assert got.remarks[-1].kind is RemarkKind.NOT_SAID


@pytest.mark.parametrize("question", ["你好", "红烧肉怎么做", "哈哈哈你真逗", "asdf"])
def test_where_no_telling_word_is_met_nothing_is_shown(question: str) -> None:
    got = ask(question)
    assert got.band is Band.NOTHING
    assert not got.hits
    assert not got.nearest


def test_a_greeting_before_a_question_is_no_greeting() -> None:
    got = ask("你好，社区食堂午餐多少钱")
    assert got.kind is AnswerKind.PASSAGES
    assert got.answered


def test_words_that_fill_leave_a_reporter_s_list_whole() -> None:
    assert len(ask("谢雨桐总共写了哪些报道啊").hits) == len(STORED)


@pytest.mark.parametrize(
    "asked", ["最新消息", "最新进展怎么样了", "近况", "后来呢", "现在怎么样了"]
)
def test_asked_for_the_newest_the_newest_story_on_the_matter_is_first(asked: str) -> None:
    assert titles(ask(f"石门水库加固{asked}"))[0] == "水库加固完工"
    assert "食堂开张" not in titles(ask(f"石门水库加固{asked}"))[:3]


def test_a_message_that_is_off_topic_asks_for_no_listing() -> None:
    assert answer(MADE, "今天有什么消息", today=TODAY).answered
    assert not answer(MADE, "滚，别再给我发消息", today=TODAY).answered


@pytest.mark.parametrize("asked", ["门票多少钱", "几点开门", "的电话是多少", "谁设计的", "多大"])
def test_what_is_asked_about_a_thing_in_print_is_never_nothing(asked: str) -> None:
    assert titles(ask(f"石门水库{asked}"))
