import zlib
from hashlib import sha256

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.formats.pdf import pdf_pages
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.model.files import Bounds
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box, PageText
from tests.support.written_pdf import NAMELESS_FONT, pdf_of, stream_of, text_at

BOUNDS = Bounds(seconds=3, memory=700 * 1024**2)
LINES = ("渡口的木船昨天重新下水，两岸的", "孩子坐着它去上学，不用再绕远路。")
BODY = b"".join(text_at(60, 700 - 16 * at, 10, line) for at, line in enumerate(LINES * 4))
LOCKED = (
    b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    b" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>"
    % (b"11" * 32, b"22" * 32)
)
SCAN = stream_of(
    zlib.compress(b"\x80" * 10_000),
    b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8 /Filter /FlateDecode",
)


class Words(WordReader):
    """Reads the same words in every picture, or refuses them."""

    def __init__(self, *, missing: bool = False) -> None:
        super().__init__(BOUNDS)
        self.pictures: list[bytes] = []
        self._missing = missing

    def read(self, picture: bytes, name: str, frame: int = 0) -> PrintedPage:
        assert frame == 0
        self.pictures.append(picture)
        if self._missing:
            raise PageRefused(name, "没有装")
        return PrintedPage(100, 100, (PrintedPiece("认出的字", Box(1, 1, 40, 11), 10),))


def pages(data: bytes, words: WordReader | None = None) -> list[PageText | PageRefused]:
    return list(pdf_pages(data, "甲报/1.pdf", BOUNDS, words or Words(missing=True)))


def text(page: PageText | PageRefused) -> str:
    assert isinstance(page, PageText), page
    return page.text


def reason(page: PageText | PageRefused) -> str:
    assert isinstance(page, PageRefused), page
    return page.reason


def test_a_page_comes_with_its_headline_and_its_paragraph_joined() -> None:
    (page,) = pages(pdf_of([text_at(60, 740, 24, "木船重新下水") + BODY]))
    head, body = text(page).split("\n\n")
    assert head == "# 木船重新下水"
    assert body == "".join(LINES * 4)
    assert isinstance(page, PageText)
    assert page.layout.size == (600, 800)
    assert page.layout.boxes[1][0].top < page.layout.boxes[3][0].top


def test_a_file_of_one_page_is_called_as_it_is_and_others_by_their_number() -> None:
    one = pages(pdf_of([BODY]))
    data = pdf_of([BODY, BODY])
    several = pages(data)
    assert [page.name for page in (*one, *several)] == [
        "甲报/1.pdf",
        "甲报/1.pdf#1",
        "甲报/1.pdf#2",
    ]
    assert isinstance(several[1], PageText)
    assert several[1].digest == sha256(data + b"2").digest()


def test_lines_drawn_across_columns_by_one_call_are_read_column_by_column() -> None:
    left = (
        "第一栏的头一行写满了字，",
        "接着写到这里也没有停下来",
        "再写到这里，还要往下面写",
        "写到第四行，这一栏就满了",
    )
    right = (
        "第二栏的头一行写满了字，",
        "又接着往下写，写到这里才",
        "算写到了一半的样子，还有",
        "这最后的一行也写完了字。",
    )
    rows = [f"{one}　　　{other}" for one, other in zip(left, right, strict=True)]
    drawn = b"".join(text_at(60, 700 - 16 * at, 10, row) for at, row in enumerate(rows))
    (page,) = pages(pdf_of([drawn]))
    assert text(page) == "".join((*left, *right))


def test_signs_without_names_are_read_from_the_picture() -> None:
    words = Words()
    (page,) = pages(pdf_of([BODY], font=NAMELESS_FONT), words)
    assert "认出的字" in text(page)
    assert words.pictures[0].startswith(b"\x89PNG")


def test_a_page_that_is_only_a_picture_is_read_from_it() -> None:
    words = Words()
    scan = pdf_of(
        [b"q 600 0 0 800 0 0 cm /I Do Q"],
        resources=b"/XObject << /I 100 0 R >>",
        more={"100": SCAN},
    )
    (page,) = pages(scan, words)
    assert "认出的字" in text(page)


