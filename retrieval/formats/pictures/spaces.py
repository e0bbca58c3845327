"""The spaces in a line of words, which recognition mostly loses: 江屿夏竹 are two names.

They are measured in the picture of the line. Between two Chinese characters stands a space where
they are farther apart than the others, and the white between them is wide.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

_INK = 0.45  # of the way from the ground to the ink
_WHITE = 0.02  # of a line's height is ink in a column of pixels that is white
_EDGE = 0.12  # of a line's height above and below, where other lines reach in
_GAP = 0.25  # of the distance of characters: the narrowest white that is a space
_STEP = 0.17  # and how much farther apart than usual its sides are: the mean of two measures,
_LEAST_STEP = 0.14  # and the least of the steadier one
_FULL = 0.75  # from which on it is a full-width space
_FEWEST = 2  # pairs of Chinese characters that tell their distance


def spaced(text: str, spots: Sequence[float], crop: NDArray[np.uint8]) -> str:
    """Return the text of a line with its spaces.

    ``spots`` are where along the line the middle of each character that is no space was seen, from
    0 to 1; ``crop`` is the line's picture, level.
    """
    at = [index for index, character in enumerate(text) if not character.isspace()]
    if len(at) != len(spots) or len(at) <= _FEWEST or min(crop.shape[:2]) == 0:
        return text
    middles, gaps = _places([spot * crop.shape[1] for spot in spots], _white_columns(crop))
    chinese = [_is_chinese(text[place]) for place in at]
    pairs = [index for index in range(len(at) - 1) if chinese[index] and chinese[index + 1]]
    if len(pairs) < _FEWEST:
        return text
    pitch = max(1.0, median_low(middles[index + 1] - middles[index] for index in pairs))
    together = {index for index in pairs if at[index + 1] == at[index] + 1}
    parts = []
    for index, place in enumerate(at):
        parts.append(text[place] if index == 0 else text[at[index - 1] + 1 : place + 1])
        if index in together and gaps[index] >= _GAP * pitch:
            step = _step(index, middles, set(pairs), pitch)
            alone = (middles[index + 1] - middles[index]) / pitch - 1
            if step >= _LEAST_STEP and (step + alone) / 2 >= _STEP:
                parts.append("\u3000" * round(step) if step >= _FULL else " ")
    return "".join(parts)


def _step(index: int, middles: Sequence[float], pairs: set[int], pitch: float) -> float:
    """Return how much farther apart than usual two characters are, by two on each side if any."""
    left, right = [middles[index]], [middles[index + 1]]
    if index - 1 in pairs:
        left.append(middles[index - 1] + pitch)
    if index + 1 in pairs:
        right.append(middles[index + 2] - pitch)
    return (sum(right) / len(right) - sum(left) / len(left)) / pitch - 1


def _places(spots: Sequence[float], white: NDArray[np.bool_]) -> tuple[list[float], list[float]]:
    """Return the middle of each character's ink, and the width of the white after all but one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], white, [False])).astype(np.int8)))
    starts, ends = edges[0::2], edges[1::2]
    lefts, rights, gaps = [], [], []
    inked = np.flatnonzero(~white)
    lefts.append(float(inked[0]) if len(inked) else 0.0)
    for one, other in pairwise(spots):
        between = (starts < other) & (ends > one)
        if between.any():
            widest = int(np.argmax(np.where(between, ends - starts, 0)))
            start, end = float(starts[widest]), float(ends[widest])
        else:
            start = end = (one + other) / 2
        rights.append(start)
        lefts.append(end)
        gaps.append(end - start)
    rights.append(float(inked[-1]) + 1 if len(inked) else float(len(white)))
    return [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)], gaps


def _white_columns(crop: NDArray[np.uint8]) -> NDArray[np.bool_]:
    height = crop.shape[0]
    grey = crop[int(height * _EDGE) : int(height * (1 - _EDGE)) or 1].mean(axis=2)
    darkest, lightest = np.percentile(grey, (2, 98))
    ground, ink = darkest, lightest
    if np.median(grey) > (darkest + lightest) / 2:
        ground, ink = lightest, darkest
    away = (grey - ground) / (ink - ground) if ink != ground else np.zeros_like(grey)
    return np.asarray((away > _INK).mean(axis=0) < _WHITE)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
