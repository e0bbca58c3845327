"""What a picture of a page holds beside words: its own pictures, and its rules."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from retrieval.model.page_text import Box

_SIDE = 2000  # pixels, the longer side of what is looked at
_PAPER = 3  # the paper is the lightest within this part of the page's sides
_INK = 0.72  # of the paper's light, below which there is ink
_BLOCK = 16  # pixels
_SMALLEST_PICTURE = 4.0  # characters high and wide
_SHORTEST_RULE = 6.0  # characters long
_THICKEST_RULE = 0.4  # characters
_FILLED = 0.45  # of its box is inked, where a picture is
_OVER = 0.1  # of a line's height may words reach out of their box
_EDGE = 0.25  # characters, and a picture's edge out of its
_WORDED = 0.25  # of its box are words, beyond which it is a ground they are printed on

Mask = NDArray[np.uint8]


def shapes(
    pixels: NDArray[np.uint8], words: Sequence[Box], size: float, tilt: float
) -> tuple[list[Box], list[Box]]:
    """Return the pictures and the rules of a page, in its pixels.

    ``words`` are the boxes of its lines, whose characters are ``size`` high, after it was turned
    level by ``tilt`` in radians around its middle.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    em = max(4.0, size * scale)
    ink = _ink(_level(pixels, scale, tilt))
    for box in words:
        scaled = Box(*(edge * scale for edge in box))
        _part(ink, _wider(scaled, _OVER * (scaled.bottom - scaled.top)))[:] = 0
    pictures = [box for box in _pictures(ink, em) if _worded(box, words, scale) < _WORDED]
    for box in pictures:
        _part(ink, _wider(box, _EDGE * em))[:] = 0
    rules = [
        *_components(_opened(ink, round(_SHORTEST_RULE * em), 1), most_high=_THICKEST_RULE * em),
        *_components(_opened(ink, 1, round(_SHORTEST_RULE * em)), most_wide=_THICKEST_RULE * em),
    ]
    return [_unscaled(box, scale) for box in pictures], [_unscaled(box, scale) for box in rules]


def _level(pixels: NDArray[np.uint8], scale: float, tilt: float) -> Mask:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = grey.shape
    if tilt:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(tilt), 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.blur(grey, (3, 3)), dtype=np.uint8)


def _ink(grey: Mask) -> Mask:
    """Return where a page is darker than its paper is there; light falls on it unevenly."""
    height, width = grey.shape
    blocks = (max(1, width // _BLOCK), max(1, height // _BLOCK))
    coarse = cv2.resize(grey, blocks, interpolation=cv2.INTER_AREA)
    around = cv2.getStructuringElement(
        cv2.MORPH_RECT, (blocks[0] // _PAPER | 1, blocks[1] // _PAPER | 1)
    )
    paper = cv2.blur(cv2.dilate(coarse, around), (5, 5))
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return (grey < _INK * paper).astype(np.uint8)


def _pictures(ink: Mask, em: float) -> list[Box]:
    near = max(3, round(0.6 * em))
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    least = max(3, round(1.5 * em))
    solid = _opened(np.asarray(whole, dtype=np.uint8), least, least)
    return [
        box
        for box in _components(solid)
        if min(box.right - box.left, box.bottom - box.top) >= _SMALLEST_PICTURE * em
        and _part(solid, box).mean() >= _FILLED
    ]


def _opened(mask: Mask, width: int, height: int) -> Mask:
    kernel = np.ones((max(1, height), max(1, width)), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _components(
    mask: Mask, *, most_wide: float = math.inf, most_high: float = math.inf
) -> list[Box]:
    _, _, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Box(float(left), float(top), float(left + width), float(top + height))
        for left, top, width, height, _ in found[1:].tolist()
        if width <= most_wide and height <= most_high
    ]


def _part(mask: Mask, box: Box) -> Mask:
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    return mask[top:bottom, left:right]


def _wider(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _worded(box: Box, words: Sequence[Box], scale: float) -> float:
    """Return how much of a box is covered by words."""
    covered = 0.0
    for one in words:
        wide = min(box.right, one.right * scale) - max(box.left, one.left * scale)
        high = min(box.bottom, one.bottom * scale) - max(box.top, one.top * scale)
        covered += max(0.0, wide) * max(0.0, high)
    return covered / ((box.right - box.left) * (box.bottom - box.top))


def _unscaled(box: Box, scale: float) -> Box:
    return Box(*(edge / scale for edge in box))
