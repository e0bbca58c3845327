"""Spaces between names are found by how far apart their characters stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.formats.pictures.spaces import spaced

EM = 40


def line(text: str, space: float, bearing: int = 2) -> tuple[str, list[float], np.ndarray]:
    """Return a text without spaces, where its characters are, and its picture: two strokes each.

    A space is ``space`` ems wide; each stroke has ``bearing`` white pixels on either side.
    """
    places = []
    at = 8.0
    for character in text:
        if character == " ":
            at += space * EM
        else:
            places.append(at)
            at += EM
    crop = np.full((EM, round(at) + 8, 3), 230, dtype=np.uint8)
    for place in places:
        crop[(4, 5, -5, -4), round(place) + bearing : round(place) + EM - bearing] = 30
    spots = [(place + EM / 2) / crop.shape[1] for place in places]
    return text.replace(" ", ""), spots, crop


@pytest.mark.parametrize("space", [0.25, 0.3, 0.5])
@pytest.mark.parametrize("text", ["本报记者 叶青 石小满", "叶青 石小满", "文字叶青 摄影石小满"])
def test_the_spaces_between_names_are_found(text: str, space: float) -> None:
    assert spaced(*line(text, space)) == text


def test_a_full_width_space_stays_one() -> None:
    assert spaced(*line("要闻 渡口 民生", 1.0)) == "要闻\u3000渡口\u3000民生"


def test_a_line_without_spaces_stays_as_it_is() -> None:
    assert spaced(*line("昨天上午渡口边的钟", 1.0)) == "昨天上午渡口边的钟"


def test_a_line_that_is_spaced_out_has_no_spaces() -> None:
    text, spots, crop = line("渡 口 的 钟 楼", 0.5)

    assert spaced(text, spots, crop) == "渡口的钟楼"


def test_a_space_that_was_recognised_is_not_doubled() -> None:
    _, spots, crop = line("本报记者 叶青 石小满", 0.5)

    assert spaced("本报记者 叶青石小满", spots, crop) == "本报记者 叶青 石小满"


def test_light_words_on_a_dark_ground_are_measured_alike() -> None:
    text, spots, crop = line("本报记者 叶青 石小满", 0.3)

    assert spaced(text, spots, 255 - crop) == "本报记者 叶青 石小满"


def test_marks_and_digits_have_white_around_them_of_their_own() -> None:
    text, spots, crop = line("他说 ， 共有3 个", 0.4)

    assert spaced(text, spots, crop) == "他说，共有3个"


@given(
    st.text("渡口钟楼，3 ", max_size=12),
    st.lists(st.floats(0, 1), max_size=12),
    st.tuples(st.integers(0, 30), st.integers(0, 60)),
    st.integers(0, 2**32 - 1),
)
def test_nothing_but_spaces_is_added(
    text: str, spots: list[float], shape: tuple[int, int], seed: int
) -> None:
    crop = np.random.default_rng(seed).integers(0, 256, (*shape, 3), dtype=np.uint8)

    made = spaced(text, sorted(spots), crop)

    assert "".join(made.split()) == "".join(text.split())
