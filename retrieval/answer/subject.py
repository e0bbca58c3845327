"""What a story is about, in its own words, and the other stories on that.

The **subject** of a story are the words that tell it from others: those of its headline, and the
names that it has more than once, each by how rare it is in print and how often the story has it. A
story that has enough of them, in its headline or its first passage above all, is on the same
subject.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import log1p
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.analyzer import terms
from retrieval.analysis.normalise import compact_text
from retrieval.answer.cite import hits
from retrieval.answer.listing import passage_to_show
from retrieval.answer.paging import HitPage
from retrieval.answer.search import Scored, ranked
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind
from retrieval.query.question_words import FILLERS, VAGUE

MOST = 12
"""Words of a subject; of more, the heaviest."""
FLOOR = 0.4
"""The share of a subject that a story on it has."""
NAMED = 0.2
"""The same where both headlines have one of its names."""

_TOUCHED = 0.1  # of a subject that a story has which may be on it for being its own subject
_MOST_BACK = 10  # stories whose own subjects are looked at, those with most of it
_CANDIDATES = 120  # passages among which stories on a subject are looked for
_OF_HEADLINE, _OF_TEXT = 2.0, 1.0  # what a word counts for standing there, beside how often it does
_SAID, _VERB = frozenset("vad"), 0.5  # classes of what is said of things, and what it counts
_FIRST, _LATER = 1.0, 0.4  # what a word counts in another story's headline and lead, and behind it
_HEADED = 0.15  # of a subject that the headline of a story on it has, unless
_SURELY = 0.75  # so much of it stands in the story
_ALIKE = 2  # words that two stories share at least
_GRAMMAR = frozenset("pudcrmfkyqwxt")  # classes of the dictionary that say nothing of their own
_LONG_NOUN = 3  # characters
_LEADING = 160  # characters of a story that tell what it is about


class Word(NamedTuple):
    """A compact word of a subject; all weights of one add up to 1."""

    text: str
    weight: float
    name: bool = False
    """Whether it may name one thing; see `_is_name`."""


def subject(snapshot: Snapshot, doc_id: int) -> tuple[Word, ...]:
    """Return the words that tell a story from others, the heaviest first; maybe none."""
    article = snapshot.stored(doc_id).article
    title, body = compact_text(article.title), compact_text(article.body)
    counted: Counter[str] = Counter()
    for word in _telling(title):
        counted[word] += 1
    for found in snapshot.names.find(f"{title}\n{body}"):
        if len(found.typed) > 1:
            counted[compact_text(found.typed)] += 1
    index = snapshot.index
    worth: dict[str, float] = {}
    for word in counted:
        often = body.count(word)
        place = _OF_HEADLINE if word in title else _OF_TEXT
        if word in title or often > 1:
            passages = len(snapshot.name_postings(word))
            named = 1.0 if words.tag(word)[:1] not in _SAID else _VERB
            worth[word] = named * place * index.idf_at(max(1, passages)) * (1 + log1p(often))
    best = sorted(worth.items(), key=lambda pair: -pair[1])[:MOST]
    total = sum(weight for _, weight in best) or 1.0
    return tuple(
        Word(word, weight / total, _is_name(snapshot, word)) for word, weight in best if weight > 0
    )


def related(snapshot: Snapshot, doc_id: int, page: HitPage) -> Answer:
    """Return a listing of the other stories on a story's subject, nearest first; maybe empty."""
    found = list(on_subject(snapshot, doc_id))
    wanted = [snapshot.stored(at) for at in found[page.start : page.start + page.limit]]
    shown = [(passage_to_show(one, None), 0.0) for one in wanted]
    return Answer(
        snapshot.stored(doc_id).article.title,
        AnswerKind.LISTING,
        hits(snapshot, None, shown, page.start),
        len(found),
    )


