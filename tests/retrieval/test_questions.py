"""Questions and what a right answer holds: our own page, and the shared one where it is there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.reading.page import read_page

ROOT = Path(__file__).parents[2]
OURS = ROOT / "tests/fixtures/questions"
SHARED = ROOT.parent / "shared"
TODAY = date(2024, 3, 21)


@dataclass(frozen=True)
class Question:
    q: str
    kind: str
    gold_titles: tuple[str, ...]
    gold_text: str | None
    answerable: bool


def questions(path: Path) -> list[Question]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        titles = tuple(map(_bare, row["gold_titles"]))
        found.append(Question(row["q"], row["kind"], titles, row["gold_text"], row["answerable"]))
    return found


def snapshot(page: Path) -> Snapshot:
    bulletin = read_page(page.read_bytes(), page.name).bulletin
    stored = [
        StoredArticle(at, article, (Printing(1, bulletin.paper, bulletin.date, bulletin.page, at),))
        for at, article in enumerate(bulletin.articles, 1)
    ]
    names = Gazetteer.of(name for one in stored for name in extract_names(one.article))
    return Snapshot.build(stored, names)


def rank(question: Question, found: Answer) -> int | None:
    for hit in found.hits:
        if _bare(hit.citation.title) in question.gold_titles and (
            question.gold_text is None or _bare(question.gold_text) in _bare(hit.passage.text)
        ):
            return hit.rank
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


def _sets() -> Iterator[tuple[Path, Path]]:
    yield OURS / "qinghe.md", OURS / "qinghe.jsonl"
    yield SHARED / "bulletins/erqi-page.md", SHARED / "qa/public_seed_questions.jsonl"


@pytest.fixture(params=_sets(), ids=("ours", "shared"), scope="module")
def asked(request: pytest.FixtureRequest) -> list[tuple[Question, Answer]]:
    page, path = request.param
    if not page.exists():
        pytest.skip(f"{page} is not here: the shared page and its questions are kept apart")
    made = snapshot(page)
    return [(one, answer(made, one.q, today=TODAY)) for one in questions(path)]


def test_what_the_page_tells_is_shown_and_best_first(
    asked: list[tuple[Question, Answer]],
) -> None:
    good = [(one, found) for one, found in asked if one.answerable]
    assert [one.q for one, found in good if not found.hits] == []
    claimed = [one for one, found in good if found.answered]
    assert len(claimed) >= 0.6 * len(good)
    ranks = [rank(one, found) for one, found in good]
    assert sum(at == 1 for at in ranks) >= 0.9 * len(good)
    assert sum(at is not None and at <= 3 for at in ranks) >= 0.97 * len(good)


def test_what_the_page_does_not_tell_is_not_answered(
    asked: list[tuple[Question, Answer]],
) -> None:
    assert [one.q for one, found in asked if not one.answerable and found.answered] == []


def test_what_is_nearest_is_of_three_stories_at_most_and_said_to_be_that(
    asked: list[tuple[Question, Answer]],
) -> None:
    for _, found in asked:
        said = any(one.kind is RemarkKind.NOT_SAID for one in found.remarks)
        assert said == (found.band is Band.NEAREST)
        if said:
            assert 1 <= len({hit.citation.article_id for hit in found.hits}) <= 3
        if found.band is Band.NOTHING:
            assert not found.hits
            assert found.remarks
