"""Whether a question has a subject of its own, or is about what was spoken of before it.

什么时候开工, 一共打了多少剂 and 在哪个省 say what is asked and nothing of what about, as
大桥什么时候开工 does. A subject is a word of content beside what asks for a thing
(`retrieval.query.story_question`), what points back, and what may be said of anything
(``words/said_of_anything.tsv``). A word that is in no list is one, so that what is not foreseen is
a question of its own.
"""

import re
from collections.abc import Iterator

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.compiled import late
from retrieval.query.english_words import forms
from retrieval.query.news_words import is_news
from retrieval.query.question_words import FILLERS, VAGUE
from retrieval.query.story_question import POINTS, without_asking
from retrieval.word_list import words as listed

_ANYTHING = frozenset(listed(__package__, "said_of_anything"))
_ENGLISH = frozenset(listed(__package__, "english_of_anything"))
_EMPTY = frozenset(
    (*FILLERS, *VAGUE, *listed(__package__, "sums"), *listed(__package__, "light_words"))
)
_POINTED = late(
    "[这那该此](?:[一二两三几]?[件座条次种位家项场篇个些所款部届类批栋处支名段则]|事儿?|里|儿|样|边)?"
    "(?:新闻|报道|文章|消息|事情)?"
)
_GRAMMAR = frozenset("pudcrmfkyqwxo")  # classes of the dictionary that name nothing
_PRONOUN = re.compile(r"\b(?:it|its|he|his|him|she|her|they|their|them|this|that)\b")
_LEANS = re.compile("(?:那么?|然后|请问|对了|所以)?,?[他她它](?![人乡国])")
_NUMBERED = re.compile("[0-9一二三四五六七八九十]+(?:路(?!口)|号线)")  # 18路, 2号线
_POINTER = "@"  # stands for what points back
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)*|[a-z0-9][a-z0-9.-]*")
_CHINESE = late(f"[{HAN}]")


def has_subject(text: str) -> bool:
    """Return False for a question without a subject of its own, also for one that says nothing.

    Chinese in either script, English, and both in one. Unsure is True.
    """
    line = compact_text(text).replace("’", "'")
    if not _CHINESE.search(line):
        told = set(_english(line))
        return len(told) > bool(_PRONOUN.search(line))
    if _LEANS.match(line):
        return False
    pointed = _POINTED.sub(_POINTER, line)
    if is_news(pointed) or _NUMBERED.search(pointed):
        return True
    return any(True for _ in _subjects(without_asking(pointed)))


def _subjects(rest: str) -> Iterator[str]:
    """Yield the words that may be a subject; none for what a word points at: 该桥, 这个项目."""
    for run in re.findall(rf"{_POINTER}?[{HAN}]+|{_LATIN.pattern}", rest):
        if run.startswith(_POINTER):
            cut = words.cut(run[1:])
            yield from (word for word in cut[1:] if not _is_empty(word))
        elif not _CHINESE.match(run):
            yield from _english(run)
        else:
            yield from (word for word in words.cut(run) if not _is_empty(word))


def _is_empty(word: str) -> bool:
    """Return whether a word names nothing that a question may be about."""
    if word in _ANYTHING or word in _EMPTY or word in POINTS:
        return True
    kind = words.tag(word)[:1]
    if kind in _GRAMMAR and words.frequency(word):
        return True
    return len(word) == 1 and kind in ("v", "a", "d", "z", "g")


def _english(line: str) -> Iterator[str]:
    """Yield the words of an English line that may be its subject."""
    for word in _LATIN.findall(line):
        if not any(form in _ENGLISH for form in forms(word)) and not word.isdecimal():
            yield word
