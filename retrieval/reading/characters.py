"""Characters as a page prints them: their width, and those that stand for others or for nothing."""

import re
import unicodedata

# Controls, soft hyphens and the invisible marks of width, joining, direction and a glyph's form.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e01ef]"
)
_NARROW = re.compile("[\x00-\u1fff]")
# Copied out of a PDF, 高 may be the radical ⾼, and fi one character: they look the same, and are
# found and credited under the usual ones alone. Of some radicals Unicode does not tell which.
_COPIED = {
    **{char: unicodedata.normalize("NFKC", char) for char in map(chr, range(0x2F00, 0x2FD6))},
    **{char: unicodedata.normalize("NFKC", char) for char in map(chr, range(0xFB00, 0xFB07))},
    **dict(
        zip(
            "⺟⻳⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
            "母龟民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
            strict=True,
        )
    ),
    # Bullets of a word processor's fonts, where no other font has anything.
    **dict(zip("\uf0b7\uf06c\uf06e\uf075\uf0a7\uf0d8\uf0fc", "•●■◆▪▶✓", strict=True)),
}
_OF_A_COPY = re.compile(f"[{''.join(_COPIED)}]")


def columns(text: str) -> int:
    """Return the width in columns: two for each character beyond Latin, Greek and Cyrillic."""
    return 2 * len(text) - len(_NARROW.findall(text))


def usual(text: str) -> str:
    """Return a text with the usual character for each that only looks like it."""
    return _OF_A_COPY.sub(lambda found: _COPIED[found[0]], text)


def without_invisible(text: str) -> str:
    """Return a text without controls and other characters that print nothing."""
    return _INVISIBLE.sub("", text)
