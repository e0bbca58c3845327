"""Who is asked of which archive: each question of one that answers it, and of one that does not.

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
from retrieval.evaluation.ranking import archived
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.index.snapshot import Snapshot

SMALL = (15, 60, 250, 1000)
"""Documents of an archive where nothing else is chosen; and half of the set."""
LARGE = (5_500, 17_000, 55_000)
"""And those of the archives that are filled."""
FEW = 600
"""Questions that are asked of an archive that is filled."""

_DEALT = 1  # seed: neighbours in a corpus are often of one subject


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, an archive, and whether that has the document that answers."""

    question: str
    snapshot: Snapshot
    answerable: bool


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
    of_block: defaultdict[int, list[tuple[str, set[int]]]] = defaultdict(list)
    for question, relevant in zip(asked.questions, asked.relevant, strict=True):
        home = block_of.get(min(relevant))
        if home is not None:
            of_block[home].append((question, {block_of.get(one, -1) for one in relevant}))
    made: dict[int, Snapshot] = {}
    for home, questions in sorted(of_block.items()):
        pair = (home, (home + 1) % len(blocks))
        made = {
            n: made[n] if n in made else archived([asked.articles[at] for at in blocks[n]]).snapshot
            for n in pair
        }
        for question, answering in questions:
            yield Trial(question, made[pair[0]], answerable=True)
            if pair[1] not in answering:
                yield Trial(question, made[pair[1]], answerable=False)


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
    for answerable, archive in (
        (True, [*held, *others[: max(0, size - len(held))]]),
        (False, others),
    ):
        snapshot = archived(archive).snapshot
        for question in asked.questions[:FEW]:
            yield Trial(question, snapshot, answerable)
