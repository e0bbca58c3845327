"""How much of a question is read."""

from datetime import date

import pytest

from retrieval.analysis.analyzer import terms
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, Remark, RemarkKind, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import LONGEST, parse
from retrieval.query.query import UnitKind

TODAY = date(2023, 5, 18)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    article = Article(
        "东郊桥修缮",
        paragraphs=("5月17日，东郊桥开始修缮，投入1.2万元，市人力资源和社会保障局招工。",),
    )
    printed = (Printing(1, "报", None, None, 1),)
    return Snapshot.build([StoredArticle(1, article, printed)], Gazetteer())


def test_what_comes_after_the_longest_question_is_not_read(snapshot: Snapshot) -> None:
    filled = "郑" * LONGEST
    whole = parse(f"{filled}东郊桥", snapshot, TODAY)
    assert whole == parse(filled, snapshot, TODAY)
    assert len(whole.text) == LONGEST


@pytest.mark.parametrize(
    "text",
    [
        *("桥" * 10_000, "东郊 " * 3_000, "5月17日" * 2_000, "(" * 10_000, "-" * 10_000),
        *("(a+)+$" * 1_500, ".*" * 5_000, "《" * 5_000 + "》" * 5_000, "谁写的" * 3_000),
        *("甲|" * 5_000, '"' * 10_000, "记者:甲 " * 500, "\u0301" * 10_000),
    ],
    ids=lambda text: text[:8],
)
def test_a_question_of_ten_thousand_characters_is_a_question(snapshot: Snapshot, text: str) -> None:
    query = parse(text, snapshot, TODAY)
    assert len(query.terms) <= len(terms(text[:LONGEST])) + LONGEST


def test_an_office_is_looked_for_by_its_other_names_in_print(snapshot: Snapshot) -> None:
    query = parse("人社局招工吗", snapshot, TODAY)
    assert query.remarks == (Remark(RemarkKind.ALIAS, ("人社局", "人力资源和社会保障局")),)
    assert [unit.wordings for unit in query.units if unit.kind is UnitKind.OFFICE] == [
        ("人社局", "人力资源和社会保障局")
    ]
    assert ("人力资源和社会保障局", 1.0) in query.wholes


def test_an_office_that_is_nowhere_in_print_is_a_word(snapshot: Snapshot) -> None:
    query = parse("医保局在哪里", snapshot, TODAY)
    assert not query.remarks
    assert UnitKind.OFFICE not in {unit.kind for unit in query.units}


def test_a_number_is_one_unit_with_its_value_among_the_terms(snapshot: Snapshot) -> None:
    query = parse("一万二千元用在哪里", snapshot, TODAY)
    assert [unit.typed for unit in query.units if unit.kind is UnitKind.FIGURE] == ["一万二千元"]
    assert {"#12000", "#12000元"} <= {term for term, _ in query.terms}


@pytest.mark.parametrize(("question", "has_day"), [("青云三号", False), ("桥三号修好", True)])
def test_the_number_of_a_thing_in_print_is_no_day(question: str, *, has_day: bool) -> None:
    article = Article("", paragraphs=("青云三号火箭昨日点火。",))
    stored = StoredArticle(1, article, (Printing(1, "报", None, None, 1),))
    query = parse(question, Snapshot.build([stored], Gazetteer()), TODAY)
    assert (query.days is not None) is has_day
