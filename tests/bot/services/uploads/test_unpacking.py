"""What is sent becomes pages under their paths, or is refused with a reason."""

import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.uploads import File, Refusal, RefusedFile, Unpacked, UploadRefused
from bot.services.uploads.unpacking import (
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_UNPACKED,
    day_in,
    unpack,
)
from tests.bot.services.uploads.zips import PAGE, encrypted, named_in, packed
from tests.examples import examples


def refusal(name: str, data: bytes) -> RefusedFile:
    with pytest.raises(UploadRefused) as caught:
        unpack(name, data)
    return caught.value.refused[0]


@pytest.mark.parametrize("name", ["A01.md", "版面.txt", "a.MARKDOWN", "没有结尾"])
def test_a_text_is_a_page(name: str) -> None:
    assert unpack(name, PAGE) == Unpacked((File(name, PAGE),))


def test_an_archive_gives_its_pages_by_path() -> None:
    data = packed({"b/A02.txt": PAGE, "b/": b"", "a/A01.md": PAGE + b"1"})
    assert unpack("报纸.zip", data) == Unpacked(
        (File("a/A01.md", PAGE + b"1"), File("b/A02.txt", PAGE))
    )


@pytest.mark.parametrize("name", ["a.bin.zip", "无名", "a.md"])
def test_an_archive_is_known_by_its_contents(name: str) -> None:
    assert unpack(name, packed({"A01.md": PAGE})).pages == (File("A01.md", PAGE),)


def test_a_day_that_is_given_or_names_the_archive_is_a_folder() -> None:
    data = packed({"A01.md": PAGE})
    assert unpack("2022-10-27.zip", data).pages[0].name == "2022-10-27/A01.md"
    assert unpack("2022-10-27.zip", data, "2022-10-28").pages[0].name == "2022-10-28/A01.md"
    assert unpack("备份 2022-10-27.zip", data).pages[0].name == "A01.md"
    assert unpack("A01.md", PAGE, "2022-10-28").pages[0].name == "2022-10-28/A01.md"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" 2022-10-27 ", "2022-10-27"),
        ("2022年10月27日", "2022年10月27日"),
        ("20221027", "20221027"),
        ("2022-10-27 的报纸", ""),
        ("../2022-10-27", ""),
        ("", ""),
    ],
)
def test_a_day_is_a_day_and_nothing_else(text: str, day: str) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.pdf", Refusal.PDF),
        ("a.DOCX", Refusal.WORD),
        ("a.jpg", Refusal.IMAGE),
        ("a.html", Refusal.WEB),
        ("a.xlsx", Refusal.SHEET),
        ("a.rar", Refusal.ARCHIVE),
        ("a.exe", Refusal.OTHER),
    ],
)
def test_other_formats_are_named(name: str, why: Refusal) -> None:
    assert refusal(name, PAGE).why is why
    left_out = unpack("a.zip", packed({name: b"x", "A01.md": PAGE})) if name != "a.rar" else None
    if left_out is not None:
        assert [(one.name, one.why) for one in left_out.refused] == [(name, why)]
        assert left_out.pages == (File("A01.md", PAGE),)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 ...", Refusal.PDF),
        (b"\xff\xd8\xff\xe0", Refusal.IMAGE),
        (b"Rar!\x1a\x07", Refusal.ARCHIVE),
        (b"{\\rtf1", Refusal.WORD),
    ],
)
def test_other_formats_are_known_under_a_wrong_name(data: bytes, why: Refusal) -> None:
    assert refusal("A01.txt", data).why is why
    assert unpack("a.zip", packed({"A01.txt": data, "b.md": PAGE})).refused[0].why is why


def test_a_document_of_word_is_no_archive_of_pages() -> None:
    data = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert refusal("A01.zip", data).why is Refusal.WORD
    assert refusal("A01.txt", data).why is Refusal.WORD


def test_what_systems_keep_for_themselves_is_passed_over() -> None:
    data = packed({"__MACOSX/._A01.md": b"\0", ".DS_Store": b"\0", "A01.md": PAGE, ".a/b.md": b""})
    assert unpack("a.zip", data) == Unpacked((File("A01.md", PAGE),))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("name", ["二七报/要闻版.md", "第一版.txt", "乗伖.md"])
def test_chinese_names_come_out_right(encoding: str, name: str) -> None:
    assert unpack("a.zip", named_in(encoding, name)).pages[0].name == name
    assert unpack("a.zip", packed({name: PAGE})).pages[0].name == name  # with the flag for UTF-8


@pytest.mark.parametrize(
    "path",
    [
        "../A01.md",
        "a/../../A01.md",
        "/etc/A01.md",
        "C:/A01.md",
        "c:A01.md",
        "a\\A01.md",
        "..\\A01.md",
        "__MACOSX/../../A01.md",
    ],
)
def test_paths_that_climb_refuse_all(path: str) -> None:
    assert refusal("a.zip", packed({"A01.md": PAGE, path: PAGE})) == RefusedFile(
        path, Refusal.CLIMBS
    )


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_refuse_all(kind: int) -> None:
    data = packed({"A01.md": PAGE, "A02.md": b"/etc/passwd"}, kinds={"A02.md": kind})
    assert refusal("a.zip", data) == RefusedFile("A02.md", Refusal.LINK)


