r"""Markdown within a line: bold, italics, links, images, escapes; what is left is what is printed.

Marks are read as tools write them, not only as Markdown has it: ``**bold **`` with a space inside
is bold, too. Stars and lines that stand for something in print stay: ``*ST东湖``, ``138****1234``,
``3*4*5``, ``姓名____``. An escaped mark (``\*``) is the character itself.
"""

import re
from dataclasses import dataclass

_FEWEST_WORDS = 4  # Chinese characters of an alt text that says something

# Escaped marks wait as characters that no page has, until all others are read.
_AWAY = {mark: chr(0x10FF00 + ord(mark)) for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
_BACK = str.maketrans({away: mark for mark, away in _AWAY.items()})
_ESCAPED = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")

_ADJACENT = re.compile(
    r"(?<=[^*\s0-9A-Za-z])\*\*\*\*(?=[^*\s0-9A-Za-z])"
)  # one bold ends, one opens
_BOLDS = {
    "***": re.compile(r"(?<!\*)\*{3}(?!\*)((?:[^*]|\*(?!\*))+)(?<!\*)\*{3}(?!\*)"),
    "**": re.compile(r"(?<!\*)\*\*(?!\*)((?:[^*]|\*(?!\*))+?)(?<!\*)\*\*(?!\*)"),
    "__": re.compile(r"(?<!_)__(?!_)((?:[^_]|_(?!_))+?)(?<!_)__(?!_)"),
}
_OTHERS = (
    re.compile(r"(?<![*0-9A-Za-z])\*(?![\s*])(?!S?\*?ST)([^*]{1,300})(?<![\s*])\*(?![*0-9A-Za-z])"),
    re.compile(r"(?<![\w_])_(?![\s_])([^_]{1,300})(?<![\s_])_(?![\w_])"),
    re.compile(r"~~(?!~)([^~]{1,300})~~"),
    re.compile(r"(?<!=)==(?![=>\s])([^=]{1,300})(?<!\s)==(?!=)"),
    re.compile(r"(?<!`)`([^`]{1,300})`(?!`)"),
)
_LINK = re.compile(
    r"\[([^\[\]]{0,200})\]"
    r"\((?:<?(?:https?:|mailto:|/|#|\.)[^()\s]{0,500}>?(?:\s+(?:\"[^\"]{0,200}\"|'[^']{0,200}'))?)?\)"
)
_REFERRED = re.compile(r"(?<!\])\[(?![0-9]+\])([^\[\]^]{2,200})\]\[[0-9A-Za-z_-]{0,20}\]")
_SPANNED = re.compile(r"\[([^\[\]]{0,200})\](?=\{[.#][^{}]{1,80}\})")
_ATTRIBUTES = re.compile(r"\{(?:[.#][\w-]|(?:width|height|style|class|id|lang)=)[^{}]{0,120}\}")
_ANY = re.compile("[*_~=`\\[{\\\\\U0010ff00-\U0010ff7f]")
_CLOSERS = {"(": ")", "[": "]"}
_TITLE = re.compile(r"\s[\"']([^\"']{1,200})[\"']\)$")
_EDGE = re.compile(r"^\s*\*\*|\*\*\s*$")
_HAN_OR_MARK = re.compile(r"[\u2014-\u2027\u3000-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """What a line prints."""

    text: str
    bold: bool  # all of it
    lead: int  # characters in bold at the start of a line that goes on after them


def protected(text: str) -> str:
    r"""Return a line in which escaped marks (``\*``) can't be taken for marks; see `words`."""
    return _ESCAPED.sub(lambda match: _AWAY[match[1]], text) if "\\" in text else text


def words(text: str) -> Unmarked:
    """Return what a `protected` line prints, which is nothing where it holds only marks."""
    if not _ANY.search(text):
        return Unmarked(text.strip(), bold=False, lead=0)
    text = _ADJACENT.sub("", text)
    lead, is_bold = "", False
    for mark, form in _BOLDS.items():
        if mark not in text:
            continue
        first = form.match(text)
        if first is not None:
            lead = lead or _plain(first[1])
            is_bold = is_bold or not form.sub("", text).strip()
        text = form.sub(_tight, text)
    text = _plain(_EDGE.sub("", text) if text.count("**") == 1 else text)
    within = text.startswith(lead) and len(lead) < len(text)
    return Unmarked(text, is_bold, len(lead) if within else 0)


def _tight(match: re.Match[str]) -> str:
    """Return what was marked, without spaces that only the marks have put beside Chinese."""
    inner, text = match[1], match.string
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    if not before or _HAN_OR_MARK.match(before) or _HAN_OR_MARK.match(inner.lstrip()):
        inner = inner.lstrip()
    if not after or _HAN_OR_MARK.match(after) or _HAN_OR_MARK.match(inner.rstrip()[-1:]):
        inner = inner.rstrip()
    return inner


def _plain(text: str) -> str:
    for form in _OTHERS:
        text = form.sub(r"\1", text)
    if "[" in text:
        text = _SPANNED.sub(r"\1", _REFERRED.sub(r"\1", _LINK.sub(r"\1", text)))
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    return text.removesuffix("\\").translate(_BACK).strip()


def without_images(text: str) -> tuple[str, list[str], list[str]]:
    """Return a text without its images ``![alt](…)``, the images, and the alt texts of any worth.

    It searches forward only, so that a thousand unclosed brackets cost no more than their length.
    """
    images: list[str] = []
    alts: list[str] = []
    kept: list[str] = []
    position = 0
    while (start := text.find("![", position)) >= 0:
        middle = text.find("]", start)
        if middle < 0:
            break
        closer = _CLOSERS.get(text[middle + 1 : middle + 2])
        end = text.find(closer, middle + 1) if closer else middle
        if end < 0:
            break
        if closer is None:
            kept.append(text[position : end + 1])
            position = end + 1
            continue
        image = text[start : end + 1]
        alt = text[start + 2 : middle].strip()
        if not alt and (title := _TITLE.search(image)):
            alt = title[1]
        if _says_something(alt):
            alts.append(alt.translate(_BACK))
        kept.append(text[position:start])
        images.append(image.translate(_BACK))
        attributes = _ATTRIBUTES.match(text, end + 1)
        position = attributes.end() if attributes else end + 1
    kept.append(text[position:])
    return "".join(kept).strip(), images, alts


def _says_something(alt: str) -> bool:
    """Return whether an alt text is a few words of Chinese, not the file name that tools put in."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in alt)
    return chinese >= _FEWEST_WORDS and not re.search(
        r"\.(?:jpe?g|png|gif|webp|bmp)$", alt, re.IGNORECASE
    )
