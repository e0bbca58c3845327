"""A small worn scan is read for good, by the process itself."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.order.printed import PrintedPage
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.model.files import Bounds
from tests.ocr_extra import require_ocr

require_ocr()

from PIL import Image  # noqa: E402 (only where it is installed)

pytestmark = pytest.mark.xdist_group("ocr")
WORN = Path("tests/fixtures/formats/ocr/worn.jpg")
LINES = (
    *("老渡口的钟楼修好了", "本报记者 叶青 石小满", "钟楼的大钟。石小满 摄"),
    *("昨天上午，渡口边的钟", "楼敲响了十二下，停走", "八年的大钟又走起来。"),
    *("修钟的师傅姓顾，今年", "七十一岁。"),
    *(
        "他说，钟里的齿轮只换",
        "了3个，别的都是老物",
        "件。钟楼下个月起每周",
        "六开放，参观不收钱。",
    ),
)


@pytest.fixture(scope="module")
def reader() -> Iterator[WordReader]:
    with WordReader(Bounds()) as words:
        yield words


def turned(degrees: int) -> bytes:
    data = io.BytesIO()
    with Image.open(WORN) as image:
        image.rotate(degrees, expand=True).save(data, "PNG")
    return data.getvalue()


def texts(page: PrintedPage) -> set[str]:
    return {piece.text for piece in page.pieces}


def test_a_worn_scan_is_read(reader: WordReader) -> None:
    page = reader.read(WORN.read_bytes(), "worn.jpg")

    assert texts(page) >= set(LINES)
    assert (page.width, page.height) == (900, 560)
    assert len(page.pictures) == 1
    assert page.pictures[0] == pytest.approx((640, 226, 860, 416), abs=8)
    assert len([rule for rule in page.rules if rule.right - rule.left > 700]) == 2
    sizes = {piece.text: piece.size for piece in page.pieces}
    assert sizes["老渡口的钟楼修好了"] == pytest.approx(52, rel=0.1)
    assert sizes["昨天上午，渡口边的钟"] == pytest.approx(26, rel=0.1)


@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_on_its_side_or_head_is_turned(reader: WordReader, degrees: int) -> None:
    page = reader.read(turned(degrees), "turned.png")

    assert len(set(LINES) & texts(page)) >= len(LINES) - 1
    assert (page.width, page.height) == (900, 560)


def test_a_picture_without_words_has_none(reader: WordReader) -> None:
    data = io.BytesIO()
    Image.new("L", (200, 100), 200).save(data, "PNG")

    assert reader.read(data.getvalue(), "grey.png").pieces == ()


def test_a_bomb_is_refused_and_the_next_picture_read(reader: WordReader) -> None:
    data = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")

    with pytest.raises(PageRefused, match="20000×20000 像素"):
        reader.read(data.getvalue(), "bomb.png")
    assert reader.frames(turned(0), "worn.png") == (0,)


def test_what_takes_more_memory_than_the_bound_is_refused() -> None:
    with (
        WordReader(Bounds(memory=400 * 1024**2)) as words,
        pytest.raises(PageRefused, match=r"内存|停了"),
    ):
        words.read(WORN.read_bytes(), "worn.jpg")


def test_what_takes_more_processor_time_than_the_bound_is_refused() -> None:
    data = io.BytesIO()
    with Image.open(WORN) as image:
        image.resize((3000, 3000)).save(data, "JPEG")
    with (
        WordReader(Bounds(seconds=1)) as words,
        pytest.raises(PageRefused, match="1 秒里没有认完"),
    ):
        words.read(data.getvalue(), "worn.jpg")
