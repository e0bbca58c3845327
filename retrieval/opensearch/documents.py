"""How articles become documents of a cluster: one for each passage, ready to be sent.

A document goes by ``{article}-{ordinal}`` and is routed by its article. The first one of an article
has besides what is asked, counted and fetched of articles. Terms and compact texts are those that
the local index makes of the same articles (`retrieval.index.segment.Segment.of`).
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from retrieval.analysis.bulk import Analysed, analysed
from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.document_store import label_key, paper_key
from retrieval.index.inverted import TITLE_WEIGHT
from retrieval.index.kernel import UNIT
from retrieval.index.lookups import DATED
from retrieval.index.passages import split
from retrieval.index.records import IndexedArticle, to_bytes
from retrieval.model import Printing
from retrieval.model.issues import DayNumber
from retrieval.opensearch.mapping import Json
from retrieval.opensearch.tokens import HALF, OFTEN, ONCE, characters, key_token

PARTED = "|"
"""Between the parts of what is counted: see `tally`."""

_Keys = npt.NDArray[np.int64]
_TITLE = round(TITLE_WEIGHT * UNIT)
_HALF = UNIT // 2


@dataclass(frozen=True, slots=True)
class Source:
    """An article to be indexed, its revision, and the ids that it answers to beside its own."""

    entry: IndexedArticle
    revision: int
    formers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """A document: its id, what it is routed by, and its fields."""

    id: str
    routing: str
    fields: Json


def document_id(article: int, ordinal: int) -> str:
    """Return the id of the document of an article's passage, counted from 0."""
    return f"{article}-{ordinal}"


def documents(
    sources: Sequence[Source], analyse: Callable[[Sequence[str]], Analysed] = analysed
) -> Iterator[PassageDocument]:
    """Yield the documents of some articles, in their order; a thousand articles are a good lot."""
    passages = [split(source.entry.stored) for source in sources]
    texts = [passage.text for group in passages for passage in group]
    titles = [source.entry.stored.article.title for source in sources]
    found = _Found.of(analyse([*texts, *titles]))
    starts = accumulate(map(len, passages), initial=0)
    for at, (source, (start, end)) in enumerate(zip(sources, pairwise(starts), strict=True)):
        yield from _of_article(source, found, range(start, end), len(texts) + at)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in some texts: each one's keys as often as they stand there, and so on."""

    keys: Sequence[_Keys]
    compact: Sequence[str]
    cuts: Sequence[bytes]

    @classmethod
    def of(cls, one: Analysed) -> "_Found":
        return cls(np.split(one.keys, np.cumsum(one.lengths)[:-1]), one.compact, one.cuts)


def _of_article(source: Source, found: _Found, own: range, title: int) -> Iterator[PassageDocument]:
    stored = source.entry.stored
    shared = {
        "article": stored.id,
        "revision": source.revision,
        "title_chars": characters(found.compact[title]),
        "story_terms": _tokens(np.concatenate([found.keys[at] for at in (*own, title)])),
        **_found_by(source.entry),
    }
    for ordinal, at in enumerate(own):
        fields: dict[str, object] = {
            **shared,
            "ordinal": ordinal,
            "first": ordinal == 0,
            "terms": " ".join(
                [
                    *_counted(found.keys[at], found.keys[title]),
                    *_in_all(stored.id + ordinal),
                ]
            ),
            "chars": characters(found.compact[at]),
            "tokens": len(found.keys[at]),
        }
        if ordinal == 0:
            fields |= {
                "passages": len(own),
                "story_chars": [characters(found.compact[one]) for one in own],
                "formers": source.formers,
                "record": to_bytes(source.entry).decode(),
                "cuts": [b64encode(found.cuts[one]).decode() for one in (*own, title)],
                **_tallied(stored.printings),
            }
        yield PassageDocument(document_id(stored.id, ordinal), str(stored.id), fields)


def _found_by(entry: IndexedArticle) -> Json:
    """Return what an article is found by, as `retrieval.index.lookups.Lookups` has it."""
    stored = entry.stored
    article, printings = stored.article, stored.printings
    own_day = DayNumber.of(article.date).value
    issued = DayNumber.of(printings[0].date).value if printings else 0  # the newest comes first
    newest = _order(printings[0]) if printings else 0
    return {
        "own_day": own_day,
        "day": own_day or issued,
        "newest": newest,
        "printed_days": _once(DayNumber.of(one.date).value for one in printings),
        "labels": _once(label_key(article.page or one.page) for one in printings),
        "papers": _once(paper_key(one.paper) for one in printings),
        "issues": _once(map(_order, printings)),
        "pages": _once(one.page_id for one in printings),
        "reporters": _people(article.reporters),
        "correspondents": _people(article.correspondents),
        "photographers": _people(article.photographers),
    }


def _order(printing: Printing) -> int:
    """Return what `retrieval.index.lookups.issue_order` does of one printing."""
    day = DayNumber.of(printing.date).value
    return day * DATED if day > 0 else printing.page_id


def _once(numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers))


def _people(names: Iterable[str]) -> list[int]:
    return _once(key_of(compact_text(name)) for name in names)


def _tallied(printings: Sequence[Printing]) -> Json:
    """Return what is counted of an article's printings: see `retrieval.index.lookups.tallies`.

    Parts of an entry are numbers, the last one 1 where a printing is not held back, or 0. Of a
    paper's names each has its key, day and page before it, in digits that sort as the numbers do.
    """
    free: dict[tuple[int, int], bool] = {}
    names = set()
    for one in printings:
        day, paper = DayNumber.of(one.date).value, paper_key(one.paper)
        free[day, paper] = free.get((day, paper), False) or not one.held
        if one.paper:
            names.add(f"{paper}{PARTED}{day:08}{PARTED}{one.page_id:019}{PARTED}{one.paper}")
    days: dict[int, bool] = {}
    papers: dict[int, bool] = {}
    for (day, paper), own in free.items():
        days[day] = days.get(day, False) or own
        papers[paper] = papers.get(paper, False) or own
    return {
        "tally": [
            f"{day}{PARTED}{paper}{PARTED}{own:d}" for (day, paper), own in free.items() if day
        ],
        "day_tally": [f"{day}{PARTED}{own:d}" for day, own in days.items() if day],
        "paper_tally": [f"{paper}{PARTED}{own:d}" for paper, own in papers.items()],
        "paper_names": sorted(names),
    }


def _tokens(keys: _Keys) -> str:
    return " ".join(map(key_token, np.unique(keys).tolist()))


def _in_all(number: int) -> Iterator[str]:
    """Yield the tokens by which every passage counts, each with how often."""
    which = number % len(ONCE)
    yield f"{ONCE[which]}{OFTEN}{UNIT}"
    yield f"{HALF[which]}{OFTEN}{_HALF}"


def _counted(keys: _Keys, titles: _Keys) -> Iterator[str]:
    """Yield the tokens of a passage and its title, each with how often it counts, in units."""
    each, of = np.unique(np.concatenate([keys, titles]), return_inverse=True)
    units = np.repeat([UNIT, _TITLE], [len(keys), len(titles)])
    often = np.bincount(of, units, len(each)).astype(np.int64)
    pairs = zip(each.tolist(), often.tolist(), strict=True)
    return (f"{key_token(key)}{OFTEN}{count}" for key, count in pairs)
