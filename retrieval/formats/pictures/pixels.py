"""A picture's bytes to its pixels, upright, on white, and no larger than it need be.

Only the process that reads words calls this: a picture may be made to break what decodes it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile

from retrieval.errors import PageRefused

MOST_SIDE = 3000
"""The longer side of a picture in pixels, as it is read. A page of 40 cm has characters of some 25
pixels then, which is as good as more."""

# Those that need another program, or that nobody prints on, are not tried.
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # by EXIF's orientation
_REDUCED = 1  # of the TIFF tag NewSubfileType: a smaller version of another picture
_NEW_SUBFILE_TYPE = 254

ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = None  # what a picture may have is told with each


def page_frames(data: bytes, name: str, most: int) -> list[int]:
    """Return the numbers, from 0, of the pictures in a file that are pages, at most ``most``.

    Only a TIFF has several; what moves is its first picture. Raises PageRefused for what is no
    picture, or a damaged one.
    """
    with _opened(data, name) as image:
        if image.format != "TIFF":
            return [0]
        frames: list[int] = []
        for frame in range(4 * most):
            try:
                image.seek(frame)
            except EOFError:
                break
            tags = getattr(image, "tag_v2", {})
            if not int(tags.get(_NEW_SUBFILE_TYPE, 0)) & _REDUCED:
                frames.append(frame)
            if len(frames) == most:
                break
        return frames or [0]


def page_pixels(data: bytes, name: str, *, frame: int, most: int) -> NDArray[np.uint8]:
    """Return a picture of a file in red, green, blue; height, width and 3 are its shape.

    It is turned as its EXIF says. What is transparent is white. Raises PageRefused for a picture of
    more than ``most`` pixels, which is told by its head without decoding it, for what is no
    picture, and for a damaged one.
    """
    with _opened(data, name) as image:
        if frame:
            image.seek(frame)
        width, height = image.size
        if width * height > most:
            raise PageRefused(
                name,
                f"图太大（{width}×{height} 像素，最多 {most:,} 像素），请缩小后再交 "
                f"(too large: {width}×{height} pixels, at most {most:,}; make it smaller)",
            )
        image.draft("RGB", (MOST_SIDE, MOST_SIDE))
        image.load()
        whole = _on_white(_eight_bits(image))
        whole.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
        if (turn := _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))) is not None:
            whole = whole.transpose(turn)
        return np.asarray(whole.convert("RGB"), dtype=np.uint8)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            yield image
    except (PageRefused, MemoryError):
        raise
    except Exception as error:  # whatever a damaged file makes of its decoder
        raise PageRefused(
            name,
            "图片打不开或不完整，请重新保存为 PNG 或 JPEG 再交"
            " (damaged, or no picture: save it anew as PNG or JPEG)",
        ) from error


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of more than 8 bits a pixel stretched over the 8 that it is read in."""
    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image, dtype=np.float32)
    finite = np.where(np.isfinite(values), values, 0)
    least, greatest = float(finite.min()), float(finite.max())
    return Image.fromarray(
        ((finite - least) * (255 / max(greatest - least, 1e-9))).astype(np.uint8)
    )


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
    coloured = image.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    white.alpha_composite(coloured)
    return white
