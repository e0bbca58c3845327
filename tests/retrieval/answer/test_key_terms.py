"""What a question is about: whom it names, and what a search for it would look for."""

from datetime import date

import pytest

from retrieval.answer.key_terms import key_terms, people, subjects
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


def stored(number: int, title: str, text: str) -> StoredArticle:
    printing = Printing(number, "晚报", None, "2", 0)
    return StoredArticle(number, Article(title, paragraphs=(text,)), (printing,))


def shown(*stories: StoredArticle) -> Snapshot:
    names = [name for one in stories for name in extract_names(one.article)]
    return Snapshot.build(stories, Gazetteer.of(names))


@pytest.mark.parametrize(
    ("title", "text", "about"),
    [
        ("沈佩兰带队检查校车", "市教育局副局长沈佩兰昨天带队检查校车。", ("沈佩兰",)),
        ("望江桥加固完工", "望江桥建于1978年。望江桥的护栏也换了新的。", ("望江桥",)),
        ("扩建投产 清河水厂日供三万吨", "清河水厂投产了。清河水厂在城北。", ("清河水厂",)),
        ("小麦喜获丰收", "全县小麦亩产五百公斤。", ()),
        ("", "", ()),
    ],
)
def test_a_story_is_about_whom_it_names_or_what_it_begins_with(
    title: str, text: str, about: tuple[str, ...]
) -> None:
    one = stored(1, title, text)
    assert subjects(shown(one), one, today=TODAY) == about


def test_what_is_named_everywhere_comes_last() -> None:
    post = "区委书记樊惠林到{}调研。樊惠林强调要抓紧。"
    many = [stored(at, f"樊惠林调研{at}号工地", post.format(f"{at}号工地")) for at in range(2, 9)]
    one = stored(1, "樊惠林走访", post.format("学校") + "副区长汤晓义参加。汤晓义说，汤晓义要求。")
    assert subjects(shown(one, *many), one, today=TODAY) == ("汤晓义", "樊惠林")
