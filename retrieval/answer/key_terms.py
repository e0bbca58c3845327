"""What a question or a story is about: the persons and things that it names, its key terms."""

import re
from collections import Counter
from datetime import date

from retrieval.answer.evidence import telling_words
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.query.parse import parse
from retrieval.query.query import UnitKind

_MOST = 3  # words
_OF_TITLE = 2  # times that a name in a headline counts more
_THING, _LONGEST_THING = 3, 8  # characters of a thing without a name of its own
_COMMON = 0.2  # of all passages: a name that stands in so many tells little
_REPEATED = 3  # times that a name stands in a text that is about it
_LEAST_WEIGHT = 0.5  # the least weight of a unit that is a word of its own


def people(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """Return the persons whom a text names, each once, by their whole names, in order."""
    names = snapshot.names
    found = (name for one in names.find(text) for name in one.names if names.is_person(name))
    return tuple(dict.fromkeys(found))


def subjects(snapshot: Snapshot, stored: StoredArticle, *, today: date) -> tuple[str, ...]:
    """Return the persons, places and bodies that a story is about, the best first; maybe none.

    They are those that its headline names, and that its text does again and again; the rarer in
    print, the better, and those last that stand in every fifth passage, as the paper's own town
    does. A story that names none is about what its headline begins with, if that can be told.
    """
    article = stored.article
    titled = _named(snapshot, article.title)
    counted = _named(snapshot, article.body) + titled
    found = {
        name: max(1, len(snapshot.name_postings(name)))
        for name, count in counted.items()
        if titled[name] or count >= _REPEATED
    }

    def rank(name: str) -> tuple[bool, bool, float]:
        stands, times = found[name], counted[name] + _OF_TITLE * titled[name]
        common = stands > len(snapshot) * _COMMON
        return common, not titled[name], -snapshot.index.idf_at(stands) * times

    best = sorted(found, key=rank)
    if best:
        return tuple(best)
    if thing := _repeated(article.title, article.body):
        return (thing,)
    return tuple(
        word for word in key_terms(snapshot, article.title, today=today)[:1] if len(word) >= _THING
    )


def _repeated(title: str, body: str) -> str:
    """Return the longest beginning of a headline's part that the text has again and again.

    Headlines begin with what they are about. Empty where there is none.
    """
    parts = [part for part in re.split(r"\W+", title) if part]
    beginnings = [
        part[:size] for part in parts for size in range(_THING, min(len(part), _LONGEST_THING) + 1)
    ]
    return max((one for one in beginnings if body.count(one) > 1), key=len, default="")


def _named(snapshot: Snapshot, text: str) -> Counter[str]:
    """Return how often a text names what can be meant by one name alone."""
    found = snapshot.names.find(text)
    return Counter(one.names[0] for one in found if len(one.names) == 1)


def key_terms(snapshot: Snapshot, text: str, *, today: date) -> tuple[str, ...]:
    """Return the heaviest telling words of a question, `_MOST` at most, in their order; maybe none.

    Days are left out: a subscription made of the words is for later ones.
    """
    query = parse(text, snapshot, today)
    if query.small_talk:
        return ()
    telling = telling_words(snapshot, query)
    units = [unit for unit in query.units if unit.kind is not UnitKind.DAY and unit in telling]
    heavy = [unit for unit in units if unit.weight >= _LEAST_WEIGHT]
    best = sorted(heavy, key=lambda unit: -unit.weight)[:_MOST]
    words = [unit.typed for unit in heavy if unit in best]
    return tuple(dict.fromkeys(words))[:_MOST]
