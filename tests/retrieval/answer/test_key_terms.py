"""What a question is about: whom it names, and what a search for it would look for."""

from datetime import date

import pytest

from retrieval.answer.key_terms import key_terms, people
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2022, 10, 28)
ARTICLE = Article(
    "区领导调研食品产业链",
    reporters=("景静",),
    paragraphs=("10月25日，区委书记樊惠林到食品企业调研。樊惠林强调，要管好食品安全。",),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    stored = StoredArticle(1, ARTICLE, (Printing(1, "晚报", None, "2", 0),))
    return Snapshot.build([stored], Gazetteer.of(extract_names(ARTICLE)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("樊惠林去了哪里", ("樊惠林",)),
        ("樊书记去了哪里", ("樊惠林",)),
        ("景静和樊惠林，还是景静", ("景静", "樊惠林")),
        ("食品企业有几家", ()),
        ("", ()),
    ],
)
def test_persons_are_named_whole_and_once(
    snapshot: Snapshot, text: str, named: tuple[str, ...]
) -> None:
    assert people(snapshot, text) == named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("昨天樊惠林去哪里调研了？", ("樊惠林", "调研")),
        ("景静写了哪些报道", ("景静",)),
        ("请问火星移民是怎么回事", ("火星", "移民")),
        ("你好", ()),
        ("？！", ()),
        ("", ()),
    ],
)
def test_words_that_tell_are_left_of_a_question(
    snapshot: Snapshot, text: str, words: tuple[str, ...]
) -> None:
    assert key_terms(snapshot, text, today=TODAY) == words


def test_no_more_than_three_words_tell(snapshot: Snapshot) -> None:
    words = key_terms(snapshot, "樊惠林 食品 企业 调研 安全 桥梁", today=TODAY)
    assert len(words) == 3
