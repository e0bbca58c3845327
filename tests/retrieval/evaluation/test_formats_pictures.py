"""A small paper read from pictures of it."""

from pathlib import Path

import pytest

from retrieval.evaluation.formats import FormatCase, measured, pages_below, read_cases
from tests.ocr_extra import require_ocr

require_ocr()

PAPER = Path(__file__).parents[2] / "fixtures" / "formats" / "paper"
PICTURES = [case for case in read_cases(PAPER) if case.is_picture]


@pytest.mark.parametrize("case", PICTURES, ids=lambda case: case.name)
def test_a_small_paper_is_read_from_its_picture(case: FormatCase) -> None:
    figures = measured(case, pages_below)
    assert (figures.found, figures.near, figures.extra, figures.moved) == (2, 0, 0, 0)
    assert (figures.reporters, figures.days) == (2, 2)
    assert figures.share_wrong <= 0.05
