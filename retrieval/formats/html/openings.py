"""A subtitle that stands at the head of a story's text, set off from it."""

import re
from collections.abc import Sequence

from retrieval.formats.html.body import is_around
from retrieval.formats.html.heads import HtmlHead
from retrieval.formats.html.info_line import credits_in, is_info
from retrieval.formats.html.lines import MOSTLY_LINKS, HtmlLine
from retrieval.reading.bylines import Sureness, look
from retrieval.reading.captions import is_caption
from retrieval.reading.furniture import furniture

_SHORTEST, _LONGEST = 6, 40  # characters
_STOPS = "。；，：:！？!?"
_DASHES = ("——", "──", "--")
_NUMBERED = re.compile("[一二三四五六七八九十0-9]{1,2}[、.．]")


def opening(own: Sequence[HtmlLine], head: HtmlHead) -> list[HtmlLine]:
    """Return a body's lines without a subtitle at their head, which goes to the headline's.

    It is set as a heading, bold or centred as no other line is that might head a part of the text;
    or a byline stands right below it.
    """
    lines = list(own)
    at = next((at for at, line in enumerate(lines) if line.image is None and line.text), None)
    if at is None or not head.title or head.subtitles or not _may_be(lines[at]):
        return lines
    line, rest = lines[at], lines[at + 1 :]
    written = [one for one in rest if one.image is None and not _is_picture(one)]
    if not written:
        return lines
    set_off = line.heading or line.bold or line.centred
    alike = [one for one in written if _is_set_like(one, line)]
    below = look(written[0].text).sureness is Sureness.BY_WORDS or bool(credits_in(written[0]))
    dashed = line.text.startswith(_DASHES)
    if not (dashed or (set_off and (below or not alike))):
        return lines
    head.subtitles.append(line.text)
    return [*lines[:at], *rest]


def _may_be(line: HtmlLine) -> bool:
    text = line.text
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in _STOPS or line.row:
        return False
    if line.links >= MOSTLY_LINKS or _is_picture(line) or is_info(line) or is_around(text):
        return False
    if _NUMBERED.match(text):
        return False
    return furniture(text) is None and look(text).sureness is Sureness.NONE


def _is_picture(line: HtmlLine) -> bool:
    return line.caption or line.below_image or is_caption(line.text)


def _is_set_like(one: HtmlLine, line: HtmlLine) -> bool:
    if line.heading or line.bold:
        return bool(one.heading or one.bold)
    return one.centred