@pytest.mark.parametrize("name", ["b.zip", "b.RAR", "b.tar.gz", "b.7z"])
def test_archives_in_archives_refuse_all(name: str) -> None:
    data = packed({"A01.md": PAGE, name: packed({"A02.md": PAGE})})
    assert refusal("a.zip", data) == RefusedFile(name, Refusal.NESTED)


def test_an_archive_that_hides_in_one_refuses_all() -> None:
    data = packed({"A01.md": PAGE, "b.txt": packed({"A02.md": PAGE})})
    assert refusal("a.zip", data) == RefusedFile("b.txt", Refusal.NESTED)


def test_a_password_refuses_all() -> None:
    assert refusal("a.zip", encrypted({"A01.md": PAGE})).why is Refusal.ENCRYPTED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_to_pack_that_take_memory_are_refused(method: int) -> None:
    data = packed({"A01.md": PAGE}, method=method)
    assert refusal("a.zip", data).why is Refusal.METHOD


def test_what_is_packed_beyond_reason_is_refused() -> None:
    bomb = packed({"A01.md": b"\n" * 5_000_000})
    assert len(bomb) < 10_000
    assert refusal("a.zip", bomb).why is Refusal.BOMB


def test_many_files_that_are_too_much_together_are_refused() -> None:
    part = bytes(range(32, 127)) * 12
    lot = {f"{at}.md": part * (MAX_UNPACKED // len(part) // 3) for at in range(4)}
    assert refusal("a.zip", packed(lot, method=zipfile.ZIP_STORED)).why is Refusal.TOO_LARGE
    lot = {f"{at}.md": _noise(at) for at in range(4)}
    assert refusal("a.zip", packed(lot)).why is Refusal.BOMB


def test_a_file_that_lies_about_its_size_is_still_counted() -> None:
    data = bytearray(packed({"A01.md": b"\n" * 5_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = struct.pack("<I", 50_000)  # packed, in the record
    assert refusal("a.zip", bytes(data)).why in (Refusal.BOMB, Refusal.BROKEN)
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # unpacked
    assert refusal("a.zip", bytes(data)).why in (Refusal.BOMB, Refusal.BROKEN)


def test_ten_thousand_files_are_too_many() -> None:
    data = packed({f"{at}.md": b"x" for at in range(10_000)}, method=zipfile.ZIP_STORED)
    assert refusal("a.zip", data) == RefusedFile("a.zip", Refusal.TOO_MANY, str(MAX_ENTRIES))


def test_an_archive_without_a_page_says_what_it_has() -> None:
    with pytest.raises(UploadRefused) as caught:
        unpack("a.zip", packed({"a.pdf": b"x", "b.jpg": b"x"}))
    assert [one.why for one in caught.value.refused] == [
        *(Refusal.NO_PAGE, Refusal.PDF, Refusal.IMAGE)
    ]
    assert refusal("a.zip", packed({})).why is Refusal.NO_PAGE


def test_a_file_of_more_than_a_bot_can_fetch_is_too_large() -> None:
    assert refusal("A01.md", b"x" * (MAX_BYTES + 1)).why is Refusal.TOO_LARGE


def test_a_thing_that_is_called_an_archive_and_is_none_is_broken() -> None:
    assert refusal("a.zip", PAGE).why is Refusal.BROKEN


WHOLE = packed({"2022-10-27/A01.md": PAGE, "二七报.txt": PAGE * 3})


@given(st.integers(1, len(WHOLE) - 1))
def test_an_archive_that_is_cut_off_is_broken(length: int) -> None:
    assert refusal("a.zip", WHOLE[:length]).why is Refusal.BROKEN


@settings(max_examples=examples(300))
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_an_archive_that_is_damaged_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in damage:
        data[at] = byte
    try:
        found = unpack("a.zip", bytes(data))
    except UploadRefused:
        return
    assert {file.data for file in found.pages} <= {PAGE, PAGE * 3}


@given(st.text(max_size=20), st.binary(max_size=200))
def test_anything_at_all_is_read_or_refused(name: str, data: bytes) -> None:
    try:
        pages = unpack(name, data).pages
    except UploadRefused:
        return
    assert [file.data for file in pages] == [data]


def _noise(seed: int) -> bytes:
    """Six megabytes that pack to a twentieth."""
    part = b"".join(
        struct.pack("<Q", at * (2 * seed + 1) * 0x9E3779B97F4A7C15 % 2**64) for at in range(4000)
    )
    return b"".join(part[at % 400 :] + b" " * 300_000 for at in range(18))
