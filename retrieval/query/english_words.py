"""English words and phrases that are known: what each asks, or how newspapers print it.

``words/english_asking.tsv`` has what only asks, joins or tells a day, with the Chinese words that
stand for it in a question; ``words/english.tsv`` what is looked for in print, with its Chinese
wordings. Both have words as dictionaries do: plurals, possessives and the endings -ed and -ing are
taken off here, other forms stand there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.word_list import table

ASKING = {row[0][0]: "".join(row[1]) for row in table(__package__, "english_asking", 2)}
"""Each phrase that only asks, joins or tells a day, with Chinese words for it, maybe none."""
WORDINGS = {form: row[1] for row in table(__package__, "english", 2) for form in row[0]}
"""Each phrase that is looked for in print, with its Chinese wordings, the commonest first."""

_DOUBLED = "bdgmnprt"  # stop, stopped
_SHORTEST = 3


def _by_first() -> dict[str, list[tuple[str, ...]]]:
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in (*ASKING, *WORDINGS):
        words = tuple(phrase.split(" "))
        found[words[0]].append(words)
    return dict(found)


_PHRASES = _by_first()


def known_at(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the known phrases that some lower-case words begin with in any form, longest first."""
    first = [phrase for form in forms(words[0]) for phrase in _PHRASES.get(form, ())]
    fits = [phrase for phrase in first if _begins(words, phrase)]
    return sorted(fits, key=len, reverse=True)


def known_word(word: str) -> str:
    """Return the known word of which a lower-case word is a form; empty for none."""
    return next((form for form in forms(word) if form in ASKING or form in WORDINGS), "")


@lru_cache(1 << 12)
def forms(word: str) -> tuple[str, ...]:
    """Return what a lower-case word may be a form of: itself first, whether it is a word or not."""
    base, _, rest = word.partition("'")
    return tuple(dict.fromkeys((word, *_bases(base)))) if rest in ("", "s") else (word, base)


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST:
        yield word[:-1]
        if word.endswith("ies"):
            yield f"{word[:-3]}y"
        elif word.endswith("ves"):
            yield f"{word[:-3]}f"
            yield f"{word[:-3]}fe"
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST - 1:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
                yield stem[:-1]
            if word.endswith("ied"):
                yield f"{stem[:-1]}y"


def _begins(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(phrase) <= len(words) and all(
        part in forms(word) for part, word in zip(phrase, words, strict=False)
    )
