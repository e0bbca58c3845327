from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.index import merge, segment_builder
from retrieval.index.drafts import PREFIX, Drafts
from retrieval.index.folder import Folder, Index
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.segment_builder import SegmentBuilder
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer


def lot(first: int, many: int) -> Segment:
    printing = Printing(1, "报", None, None, 0)
    return Segment.of(
        [
            IndexedArticle(
                StoredArticle(at, Article(f"标题{at}", paragraphs=("正文",)), (printing,))
            )
            for at in range(first, first + many)
        ]
    )


def titles(segments: tuple[Segment, ...]) -> list[str]:
    snapshot = Snapshot(segments, Gazetteer())
    return [snapshot.stored(doc_id).article.title for doc_id in snapshot.there]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make ten passages many, and forty the most of a segment."""
    monkeypatch.setattr(segment_builder, "_IN_MEMORY", 10)
    monkeypatch.setattr(merge, "MOST", 40)


@pytest.mark.usefixtures("small")
def test_lots_are_joined_in_their_order_into_few_segments(tmp_path: Path) -> None:
    with Drafts(tmp_path) as drafts:
        builder = SegmentBuilder(drafts)
        for first in range(0, 200, 5):
            builder.add(lot(first, 5))
        segments = builder.segments()
        assert titles(segments) == [f"标题{at}" for at in range(200)]
        assert max(map(len, segments)) <= 40
        assert len(segments) <= 8


@pytest.mark.usefixtures("small")
def test_what_was_merged_leaves_no_draft(tmp_path: Path) -> None:
    with Drafts(tmp_path) as drafts:
        builder = SegmentBuilder(drafts)
        for first in range(0, 40, 10):
            builder.add(lot(first, 10))
        assert len(builder.segments()) == 1
        groups = [path for path in tmp_path.glob(f"{PREFIX}*/*") if path.is_dir()]
        assert len(groups) == 3  # the parts of one segment
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_drafts_become_the_index_without_being_written_again(tmp_path: Path) -> None:
    with Drafts(tmp_path) as drafts:
        builder = SegmentBuilder(drafts)
        builder.add(lot(0, 20))
        [segment] = builder.segments()
        [written] = tmp_path.glob(f"{PREFIX}*/*/by_id.npy")
        inode = written.stat().st_ino
        Folder(tmp_path, "1").save(Index("1:1", (segment,), ()))
        assert [file.stat().st_ino for file in tmp_path.glob("*/by_id.npy")] == [inode]
    index = Folder(tmp_path, "1").open()
    assert index is not None
    assert titles(index.segments) == [f"标题{at}" for at in range(20)]
    assert Folder(tmp_path, "1").sound()


@pytest.mark.usefixtures("small")
def test_drafts_that_somebody_holds_stay_and_others_go(tmp_path: Path) -> None:
    left = tmp_path / f"{PREFIX}left"
    left.mkdir()
    (left / "lock").touch()
    with Drafts(tmp_path) as drafts:
        drafts.mapped(lot(0, 20))
        held = set(tmp_path.glob(f"{PREFIX}*")) - {left}
        Folder(tmp_path, "1").save(Index("1:1", (lot(0, 1),), ()))
        assert set(tmp_path.glob(f"{PREFIX}*")) == held


@pytest.mark.usefixtures("small")
def test_where_drafts_cannot_be_written_segments_stay_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "file"
    folder.touch()
    with Drafts(folder) as drafts:
        builder = SegmentBuilder(drafts)
        builder.add(lot(0, 20))
        assert titles(builder.segments()) == [f"标题{at}" for at in range(20)]
    assert "stays in memory" in caplog.text


def test_small_archives_have_no_drafts(tmp_path: Path) -> None:
    with Drafts(tmp_path) as drafts:
        builder = SegmentBuilder(drafts)
        builder.add(lot(0, 20))
        assert len(builder.segments()) == 1
        assert list(tmp_path.iterdir()) == []


def test_no_lots_make_no_segments(tmp_path: Path) -> None:
    with Drafts(tmp_path) as drafts:
        assert SegmentBuilder(drafts).segments() == ()


def test_a_segment_that_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "MOST", 12)
    merged: list[int] = []

    def counted(segments: Sequence[Segment]) -> Segment:
        merged.append(len(segments))
        return Segment.merged(segments)

    segments = merge.joined([lot(0, 8), lot(8, 8), lot(16, 2), lot(18, 2)], counted)
    assert [len(one) for one in segments] == [8, 12]
    assert merged == [2, 2]
