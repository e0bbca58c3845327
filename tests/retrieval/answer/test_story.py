"""An article to be read: what was asked is marked, and its neighbours those of its issue."""

from datetime import date

import pytest

from retrieval.answer.story import Asked, Story, story
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2022, 10, 28)
TEXTS = ("樱桃沟的步道修好了。\n游客说好。", "食品厂开工。", "桥通车了。")


def stored(number: int, text: str, *printings: tuple[int, int]) -> StoredArticle:
    """An article printed on these pages, at these positions."""
    article = Article(f"第{number}篇", paragraphs=tuple(text.split("\n")))
    printed = tuple(Printing(page, "晚报", None, "2", at) for page, at in printings)
    return StoredArticle(number, article, printed)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    articles = [
        stored(1, TEXTS[0], (8, 2), (7, 0)),
        stored(2, TEXTS[1], (8, 0)),
        stored(3, TEXTS[2], (8, 1)),
        stored(4, "别的版面。", (9, 0)),
    ]
    return Snapshot.build(articles, Gazetteer())


def read(snapshot: Snapshot, number: int, text: str, asked: Asked = Asked.QUESTION) -> Story:
    article = snapshot.article(number)
    assert article is not None
    return story(snapshot, article, text, asked, today=TODAY)


def marked(found: Story) -> list[str]:
    paragraphs = found.stored.article.paragraphs
    return [p[slice(*s)] for p, spans in zip(paragraphs, found.marks, strict=True) for s in spans]


@pytest.mark.parametrize(
    ("text", "asked"), [("樱桃沟修了什么", Asked.QUESTION), ("樱桃沟 -食品", Asked.FILTER)]
)
def test_what_was_asked_is_marked(snapshot: Snapshot, text: str, asked: Asked) -> None:
    assert "樱桃沟" in "".join(marked(read(snapshot, 1, text, asked)))


@pytest.mark.parametrize("text", ["", "  ", "火星"])
def test_what_does_not_stand_there_is_not_marked(snapshot: Snapshot, text: str) -> None:
    found = read(snapshot, 1, text)
    assert marked(found) == []
    assert len(found.marks) == 2


@pytest.mark.parametrize(
    ("number", "before", "after"), [(2, None, 3), (3, 2, 1), (1, 3, None), (4, None, None)]
)
def test_neighbours_are_those_of_the_newest_printing(
    snapshot: Snapshot, number: int, before: int | None, after: int | None
) -> None:
    found = read(snapshot, number, "")
    assert (found.before, found.after) == (before, after)


def dated(number: int, page: int, label: str, at: int, paper: str = "晚报") -> StoredArticle:
    day = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
    article = Article(f"第{number}篇", paragraphs=("正文。",))
    return StoredArticle(number, article, (Printing(page, paper, day, label, at),))


@pytest.mark.parametrize(
    ("number", "before", "after"), [(1, None, 2), (2, 1, 3), (3, 2, 4), (4, 3, None), (5, None, 6)]
)
def test_neighbours_go_on_through_the_issue_over_its_pages(
    number: int, before: int | None, after: int | None
) -> None:
    made = Snapshot.build(
        [
            dated(4, 1, "A10版", 0),
            dated(3, 2, "A02版", 0),
            dated(1, 3, "A01版", 0),
            dated(2, 3, "A01版", 1),
            dated(5, 4, "A01版", 0, "日报"),
            dated(6, 5, "A02版", 0, "日报"),
        ],
        Gazetteer(),
    )
    found = read(made, number, "")
    assert (found.before, found.after) == (before, after)
