from functools import partial
from pathlib import Path

import pytest

from retrieval.evaluation.speed import story_index
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.evaluation.speed.story_index import Chunk, chunks_of, index_stories, indexed_stories
from retrieval.index import merge, segment_builder

PASSAGES = 240


def test_all_stories_of_a_paper_are_searched(tmp_path: Path) -> None:
    paper = MadeUpPaper(PASSAGES)
    passages = index_stories(chunks_of(paper), tmp_path)
    snapshot = indexed_stories(tmp_path)
    assert len(snapshot) == passages
    assert list(map(snapshot.stored, snapshot.there)) == list(paper.in_order())
    name = next(name for one in paper.in_order() for name in one.article.reporters)
    assert snapshot.names.is_reporter(name)


def test_what_is_too_much_for_one_segment_makes_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = list(MadeUpPaper(PASSAGES).in_order())
    chunks: list[Chunk] = [
        partial(list, stories[at : at + 10]) for at in range(0, len(stories), 10)
    ]
    monkeypatch.setattr(story_index, "_AT_ONCE", 1)
    monkeypatch.setattr(segment_builder, "_IN_MEMORY", PASSAGES // 8)
    monkeypatch.setattr(merge, "MOST", PASSAGES // 2)
    passages = index_stories(chunks, tmp_path)
    snapshot = indexed_stories(tmp_path)
    assert len(snapshot.segments) > 1
    assert max(map(len, snapshot.segments)) <= PASSAGES // 2
    assert sum(map(len, snapshot.segments)) == passages
    assert snapshot.count == len(stories)


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        indexed_stories(tmp_path)
