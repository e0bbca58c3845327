"""The first sentences of a story, as printed.

Nothing is reworded or left out inside of a sentence: only what stands before the first word that
tells something is no part of it, a dateline alone (本报讯, 新华社北京10月9日电).
"""

from collections.abc import Sequence

from retrieval.analysis.sentences import sentences
from retrieval.compiled import late
from retrieval.model import Article

_DATELINE = late(
    r"[(（【\[]?(?:本报|本刊|本台|本网)(?:综合)?(?:讯|消息|电)[)）】\]]?\s*(?:[(（][^)）]{0,30}(?:记者|通讯员)[^)）]{0,30}[)）])?\s*[::]?\s*"
    r"|\S{0,10}?(?:社|网|报)\s*\S{0,12}?\d{1,2}月\d{1,2}日(?:电|讯|消息)\s*[::]?\s*"
)
_OPEN, _CLOSED = "“‘「『(（《【", "”’」』)）》】"


def lead(article: Article, most: int) -> tuple[str, ...]:
    """Return the first ``most`` sentences of an article's text, as printed, quotes closed.

    Fewer where it has no more; none of an article without a text.
    """
    found: list[str] = []
    for paragraph in article.paragraphs:
        for sentence in _whole(paragraph):
            told = sentence if found else _told(sentence)
            if told:
                found.append(told)
            if len(found) >= most:
                return tuple(found[:most])
    return tuple(found[:most])


def _told(sentence: str) -> str:
    """Return a sentence from its first word that tells something on; maybe nothing."""
    dateline = _DATELINE.match(sentence)
    return sentence[dateline.end() :] if dateline else sentence


def _whole(paragraph: str) -> Sequence[str]:
    """Return a paragraph's sentences; what a quotation has of them is one with its end."""
    found: list[str] = []
    start = None
    for span in sentences(paragraph):
        start = span.start if start is None else start
        text = paragraph[start : span.end]
        if _depth(text) <= 0 and not text.endswith((";", "；")):
            found.append(text)
            start = None
    if start is not None:
        found.append(paragraph[start:].strip())
    return found


def _depth(text: str) -> int:
    """Return how many quotations and brackets are open at a text's end."""
    return sum((sign in _OPEN) - (sign in _CLOSED) for sign in text)
