"""The pictures and rules of a page are told from its pixels."""

import numpy as np
import pytest

from retrieval.model.page_text import Box
from tests.ocr_extra import require_ocr

require_ocr()

from retrieval.formats.pictures.shapes import shapes  # noqa: E402 (only where it is installed)

SIZE = 20.0


def page(shade: int = 250) -> np.ndarray:
    return np.full((1000, 800, 3), shade, dtype=np.uint8)


def words(pixels: np.ndarray, box: Box) -> Box:
    """Print something like words into a box: a stroke every few pixels."""
    left, top, right, bottom = map(int, box)
    pixels[top:bottom, left:right:5] = 20
    return box


def test_a_picture_is_told_and_words_are_none() -> None:
    pixels = page()
    pixels[100:400, 50:450] = np.random.default_rng(1).integers(20, 160, (300, 400, 3))
    box = words(pixels, Box(50, 600, 700, 620))

    pictures, rules = shapes(pixels, [box], SIZE, 0.0)

    assert len(pictures) == 1
    assert pictures[0] == pytest.approx((50, 100, 450, 400), abs=4)
    assert rules == []


def test_rules_are_told_along_and_down() -> None:
    pixels = page()
    pixels[200:203, 50:750] = 20
    pixels[300:900, 400:402] = 20

    pictures, rules = shapes(pixels, [], SIZE, 0.0)

    assert pictures == []
    assert len(rules) == 2
    assert rules[0] == pytest.approx((50, 200, 750, 203), abs=3)
    assert rules[1] == pytest.approx((400, 300, 402, 900), abs=3)


def test_the_sides_of_a_frame_are_rules() -> None:
    pixels = page()
    pixels[200:600, 100:500] = 20
    pixels[203:597, 103:497] = 250
    box = words(pixels, Box(150, 300, 450, 320))

    pictures, rules = shapes(pixels, [box], SIZE, 0.0)

    assert pictures == []
    assert rules


def test_a_dark_ground_that_words_are_printed_on_is_no_picture() -> None:
    pixels = page()
    pixels[100:200, 50:750] = 30
    box = Box(80, 110, 720, 190)

    assert shapes(pixels, [box], 60.0, 0.0)[0] == []


def test_light_that_falls_unevenly_is_no_picture() -> None:
    shade = np.linspace(1.0, 0.5, 800)[None, :, None]
    pixels = (page() * shade).astype(np.uint8)

    assert shapes(pixels, [], SIZE, 0.0) == ([], [])


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 3000), (3000, 1), (7, 9)])
def test_a_picture_of_any_shape_is_looked_at(height: int, width: int) -> None:
    pixels = np.zeros((height, width, 3), dtype=np.uint8)

    shapes(pixels, [Box(-5, -5, 1, 1), Box(0, 0, 9000, 9000)], 0.0, 0.3)
