"""What is in a ZIP archive comes out by its paths; one hostile file in it refuses all of it."""

import stat
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from retrieval.formats.zips import unzipped
from retrieval.model.files import Bounds
from tests.examples import examples
from tests.support.zips import PAGE, encrypted, named_in, packed

BOUNDS = Bounds(entries=500, unpacked=20_000_000)


def files(data: bytes, name: str = "a.zip", bounds: Bounds = BOUNDS) -> dict[str, bytes]:
    return {file.name: file.read() for file in unzipped(data, name, bounds)}


def refusal(data: bytes, bounds: Bounds = BOUNDS) -> PageRefused:
    with pytest.raises(PageRefused) as caught:
        unzipped(data, "a.zip", bounds)
    return caught.value


def test_an_archive_gives_its_files_in_the_order_of_their_paths() -> None:
    data = packed({"b/A02.txt": PAGE, "b/": b"", "a/A01.pdf": PAGE + b"1"})
    assert list(files(data, "报纸.zip").items()) == [
        ("报纸.zip/a/A01.pdf", PAGE + b"1"),
        ("报纸.zip/b/A02.txt", PAGE),
    ]


def test_what_systems_keep_for_themselves_is_passed_over() -> None:
    data = packed({"__MACOSX/._A01.md": b"\0", ".DS_Store": b"\0", "A01.md": PAGE, ".a/b.md": b""})
    assert files(data) == {"a.zip/A01.md": PAGE}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("name", ["二七报/要闻版.md", "第一版.txt", "乗伖.md"])
def test_chinese_names_come_out_right(encoding: str, name: str) -> None:
    assert list(files(named_in(encoding, name))) == [f"a.zip/{name}"]
    assert list(files(packed({name: PAGE}))) == [f"a.zip/{name}"]  # with the flag for UTF-8


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
    refused = refusal(packed({"A01.md": PAGE, path: PAGE}))
    assert (refused.name, refused.format) == (f"a.zip/{path}", "climbs")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_refuse_all(kind: int) -> None:
    data = packed({"A01.md": PAGE, "A02.md": b"/etc/passwd"}, kinds={"A02.md": kind})
    refused = refusal(data)
    assert (refused.name, refused.format) == ("a.zip/A02.md", "link")


@pytest.mark.parametrize("name", ["b.zip", "b.txt", "b"])
def test_archives_in_archives_refuse_all_whatever_they_are_called(name: str) -> None:
    refused = refusal(packed({"A01.md": PAGE, name: packed({"A02.md": PAGE})}))
    assert (refused.name, refused.format) == (f"a.zip/{name}", "nested")


@pytest.mark.parametrize("opening", [b"Rar!\x1a\x07", b"7z\xbc\xaf'\x1c", b"\x1f\x8b\x08"])
def test_archives_of_other_sorts_in_one_refuse_all(opening: bytes) -> None:
    assert refusal(packed({"A01.md": PAGE, "b": opening})).format == "nested"


def test_a_password_refuses_all() -> None:
    assert refusal(encrypted({"A01.md": PAGE})).format == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_to_pack_that_take_memory_are_refused(method: int) -> None:
    assert refusal(packed({"A01.md": PAGE}, method=method)).format == "method"


def test_what_is_packed_beyond_reason_is_refused() -> None:
    bomb = packed({"A01.md": b"\n" * 5_000_000})
    assert len(bomb) < 10_000
    assert refusal(bomb).format == "bomb"


def test_many_files_that_are_too_much_together_are_refused() -> None:
    lot = packed({f"{at}.md": bytes(range(256)) * 400 for at in range(4)})
    assert len(files(lot)) == 4
    assert refusal(lot, replace(BOUNDS, unpacked=300_000)).format == "bomb"


def test_a_file_that_lies_about_its_size_is_still_counted() -> None:
    data = bytearray(packed({"A01.md": b"\n" * 5_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = struct.pack("<I", 50_000)  # packed, in the record
    assert refusal(bytes(data)).format in ("bomb", "broken")
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # unpacked
    assert refusal(bytes(data)).format in ("bomb", "broken")


def test_ten_thousand_files_are_too_many() -> None:
    data = packed({f"{at}.md": b"x" for at in range(10_000)}, method=zipfile.ZIP_STORED)
    assert refusal(data).format == "too_many"


def test_an_archive_without_a_file_is_empty() -> None:
    assert refusal(packed({})).format == "empty"
    assert refusal(packed({"a/": b"", "__MACOSX/a": b"x"})).format == "empty"


def test_a_refusal_says_in_both_languages_what_to_do() -> None:
    refused = refusal(encrypted({"A01.md": PAGE}))
    assert "压缩包有密码，请去掉密码再打包" in refused.reason
    assert "pack it without one" in refused.reason


WHOLE = packed({"2022-10-27/A01.md": PAGE, "二七报.txt": PAGE * 3})


@given(st.integers(1, len(WHOLE) - 1))
def test_an_archive_that_is_cut_off_is_broken(length: int) -> None:
    assert refusal(WHOLE[:length]).format == "broken"


@settings(max_examples=examples(300))
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_an_archive_that_is_damaged_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in damage:
        data[at] = byte
    try:
        found = files(bytes(data))
    except PageRefused:
        return
    assert set(found.values()) <= {PAGE, PAGE * 3}


@given(st.binary(max_size=200))
def test_anything_that_is_no_archive_is_broken(data: bytes) -> None:
    assert refusal(b"PK" + data).format == "broken"
