"""Who is asked of which archive: each question of one that answers it, and of one that does not.

Questions are asked as people say them (see `spoken`), and of the archive that answers a question
its near miss, too, which nothing answers.

Up to half of a set, its documents are **dealt** out into blocks of one size, and each block is an
archive of its own, with the names of its own articles: a question is answerable over the block of
its document, and not over the next.

For more, archives are **filled**: there are two, of the set, and of the set without any document
that answers one of the questions. Both are filled up with `distractors` to the same size, and only
the first few hundred questions are asked, so that most of the set stays.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.evaluation.abstention.distractors import distractors
from retrieval.evaluation.abstention.spoken import near_misses, spoken
from retrieval.evaluation.ranking import archived
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.index.snapshot import Snapshot

SMALL = (15, 60, 250, 1000)
"""Documents of an archive where nothing else is chosen; and half of the set."""
LARGE = (5_500, 17_000, 55_000)
"""And those of the archives that are filled."""
FEW = 600
"""Questions that are asked of an archive that is filled."""

_SALT = 7  # the questions are said in other ways than those that weights are learnt from
_DEALT = 1  # seed: neighbours in a corpus are often of one subject


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, an archive, and the ids of the articles in it that answer; none, or some.

    ``number`` is the place of the question in the set, ``question`` what is said.
    A ``near_miss`` asks for what its archive nearly says.
    """

    number: int
    question: str
    snapshot: Snapshot
    answering: frozenset[int] = frozenset()
    near_miss: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the archive has a document that answers."""
        return bool(self.answering)


def sizes(asked: RetrievalSet, wanted: Sequence[int] = ()) -> list[int]:
    """Return the sizes of archives, in documents, ascending: those wanted, or else from tens on."""
    half = _half(asked)
    return sorted({*wanted} or {*(min(size, half) for size in SMALL), half, *LARGE})


def trials(asked: RetrievalSet, size: int, real: int | None = None) -> Iterator[Trial]:
    """Ask the questions of archives of ``size`` documents, dealt or filled.

    With ``real`` they are filled, whatever the size, and have no more than so many documents of the
    set beside those that answer.
    """
    if real is None and size <= _half(asked):
        return _dealt(asked, size)
    return _filled(asked, size, size if real is None else real)


def _half(asked: RetrievalSet) -> int:
    return max(1, len(asked.articles) // 2)


def _dealt(asked: RetrievalSet, size: int) -> Iterator[Trial]:
    """Ask each question of a block of ``size`` documents that answers it, and of the next.

    A question is asked once only if the next block answers it, too, and not at all if its document
    is among the last ones, too few for a block.
    """
    dealt = list(range(len(asked.articles)))
    random.Random(_DEALT).shuffle(dealt)  # noqa: S311 (the same each time)
    blocks = [dealt[at : at + size] for at in range(0, len(dealt) - size + 1, size)]
    block_of = {asked.articles[place].id: n for n, block in enumerate(blocks) for place in block}
    of_block: defaultdict[int, list[tuple[_Said, set[int]]]] = defaultdict(list)
    for said, relevant in zip(_said(asked), asked.relevant, strict=True):
        home = block_of.get(min(relevant))
        if home is not None:
            of_block[home].append((said, {block_of.get(one, -1) for one in relevant}))
    made: dict[int, Snapshot] = {}
    for home, questions in sorted(of_block.items()):
        pair = (home, (home + 1) % len(blocks))
        made = {
            n: made[n] if n in made else archived([asked.articles[at] for at in blocks[n]]).snapshot
            for n in pair
        }
        for said, answering in questions:
            yield from _at_home(said, made[pair[0]])
            if pair[1] not in answering:
                yield Trial(said.number, said.question, made[pair[1]])


def _filled(asked: RetrievalSet, size: int, real: int) -> Iterator[Trial]:
    """Ask the first few questions of documents with those that answer, and without.

    Where more documents answer than ``size``, all stay in the archive that has them.
    """
    answering = {one for relevant in asked.relevant[:FEW] for one in relevant}
    held = [stored for stored in asked.articles if stored.id in answering]
    others = [stored for stored in asked.articles if stored.id not in answering]
    random.Random(_DEALT).shuffle(others)  # noqa: S311 (the same each time)
    others = others[: min(size, real)]
    others += distractors(asked.articles, size - len(others))
    few = _said(asked)[:FEW]
    snapshot = archived([*held, *others[: max(0, size - len(held))]]).snapshot
    for said in few:
        yield from _at_home(said, snapshot)
    snapshot = archived(others).snapshot
    for said in few:
        yield Trial(said.number, said.question, snapshot)


@dataclass(frozen=True, slots=True)
class _Said:
    """A question as it is asked, what answers it, and its near miss, if it has one."""

    number: int
    question: str
    relevant: frozenset[int]
    near_miss: str | None


def _said(asked: RetrievalSet) -> list[_Said]:
    near = near_misses(asked.questions)
    return [
        _Said(at, spoken(question, _SALT), frozenset(relevant), miss and spoken(miss, _SALT))
        for at, (question, relevant, miss) in enumerate(
            zip(asked.questions, asked.relevant, near, strict=True)
        )
    ]


def _at_home(said: _Said, snapshot: Snapshot) -> Iterator[Trial]:
    yield Trial(said.number, said.question, snapshot, said.relevant)
    if said.near_miss:
        yield Trial(said.number, said.near_miss, snapshot, near_miss=True)
