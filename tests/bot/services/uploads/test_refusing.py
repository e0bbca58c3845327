"""Why files are not read: every kind and every fault has words of its own."""

import pytest

from bot.model.uploads import Refusal, RefusedFile
from bot.services.uploads.refusing import left_out, refused_file
from retrieval.errors import PageRefused
from retrieval.formats import FileKind, LeftOut
from retrieval.formats.kinds import READ, refusal
from retrieval.formats.pictures.word_reader import NOT_INSTALLED
from retrieval.formats.zips import _REASONS as ZIP_REASONS
from retrieval.model.files import Bounds

BOUNDS = Bounds(entries=12, unpacked=34_000_000)


@pytest.mark.parametrize("kind", sorted(set(FileKind) - READ))
def test_a_kind_that_is_not_read_is_named(kind: FileKind) -> None:
    refused = refused_file(refusal(kind, "a"), BOUNDS)
    assert refused.name == "a"
    assert refused.why is not Refusal.UNREADABLE


@pytest.mark.parametrize("why", ZIP_REASONS)
def test_a_fault_of_an_archive_is_named(why: str) -> None:
    assert refused_file(PageRefused("a", "x", why), BOUNDS).why is not Refusal.UNREADABLE


def test_limits_are_told() -> None:
    assert refused_file(PageRefused("a", "x", "too_many"), BOUNDS).detail == "12"
    assert refused_file(PageRefused("a", "x", "bomb"), BOUNDS).detail == "34"


def test_a_picture_without_what_reads_its_words_is_told_apart() -> None:
    assert refused_file(PageRefused("a", NOT_INSTALLED), BOUNDS).why is Refusal.NO_OCR


@pytest.mark.parametrize("format_", [None, "html", "unreadable", "left_out", "later"])
def test_all_else_is_told_in_its_own_words(format_: str | None) -> None:
    refused = refused_file(PageRefused("a", "坏了 (broken)", format_), BOUNDS)
    assert refused == RefusedFile("a", Refusal.UNREADABLE, "坏了 (broken)")


def test_files_that_are_no_pages_are_one_entry_but_for_what_may_have_been_meant() -> None:
    kinds = [FileKind.STYLE, FileKind.SHEET, FileKind.PROGRAM, FileKind.OLD_OFFICE]
    found = [LeftOut(f"{at}", kind) for at, kind in enumerate(kinds)]
    assert left_out(found) == [
        RefusedFile("1", Refusal.SHEET),
        RefusedFile("3", Refusal.OLD_OFFICE),
        RefusedFile("0", Refusal.LEFT_OUT, "2"),
    ]
    assert left_out([]) == []