def test_the_words_behind_a_scan_are_taken() -> None:
    words = Words()
    layer = BODY.replace(b"BT ", b"BT 3 Tr ")
    scan = pdf_of(
        [b"q 600 0 0 800 0 0 cm /I Do Q " + layer],
        resources=b"/XObject << /I 100 0 R >>",
        more={"100": SCAN},
    )
    (page,) = pages(scan, words)
    assert "渡口的木船" in text(page)
    assert not words.pictures


def test_a_page_that_needs_a_reader_is_refused_and_the_others_are_read() -> None:
    picture = b"q 600 0 0 800 0 0 cm /I Do Q"
    found = pages(
        pdf_of(
            [BODY, picture, BODY],
            resources=b"/XObject << /I 100 0 R >>",
            more={"100": SCAN},
        )
    )
    assert reason(found[1]) == "没有装"
    assert found[1].name == "甲报/1.pdf#2"
    assert [type(page) for page in found] == [PageText, PageRefused, PageText]


def test_a_blank_page_is_refused() -> None:
    (page,) = pages(pdf_of([b""]))
    assert "空白" in reason(page)


def test_a_turned_page_is_read_upright() -> None:
    turned = pdf_of([BODY]).replace(b"/Type /Page ", b"/Type /Page /Rotate 180 ")
    upright = pdf_of([b"q -1 0 0 -1 600 800 cm " + BODY + b" Q"]).replace(
        b"/Type /Page ", b"/Type /Page /Rotate 180 "
    )
    assert reason(pages(turned)[0])
    assert "渡口的木船" in text(pages(upright)[0])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "损坏"),
        (b"%PDF-1.7 no more", "损坏"),
        (pdf_of([BODY])[:400], "损坏"),
        (pdf_of([BODY]).replace(b"/Kids [10 0 R ]", b"/Kids [ 2 0 R ]"), "损坏"),
        (pdf_of([]), "损坏"),
        (pdf_of([BODY], trailer=LOCKED), "密码"),
        (pdf_of([BODY], box=(100_000, 100_000)), "尺寸"),
        (pdf_of([BODY], box=(2, 2)), "尺寸"),
        (pdf_of([b"0 0 m 9 9 l S\n" * 600_000]), "太多"),
        (pdf_of([b"[" * 300_000]), "空白"),
        (pdf_of([b"q " * 300_000]), "空白"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_words(data: bytes, told: str) -> None:
    (page,) = pages(data)
    assert told in reason(page)


def test_more_pages_than_are_read_are_refused_as_one() -> None:
    (page,) = pdf_pages(pdf_of([BODY] * 5), "甲.pdf", Bounds(pages=3), Words())
    assert "5 页" in reason(page)


def test_content_that_unpacks_without_end_is_stopped() -> None:
    packer = zlib.compressobj(1)
    once = b"".join(packer.compress(b" " * 10_000_000) for _ in range(60)) + packer.flush()
    found = pages(pdf_of([zlib.compress(once)], filters=b"[/FlateDecode /FlateDecode]"))
    assert "太占内存" in reason(found[0])


def test_forms_that_draw_themselves_are_stopped_and_the_next_page_is_read() -> None:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    forms = {
        str(100 + at): stream_of(
            b"/X Do " * 30,
            b"%s /Resources << /XObject << /X %d 0 R >> >>" % (entries, 101 + at),
        )
        for at in range(9)
    }
    data = pdf_of([b"/X Do " * 30, BODY], resources=b"/XObject << /X 100 0 R >>", more=forms)
    bounds = Bounds(seconds=1, memory=700 * 1024**2)
    first, second = pdf_pages(data, "甲.pdf", bounds, Words())
    assert "时间太长" in reason(first)
    assert "渡口的木船" in text(second)


def test_a_masthead_comes_in_one_line_and_is_no_headline() -> None:
    head = (
        text_at(60, 770, 22, "渡口晚报")
        + text_at(200, 772, 10, "2026年5月6日　星期三")
        + text_at(450, 772, 13, "A02版：要闻")
        + b"60 760 m 540 760 l S\n"
    )
    (page,) = pages(pdf_of([head + text_at(60, 730, 24, "木船重新下水") + BODY]))
    assert isinstance(page, PageText)
    assert page.text.splitlines()[0] == "渡口晚报 2026年5月6日　星期三 A02版：要闻"
    assert page.layout.kinds[1] is LineKind.FURNITURE
