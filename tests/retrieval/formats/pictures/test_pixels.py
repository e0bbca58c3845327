"""Pictures of every sort to pixels, and the hostile ones refused."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from tests.ocr_extra import require_ocr

require_ocr()

from PIL import ExifTags, Image  # noqa: E402 (only where they are installed)

from retrieval.formats.pictures.pixels import MOST_SIDE, page_frames, page_pixels  # noqa: E402 (as above)

MOST = 10_000_000
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def saved(image: Image.Image, format: str = "PNG", **how: object) -> bytes:  # noqa: A002 (Pillow's)
    data = io.BytesIO()
    image.save(data, format, **how)
    return data.getvalue()


def pixels(data: bytes, frame: int = 0) -> np.ndarray:
    return page_pixels(data, "a", frame=frame, most=MOST)


def corner(mode: str = "L") -> Image.Image:
    """Return a picture 40 wide and 20 high, white, its upper left quarter black."""
    image = Image.new("L", (40, 20), 255)
    image.paste(0, (0, 0, 20, 10))
    return image.convert(mode)


def shape_of_corner(data: bytes) -> None:
    found = pixels(data)
    assert found.shape == (20, 40, 3)
    assert found.dtype == np.uint8
    assert (found[3:7, 5:15] < 60).all()
    assert (found[3:7, 25:35] > 200).all()
    assert (found[13:17, 5:35] > 200).all()


@pytest.mark.parametrize("format", ["PNG", "JPEG", "MPO", "TIFF", "WEBP", "GIF", "BMP"])
def test_every_format_is_read(format: str) -> None:  # noqa: A002 (Pillow's word)
    shape_of_corner(saved(corner("RGB"), format))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_mode_of_png_is_read(mode: str) -> None:
    if mode == "I;16":
        data = saved(Image.fromarray(np.asarray(corner()).astype(np.uint16) * 256))
    else:
        data = saved(corner(mode))
    shape_of_corner(data)


@pytest.mark.parametrize("mode", ["CMYK", "F", "I", "LAB"])
def test_every_mode_of_tiff_is_read(mode: str) -> None:
    image = corner("RGB") if mode == "LAB" else corner(mode)
    shape_of_corner(saved(image, "TIFF"))


def test_a_cmyk_jpeg_is_read() -> None:
    shape_of_corner(saved(corner("CMYK"), "JPEG"))


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 10))

    shape_of_corner(saved(image))
    shape_of_corner(saved(image.quantize(4)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_exif_says(orientation: int) -> None:
    held = {
        1: lambda image: image,
        2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
        4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
        6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
        7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
        8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
    }[orientation](corner())
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    shape_of_corner(saved(held, "JPEG", exif=exif))
    shape_of_corner(saved(held, "TIFF", exif=exif))


def test_a_large_picture_is_made_smaller() -> None:
    for format in ("PNG", "JPEG"):  # noqa: A001 (Pillow's word)
        data = saved(Image.new("1", (2 * MOST_SIDE, MOST_SIDE // 2), 1).convert("L"), format)
        assert pixels(data).shape == (MOST_SIDE // 4, MOST_SIDE, 3)


def test_a_small_picture_stays_as_it_is() -> None:
    assert pixels(saved(Image.new("L", (3, 2)))).shape == (2, 3, 3)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IEND", b"")


def tiff_of(width: int, height: int) -> bytes:
    """Return a TIFF of a strip of one byte, whose head claims a width and a height."""
    tags = (
        *((256, width), (257, height), (258, 1), (259, 1), (262, 1)),
        *((273, 8), (277, 1), (278, height), (279, 1)),
    )
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return (
        b"II*\0"
        + struct.pack("<I", 12)
        + b"\0\0\0\0"
        + struct.pack("<H", len(tags))
        + entries
        + struct.pack("<I", 0)
    )


@pytest.mark.parametrize("data", [png_of(60_000, 60_000), tiff_of(60_000, 60_000)])
def test_a_bomb_is_refused_by_its_head(data: bytes) -> None:
    with pytest.raises(PageRefused, match="60000×60000 像素"):
        pixels(data)


def test_a_bomb_in_the_text_of_a_png_is_refused() -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000)))
    with pytest.raises(PageRefused, match="打不开"):
        pixels(png_of(10, 10, text))


def test_a_picture_with_nothing_behind_its_head_is_refused() -> None:
    for data in (png_of(10, 10), tiff_of(100, 100)):
        with pytest.raises(PageRefused, match="打不开"):
            pixels(data)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
def test_a_picture_cut_short_is_refused(format: str) -> None:  # noqa: A002 (Pillow's word)
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    data = saved(Image.fromarray(noise), format)
    with pytest.raises(PageRefused, match="打不开或不完整"):
        pixels(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data", [b"", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"8BPS\0\x01", b"words"]
)
def test_what_is_no_picture_of_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(PageRefused, match="打不开"):
        pixels(data)
    with pytest.raises(PageRefused, match="打不开"):
        page_frames(data, "a", 9)


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_damaged_in_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    format = data.draw(st.sampled_from(["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"]))  # noqa: A001
    whole = bytearray(saved(corner("RGB"), format))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        assert page_frames(bytes(whole), "a", 3)
        assert pixels(bytes(whole)).ndim == 3
    except PageRefused:
        pass


def test_the_pages_of_a_tiff_are_counted() -> None:
    pages = [Image.new("L", (10 + number, 10), 255) for number in range(4)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert page_frames(data, "a", 9) == [0, 1, 2, 3]
    assert page_frames(data, "a", 2) == [0, 1]
    assert [pixels(data, frame).shape[1] for frame in range(4)] == [10, 11, 12, 13]


def test_a_smaller_version_of_a_page_is_no_page() -> None:
    pages = [Image.new("L", (10, 10), 255) for _ in range(2)]
    for page, kind in zip(pages, (0, 1), strict=True):
        page.encoderinfo = {"tiffinfo": {254: kind}}
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert page_frames(data, "a", 9) == [0]


def test_a_tiff_whose_pages_go_round_in_a_circle_ends() -> None:
    data = bytearray(saved(corner("L"), "TIFF"))
    first = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[first : first + 2])[0]
    last = first + 2 + 12 * count
    data[last : last + 4] = struct.pack("<I", first)

    assert page_frames(bytes(data), "a", 9) == [0]


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_picture_is_read(format: str) -> None:  # noqa: A002 (Pillow's)
    frames = [corner("RGB"), Image.new("RGB", (40, 20), "black")]
    data = saved(frames[0], format, save_all=True, append_images=frames[1:])

    assert page_frames(data, "a", 9) == [0]
    shape_of_corner(data)
