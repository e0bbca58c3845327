"""What evidence adds to a passage's score, each kind by itself."""

from datetime import date

import pytest

from retrieval.answer.ranking import ranking
from retrieval.answer.rescoring import Rescorer, Weights
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

TODAY = date(2024, 12, 31)
NONE = Weights(article=0, sentence=0, headline=0, day=0, kind=0)
FILL = "会议室里坐满了前来旁听的年轻听众,气氛十分热烈,散场以后他们仍旧不愿意离开座位。"


def snapshot(*articles: tuple[str, tuple[str, ...], PrintedDate | None]) -> Snapshot:
    stored = [
        StoredArticle(
            at, Article(title, date=day, paragraphs=lines), (Printing(1, "", day, None, at),)
        )
        for at, (title, lines, day) in enumerate(articles)
    ]
    return Snapshot.build(stored, Gazetteer())


def gains(made: Snapshot, question: str, weights: Weights) -> list[float]:
    evidence = Rescorer(made, parse(question, made, TODAY), weights)
    return evidence.gains(range(len(made)))


def day(year: int, month: int, of_month: int) -> PrintedDate:
    return PrintedDate(month, of_month, Evidence.TEXT, year, Evidence.TEXT)


def test_what_is_spread_over_an_article_counts_for_its_passages() -> None:
    spread = ("", ("青河大桥开工。" + FILL, "工期三十个月。" + FILL), None)
    alone = ("", ("工期三十个月。" + FILL,), None)
    first, _, third = gains(snapshot(spread, alone), "青河大桥工期多少个月", Weights(1, 0, 0, 0, 0))
    assert first > third > 0


def test_words_of_one_sentence_count_more_than_words_apart() -> None:
    together = ("", ("青河大桥通车。天气晴朗。" + FILL,), None)
    apart = ("", ("青河大桥晴朗。天气通车。" + FILL,), None)
    one, other = gains(snapshot(together, apart), "大桥通车", Weights(0, 1, 0, 0, 0))
    assert one > other


def test_a_headline_that_the_question_names_whole_counts_more() -> None:
    whole, longer = ("鼻鱼", (FILL,), None), ("黑背鼻鱼", (FILL,), None)
    one, other = gains(snapshot(whole, longer), "鼻鱼吃什么", Weights(0, 0, 1, 0, 0))
    assert one > other


@pytest.mark.parametrize("question", ["2023年3月5日通车", "2023年3月通车", "去年通车"])
def test_a_day_or_period_counts_for_the_stories_dated_so(question: str) -> None:
    made = snapshot(("", (FILL,), day(2023, 3, 5)), ("", (FILL,), day(2022, 3, 5)))
    one, other = gains(made, question, Weights(0, 0, 0, 1, 0))
    assert one > other == 0


def test_the_days_right_after_count_half() -> None:
    made = snapshot(("", (FILL,), day(2023, 3, 5)), ("", (FILL,), day(2023, 3, 7)))
    one, other = gains(made, "2023年3月5日通车", Weights(0, 0, 0, 1, 0))
    assert other == pytest.approx(one / 2)


def test_a_day_is_no_filter() -> None:
    made = snapshot(("大桥通车", (FILL,), day(2022, 3, 5)), ("剪纸", (FILL,), day(2023, 3, 5)))
    found = ranking(made, parse("2023年3月5日大桥通车", made, TODAY))
    assert [one.passage for one in found] == [0, 1]


def test_no_evidence_adds_nothing() -> None:
    made = snapshot(("大桥通车", (FILL,), day(2023, 3, 5)))
    assert gains(made, "去年大桥通车", NONE) == [0]


def test_a_long_question_is_weighed_by_what_tells_most() -> None:
    made = snapshot(("大桥通车", (FILL,), None))
    assert gains(made, "青河大桥通车" + FILL * 8, Weights())[0] > 0
