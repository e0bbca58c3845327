"""What speaks for a story, feature by feature."""

from datetime import date

import pytest

from retrieval.answer.evidence import (
    LARGEST,
    StoryEvidence,
    Witness,
    growth,
    telling_words,
)
from retrieval.answer.ranking import ranking
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

TODAY = date(2024, 3, 21)
TEXTS = (
    "县委书记欧阳建国到石门水库督导除险加固，总投资5180万元。",
    "县长鲁思源到企业调研苹果产业。",
    "传承人走进小学，教孩子剪纸。",
    "社区食堂开张，午餐六块钱。",
)


def stored(at: int, text: str) -> StoredArticle:
    article = Article("", paragraphs=(text,))
    return StoredArticle(at, article, (Printing(at, "日报", None, None, at),))


ARTICLES = [stored(at, text) for at, text in enumerate(TEXTS, 1)]
NAMES = Gazetteer.of(name for one in ARTICLES for name in extract_names(one.article))
MADE = Snapshot.build(ARTICLES, NAMES)


def best(question: str) -> StoryEvidence:
    query = parse(question, MADE, TODAY)
    first = ranking(MADE, query)[0]
    return Witness(MADE, query).of(first.passage, first.score)


def test_a_story_that_says_all_has_all_evidence() -> None:
    found = best("石门水库 加固")
    assert found.coverage == 1.0
    assert found.whole
    assert found.named == 1.0


def test_what_is_said_around_a_question_is_no_evidence_against_it() -> None:
    plain, wrapped = best("石门水库加固"), best("你好，麻烦帮我查一下石门水库加固，谢谢")
    assert wrapped.coverage > plain.coverage - 0.1
    assert wrapped.mass == pytest.approx(plain.mass, rel=0.1)
    assert wrapped.whole


def test_a_telling_word_that_the_story_lacks_leaves_it_in_part() -> None:
    found = best("石门水库门票")
    assert not found.whole
    assert 0 < found.coverage < 1


def test_a_place_that_the_story_does_not_name_is_missed() -> None:
    assert best("上海的社区食堂").named < 1.0


def test_the_thing_asked_for_is_looked_for_beside_the_words() -> None:
    assert best("石门水库投资多少钱").typed
    assert not best("苹果产业要多少钱").typed


def test_greetings_and_thanks_tell_nothing() -> None:
    for said in ("你好谢谢", "麻烦帮我查一下", "小编辛苦了"):
        assert telling_words(MADE, parse(f"{said}吧石门水库", MADE, TODAY))[0].typed == "石门水库"


def test_an_archive_grows_up_to_the_largest_that_was_learnt_from() -> None:
    assert growth(0) == growth(1) == 0.0
    assert growth(100) < growth(LARGEST) == growth(2 * LARGEST)


def test_a_verb_that_everybody_says_may_be_put_otherwise() -> None:
    assert best("石门水库需要加固").whole
    assert not best("石门水库医院加固").whole
