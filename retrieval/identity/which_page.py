"""Which stored page an incoming one is: the same as one, new, or doubtful.

Only what is **known** of a page makes it the same: its bytes; its paper, day and label with a story
in common; the path it came in under with a headline or most of a story in common; or all of its
words. Likeness of wording is a doubt at most, and a doubtful page is kept as a new one: two
notices of a form must not become one, and a misnamed file must not erase the page whose place it
claims. Pages of two papers or of two days are never the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from unicodedata import normalize

from retrieval.analysis.normalise import compact_text
from retrieval.identity.comparison import MOST, NEARLY_ALL, Agreement, Comparison
from retrieval.identity.shared_stories import compared
from retrieval.identity.signature import Signed


class Verdict(StrEnum):
    """What an incoming page is."""

    SAME = "same"
    NEW = "new"
    DOUBTFUL = "doubtful"


class Why(StrEnum):
    """What a verdict rests on, those of the same page first, each the surest first."""

    SAME_BYTES = "same bytes"
    SAME_PLACE = "same paper, day and label, and a story in common"
    SAME_PATH = "same path, and a headline or most of a story in common"
    SAME_WORDS = "same words throughout"
    OTHER_PAPER = "the page of another paper, as it seems"
    OTHER_DAY = "the page of another day, as it seems"
    OTHER_LABEL = "the page under another label, as it seems"
    SEVERAL_PAPERS = "the page of one of several papers"
    LIKE_WORDS = "most of the words in common, and nothing else known"
    OTHER_STORIES = "same day and label, and no story in common"
    NOTHING_IN_COMMON = "nothing in common"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page; None is what is not known, and never contradicts.

    ``label`` is as compared (see `place_of`), ``path`` as given, or the inbox's name for the file;
    pasted text has none. ``digest`` is that of the page's bytes, ``stories`` are in page order.
    """

    paper: str | None
    issued: date | None
    label: str | None
    path: str | None
    digest: bytes | None
    stories: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A stored page."""

    page_id: int
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the stored page that is or might be meant (None for a new one), and why."""

    verdict: Verdict
    page_id: int | None
    why: Why


def decide(incoming: PageFacts, stored: Sequence[KnownPage]) -> Decision:
    """Decide which of the stored pages an incoming one is, whatever order they come in.

    ``stored`` must hold every page of the same bytes, path, or day and label, and those that share
    words; others do no harm. Of several that it may be, the surest is taken, then the likest, then
    the one stored first.
    """
    likenesses = [_Likeness.of(incoming, known) for known in stored]
    placed = any(likeness.same_place for likeness in likenesses)
    printed = _printed_elsewhere(likenesses) if placed else {}
    judged = [(likeness, _judged(likeness, printed)) for likeness in likenesses]
    same = [(likeness, why) for likeness, why in judged if why in _SAME]
    if same:
        found, why = min(same, key=_surest)
        if why is Why.SAME_PLACE and _is_one_of_several_papers(found, same):
            return Decision(Verdict.DOUBTFUL, found.known.page_id, Why.SEVERAL_PAPERS)
        return Decision(Verdict.SAME, found.known.page_id, why)
    doubtful = [(likeness, why) for likeness, why in judged if why is not None]
    if doubtful:
        found, why = min(doubtful, key=_likest)
        return Decision(Verdict.DOUBTFUL, found.known.page_id, why)
    return Decision(Verdict.NEW, None, Why.NOTHING_IN_COMMON)


_ORDER = {why: at for at, why in enumerate(Why)}
_SAME = frozenset({Why.SAME_BYTES, Why.SAME_PLACE, Why.SAME_PATH, Why.SAME_WORDS})


@dataclass(frozen=True)
class _Likeness:
    """What an incoming page and a stored one have in common.

    Their stories are compared only where that is asked: most pages that share words are of other
    days, and then it says nothing.
    """

    incoming: PageFacts
    known: KnownPage
    paper: Agreement
    day: Agreement
    label: Agreement
    same_bytes: bool
    same_path: bool
    same_words: bool

    @classmethod
    def of(cls, incoming: PageFacts, known: KnownPage) -> "_Likeness":
        facts = known.facts
        return cls(
            incoming,
            known,
            paper=_agreement(_folded(incoming.paper), _folded(facts.paper)),
            day=_agreement(incoming.issued, facts.issued),
            label=_agreement(incoming.label, facts.label),
            same_bytes=_agreement(incoming.digest, facts.digest) is Agreement.AGREES,
            same_path=_agreement(_path(incoming), _path(facts)) is Agreement.AGREES,
            same_words=bool(facts.stories) and _words(incoming) == _words(facts),
        )

    @cached_property
    def pairs(self) -> tuple[tuple[int, int, Comparison], ...]:
        """The stories that have something in common: places there and here, and what."""
        here, there = (
            [story.whole for story in facts.stories] for facts in (self.incoming, self.known.facts)
        )
        return tuple(compared(there, here))

    @property
    def several(self) -> bool:
        """Return whether each page has more than one story."""
        return min(len(self.incoming.stories), len(self.known.facts.stories)) > 1

    @property
    def stories(self) -> frozenset[int]:
        """The incoming page's stories that the stored one has too, if maybe corrected."""
        return frozenset(new for _, new, pair in self.pairs if pair.is_corrected)

    @property
    def one(self) -> frozenset[int]:
        """The incoming page's stories that the stored one has, the same wherever printed."""
        return frozenset(new for _, new, pair in self.pairs if pair.is_one_story)

    @cached_property
    def share(self) -> float:
        """How much of either page's text is in common, of the one that has less so."""
        same = [(old, new) for old, new, pair in self.pairs if pair.is_corrected]
        return min(
            _share(self.incoming.stories, {new for _, new in same}),
            _share(self.known.facts.stories, {old for old, _ in same}),
        )

    @property
    def alike_at_path(self) -> bool:
        """Return whether a headline or most of a story is in common."""
        return any(_is_alike_at_path(pair) for *_, pair in self.pairs)

    @property
    def headline_of_another(self) -> bool:
        """Return whether all that are alike so only have the form of one another."""
        return all(
            pair.is_another_of_the_form for *_, pair in self.pairs if _is_alike_at_path(pair)
        )

    @property
    def is_other_issue(self) -> bool:
        """Return whether the two are of two papers or of two days."""
        return Agreement.DIFFERS in (self.paper, self.day)

    @property
    def contradicts(self) -> bool:
        """Return whether something known of the one page is known otherwise of the other."""
        return self.is_other_issue or self.label is Agreement.DIFFERS

    @property
    def same_place(self) -> bool:
        """Return whether both are of one day and label, and not of two papers."""
        agree = (self.day, self.label) == (Agreement.AGREES, Agreement.AGREES)
        return agree and not self.contradicts

    @property
    def is_most(self) -> bool:
        """Return whether most of each page stands in the other."""
        return self.same_words or self.share >= MOST


