import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from retrieval.reading.decode import MAX_PAGE_BYTES, decode

SIMPLIFIED = "二七区召开会议，研究部署民生保障工作。"
TRADITIONAL = "臺南市政府昨日宣布，將推動綠能政策。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gb2312"])
def test_simplified_text_comes_back_from_every_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "p.txt") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_text_comes_back_from_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "p.txt") == TRADITIONAL


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_goes_by_its_mark(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + SIMPLIFIED.encode(encoding), "p.txt") == SIMPLIFIED


@pytest.mark.parametrize("text", ["民生保障", "二七区", "开展活动", "记者 景静", "合力", "秋收"])
def test_a_few_characters_tell_gb18030_from_big5(text: str) -> None:
    assert decode(text.encode("gb18030"), "p.txt") == text


@pytest.mark.parametrize("text", ["臺灣", "綠能政策", "記者", "市政府", "選舉", "新聞"])
def test_a_few_characters_tell_big5_from_gb18030(text: str) -> None:
    assert decode(text.encode("big5"), "p.txt") == text


def test_line_ends_are_made_one_and_controls_go() -> None:
    data = "甲\r\n乙\r丙\x0c丁\x07\u200b戊\u2028己\x1a".encode()
    assert decode(data, "p.txt") == "甲\n乙\n丙\n丁戊\n己"


DAMAGE = [
    ("东湖区\x00召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("\x00东湖区召开会议，部署防汛。\x00", "东湖区召开会议，部署防汛。"),
    ("东湖区召\x00\x00开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东湖区召\xad开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东\u200b湖区召\u200c开会\u200d议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东\u2060湖区召开会\ufeff议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("\u202a东湖区召开会议，部署防汛。\u202c", "东湖区召开会议，部署防汛。"),
    ("\u2068东湖区\u2069召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    (
        "东湖区召\x01开会\x02议，部署防汛。" + SIMPLIFIED * 9,
        "东湖区召开会议，部署防汛。" + SIMPLIFIED * 9,
    ),
    ("东湖区召开会议\x1a，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("葛\U000e0100湖区召开会议，部署防汛。", "葛湖区召开会议，部署防汛。"),
    ("东湖区召开会议\ufe0f，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东\u3164湖区召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东\u034f湖区召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东湖区\x7f召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东湖区\u206a召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东湖区\u180e召开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("东湖区\ufff9召\ufffb开会议，部署防汛。", "东湖区召开会议，部署防汛。"),
    ("inter\xad\nnational", "inter-\nnational"),
    ("inter\xadnational", "international"),
    ("⾼岚在东湖⾄西湖⼀线采访。", "高岚在东湖至西湖一线采访。"),
    ("⺠⽣⻓廊、⻘年⻔店开放。", "民生长廊、青年门店开放。"),
    ("东湖O\ufb03ce与\ufb01nance中心今天开放。", "东湖Office与finance中心今天开放。"),
    ("\uf06c 东湖通车\n\uf0b7 西湖通车", "● 东湖通车\n• 西湖通车"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize(("written", "printed"), DAMAGE)
def test_what_prints_nothing_damages_a_character_not_the_page(
    written: str, printed: str, encoding: str
) -> None:
    assert decode(written.encode(encoding), "p.txt") == printed


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_zero_bytes_that_a_copy_put_in_spoil_no_more_than_they_stand_in(encoding: str) -> None:
    data = bytearray(((TRADITIONAL if encoding == "big5" else SIMPLIFIED) * 30).encode(encoding))
    for at in (100, 301, 700):
        data[at] = 0
    text = decode(bytes(data), "p.txt")
    assert "\x00" not in text
    assert (TRADITIONAL if encoding == "big5" else SIMPLIFIED) * 5 in text


def test_full_width_spaces_and_digits_stay_as_printed() -> None:
    assert decode("　　１０月２５日".encode("gb18030"), "p.txt") == "　　１０月２５日"


def test_utf8_cut_in_mid_character_is_still_read() -> None:
    assert decode((SIMPLIFIED * 9).encode()[:-1], "p.txt").startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("　\ufeff\n".encode(), "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"abc\x00def", "binary"),
        (bytes(range(1, 256)) * 4, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "damaged"),
        (b"a" * (MAX_PAGE_BYTES + 1), "too large: 4,194,305 bytes, a page has at most 4,194,304;"),
    ],
)
def test_what_is_no_page_is_refused_by_name_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PageRefused, match=reason) as refused:
        decode(data, "2022-10-27/A05.md")
    assert refused.value.name == "2022-10-27/A05.md"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "p.txt")
    except PageRefused:
        return
    assert text.strip()
    assert "\r" not in text
    assert "\x00" not in text
