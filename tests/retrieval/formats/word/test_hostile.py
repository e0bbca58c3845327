"""Word files that are no good, or mean harm: each is refused in words, within bounds."""

import io
import zipfile

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.word import parts as word_parts
from retrieval.formats.word.page import word_page
from tests.retrieval.formats.word.word_files import packed, para, part, word

BODY = para("老街换上新路灯", style="1") + para("老街的路灯今年春天换成了节能灯，亮多了。")
DOCUMENT = "word/document.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(PageRefused) as refused:
        word_page(data, "a.docx")
    return refused.value.reason


def with_doctype(doctype: str, text: str) -> bytes:
    document = part("document", f"<w:body>{para(text)}</w:body>").decode()
    opening, _, rest = document.partition("?>")
    return packed({DOCUMENT: f"{opening}?>{doctype}{rest}".replace("ENTITY", "&e;").encode()})


def test_entities_are_refused() -> None:
    inside = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY e "&a;&a;&a;">]>'
    outside = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    for doctype in (inside, outside):
        data = with_doctype(doctype.replace("<!ENTITY", "<!\x45NTITY"), "路灯")
        assert "DOCTYPE" in refusal(data)


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    data = packed({DOCUMENT: b"<a>" + b" " * (word_parts.MAX_PART_BYTES + 1) + b"</a>"})
    assert "内容太多" in refusal(data)


def test_a_part_that_is_packed_far_too_well_is_refused() -> None:
    data = packed({DOCUMENT: part("document", " " * 2_000_000)})
    assert "内容太多" in refusal(data)


def test_too_many_parts_are_refused() -> None:
    files = {f"x/{at}": b"" for at in range(word_parts.MAX_ENTRIES + 1)}
    assert "内容太多" in refusal(packed({DOCUMENT: part("document", ""), **files}))


def test_elements_too_deep_are_refused() -> None:
    deep = 5_000
    assert "嵌套" in refusal(
        packed({DOCUMENT: part("document", "<w:ins>" * deep + "</w:ins>" * deep)})
    )


def test_a_file_with_a_password_is_refused() -> None:
    data = bytearray(word(BODY))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        count = len(archive.infolist())
    at = -1
    for _ in range(count):
        at = data.index(b"PK\x01\x02", at + 1)
        data[at + 8] |= 1
    assert "密码" in refusal(bytes(data))


@pytest.mark.parametrize("cut", [30, 200, 600])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    assert "损坏" in refusal(word(BODY)[:-cut])


def test_a_part_with_broken_xml_is_refused() -> None:
    assert "损坏" in refusal(packed({DOCUMENT: b"<w:document><w:body>"}))


def test_a_zip_without_text_is_refused() -> None:
    assert "缺了正文" in refusal(packed({"word/other.xml": b"<a/>"}))


def test_a_file_without_words_is_refused() -> None:
    assert "没有文字" in refusal(word(para()))


def test_macros_are_left_alone() -> None:
    with zipfile.ZipFile(io.BytesIO(word(BODY))) as archive:
        files = {one: archive.read(one) for one in archive.namelist() if one.startswith("word/")}
    page = word_page(packed({**files, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99}), "a.docm")
    assert page.text.startswith("老街换上新路灯")


def test_a_link_to_a_picture_elsewhere_is_not_followed() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/a.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        "</Relationships>"
    )
    picture = '<w:r><w:drawing><a:blip r:link="r1"/></w:drawing></w:r>'
    body = f"<w:body>{BODY}{para(inside=picture)}</w:body>"
    files = {DOCUMENT: part("document", body), "word/_rels/document.xml.rels": relations.encode()}
    assert word_page(packed(files), "a.docx").text.endswith("亮多了。")
