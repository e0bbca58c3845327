import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.index.folder import Folder, Index
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name, NameKind


def segment(*titles: str, first: int = 1) -> Segment:
    printing = Printing(1, "报", None, None, 0)
    stored = [
        StoredArticle(at, Article(title, paragraphs=(f"{title}的正文。",)), (printing,))
        for at, title in enumerate(titles, first)
    ]
    return Segment.of([IndexedArticle(one) for one in stored])


LAYER = layer_of({Name("樊惠林", NameKind.PERSON, "区委书记"): 1})


def titles(segments: Sequence[Segment]) -> list[str]:
    snapshot = Snapshot(segments, Gazetteer())
    return [snapshot.stored(doc_id).article.title for doc_id in snapshot.there]


def saved(path: Path) -> Index:
    index = Folder(path, "1").save(Index("7:1", (segment("甲乙", "丙丁"),), (LAYER,)))
    assert index is not None
    return index


def files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*.npy"))


def test_what_was_saved_is_opened(tmp_path: Path) -> None:
    saved(tmp_path)
    index = Folder(tmp_path, "1").open()
    assert index is not None
    assert index.mark == "7:1"
    assert titles(index.segments) == ["甲乙", "丙丁"]
    assert Gazetteer(index.layers).find("樊书记来了")[0].names == ("樊惠林",)
    found, _ = Snapshot(index.segments, Gazetteer()).index.top([("丙丁", 1.0)], 5)
    assert found.tolist() == [1]


def test_an_empty_segment_is_opened_too(tmp_path: Path) -> None:
    Folder(tmp_path, "1").save(Index("7:1", (segment(),), ()))
    index = Folder(tmp_path, "1").open()
    assert index is not None
    assert titles(index.segments) == []


def test_an_index_without_lookups_is_opened_and_saved_with_them(tmp_path: Path) -> None:
    saved(tmp_path)
    manifest = tmp_path / "manifest.json"
    written = json.loads(manifest.read_bytes())
    own = written.pop("lookups")
    written["files"] = {
        name: file for name, file in written["files"].items() if not name.startswith(own[0])
    }
    manifest.write_text(json.dumps(written))
    before = Folder(tmp_path, "1").open()
    assert before is not None
    assert Snapshot(before.segments, Gazetteer()).doc_id(2) == 1
    after = Folder(tmp_path, "1").save(before)
    assert after is not None
    assert len(json.loads(manifest.read_bytes())["lookups"]) == 1
    assert Snapshot(after.segments, Gazetteer()).doc_id(2) == 1


def test_no_folder_is_no_index(tmp_path: Path) -> None:
    assert Folder(tmp_path / "none", "1").open() is None
    assert Folder(tmp_path / "none", "1").sound()


def test_an_index_of_another_analyzer_is_none(tmp_path: Path) -> None:
    saved(tmp_path)
    assert Folder(tmp_path, "2").open() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b"\xff"])
def test_a_half_written_manifest_is_none(tmp_path: Path, content: bytes) -> None:
    saved(tmp_path)
    (tmp_path / "manifest.json").write_bytes(content)
    assert Folder(tmp_path, "1").open() is None
    assert saved(tmp_path).mark == "7:1"


def test_any_file_that_is_missing_cut_or_changed_is_noticed(tmp_path: Path) -> None:
    saved(tmp_path)
    for file in files(tmp_path):
        whole = file.read_bytes()
        for other in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
            file.write_bytes(other)
            assert Folder(tmp_path, "1").open() is None, file
            assert not Folder(tmp_path, "1").sound()
        file.write_bytes(whole)
    assert Folder(tmp_path, "1").open() is not None
    files(tmp_path)[0].unlink()
    assert Folder(tmp_path, "1").open() is None


def test_what_lies_there_already_is_not_written_again(tmp_path: Path) -> None:
    first = saved(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in files(tmp_path)}
    both = Index("8:1", (*first.segments, segment("戊己", first=3)), first.layers)
    index = Folder(tmp_path, "1").save(both)
    assert index is not None
    assert titles(index.segments) == ["甲乙", "丙丁", "戊己"]
    assert before.items() <= {file: file.stat().st_mtime_ns for file in files(tmp_path)}.items()


def test_what_no_manifest_names_goes_and_readers_keep_it(tmp_path: Path) -> None:
    first = saved(tmp_path)
    Folder(tmp_path, "1").save(Index("8:1", (segment("戊己"),), ()))
    index = Folder(tmp_path, "1").open()
    assert index is not None
    assert titles(index.segments) == ["戊己"]
    assert titles(first.segments) == ["甲乙", "丙丁"]
    assert {file.parent for file in files(tmp_path)} == {
        path for path in tmp_path.iterdir() if path.is_dir()
    }


def test_one_process_writes_at_a_time(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "1")
    with folder.writing() as ours:
        assert ours
        assert Folder(tmp_path, "1").save(Index("7:1", (segment("甲乙"),), ())) is None
    assert Folder(tmp_path, "1").save(Index("7:1", (segment("甲乙"),), ())) is not None


def test_what_is_deleted_stays_deleted(tmp_path: Path) -> None:
    left = segment("甲乙", "丙丁").without([1])
    index = Folder(tmp_path, "1").save(Index("7:1", (left,), ()))
    assert index is not None
    assert index.segments[0].deleted.tolist() == [0]
    assert titles(index.segments) == ["丙丁"]
    assert np.array_equal(index.segments[0].passages_deleted, left.passages_deleted)