def _judged(likeness: _Likeness, printed: dict[int, set[int]]) -> Why | None:
    """Return what makes a stored page the same or doubtful; None for one that is not meant."""
    if likeness.contradicts:
        return _contradicted(likeness)
    reasons: tuple[tuple[Why, Callable[[], bool]], ...] = (
        (Why.SAME_BYTES, lambda: likeness.same_bytes),
        (Why.SAME_PLACE, lambda: likeness.same_place and _shares_a_story(likeness, printed)),
        (Why.SAME_PATH, lambda: likeness.same_path and _shares_at_path(likeness)),
        (Why.SAME_WORDS, lambda: likeness.same_words),
        (Why.OTHER_STORIES, lambda: likeness.same_place),
        (Why.LIKE_WORDS, lambda: likeness.is_most),
    )
    return next((why for why, holds in reasons if holds()), None)


def _contradicted(likeness: _Likeness) -> Why | None:
    """Return why a page is doubtful that has another paper, day or label than the stored one.

    A file in another folder, a day mended in it: then all or most is the same. But a paper may
    print a notice three days running, and two papers one report.
    """
    if likeness.same_bytes and not likeness.is_other_issue:
        return Why.SAME_BYTES
    kept = likeness.same_bytes or (likeness.same_path and likeness.is_most)
    if likeness.paper is Agreement.DIFFERS:
        return Why.OTHER_PAPER if kept else None
    if likeness.day is Agreement.DIFFERS:
        again = likeness.same_words and likeness.several
        return Why.OTHER_DAY if kept or again else None
    again = likeness.several and likeness.share >= NEARLY_ALL
    return Why.OTHER_LABEL if kept or again else None


def _shares_a_story(likeness: _Likeness, printed: dict[int, set[int]]) -> bool:
    """Return whether a story in common proves a page: most of it, or one that no other page prints.

    The words of a standing notice (征稿启事) are on every day's page.
    """
    page_id = likeness.known.page_id
    own = [new for new in likeness.stories if not printed.get(new, set()) - {page_id}]
    return likeness.is_most or bool(own)


def _shares_at_path(likeness: _Likeness) -> bool:
    """Return whether what stands at a path is what stood there: a headline or a story is enough.

    But where day and label say already that it is another page's content, a form is not.
    """
    return likeness.alike_at_path and not (likeness.same_place and likeness.headline_of_another)


def _is_alike_at_path(pair: Comparison) -> bool:
    return pair.headline is Agreement.AGREES or pair.containment > MOST


def _printed_elsewhere(likenesses: Sequence[_Likeness]) -> dict[int, set[int]]:
    """Return the pages that the incoming page is not, by those of its stories that they print."""
    pages: dict[int, set[int]] = defaultdict(set)
    for likeness in likenesses:
        if likeness.contradicts:
            for new in likeness.one:
                pages[new].add(likeness.known.page_id)
    return pages


def _is_one_of_several_papers(found: _Likeness, same: Sequence[tuple[_Likeness, Why]]) -> bool:
    """Return whether pages of two papers would do, and neither has most of the incoming page."""
    papers = {_folded(other.known.facts.paper) for other, why in same if why is Why.SAME_PLACE}
    return len(papers - {None}) > 1 and not found.is_most


def _surest(judged: tuple[_Likeness, Why]) -> tuple[int, bool, float, int]:
    likeness, why = judged
    other_paper = likeness.paper is not Agreement.AGREES
    return _ORDER[why], other_paper, -likeness.share, likeness.known.page_id


def _likest(judged: tuple[_Likeness, Why]) -> tuple[float, int, int]:
    likeness, why = judged
    return -likeness.share, _ORDER[why], likeness.known.page_id


def _share(stories: Sequence[Signed], places: set[int]) -> float:
    total = sum(story.whole.length for story in stories)
    return sum(stories[place].whole.length for place in places) / max(1, total)


def _words(facts: PageFacts) -> Counter[bytes]:
    return Counter(story.digest for story in facts.stories)


def _agreement(one: Hashable | None, other: Hashable | None) -> Agreement:
    if one is None or other is None:
        return Agreement.UNKNOWN
    return Agreement.AGREES if one == other else Agreement.DIFFERS


def _folded(paper: str | None) -> str | None:
    return None if paper is None else "".join(filter(str.isalnum, compact_text(paper))) or None


def _path(facts: PageFacts) -> str | None:
    """Return a path as it is compared: archives of a Mac spell one name in two ways."""
    return None if facts.path is None else normalize("NFC", facts.path.replace("\\", "/"))
