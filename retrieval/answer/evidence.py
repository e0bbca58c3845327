"""What speaks for a story as an answer, in absolute terms: features, no verdict.

A score ranks passages; it does not tell an answer from the best of nothing. What does is counted
here, for one passage and the story that it is of:

- the **mass** that is met: each of the question's units (see `Query`) that the story meets, by how
  **telling** it is times its idf. How telling a word is, how likely an answer holds it, is learnt
  (`retrieval.analysis.weighing`) from questions as people say them: a greeting, a filler, a word of
  thanks tells next to nothing, whatever it is. So nothing that is said beside a question counts
  against an answer;
- the **coverage**: that mass as a share of the mass of all that tells something. A word of the
  dictionary, or a Latin one, that is nowhere in print is likely just said, and counts for a
  quarter;
- the **strongest** of what is met: one rare word says more than five common ones;
- the **score** of the passage, as it is and as a share of what the question's printed words could
  score;
- whether the names are met (**named**), whether all that tells is in the story as it was asked or
  by what stands for it (**whole**), or any of it as asked (**telling**), and whether the thing that
  is asked for is there (**typed**, see `retrieval.answer.typed_thing`);
- the **size** of the archive: the larger it is, the more looks like an answer;
- how likely the question is **off topic**, asked of no newspaper (see `retrieval.query.off_topic`).
  Where it has names and the story all of them, nothing of that counts against it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.analysis import words
from retrieval.analysis.analyzer import terms
from retrieval.analysis.sizes import SIZE
from retrieval.analysis.weighing import weighed
from retrieval.answer.search import heaviest
from retrieval.answer.typed_thing import TypedThing
from retrieval.answer.unit_share import REWORDED, UNDATED, day_share, share
from retrieval.index.snapshot import Snapshot
from retrieval.model import PrintedDate, StoredArticle
from retrieval.query.off_topic import off_topic_odds
from retrieval.query.query import Query, Unit, UnitKind

TELLING = 0.45
"""The least likelihood with which an answer holds a word that must stand in it."""
LARGEST = 100_000
"""Passages of the largest archive that was learnt from; a larger one counts as this."""

_NAMED = frozenset((UnitKind.NAME, UnitKind.PLACE, UnitKind.OFFICE))
_SURE = frozenset(
    (UnitKind.NAME, UnitKind.OFFICE, UnitKind.FIGURE, UnitKind.SPECIFIC, UnitKind.EXACT)
)
_SAID = 0.25  # what a word weighs that the dictionary has and no print
_COMMON = 0.05  # the share of passages from which on a word stands all over print
_FEW = 5  # passages: a word in no more tells something in any archive
_EVERYDAY = 5000  # the frequency in the dictionary from which on everybody says a word
_TELLS_STYLE = 1000  # passages from which on what no page says is not how papers put it
_DIRECTION, _NOUNS = "f", ("", "n", "j", "f")  # classes of words in the dictionary; "" has none
_CHARACTER = 0.5  # what one character weighs, for many words hold it


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """What speaks for one passage's story; see the module.

    ``mass``, ``strongest`` and ``score`` are idf, from 0 on; ``coverage``, ``named`` and ``share``
    are shares (``share``, the score's, may be above 1); ``size`` is `growth`, and ``off_topic`` log
    odds, above 0 where it is likely.
    """

    mass: float
    coverage: float
    strongest: float
    score: float
    share: float
    named: float
    whole: bool
    telling: bool
    typed: bool
    size: float
    off_topic: float


@dataclass(frozen=True, slots=True)
class _Telling:
    """A unit with how telling it is, 0 to 1, its mass, and whether a claim needs it."""

    unit: Unit
    likely: float
    mass: float
    needed: bool


class Witness:
    """Collects evidence from passages of a snapshot for one question."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self._typed = TypedThing(query, snapshot.names)
        self._units = list(_telling(snapshot, query))
        self._all = sum(one.mass for one in self._units)
        self._worth = _worth(snapshot, query)
        asked = query.line if query.in_english else query.text  # learnt from Chinese
        self._off_topic = off_topic_odds(asked)
        self._stories: dict[int, tuple[str, str]] = {}

    def of(self, passage: int, score: float) -> StoryEvidence:
        """Return what speaks for the passage at this place, ranked by this score, as an answer."""
        here = self._snapshot.compact(passage)
        title, body = self._story(passage)
        story = f"{title}\n{body}"
        day = _printed(self._snapshot.article_at(passage))
        met = [(one, self._met(one.unit, story, day)) for one in self._units]
        named = [share for one, share in met if one.unit.kind in _NAMED]
        masses = [one.mass * share for one, share in met]
        return StoryEvidence(
            mass=sum(masses),
            coverage=sum(masses) / self._all if self._all else 0.0,
            strongest=max(masses, default=0.0),
            score=score,
            share=score / self._worth if self._worth else 0.0,
            named=sum(named) / len(named) if named else 1.0,
            whole=bool(met) and all(_is_whole(one, share) for one, share in met),
            telling=any(one.needed and share == 1.0 for one, share in met),
            typed=self._typed.stands(here, self._beside(passage), title),
            size=growth(len(self._snapshot)),
            off_topic=min(self._off_topic, 0.0) if named and min(named) >= 1 else self._off_topic,
        )

    def _met(self, unit: Unit, story: str, day: PrintedDate | None) -> float:
        return (
            day_share(unit, self._query.days, day, story)
            if unit.kind is UnitKind.DAY
            else share(unit, story)
        )

    def _beside(self, passage: int) -> str:
        """Return the passages before and after one in its story."""
        places = self._snapshot.passages_of(self._snapshot.doc_id_of(passage))
        near = (at for at in (passage - 1, passage + 1) if at in places)
        return "\n".join(map(self._snapshot.compact, near))

    def _story(self, passage: int) -> tuple[str, str]:
        """Return the compact title and body of a passage's article, read once a question."""
        at = self._snapshot.doc_id_of(passage)
        if at not in self._stories:
            body = "\n".join(map(self._snapshot.compact, self._snapshot.passages_of(at)))
            self._stories[at] = self._snapshot.compact_title(passage), body
        return self._stories[at]


def growth(passages: int) -> float:
    """Return the size of an archive as the odds take it: the logarithm of its logarithm, from 0 on.

    Each passage more may look like an answer, but changes ever less.
    """
    return math.log1p(math.log(min(max(passages, 1), LARGEST)))


def telling_words(snapshot: Snapshot, query: Query, least: float = TELLING) -> list[Unit]:
    """Return the units that tell something, by their likelihood at least, the most mass first."""
    found = (one for one in _telling(snapshot, query) if one.likely >= least)
    return [one.unit for one in sorted(found, key=lambda one: -one.mass)]


def _telling(snapshot: Snapshot, query: Query) -> Iterable[_Telling]:
    likely = weighed(query.line)
    for unit in {unit.typed: unit for unit in query.units if unit.weight > 0}.values():
        chance = 1.0 if unit.kind in _SURE else likelihood(unit.typed, likely)
        frequency = _frequency(unit, snapshot)
        known = words.frequency(unit.typed) > 0 or unit.typed.isascii()
        said = frequency == 0 and unit.kind is UnitKind.WORD and known
        part = (_SAID if said else 1.0) * (_CHARACTER if len(unit.typed) == 1 else 1.0)
        worth = snapshot.index.idf_at(max(frequency, 1)) * part
        needed = chance >= TELLING and _tells(unit, frequency, len(snapshot))
        yield _Telling(unit, chance, chance * worth, needed)


def likelihood(typed: str, likely: dict[str, float]) -> float:
    """Return how likely an answer holds what was typed: its most telling word."""
    found = [likely[word] for word in words.cut(typed) if word in likely]
    return max(found, default=0.0) or max(
        (likely.get(term, 0.0) for term in terms(typed)), default=0
    )


def _frequency(unit: Unit, snapshot: Snapshot) -> int:
    frequencies = snapshot.index.frequencies(terms(unit.typed))
    return min(*frequencies, len(snapshot)) if frequencies else 0


def _worth(snapshot: Snapshot, query: Query) -> float:
    """Return the weight of all in print that passages are ranked by, each times its idf.

    What is nowhere in print is no passage's fault; the sizes of a rough number add to none.
    """
    index = snapshot.index
    heavy = heaviest(index, query.terms)
    printed = index.frequencies([term for term, _ in heavy])
    ranked = sum(
        worth
        for (term, _), worth, often in zip(heavy, index.worths(heavy), printed, strict=True)
        if often and not term.startswith(SIZE)
    )
    return ranked + sum(
        weight * index.idf_at(len(snapshot.name_postings(name))) for name, weight in query.wholes
    )


def _tells(unit: Unit, frequency: int, passages: int) -> bool:
    """Return whether a unit tells enough to be needed.

    What stands all over print does not, nor does one character but for a direction (东区). A noun
    says what it is about; a verb and the like may be put otherwise where everybody says it, or
    where no page of a larger archive does.
    """
    if unit.kind is not UnitKind.WORD:
        return True
    if frequency > max(_COMMON * passages, _FEW):
        return False
    kind = words.tag(unit.typed)[:1]
    if len(unit.typed) == 1:
        return frequency > 0 and kind == _DIRECTION
    unprinted = frequency == 0 and passages >= _TELLS_STYLE
    said = unprinted or words.frequency(unit.typed) >= _EVERYDAY
    return not said or kind in _NOUNS


def _is_whole(one: _Telling, share: float) -> bool:
    least = UNDATED if one.unit.kind is UnitKind.DAY else REWORDED
    return share >= least or not one.needed


def _printed(stored: StoredArticle) -> PrintedDate | None:
    """Return the day that a story is of, or else the day on which it was printed last."""
    return stored.article.date or stored.printings[0].date
