"""The lines of words in the pixels of a picture: where each stands, what it says.

rapidocr finds where words stand and recognises them, with the models that its wheel brings. Nothing
is fetched: it is told the files of the models.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray
from rapidocr.main import RapidOCRError

from retrieval.formats.pictures.marks import full_width
from retrieval.formats.pictures.spaces import spaced

THREADS = 2

Pixels = NDArray[np.uint8]
Quad = NDArray[np.float32]
_LONG = 3.0  # times as long as high: a line shows how it lies
_TRIED = 10  # lines, to tell whether a picture lies on its side or on its head
_SURE = 0.8
_CLEARLY = 0.1
_MODELS = Path(rapidocr.__file__).parent / "models"


class Corner(NamedTuple):
    """A corner of a line, in pixels from the upper left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Words as recognised; its corners run from the first character's top round with the clock.

    ``spots`` are where along the line the middle of each character that is no space was seen, from
    0 to 1.
    """

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]
    spots: tuple[float, ...]
    sureness: float


def read_lines(pixels: Pixels) -> tuple[Pixels, list[ReadLine]]:
    """Return a picture in red, green, blue as it is to be held, and its lines, in no order.

    A picture that lies on its side or on its head is turned. Blank lines are left out.
    """
    boxes, crops = _found(pixels)
    if turns := _quarter_turns(boxes, crops):
        pixels = np.ascontiguousarray(np.rot90(pixels, turns))
        boxes, crops = _found(pixels)
    lines = []
    for box, crop, (text, sureness, spots) in zip(boxes, crops, _recognised(crops), strict=True):
        if text.strip():
            first, second, third, fourth = (Corner(*map(float, at)) for at in box)
            words = full_width(spaced(text, spots, crop).strip())
            lines.append(ReadLine(words, (first, second, third, fourth), spots, sureness))
    return pixels, lines


def _found(pixels: Pixels) -> tuple[list[Quad], list[Pixels]]:
    """Return the corners of each line of a picture, and the line itself laid level."""
    blue_first = np.ascontiguousarray(pixels[:, :, ::-1])
    try:
        crops, found = _engine().detect_and_crop(blue_first, {})
    except RapidOCRError:
        return [], []
    return ([] if found.boxes is None else list(found.boxes)), crops


def _recognised(crops: Sequence[Pixels]) -> list[tuple[str, float, tuple[float, ...]]]:
    """Return for each line its words, how sure they are, and where its characters were seen."""
    if not crops:
        return []
    words = _engine().recognize_txt(list(crops))
    return [
        (text, float(sureness), _spots(info))
        for text, sureness, info in zip(
            words.txts or (), words.scores, words.word_results, strict=True
        )
    ]


def _quarter_turns(boxes: Sequence[Quad], crops: Sequence[Pixels]) -> int:
    """Return how many quarter turns against the clock make the words of a picture level.

    That is tried with some of its lines. Lines that are read downward need no turn.
    """
    sides = [(np.hypot(*(box[1] - box[0])), np.hypot(*(box[2] - box[1]))) for box in boxes]
    long = [
        n for n, (along, down) in enumerate(sides) if max(along, down) >= _LONG * min(along, down)
    ]
    down = sum(sides[n][1] for n in long if sides[n][1] > sides[n][0])
    along = sum(sides[n][0] for n in long if sides[n][0] >= sides[n][1])
    falls = down > along
    long = [n for n in long if (sides[n][1] > sides[n][0]) == falls]
    tried = [crops[n] for n in long[:: max(1, len(long) // _TRIED)][:_TRIED]]
    as_found = _recognised(tried)
    if not tried or (not falls and _sureness(as_found) >= _SURE):
        return 0
    on_head = _recognised([np.ascontiguousarray(np.rot90(crop, 2)) for crop in tried])
    if _sureness(on_head) > _sureness(as_found) + _CLEARLY:
        return 3 if falls else 2
    if not falls or _sureness(as_found) < _SURE:
        return 0
    beside = [_beside(crop, spots) for crop, (_, _, spots) in zip(tried, as_found, strict=True)]
    return 0 if _sureness(_recognised(beside)) >= _sureness(as_found) - _CLEARLY else 1


def _sureness(read: Sequence[tuple[str, float, tuple[float, ...]]]) -> float:
    """Return how sure the words of lines are, by their length."""
    length = sum(len(text) for text, _, _ in read)
    return sum(len(text) * sureness for text, sureness, _ in read) / max(1, length)


def _beside(crop: Pixels, spots: Sequence[float]) -> Pixels:
    """Return the characters of a line that was found upright, each as it stood, side by side."""
    width = crop.shape[1]
    half = max(2, round(width / max(1, len(spots)) / 2))
    padded = np.pad(crop, ((0, 0), (half, half), (0, 0)), mode="edge")
    cells = [padded[:, round(spot * width) : round(spot * width) + 2 * half] for spot in spots]
    return np.ascontiguousarray(np.hstack([np.rot90(cell, 3) for cell in cells or [crop]]))


@cache
def _engine() -> rapidocr.RapidOCR:
    """Return what reads words; its models are loaded with the first picture."""
    cv2.setNumThreads(THREADS)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 4000,
            "Global.use_cls": False,
            "Det.max_candidates": 5000,  # a dense page has 1,000 lines, and noise
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
        }
    )


def _spots(info: Any) -> tuple[float, ...]:  # noqa: ANN401 (rapidocr's types leave it open)
    columns = [column for word in info.word_cols for column in word]
    return tuple((column + 0.5) / info.line_txt_len for column in columns)
