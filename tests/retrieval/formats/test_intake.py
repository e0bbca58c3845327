"""What comes in together, to the pages in it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.errors import PageRefused
from retrieval.formats import Found, LeftOut, pages_of, parts_of
from retrieval.model.files import Bounds, File
from retrieval.model.page_text import PageText
from retrieval.reading.page import read_page_text

PAPER = Path(__file__).parents[2] / "fixtures" / "formats" / "paper"
STORY = "# 老桥改造完工\n\n本报讯 5月16日，老桥改造完工，行人可以过河了。\n"
OTHER = "# 食堂开业\n\n本报讯 5月17日，社区食堂开业。\n"
PICTURE = b"GIF89a\x01\0\x01\0"
STYLE = b"a { color: red; }\nb {\n  margin: 0;\n}\n"
JSON = b'{"title": "a"}'


def files(given: Mapping[str, bytes | str]) -> list[File]:
    return [
        File(name, (one.encode() if isinstance(one, str) else one).__bytes__)
        for name, one in given.items()
    ]


def came(given: Mapping[str, bytes | str], bounds: Bounds | None = None) -> list[Found]:
    return list(pages_of(files(given), bounds or Bounds()))


def said(found: list[Found]) -> list[str]:
    """Return what came of each file: its page's name, its kind if left out, or that it failed."""
    return [
        one.name
        if isinstance(one, PageText)
        else f"{one.name}: {one.kind}"
        if isinstance(one, LeftOut)
        else f"{one.name}: refused"
        for one in found
    ]


def zipped(given: Mapping[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in given.items():
            archive.writestr(name, one)
    return data.getvalue()


def test_no_files_give_nothing() -> None:
    assert came({}) == []


def test_pages_come_in_the_order_of_their_files() -> None:
    assert said(came({"b.md": STORY, "a.txt": OTHER})) == ["b.md", "a.txt"]


def test_a_file_that_cannot_be_read_stops_no_other() -> None:
    def missing() -> bytes:
        raise PageRefused("a.md", "没有这个文件")

    found = list(pages_of([File("a.md", missing), *files({"b.md": STORY})]))
    assert said(found) == ["a.md: refused", "b.md"]


@pytest.mark.parametrize("data", [JSON, STYLE, b"ID3\x03\0", b"MZ\x90\0", b"SQLite format 3\0"])
def test_what_is_no_page_is_refused_where_it_is_all_that_is_given(data: bytes) -> None:
    assert said(came({"A01.md": data})) == ["A01.md: refused"]


def test_what_is_no_page_is_left_out_beside_others() -> None:
    assert said(came({"a.md": STORY, "b.md": JSON, "c.md": OTHER})) == [
        "a.md",
        "b.md: json",
        "c.md",
    ]


def test_bytes_of_no_known_kind_are_left_out_unless_they_are_called_a_text() -> None:
    found = came({"a.md": STORY, "Thumbs.db": b"\0\1\2\3" * 90, "b.md": b"\0\1\2\3" * 90})
    assert said(found) == ["a.md", "Thumbs.db: other", "b.md: refused"]


def test_pictures_that_a_text_shows_are_parts_of_it() -> None:
    page = f"{STORY}\n![](images/1.gif)\n<img src='images/2.gif'>\n"
    given: dict[str, bytes | str] = {
        "A01/a.md": page,
        "A01/images/1.gif": PICTURE,
        "A01/images/2.gif": PICTURE,
    }
    assert said(came(given)) == ["A01/a.md"]


def test_a_picture_that_nothing_shows_is_read_for_itself() -> None:
    found = came({"a.md": STORY, "b.gif": PICTURE})
    assert said(found) == ["a.md", "b.gif: refused"]


def test_an_archive_is_read_as_the_folder_in_it() -> None:
    data = zipped({"04/01.md": STORY, "04/02.md": OTHER, "04/a.css": STYLE, ".DS_Store": "x"})
    assert said(came({"a.zip": data})) == [
        "a.zip/04/01.md",
        "a.zip/04/02.md",
        "a.zip/04/a.css: style",
    ]


def test_an_archive_without_a_page_is_refused() -> None:
    found = came({"a.zip": zipped({"a.css": STYLE, "b.json": JSON})})
    assert said(found)[-1] == "a.zip: refused"


def test_an_archive_in_a_folder_is_read() -> None:
    found = came({"a.zip": zipped({"01.md": STORY}), "b.md": OTHER})
    assert said(found) == ["a.zip/01.md", "b.md"]


def test_a_hostile_archive_is_refused_and_the_others_go_on() -> None:
    bomb = zipped({"a.md": b"0" * 2_000_000})
    found = came({"a.zip": bomb, "b.md": OTHER}, Bounds(unpacked=1_000_000))
    assert said(found) == ["a.zip/a.md: refused", "b.md"]


FORMATS = ["docx", "epaper-new", "epaper-old", "feed.xml", "account.html", "site.html", "paper.pdf"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_pages_that_reading_takes(name: str) -> None:
    path = PAPER / name
    given = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    found = list(pages_of([File(str(one.relative_to(PAPER)), one.read_bytes) for one in given]))
    pages = [one for one in found if isinstance(one, PageText)]
    assert pages
    assert all(isinstance(one, PageText | LeftOut) for one in found)
    assert all(read_page_text(one).bulletin.articles for one in pages)


@pytest.mark.parametrize("name", ["epaper-new", "epaper-old"])
def test_a_folder_and_its_archive_read_the_same(name: str) -> None:
    below = sorted(one for one in (PAPER / name).rglob("*") if one.is_file())
    folder = {str(one.relative_to(PAPER)): one.read_bytes() for one in below}
    loose = [one for one in came(folder) if isinstance(one, PageText)]
    packed = [one for one in came({"a.zip": zipped(folder)}) if isinstance(one, PageText)]
    assert [one.text for one in loose] == [one.text for one in packed]
    assert [one.told for one in loose] == [one.told for one in packed]


def test_parts_of_a_page_are_told() -> None:
    site = (PAPER / "site.html").read_text(encoding="utf-8")
    page = site.replace("</body>", '<img src="img/a.jpg"></body>')
    names = ["2026/a.html", "2026/img/a.jpg", "other/b.jpg"]
    assert parts_of(files({"2026/a.html": page}), names) == {"2026/img/a.jpg"}


def test_what_a_file_is_called_says_nothing_of_its_kind() -> None:
    pdf = (PAPER / "paper.pdf").read_bytes()
    found = came({"a.txt": pdf})
    assert found
    assert all(isinstance(one, PageText) for one in found)


def test_where_each_line_stands_on_which_page_is_kept() -> None:
    path = PAPER / "paper.pdf"
    pages = [one for one in pages_of([File("a.pdf", path.read_bytes)]) if isinstance(one, PageText)]
    assert [one.layout.image for one in pages] == ["a.pdf#1", "a.pdf#2"]
    for page in pages:
        size = page.layout.size
        assert size is not None
        assert page.layout.boxes
        boxes = [box for own in page.layout.boxes.values() for box in own]
        assert all(0 <= box.left < box.right <= size[0] + 1 for box in boxes)
        assert all(0 <= box.top < box.bottom <= size[1] + 1 for box in boxes)
