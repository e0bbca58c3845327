"""What a file is, by its bytes alone."""

import io
import json
import sqlite3
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from retrieval.formats.kinds import READ, FileKind, binary_kind, kind_of, refusal

STORY = "# 老桥改造完工\n\n本报讯 5月16日，老桥改造完工，行人可以过河了。\n\n记者 陆知行\n"


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # of no time: a test is named by it
    return data.getvalue()


def database(folder: Path) -> bytes:
    path = folder / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    return path.read_bytes()


def bitmap() -> bytes:
    return b"BM" + struct.pack("<I", 60) + bytes(54)


def tar() -> bytes:
    return bytes(257) + b"ustar\x0000" + bytes(300)


CASES: list[tuple[bytes, FileKind]] = [
    (STORY.encode(), FileKind.TEXT),
    (STORY.encode("gb18030"), FileKind.TEXT),
    (STORY.encode("utf-16"), FileKind.TEXT),
    ("<p>甲村修路。</p>\n<p>乙村修桥，下月完工。</p>".encode(), FileKind.TEXT),
    (
        "桥长,186米,宽6米。\n昨天,第一批人过了桥。\n桥边种了树,铺了草。\n孩子们很高兴。".encode(),
        FileKind.TEXT,
    ),
    (f"<!DOCTYPE html><html><body>{STORY}</body></html>".encode("gb18030"), FileKind.HTML),
    (b"<html><head><title>a</title></head></html>", FileKind.HTML),
    (
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        FileKind.HTML,
    ),
    (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', FileKind.FEED),
    (b'<?xml version="1.0"?><!-- x --><feed xmlns="http://www.w3.org/2005/Atom"/>', FileKind.FEED),
    (b'<rdf:RDF xmlns:rdf="a" xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>', FileKind.FEED),
    (b'<?xml version="1.0"?><paper><story/></paper>', FileKind.XML),
    (
        b'<svg xmlns="http://www.w3.org/2000/svg"><metadata><rdf:RDF/></metadata></svg>',
        FileKind.DRAWING,
    ),
    (b"%PDF-1.7\n%", FileKind.PDF),
    (b"\0\0 from a scanner \n%PDF-1.4\n", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileKind.PICTURE),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind.PICTURE),
    (b"II*\0\x08\0\0\0", FileKind.PICTURE),
    (b"MM\0*\0\0\0\x08", FileKind.PICTURE),
    (b"GIF89a\x01\0", FileKind.PICTURE),
    (b"RIFF\x24\0\0\0WEBPVP8 ", FileKind.PICTURE),
    (bitmap(), FileKind.PICTURE),
    (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind.PHONE_PICTURE),
    (b"\0\0\0\x1cftypavif\0\0\0\0", FileKind.PHONE_PICTURE),
    (zipped("[Content_Types].xml", "word/document.xml"), FileKind.WORD),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), FileKind.SHEET),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), FileKind.SLIDES),
    (zipped("mimetype", "content.xml"), FileKind.DOCUMENT),
    (zipped("META-INF/MANIFEST.MF", "A.class"), FileKind.PROGRAM),
    (zipped("2026-03-04/01.md"), FileKind.ZIP),
    (b"PK\x05\x06" + bytes(18), FileKind.ZIP),
    (b"PK\x03\x04 and no more", FileKind.ZIP),
    (b"Rar!\x1a\x07\x01\0", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b\x08\0", FileKind.ARCHIVE),
    (tar(), FileKind.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), FileKind.OLD_OFFICE),
    (b"{\\rtf1\\ansi}", FileKind.DOCUMENT),
    (b'{"title": "a", "body": "b"}', FileKind.JSON),
    (b'[{"title": "a"}, {"title": "b"}]', FileKind.JSON),
    (b'{"a": 1}\n{"a": 2}\n{"a": 3}\n', FileKind.JSON),
    (b'["a", 1]\n["b", 2]\n', FileKind.JSON),
    (b"\x7fELF\x02\x01\x01\0" + bytes(100), FileKind.PROGRAM),
    (b"MZ\x90\0\x03\0\0\0", FileKind.PROGRAM),
    (b"#!/bin/sh\necho a\n", FileKind.PROGRAM),
    (b"const a = f(1);\nfunction b() {\n  return a + 1;\n}\n", FileKind.PROGRAM),
    (b"import os\n\n\ndef f(a):\n    return os.getenv(a)\n", FileKind.PROGRAM),
    (b"a { color: red; }\n.b {\n  margin: 0 1px;\n  padding: 2px;\n}\n", FileKind.STYLE),
    (b"ID3\x03\0\0\0\0\0\0", FileKind.AUDIO),
    (b"RIFF\x24\0\0\0WAVEfmt ", FileKind.AUDIO),
    (b"OggS\0\x02", FileKind.AUDIO),
    (b"fLaC\0\0\0\x22", FileKind.AUDIO),
    (b"#!AMR\n", FileKind.AUDIO),
    (b"\0\0\0\x1cftypM4A \0\0\0\0", FileKind.AUDIO),
    (b"\0\0\0\x18ftypmp42\0\0\0\0", FileKind.VIDEO),
    (b"\x1aE\xdf\xa3\x01", FileKind.VIDEO),
    ("月份,收入,支出\n一月,100,90\n二月,120,80\n三月,130,85\n".encode(), FileKind.SHEET),
    ("姓名\t年级\t得分\n甲\t三\t90\n乙\t四\t80\n丙\t五\t70\n".encode("gb18030"), FileKind.SHEET),
]


@pytest.mark.parametrize(("data", "kind"), CASES, ids=str)
def test_a_file_is_told_by_what_is_in_it(data: bytes, kind: FileKind) -> None:
    assert kind_of(data, "版面.txt") is kind


def test_a_database_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    assert kind_of(database(tmp_path), "A01.md") is FileKind.DATABASE


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\0" * 600, b"\x01\x02\x03\x04" * 50])
def test_what_is_empty_or_of_no_known_kind_is_refused(data: bytes) -> None:
    with pytest.raises(PageRefused):
        kind_of(data, "a")


@pytest.mark.parametrize("kind", sorted(set(FileKind) - READ))
def test_a_kind_that_is_not_read_is_refused_in_both_languages(kind: FileKind) -> None:
    refused = refusal(kind, "a.bin")
    assert refused.format == kind
    chinese, _, english = refused.reason.partition(" (")
    assert chinese[0] == "这"
    assert english.endswith(")")
    assert english.isascii()


@given(st.binary(max_size=300))
def test_any_bytes_are_of_a_kind_or_refused(data: bytes) -> None:
    with suppress(PageRefused):
        assert kind_of(data, "a") in FileKind


@given(st.sampled_from(CASES), st.binary(max_size=40))
def test_what_follows_does_not_change_a_binary_kind(
    case: tuple[bytes, FileKind], more: bytes
) -> None:
    data, _ = case
    found = binary_kind(data)
    if found is not None and not data.startswith((b"PK", b"BM")):
        assert binary_kind(data + more) is found


def test_an_archive_of_very_many_files_is_not_listed() -> None:
    names = (f"word/{number}" for number in range(10_001))
    assert kind_of(zipped("[Content_Types].xml", *names), "a.docx") is FileKind.ZIP


def test_deep_json_is_told_without_a_fault() -> None:
    deep = "[" * 100_000
    assert kind_of(f"{deep}\n{deep}\n".encode(), "a") is not FileKind.WORD
    assert json.loads("[]") == []
