"""Every number that is printed is found by each of its spellings, however it is asked for."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.normalise import compact_text
from retrieval.analysis.numbers import Number, numbers
from retrieval.analysis.values import term_of
from retrieval.answer.answer import answer
from retrieval.answer.passing import passing
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.filter import Filter
from retrieval.reading.page import read_page
from tests.examples import examples
from tests.spellings import spellings

TODAY = date(2022, 10, 28)
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NOBODY = Gazetteer()
PRINTING = Printing(1, "晚报", None, None, 0)
UNITS = ("户", "元", "万元", "平方米", "%", "公里", "人", "吨", "亩", "册", "折", "")
WHOLE = st.integers(1, 99_999_999)
VALUES = WHOLE.map(Decimal) | st.builds(lambda n, at: Decimal(n).scaleb(-at), WHOLE, st.just(2))
PRINTED = st.builds("{}{}".format, VALUES, st.sampled_from(UNITS))


def telling(text: str) -> list[Number]:
    return [one for one in numbers(compact_text(text)) if term_of(one.written)]


def looked_for(number: Number) -> set[str]:
    return {way for way in spellings(number) if term_of(compact_text(way))}


def found_by_filter(snapshot: Snapshot, way: str) -> set[int]:
    held = passing(snapshot, Filter.parse(f'"{way}"'), TODAY).nonzero()[0].tolist()
    return {snapshot.stored(at).id for at in held}


def is_subscribed(stored: StoredArticle, way: str) -> bool:
    one = Filter.parse(f'"{way}"')
    return bool(Percolator.of([(1, one)]).matching(stored, NOBODY, TODAY))


def asked(snapshot: Snapshot, question: str) -> set[int]:
    """Return the articles that a question shows, as its answer or as what is nearest."""
    given = answer(snapshot, question, limit=20, today=TODAY)
    return {one.article_id for one in (*(hit.citation for hit in given.hits), *given.nearest)}


@pytest.fixture(scope="module")
def stories() -> list[StoredArticle]:
    pages = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    read = (read_page(path.read_bytes(), path.name) for path in pages)
    told = (story for page in read for story in page.bulletin.articles)
    return [StoredArticle(at, story, (PRINTING,)) for at, story in enumerate(told, 1)]


def test_each_number_of_the_sample_pages_is_found_by_each_spelling(
    stories: list[StoredArticle],
) -> None:
    snapshot = Snapshot.build(stories, NOBODY)
    tried = 0
    for stored in stories:
        for number in telling(stored.article.body):
            for way in looked_for(number):
                tried += 1
                assert stored.id in found_by_filter(snapshot, way), (number, way)
                assert is_subscribed(stored, way), (number, way)
    assert tried > 60


def test_a_question_finds_the_story_of_each_spelling(stories: list[StoredArticle]) -> None:
    snapshot = Snapshot.build(stories, NOBODY)
    for stored in stories:
        rare = [
            one
            for one in telling(stored.article.body)
            if len(found_by_filter(snapshot, one.written)) == 1
        ]
        for number in rare:
            for way in looked_for(number):
                assert stored.id in asked(snapshot, f"哪里有{way}"), (number, way)


@settings(max_examples=examples(20))
@given(st.lists(PRINTED, min_size=1, max_size=4, unique_by=term_of))
def test_generated_numbers_are_found_by_each_spelling(printed: list[str]) -> None:
    stories = [
        StoredArticle(
            at, Article(f"{name}镇的消息", paragraphs=(f"今年{name}镇达到{one}，",)), (PRINTING,)
        )
        for at, (name, one) in enumerate(zip("甲乙丙丁戊己", printed, strict=False), 1)
    ]
    snapshot = Snapshot.build(stories, NOBODY)
    for stored, one in zip(stories, printed, strict=True):
        for number in telling(one):
            for way in looked_for(number):
                assert stored.id in found_by_filter(snapshot, way)
                assert is_subscribed(stored, way)
                assert stored.id in asked(snapshot, f"哪里达到{way}"), way


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("热线：0371-66778899。", "037166778899"),
        ("热线：037166778899。", "(0371) 66778899"),
        ("热线：037166778899。", "66778899"),
        ("热线：138-1234-5678。", "138 1234 5678"),
        ("免费 Wi-Fi 全覆盖", "wifi"),
        ("免费WIFI全覆盖", "wi-fi"),
        ("请拨打110,119,120。", "119"),
        ("最低气温零下5度", "-5℃"),
        ("最低气温-5℃", "零下五摄氏度"),
        ("七成受访者", "70%"),
        ("总投资4800万。", "四千八百万元"),
        ("上午八点半开门", "8:30"),
    ],
)
def test_what_was_typed_finds_what_was_printed(printed: str, typed: str) -> None:
    stored = StoredArticle(1, Article("消息", paragraphs=(printed,)), (PRINTING,))
    snapshot = Snapshot.build([stored], NOBODY)
    wanted = Filter.parse(typed)
    assert wanted.matches(stored, NOBODY, TODAY)
    assert passing(snapshot, wanted, TODAY).any()
    assert Percolator.of([(1, wanted)]).matching(stored, NOBODY, TODAY)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("神舟二十一号", "21"),
        ("郑州二七区", "27"),
        ("12000元", "12000户"),
        ("全国4800万农户", "4800万元"),
        ("国庆十一人", "十一届"),
        ("15000", "5000"),
    ],
)
def test_another_value_is_not_found(printed: str, typed: str) -> None:
    stored = StoredArticle(1, Article("消息", paragraphs=(printed,)), (PRINTING,))
    assert not Filter.parse(typed).matches(stored, NOBODY, TODAY)


def test_a_list_of_numbers_is_three_words() -> None:
    assert [clause.words for clause in Filter.parse("110，119,120").clauses] == [
        ("110",),
        ("119",),
        ("120",),
    ]
    assert [clause.words for clause in Filter.parse("12,000户").clauses] == [("12,000户",)]


def test_a_temperature_below_zero_is_no_excluded_word() -> None:
    wanted = Filter.parse("-5℃ -雨")
    assert [clause.excluded for clause in wanted.clauses] == [False, True]
    assert Filter.parse(str(wanted)) == wanted
