"""Several questions in one message, parted so that each can be answered by itself.

They are parted where a sentence ends, where a list counts them, and before words that begin
another one (另外, 顺便问一下). What is parted must ask by itself and name what it asks about; what
leans on the question before it (他, 那个, 几点开门) stays with it. Where that is not sure, one
question stays one.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN, fold
from retrieval.model import Span
from retrieval.query.question_words import ANSWER_TYPES, FILLERS, VAGUE
from retrieval.query.small_talk import small_talk

_ENDS = re.compile(r"[?!;。\n]+")
_COUNTED = re.compile(r"(?:^|(?<=[\s,;。?!:]))(?:\(?[1-9](?:[.、]|\))(?![0-9])|[一二三四五]、)\s*")
_CIRCLED = re.compile(r"[①-⑨]\s*")  # folding makes digits of them
_ANOTHER = re.compile(
    r"[\s,、]+(?:(?:另外|还有|顺便|再)我?想?(?:就是|一个问题|个问题|帮我)?请?(?:问|查)?(?:一?[下个])?"
    r"|还想(?:问|知道)(?:一?下)?)[\s,:]*"
)
_LEANS = re.compile(
    "^(?:那么?|然后|后来|结果|为什么|为啥|其中|其|这|该|此)|[他她它]|[这那](?:个|些|里|边|位)"
)
_ASKS = re.compile(
    "[吗呢]$|怎么|如何|为什么|为啥|什么|啥|谁|哪|几|多少|多[大长高远久]|是否|有没有|(..?)不\\1|能否|"
    "可否|咋"
)
_LATIN = re.compile("[a-z0-9]{2,}")
_RUN = re.compile(f"[{HAN}]+")
_NAMES = ("nr", "ns", "nt", "nz")
_NOUNS = ("n", "j", "l", "s")  # nouns, abbreviations, phrases, places
_COMMON = 3000  # a noun that is as frequent in the dictionary names nothing by itself
_UNKNOWN = 3  # single characters in a row that no dictionary knows
_LONG = 3  # characters of a noun that names something, however frequent


def several(text: str) -> tuple[str, ...]:
    """Return the questions of a message in order, one or more.

    A message that is one question, or none, comes back as it is.
    """
    parts = _joined(list(_parts(text)))
    return tuple(parts) if len(parts) > 1 else (text,)


def _parts(text: str) -> Iterator[str]:
    """Yield the pieces of a message that may be questions, without what counts or ends them."""
    line = fold(text)
    counted = [line.printed(*mark.span()) for mark in _COUNTED.finditer(line.text)]
    counted += [Span(*mark.span()) for mark in _CIRCLED.finditer(text)]
    marks = counted if len(counted) > 1 else []
    for mark in (_ENDS, _ANOTHER):
        marks += [line.printed(*found.span()) for found in mark.finditer(line.text)]
    at = 0
    for start, end in sorted(marks):
        if start >= at:
            yield text[at:start]
        at = max(at, end)
    yield text[at:]


def _joined(parts: Sequence[str]) -> list[str]:
    """Return the questions; what does not stand by itself is joined to the one before, or after."""
    questions: list[str] = []
    before: list[str] = []
    for part in (part.strip(" ,、，\t") for part in parts):
        if not part or small_talk(part) is not None:
            continue
        line = fold(part).text
        if _asks(line) and (not questions or _stands_alone(line)):
            questions.append("，".join([*before, part]))
            before = []
        elif questions:
            questions[-1] += f"，{part}"
        else:
            before.append(part)
    return questions


def _asks(line: str) -> bool:
    return bool(_ASKS.search(line)) or any(asking.search(line) for _, asking in ANSWER_TYPES)


def _stands_alone(line: str) -> bool:
    """Return whether a folded question names what it is about."""
    if _LEANS.search(line) or line.endswith("呢"):
        return False
    for _, asking in ANSWER_TYPES:
        line = asking.sub(" ", line)
    cut = [word for run in _RUN.findall(line) for word in words.cut(run)]
    return bool(_LATIN.search(line)) or any(map(_names, cut)) or _has_unknown(cut)


def _has_unknown(cut: Sequence[str]) -> bool:
    """Return whether words in a row are single characters that say something: an unknown name."""
    lone = [len(word) == 1 and word not in FILLERS and word not in VAGUE for word in cut]
    return any(all(lone[at : at + _UNKNOWN]) for at in range(len(lone) - _UNKNOWN + 1))


def _names(word: str) -> bool:
    """Return whether a word names something: a name, or a noun that is not too common."""
    if len(word) == 1 or word in FILLERS or word in VAGUE:
        return False
    kind = words.tag(word)
    if kind.startswith(_NAMES):
        return True
    rare = len(word) >= _LONG or words.frequency(word) < _COMMON
    return rare and kind.startswith(_NOUNS)
