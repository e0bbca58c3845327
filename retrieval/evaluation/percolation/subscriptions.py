"""Subscriptions as people might make them, as nobody does, and a page to hold against them.

The words come from generated passages (see `retrieval.evaluation.speed.generated`): half of them as
often as they are printed, half each alike. The page is of the same language, from passages that no
subscription was drawn from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.evaluation.speed.generated import CHUNK, SEED, generated
from retrieval.model import Article
from retrieval.names.name import Name, NameKind
from retrieval.reading.surnames import COMMON

ARTICLES, PASSAGES_EACH = 50, 4
"""What a page holds."""
_NAMES, _REPORTERS, _NAMED_EACH = 20_000, 200, 3
_POSTS = ("区委书记", "副区长", "区长", "镇党委书记", "教育局局长", "公司董事长", "教授", "村民")
_ADDRESSES = ("书记", "区长", "局长", "总", "教授", "记者")
_COMMONEST = 20
_WORD = re.compile(rf"[{HAN}]{{2,}}")
_PHRASE = 6  # characters

# Of a hundred subscriptions.
_SHARES = {
    "{one}": 36,
    "{one} {two}": 22,
    "{one} {two} {three}": 8,
    "{one} -{two}": 8,
    "{one}|{two}": 7,
    '"{phrase}"': 7,
    "标题:{one}": 4,
    "记者:{reporter}": 3,
    "{person}": 3,
    "{alias}": 2,
}


@dataclass(frozen=True, slots=True)
class Material:
    """What subscriptions are drawn from, and the page."""

    texts: tuple[str, ...]
    bags: tuple[list[str], ...]  # the words of two characters or more of each text, none empty
    lexicon: tuple[str, ...]
    commonest: tuple[str, ...]
    people: tuple[Name, ...]
    reporters: tuple[str, ...]
    page: tuple[Article, ...]

    @classmethod
    def of(cls, seed: int = SEED) -> Self:
        """Print the paper of a seed."""
        random = np.random.default_rng([seed, 3])
        texts = list(chain.from_iterable(generated(CHUNK, seed)))
        printed, texts = texts[: ARTICLES * PASSAGES_EACH], texts[ARTICLES * PASSAGES_EACH :]
        counts = Counter(word for text in texts for word in words.cut(text))
        bags = [[word for word in words.cut(text) if _WORD.fullmatch(word)] for text in texts]
        characters = [word for word, _ in counts.most_common() if len(word) == 1][100:1500]
        names = [
            COMMON[at % len(COMMON)] + characters[first] + characters[second]
            for at, (first, second) in enumerate(
                random.integers(0, len(characters), (_NAMES, 2)).tolist()
            )
        ]
        reporters = names[:_REPORTERS]
        people = [Name(name, NameKind.REPORTER) for name in reporters]
        people += [
            Name(name, NameKind.PERSON, _POSTS[at % len(_POSTS)])
            for at, name in enumerate(names[_REPORTERS:])
        ]
        return cls(
            tuple(texts),
            tuple(bag for bag in bags if bag),
            tuple(sorted({word for bag in bags for word in bag})),
            tuple(word for word, _ in counts.most_common() if re.match(r"\w", word))[:_COMMONEST],
            tuple(people),
            tuple(reporters),
            tuple(_articles(printed, people, random)),
        )


def usual(paper: Material, size: int, seed: int = SEED) -> Iterator[str]:
    """Yield that many subscriptions, as typed."""
    random = np.random.default_rng([seed, 4])
    shares = np.array(list(_SHARES.values())) / sum(_SHARES.values())
    forms = random.choice(np.array(list(_SHARES), dtype=object), size, p=shares).tolist()
    draws = random.integers(0, 1 << 40, (size, 4)).tolist()
    for form, (which, first, second, third) in zip(forms, draws, strict=True):
        bag = paper.bags[which % len(paper.bags)]
        text = paper.texts[which % len(paper.texts)]
        start = first % (len(text) - _PHRASE)
        person = paper.people[second % len(paper.people)].text
        yield form.format(
            one=_word(paper, bag, first),
            two=bag[second % len(bag)],
            three=bag[third % len(bag)],
            phrase=text[start : start + _PHRASE],
            reporter=paper.reporters[first % len(paper.reporters)],
            person=person,
            alias=person[0] + _ADDRESSES[third % len(_ADDRESSES)],
        )


def hostile(paper: Material, size: int, seed: int = SEED) -> Iterator[str]:
    """Yield that many subscriptions to the commonest words, which stand in most articles.

    Every other one also excludes one of them, so that it is met in vain.
    """
    random = np.random.default_rng([seed, 5])
    draws = random.integers(0, len(paper.commonest), (size, 3)).tolist()
    for at, (one, two, three) in enumerate(draws):
        without = f" -{paper.commonest[three]}" if at % 2 else ""
        yield f"{paper.commonest[one]} {paper.commonest[two]}{without}"


MIXES: dict[str, Callable[[Material, int], Iterator[str]]] = {"usual": usual, "hostile": hostile}


def _word(paper: Material, bag: list[str], draw: int) -> str:
    """Draw a word, every other one from the lexicon."""
    if draw % 2:
        return paper.lexicon[draw // 2 % len(paper.lexicon)]
    return bag[draw // 2 % len(bag)]


def _articles(
    texts: list[str], people: list[Name], random: np.random.Generator
) -> Iterator[Article]:
    reporters, others = people[:_REPORTERS], people[_REPORTERS:]
    for start in range(0, len(texts), PASSAGES_EACH):
        body = texts[start : start + PASSAGES_EACH]
        named = [others[at] for at in random.integers(0, len(others), _NAMED_EACH).tolist()]
        present = "、".join(f"{name.post}{name.text}" for name in named)
        yield Article(
            re.split(r"\W", body[0])[0],
            reporters=(reporters[int(random.integers(len(reporters)))].text,),
            paragraphs=(*body, f"{present}参加活动。"),
        )