def on_subject(snapshot: Snapshot, doc_id: int, least: float = FLOOR) -> dict[int, float]:
    """Return the doc ids of the other stories on a story's subject with their shares of it.

    The nearest comes first, of equally near ones the newest. They have ``least`` of it, or the
    story is on their subject, which counts for as much. A story that is told in the same words as
    one before it is left out.
    """
    told = subject(snapshot, doc_id)
    wanted = {term: word.weight for word in told for term in terms(word.text)}
    scored = ranked(snapshot, tuple(wanted.items()), limit=_CANDIDATES) if wanted else ()
    shares = {at: _share(snapshot, at, told) for at in _stories(snapshot, scored) if at != doc_id}
    title = snapshot.compact_title(snapshot.passages_of(doc_id).start)
    names = [word.text for word in told if word.name and word.text in title]
    near = [at for at, share in shares.items() if share >= _least(snapshot, at, names, least)]
    rest = [(at, share) for at, share in shares.items() if share >= _TOUCHED and at not in near]
    for at, share in sorted(rest, key=lambda pair: -pair[1])[:_MOST_BACK]:
        if (back := _share_back(snapshot, doc_id, at)) is not None:
            shares[at] = (share + back) / 2
            near.append(at)
    near.sort(key=lambda at: (-shares[at], -snapshot.day(at)))
    return {at: shares[at] for at in _once(snapshot, doc_id, near)}


def _share_back(snapshot: Snapshot, doc_id: int, other: int) -> float | None:
    """Return how much of another story's subject a story has; None where it is not on it."""
    told = subject(snapshot, other)
    title = snapshot.compact_title(snapshot.passages_of(other).start)
    names = [word.text for word in told if word.name and word.text in title]
    share = _share(snapshot, doc_id, told)
    return share if share >= _least(snapshot, doc_id, names, FLOOR) else None


def _least(snapshot: Snapshot, doc_id: int, names: Sequence[str], least: float) -> float:
    """Return the least share of a subject, less for a headline with one of its names."""
    title = snapshot.compact_title(snapshot.passages_of(doc_id).start)
    return min(least, NAMED) if any(name in title for name in names) else least


def _telling(text: str) -> Iterator[str]:
    """Yield the words of a compact text that may tell what it is about."""
    for lone, group in groupby(words.cut(text), key=_is_lone):
        for word in ["".join(group)] if lone else group:
            plain = len(word) > 1 and word not in FILLERS and word not in VAGUE
            if plain and words.tag(word)[:1] not in _GRAMMAR and not word[0].isdecimal():
                yield word


def _is_name(snapshot: Snapshot, word: str) -> bool:
    """Return whether a word is a learnt name, is in no dictionary, or is a long noun: 图书馆."""
    noun = len(word) >= _LONG_NOUN and words.tag(word) in ("n", "nt", "nz")
    return noun or not words.frequency(word) or word in snapshot.names


def _is_lone(word: str) -> bool:
    """Return whether a word is one character that may be part of a name: 沈白 is two."""
    return len(word) == 1 and word.isalpha() and words.tag(word)[:1] not in _GRAMMAR


def _stories(snapshot: Snapshot, scored: Sequence[Scored]) -> list[int]:
    return list(dict.fromkeys(snapshot.doc_id_of(one.passage) for one in scored))


def _share(snapshot: Snapshot, doc_id: int, told: Sequence[Word]) -> float:
    """Return how much of a subject a story has, 0 to 1; 0 for less than `_ALIKE` words."""
    passages = snapshot.passages_of(doc_id)
    title = snapshot.compact_title(passages.start)
    body = "\n".join(map(snapshot.compact, passages))
    first = f"{title}\n{body[:_LEADING]}"
    met = [word for word in told if word.text in first or word.text in body]
    share = sum(word.weight * (_FIRST if word.text in first else _LATER) for word in met)
    headed = sum(word.weight for word in met if word.text in title)
    on_it = headed >= _HEADED or share >= _SURELY
    named = any(word.name and word.text in title for word in met)
    return share if on_it and (named or len(met) >= min(_ALIKE, len(told))) else 0.0


def _once(snapshot: Snapshot, doc_id: int, near: Sequence[int]) -> Iterator[int]:
    """Yield stories but those that begin with the words of one before them, or of the first one."""
    seen = {_beginning(snapshot, doc_id)}
    for at in near:
        beginning = _beginning(snapshot, at)
        if beginning not in seen:
            seen.add(beginning)
            yield at


def _beginning(snapshot: Snapshot, doc_id: int) -> str:
    passages = snapshot.passages_of(doc_id)
    return snapshot.compact(passages.start)[:_LEADING] or snapshot.compact_title(passages.start)
