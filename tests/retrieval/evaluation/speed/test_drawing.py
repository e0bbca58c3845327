from datetime import timedelta
from pathlib import Path

import pytest

from retrieval.evaluation.speed.drawing import Task, draw
from retrieval.evaluation.speed.kinds import KINDS
from retrieval.evaluation.speed.paper import LAST, MadeUpPaper
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Article, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

PASSAGES, TEXTS = 2000, 12


def served(stories: list[StoredArticle]) -> Snapshot:
    entries = [IndexedArticle(one, extract_names(one.article)) for one in stories]
    names = Gazetteer.of(name for one in entries for name in one.names)
    return Snapshot([Segment.of(entries)], names)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return served(list(MadeUpPaper(PASSAGES).in_order()))


@pytest.fixture(scope="module")
def task(snapshot: Snapshot) -> Task:
    return draw(snapshot, TEXTS)


def answers(snapshot: Snapshot, task: Task, kind: str) -> list[Answer]:
    given = [KINDS[kind].do(snapshot, text, task.today) for text in task.texts[kind]]
    return [one for one in given if isinstance(one, Answer)]


def test_every_kind_has_as_many_texts_as_asked_for_each_another(task: Task) -> None:
    assert list(task.texts) == list(KINDS)
    few = {kind: texts for kind, texts in task.texts.items() if len(texts) < TEXTS}
    assert set(few) <= {"issue"}  # there are not more of them in so small a paper
    assert all(len(set(texts)) == len(texts) for texts in task.texts.values())


def test_the_same_is_drawn_again_and_kept(snapshot: Snapshot, task: Task, tmp_path: Path) -> None:
    assert draw(snapshot, TEXTS) == task
    task.save(tmp_path / "task.json")
    assert Task.load(tmp_path / "task.json") == task


def test_it_is_asked_on_the_day_after_the_last_issue(task: Task) -> None:
    assert task.today == LAST + timedelta(days=1)


@pytest.mark.parametrize(("kind", "band"), [("nearest", Band.NEAREST), ("nothing", Band.NOTHING)])
def test_what_is_to_end_so_mostly_does(
    snapshot: Snapshot, task: Task, kind: str, band: Band
) -> None:
    given = answers(snapshot, task, kind)
    assert sum(one.band is band for one in given) > len(given) / 2
    assert [KINDS[kind].counts(one) for one in given] == [one.band is band for one in given]


@pytest.mark.parametrize(
    ("kind", "remark"),
    [
        ("reporter", RemarkKind.COUNTED),
        ("issue", RemarkKind.ISSUE),
        ("latest", RemarkKind.NEWEST_ISSUE),
        ("misspelt", RemarkKind.SPELLING),
    ],
)
def test_what_is_asked_for_by_field_is_listed(
    snapshot: Snapshot, task: Task, kind: str, remark: RemarkKind
) -> None:
    given = answers(snapshot, task, kind)
    listed = [one for one in given if one.kind is AnswerKind.LISTING]
    assert sum(remark in {r.kind for r in one.remarks} for one in listed) > len(given) / 2


@pytest.mark.parametrize("kind", ["words", "filtered", "fields", "inline"])
def test_a_search_finds_the_story_that_it_was_drawn_from(
    snapshot: Snapshot, task: Task, kind: str
) -> None:
    assert all(one.hits for one in answers(snapshot, task, kind))


def test_of_stories_without_fields_these_kinds_are_left_without_texts() -> None:
    paragraphs = MadeUpPaper(40).stories_of(0)[0].article.paragraphs
    page = (Printing(1, None, None, None, 0),)
    plain = [StoredArticle(n, Article("题", paragraphs=paragraphs), page) for n in range(1, 4)]
    texts = draw(served(plain), 3).texts
    assert {kind for kind, drawn in texts.items() if not drawn} == {
        *("misspelt", "filtered", "fields", "reporter", "issue"),
    } | ({"long"} if sum(map(len, paragraphs)) < 500 else set())


def test_of_nothing_nothing_is_drawn() -> None:
    assert draw(served([])).texts == {}
