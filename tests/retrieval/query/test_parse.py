"""How much of a question is read."""

from datetime import date

import pytest

from retrieval.analysis.analyzer import terms
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import LONGEST, parse

TODAY = date(2023, 5, 18)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    article = Article("东郊桥修缮", paragraphs=("5月17日，东郊桥开始修缮。",))
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
