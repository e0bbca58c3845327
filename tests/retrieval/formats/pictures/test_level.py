"""Lines of a page that was laid down turned come out level, with the size of their characters."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ocr_extra import require_ocr

require_ocr()

from retrieval.formats.pictures.level import level, tilt  # noqa: E402 (only where it is installed)
from retrieval.formats.pictures.recognition import Corner, ReadLine  # noqa: E402 (as above)

WIDTH, HEIGHT = 1000, 1400


def line(text: str, box: tuple[float, float, float, float], degrees: float = 0) -> ReadLine:
    """Return a line in a box of a page that was turned with the clock around its middle."""
    left, top, right, bottom = box
    turn = math.radians(degrees)

    def turned(x: float, y: float) -> Corner:
        x, y = x - WIDTH / 2, y - HEIGHT / 2
        return Corner(
            x * math.cos(turn) - y * math.sin(turn) + WIDTH / 2,
            x * math.sin(turn) + y * math.cos(turn) + HEIGHT / 2,
        )

    corners = (turned(left, top), turned(right, top), turned(right, bottom), turned(left, bottom))
    return ReadLine(text, corners, (), 0.9)


def column(degrees: float) -> list[ReadLine]:
    return [
        line("渡口边的钟楼敲响了十", (100, top, 400, top + 36), degrees)
        for top in range(100, 1300, 40)
    ]


@given(st.floats(-15, 15))
def test_a_turned_page_comes_out_level(degrees: float) -> None:
    lines = column(degrees)

    angle = tilt(lines)
    pieces = level(lines, WIDTH, HEIGHT, angle)

    assert math.degrees(angle) == pytest.approx(degrees, abs=0.01)
    for piece, top in zip(pieces, range(100, 1300, 40), strict=True):
        assert piece.box == pytest.approx((100, top, 400, top + 36), abs=0.2)
        assert piece.size == pytest.approx(30, abs=0.1)


def test_short_and_upright_lines_tell_no_tilt() -> None:
    short = line("钟楼", (100, 100, 160, 136), 5)
    upright = line("老渡口的钟楼", (800, 100, 860, 460), 5)

    assert tilt([short, upright]) == 0.0
    assert tilt([]) == 0.0


def test_one_slanting_line_does_not_turn_a_page() -> None:
    assert tilt([*column(0), line("斜着的广告语一行", (100, 700, 800, 750), 12)]) == 0.0


def test_a_line_that_is_read_downward_is_upright() -> None:
    (piece,) = level([line("老渡口的钟楼", (800, 100, 860, 460))], WIDTH, HEIGHT, 0.0)

    assert piece.upright
    assert piece.box == (800, 100, 860, 460)
    assert piece.size == pytest.approx(60, rel=0.2)


def test_one_high_character_is_no_upright_line() -> None:
    (piece,) = level([line("1", (800, 100, 815, 140))], WIDTH, HEIGHT, 0.0)

    assert not piece.upright


@pytest.mark.parametrize("high", [32, 36, 39])
def test_the_size_is_told_by_the_width_where_the_box_is_loose(high: int) -> None:
    (piece,) = level([line("渡口边的钟楼敲响了十", (0, 0, 300, high))], WIDTH, HEIGHT, 0.0)

    assert piece.size == pytest.approx(30)


def test_the_size_of_a_headline_that_is_spaced_out_is_its_height() -> None:
    (piece,) = level([line("钟楼开放", (0, 0, 600, 73))], WIDTH, HEIGHT, 0.0)

    assert piece.size == pytest.approx(60, rel=0.02)
