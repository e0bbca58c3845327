"""What a question is about: the persons that it names, and its key terms."""

from datetime import date

from retrieval.answer.evidence import telling_words
from retrieval.index.snapshot import Snapshot
from retrieval.query.parse import parse
from retrieval.query.query import UnitKind

_MOST = 3  # words
_LEAST_WEIGHT = 0.5  # the least weight of a unit that is a word of its own


def people(snapshot: Snapshot, text: str) -> tuple[str, ...]:
    """Return the persons whom a text names, each once, by their whole names, in order."""
    names = snapshot.names
    found = (name for one in names.find(text) for name in one.names if names.is_person(name))
    return tuple(dict.fromkeys(found))


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
