from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer.answer import answer, by_reporter, latest
from retrieval.answer.filtered import search
from retrieval.index.snapshot import Snapshot
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Band,
    Evidence,
    PrintedDate,
    Printing,
    Remark,
    RemarkKind,
    StoredArticle,
)
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter
from tests.examples import examples

TODAY = date(2024, 3, 21)


def day(number: int) -> PrintedDate:
    return PrintedDate(3, number, Evidence.TEXT, 2024, Evidence.PAGE)


def stored(at: int, title: str, *body: str, by: str = "", on: int | None = None) -> StoredArticle:
    reporters = (by,) if by else ()
    dated = day(on) if on else None
    article = Article(title, reporters=reporters, date=dated, paragraphs=body)
    return StoredArticle(at, article, (Printing(at // 3, "日报", None, None, at),))


ARTICLES = (
    stored(1, "水库加固", "3月18日,县委书记欧阳建国到石门水库督导。", by="谢雨桐", on=18),
    stored(2, "苹果产业", "县长鲁思源到丰谷果业、禾香源等企业调研苹果。", by="谢雨桐", on=19),
    stored(3, "剪纸进课堂", "传承人韦素芬走进小学,教孩子剪纸。", by="高岚"),
    stored(4, "食堂开张", "欧阳建国到社区食堂看望老人,午餐六块钱。"),
)
NAMES = Gazetteer.of(name for one in ARTICLES for name in extract_names(one.article))
MADE = Snapshot.build(ARTICLES, NAMES)
EMPTY = Snapshot.build((), Gazetteer())


def ask(text: str, made: Snapshot = MADE) -> Answer:
    return answer(made, text, today=TODAY)


def titles(got: Answer) -> list[str]:
    return [hit.citation.title for hit in got.hits]


def test_a_reporter_s_stories_are_listed_once_each() -> None:
    got = ask("谢雨桐写了哪些报道")
    assert got.kind is AnswerKind.LISTING
    assert sorted(titles(got)) == ["水库加固", "苹果产业"]
    assert titles(ask("谢雨桐 苹果")) == ["苹果产业"]


def test_a_reporter_nobody_knows_has_no_stories() -> None:
    assert ask("记者王小明写了哪些报道").kind is AnswerKind.NOTHING


def test_a_day_lists_its_stories_and_shows_the_passage_that_names_it() -> None:
    got = ask("3月18日发生了什么")
    assert got.kind is AnswerKind.LISTING
    assert titles(got) == ["水库加固"]
    assert "3月18日" in got.hits[0].passage.text
    assert ask("3月28日发生了什么").kind is AnswerKind.NOTHING


OLDER = (
    stored(1, "青年节", "5月4日,县里举行青年节活动。", on=20),
    stored(2, "老校史展", "1919年5月4日的罢课传单在县一中展出,校史馆免费开放。", on=21),
    stored(3, "石门水库", "水库建成于1973年,当年动员了三万民工。", on=21),
)


@pytest.mark.parametrize("question", ["1919年5月4日发生了什么事", "1919年5月4日的新闻"])
def test_a_day_without_stories_is_looked_for_as_it_is_printed(question: str) -> None:
    made = Snapshot.build(OLDER, Gazetteer())
    got = ask(question, made)
    assert got.kind is AnswerKind.PASSAGES
    assert titles(got) == ["老校史展"]
    assert ask(question).kind is AnswerKind.NOTHING


def test_a_year_without_stories_is_looked_for_as_it_is_printed() -> None:
    made = Snapshot.build(OLDER, Gazetteer())
    assert titles(ask("1973年发生了什么", made)) == ["石门水库"]
    assert ask("1974年发生了什么", made).kind is AnswerKind.NOTHING
    assert ask("1974-05-04", made).kind is AnswerKind.NOTHING


def test_a_day_in_print_is_that_of_its_story_s_year_or_the_last() -> None:
    told = (
        stored(1, "岁末慰问", "12月31日,志愿者看望老人。", on=1),
        stored(2, "植树", "3月12日,三百人到河滩植树。", on=13),
    )
    made = Snapshot.build(told, Gazetteer())
    assert titles(ask("2023年12月31日发生了什么", made)) == ["岁末慰问"]
    assert ask("2023年3月12日发生了什么", made).kind is AnswerKind.NOTHING
    assert titles(ask("2024年3月12日发生了什么", made)) == ["植树"]


def test_the_newest_bulletin_is_what_came_last() -> None:
    assert titles(ask("这期都有什么新闻")) == ["剪纸进课堂", "食堂开张"]
    assert titles(latest(MADE)) == ["剪纸进课堂", "食堂开张"]


def test_who_wrote_a_story_is_said_beside_it() -> None:
    got = ask("剪纸那篇是谁写的")
    assert got.remarks == (Remark(RemarkKind.WRITTEN_BY, ("剪纸进课堂", "高岚")),)
    assert titles(got) == ["剪纸进课堂"]
    unsigned = ask("食堂那篇报道的记者是谁")
    assert unsigned.remarks == (Remark(RemarkKind.NO_BYLINE, ("食堂开张",)),)


def test_a_person_s_doings_come_from_every_story_on_them() -> None:
    assert set(titles(ask("欧阳建国最近有哪些活动"))) == {"水库加固", "食堂开张"}


def test_what_was_searched_for_instead_is_said() -> None:
    assert ask("鲁县长去了哪").remarks == (Remark(RemarkKind.ALIAS, ("鲁县长", "鲁思源")),)
    assert ask("鲁思园去了哪").remarks == (Remark(RemarkKind.SPELLING, ("鲁思园", "鲁思源")),)
    assert titles(ask("鲁思园去了哪")) == ["苹果产业"]


def test_an_empty_archive_says_so() -> None:
    for got in (ask("苹果", EMPTY), latest(EMPTY), search(EMPTY, "苹果", today=TODAY)):
        assert got.kind is AnswerKind.NOTHING
        assert got.remarks == (Remark(RemarkKind.EMPTY_ARCHIVE),)


def test_by_reporter_takes_a_misspelt_name_and_says_so() -> None:
    assert len(by_reporter(MADE, "谢雨桐").hits) == 2
    assert by_reporter(MADE, "谢雨彤").remarks == (
        Remark(RemarkKind.SPELLING, ("谢雨彤", "谢雨桐")),
    )
    assert by_reporter(MADE, "无此人").kind is AnswerKind.NOTHING


def test_what_a_reporter_wrote_is_listed_a_part_at_a_time_without_one_story() -> None:
    whole = by_reporter(MADE, "谢雨桐")
    [first, last] = whole.hits
    assert by_reporter(MADE, "谢雨桐", start=1).hits == (last,)
    assert by_reporter(MADE, "谢雨桐", start=1).total == 2
    other = by_reporter(MADE, "谢雨桐", but=first.citation.article_id)
    assert (other.total, [hit.rank for hit in other.hits]) == (1, [1])
    assert other.hits[0].citation == last.citation
    nothing = by_reporter(MADE, "谢雨桐", start=2)
    assert (nothing.hits, nothing.total) == ((), 2)


def test_one_character_is_a_question() -> None:
    assert titles(ask("剪")) == ["剪纸进课堂"]


def test_search_filters_and_else_asks() -> None:
    assert titles(search(MADE, "欧阳建国 食堂", today=TODAY)) == ["食堂开张"]
    assert titles(search(MADE, "鲁县长 苹果", today=TODAY)) == ["苹果产业"]
    relaxed = search(MADE, "苹果 丰谷果业 拖拉机", today=TODAY)
    assert relaxed.remarks[0] == Remark(RemarkKind.RELAXED)
    assert titles(relaxed)[0] == "苹果产业"
    assert search(MADE, "股票行情", today=TODAY).kind is AnswerKind.NOTHING


def test_a_reporter_with_words_lists_the_stories_that_say_it_once_each() -> None:
    got = ask("谢雨桐 苹果")
    assert (got.kind, titles(got)) == (AnswerKind.LISTING, ["苹果产业"])


def test_a_name_that_signed_nothing_is_said_so() -> None:
    got = by_reporter(MADE, "查无此人")
    assert (got.kind, got.remarks) == (
        AnswerKind.NOTHING,
        (Remark(RemarkKind.NO_REPORTER, ("查无此人",)),),
    )
    assert by_reporter(EMPTY, "查无此人").remarks == (Remark(RemarkKind.EMPTY_ARCHIVE),)


def test_whose_pictures_a_story_has_is_listed_where_he_wrote_none() -> None:
    pictured = Article("花开了", photographers=("谢雨桐", "丁一凡"), paragraphs=("公园花开了。",))
    made = Snapshot.build(
        (*ARTICLES, StoredArticle(9, pictured, (Printing(9, "日报", None, None, 0),))),
        Gazetteer.of(
            [
                *(name for one in ARTICLES for name in extract_names(one.article)),
                *extract_names(pictured),
            ]
        ),
    )
    assert "花开了" not in titles(ask("谢雨桐写了哪些报道", made))
    assert titles(ask("丁一凡的作品", made)) == ["花开了"]


@pytest.mark.parametrize(
    "question", ["欧阳建国是什么职务？", "欧阳建国的职务", "欧阳建国是干什么的"]
)
def test_a_post_is_told_by_the_passage_that_introduces_its_holder(question: str) -> None:
    assert titles(ask(question))[0] == "水库加固"
    assert "县委书记欧阳建国" in ask(question).hits[0].passage.text
    assert not ask(question.replace("欧阳建国", "丰谷果业")).answered


def test_where_somebody_comes_from_is_told_in_other_words() -> None:
    told = stored(8, "剪纸传人", "韦素芬祖籍山东,十岁学剪纸。", "剪纸课深受孩子喜爱。")
    made = Snapshot.build((*ARTICLES, told), NAMES)
    assert titles(ask("韦素芬是哪里人", made))[0] == "剪纸传人"
    assert not ask("韦素芬是哪里人").answered


@pytest.mark.parametrize(
    "words", ["欧阳建国", "苹果 -企业", "剪纸|食堂", "3月18日", "六", "标题:食堂"]
)
def test_search_shows_just_what_the_filter_lets_pass(words: str) -> None:
    wanted = Filter.parse(words)
    passing = {one.article.title for one in ARTICLES if wanted.matches(one, NAMES, TODAY)}
    got = search(MADE, words, limit=50, today=TODAY)
    shown = set() if Remark(RemarkKind.RELAXED) in got.remarks else set(titles(got))
    assert shown == passing


@settings(max_examples=examples(150))
@given(
    st.text(max_size=40) | st.text(alphabet='欧阳建国书记写的3月18日谁,你好?|-"记者:', max_size=30)
)
def test_any_text_gets_an_answer_within_its_bounds(text: str) -> None:
    for got in (ask(text), search(MADE, text, today=TODAY)):
        assert bool(got.hits) == (got.band is not Band.NOTHING)
        assert [hit.rank for hit in got.hits] == list(range(1, len(got.hits) + 1))
        for hit in got.hits:
            at = 0
            for start, end in hit.snippet.highlights:
                assert at <= start < end <= len(hit.snippet.text)
                at = end


def test_a_day_stands_beside_the_topic_and_not_above_it() -> None:
    others = [
        stored(at, f"马拉松第{at}程", f"3月12日上午，第{at}批人跑过新桥，路边有人喝彩。", on=12)
        for at in range(13, 16)
    ]
    topic = stored(11, "古镇迎来灯会", "古镇的灯会昨晚亮灯，游人很多。", on=12)
    again = stored(12, "灯会延期", "灯会延期三天，票价不变。", on=11)
    filler = [stored(at, f"旧事{at}", "村里修路，种树，收粮。", on=1) for at in range(30, 60)]
    made = Snapshot.build([*others, topic, again, *filler], Gazetteer())
    assert titles(ask("3月12日灯会有什么消息", made))[0] == "古镇迎来灯会"
