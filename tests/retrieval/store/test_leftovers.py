from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.leftovers import drafts, former, leftovers, refuse_leftovers

LEFT = (
    "archive.db-index",
    "archive.db-wal",
    "archive.db.20221027T083000",
    "archive.db.4711.part",
)


@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("there", ["an empty file", "nothing"])
def test_no_archive_is_made_beside_what_another_left(name: str, there: str, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    (tmp_path / name).touch()
    if there == "an empty file":
        path.touch()  # as an archive that was begun and never filled
    with pytest.raises(ArchiveUnavailable, match=f"{name}.*restore.*--new"):
        refuse_leftovers(path)


@pytest.mark.parametrize("name", LEFT)
def test_an_archive_that_is_there_may_have_anything_beside_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    (tmp_path / name).touch()
    path.write_text("archive")
    refuse_leftovers(path)


def test_an_archive_that_another_process_makes_just_now_is_none_that_is_gone(
    tmp_path: Path,
) -> None:
    (tmp_path / "archive.db-journal").touch()
    with pytest.raises(ArchiveUnavailable, match=r"archive\.db-journal"):
        refuse_leftovers(tmp_path / "archive.db")
    (tmp_path / "archive.db").touch()
    refuse_leftovers(tmp_path / "archive.db")


def test_what_is_not_this_archives_is_no_leftover(tmp_path: Path) -> None:
    for name in (
        "archive.db.lock",
        "other.db-index",
        "archive.db.bak",
        "xarchive.db-wal",
        "a.part",
    ):
        (tmp_path / name).touch()
    assert leftovers(tmp_path / "archive.db") == []
    refuse_leftovers(tmp_path / "archive.db")
    refuse_leftovers(tmp_path / "no folder" / "archive.db")


def test_leftovers_are_told_by_what_they_are_and_few_are_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    for name in LEFT:
        (tmp_path / name).touch()
    (tmp_path / "archive.db.4711.part-journal").touch()
    assert [one.name for one in drafts(path)] == [
        "archive.db.4711.part",
        "archive.db.4711.part-journal",
    ]
    assert [one.name for one in former(path)] == ["archive.db.20221027T083000"]
    with pytest.raises(ArchiveUnavailable, match="T083000, …"):
        refuse_leftovers(path)
