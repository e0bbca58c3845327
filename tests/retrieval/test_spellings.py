"""Every number that is printed is found by each of its spellings, however it is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.normalise import compact_text
from retrieval.analysis.numbers import Number, numbers
from retrieval.analysis.runs import are_apart
from retrieval.analysis.units import SPELLINGS
from retrieval.analysis.values import term_of
from retrieval.answer.answer import answer
from retrieval.answer.filtered import search
from retrieval.answer.passing import passing
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.filter import Filter
from retrieval.reading.page import read_page
from tests.examples import examples
from tests.spellings import numerals, spellings

TODAY = date(2022, 10, 28)
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NOBODY = Gazetteer()
PRINTING = Printing(1, "晚报", None, None, 0)
CONTEXTS = ("今年新增{}居民，", "据统计达到{}。", "已有{}的补贴发放到位。", "共{}，比去年多。")
VALUES = st.one_of(
    st.integers(1, 99).map(Decimal),
    st.integers(100, 9_999).map(Decimal),
    st.integers(1, 9_999).map(lambda number: Decimal(number) * 10_000),
    st.integers(10_001, 99_999_999).map(Decimal),
    st.integers(11, 99_999).map(lambda number: Decimal(number).scaleb(-1)),
)


@dataclass(frozen=True)
class Printed:
    """A value as it is printed in a sentence, and the ways to write it."""

    value: Decimal
    unit: str
    written: str
    context: str

    @property
    def behind(self) -> str:
        """What stands behind it up to a sign, maybe nothing."""
        return re.split("[，。]", self.context.partition("{}")[2])[0]

    @property
    def ways(self) -> set[str]:
        """All ways to write it, but for what says something else: a list (110,119), 二度."""
        (number,) = numbers(compact_text(self.written))
        return {
            way
            for way in spellings(number)
            if not are_apart(way) and not re.fullmatch("[二三四五六七八九]度", way)
        }


@st.composite
def printed_numbers(draw: st.DrawFn) -> Printed:
    value, unit = draw(VALUES), draw(st.sampled_from([*SPELLINGS, "%", ""]))
    ways = [way for way in numerals(value) if unit != "%" or way[0].isascii()]
    ways = [way for way in ways if unit or not are_apart(way)]
    way = draw(st.sampled_from(ways)) + draw(st.sampled_from(SPELLINGS.get(unit, (unit,))))
    return Printed(value, unit, way, draw(st.sampled_from(CONTEXTS)))


# One digit alone is no value, nor is 一 before what is counted: 三 is not 3, 一个 not 1个.
PRINTED = printed_numbers().filter(lambda one: one.value >= 10 or (one.value > 1 and one.unit))


def telling(text: str) -> list[Number]:
    return [one for one in numbers(compact_text(text)) if term_of(one.written)]


def looked_for(number: Number) -> set[str]:
    return {way for way in spellings(number) if term_of(compact_text(way))}


def found_by_filter(snapshot: Snapshot, way: str) -> set[int]:
    held = passing(snapshot, Filter.parse(f'"{way}"'), TODAY)
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


def stories_of(printed: Sequence[Printed]) -> list[StoredArticle]:
    """Return a story for each that is printed, and two with other numbers and the same words."""
    told = [one.context.format(one.written) for one in printed]
    told += ["听说去年来了七万人，今年还要开会。", "有个地方的居民问，领到多少补贴？"]
    return [
        StoredArticle(
            at, Article(f"{place}镇的消息", paragraphs=(f"{place}镇{text}",)), (PRINTING,)
        )
        for at, (place, text) in enumerate(zip("甲乙丙丁戊己", told, strict=False), 1)
    ]


@settings(max_examples=examples(40))
@given(st.lists(PRINTED, min_size=1, max_size=3, unique_by=lambda one: one.value))
def test_generated_numbers_are_found_by_each_spelling(printed: list[Printed]) -> None:
    stories = stories_of(printed)
    snapshot = Snapshot.build(stories, NOBODY)
    for stored, one in zip(stories, printed, strict=False):
        for way in one.ways:
            for word in (way, way + one.behind):
                wanted = Filter.parse(f'"{word}"')
                assert wanted.matches(stored, NOBODY, TODAY), (one, word)
                assert stored.id in found_by_filter(snapshot, word), (one, word)
                assert is_subscribed(stored, word), (one, word)
            shown = search(snapshot, way, limit=9, today=TODAY)
            assert stored.id in {hit.citation.article_id for hit in shown.hits}, (one, way)
            for question in (f"哪里有{way}", f"你好，我想问问听说{way + one.behind}是真的吗"):
                assert stored.id in asked(snapshot, question), (one, question)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("惠及1.2万户居民。", "12000户居民"),
        ("惠及12000户居民。", "惠及一万二千户居民"),
        ("新建3个泊位", "新建三个泊位"),
        ("二十三届毕业生返校", "23届毕业生"),
        ("全长二十七千米的路", "全长27公里"),
        ("支出976万元的补贴", "九百七十六万元的补贴"),
        ("免费Wi-Fi全覆盖", "免费wifi全覆盖"),
        ("得分是二十三。", "23"),
        ("得分是23。", "二十三"),
        ("增长三个百分点", "三百分点"),
    ],
)
def test_a_number_inside_of_a_longer_word_is_found(printed: str, typed: str) -> None:
    stored = StoredArticle(1, Article("消息", paragraphs=(printed,)), (PRINTING,))
    assert Filter.parse(typed).matches(stored, NOBODY, TODAY)
    assert found_by_filter(Snapshot.build([stored], NOBODY), typed)
    assert is_subscribed(stored, typed)
    titled = StoredArticle(1, Article(printed, paragraphs=("消息",)), (PRINTING,))
    wanted = Filter.parse(f'标题:"{typed}"')
    assert wanted.matches(titled, NOBODY, TODAY)
    assert passing(Snapshot.build([titled], NOBODY), wanted, TODAY)
    assert Percolator.of([(1, wanted)]).matching(titled, NOBODY, TODAY)
    assert not Percolator.of([(1, wanted)]).matching(stored, NOBODY, TODAY)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("惠及1.2万人居民", "12000户居民"),
        ("惠及11.2万户居民", "12000户居民"),
        ("惠及1.2万户村民", "12000户居民"),
        ("1.2万户，居民", "12000户居民"),
        ("二十三户村民", "二十三人村民"),
        ("二十三户", "23"),
        ("免费Wi-Fi-6覆盖", "免费wifi覆盖"),
    ],
)
def test_a_longer_word_with_another_number_is_not_found(printed: str, typed: str) -> None:
    stored = StoredArticle(1, Article("消息", paragraphs=(printed,)), (PRINTING,))
    assert not Filter.parse(typed).matches(stored, NOBODY, TODAY)
    assert not found_by_filter(Snapshot.build([stored], NOBODY), typed)
    assert not is_subscribed(stored, typed)


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
    assert passing(snapshot, wanted, TODAY)
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
