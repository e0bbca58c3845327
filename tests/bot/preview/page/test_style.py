"""The page's colours: what is written can be read, in the light and in the dark."""

import re

import pytest

from bot.preview.page.server import STATIC

WRITTEN = {
    "ink": ("paper", "ground", "room", "theirs", "mine", "here"),
    "faint": ("paper", "ground", "room", "theirs", "mine", "here"),
    "accent-ink": ("paper", "theirs", "here"),
    "on-accent": ("accent",),
    "link": ("paper", "theirs", "mine", "key"),
    "quote": ("theirs", "mine"),
}
ENOUGH = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
STYLE = (STATIC / "style.css").read_text(encoding="utf-8")
PALETTES = [dict(re.findall(r"--([\w-]+): #(\w{6});", block)) for block in STYLE.split(":root")[1:]]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_words_stand_out_from_what_they_are_written_on(palette: dict[str, str]) -> None:
    faint = []
    for words, grounds in WRITTEN.items():
        for ground in grounds:
            low, high = sorted((luminance(palette[words]), luminance(palette[ground])))
            if (high + 0.05) / (low + 0.05) < ENOUGH:
                faint.append((words, ground))
    assert faint == []
