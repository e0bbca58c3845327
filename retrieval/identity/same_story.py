"""When two printings are one story, and which article each story of an incoming page is.

**One story**, printed on two pages: nearly all of the text is the same, and no known date
differs. A title proves nothing there: 天气预报 stands over a new story every day. Since two notices
of a power cut differ in their figures alone, figures must be the same too, but for one wrong one
in `CHARACTERS_A_FIGURE`. A text too short to compare must be the same to the letter, title
included.

On a page that **replaces** its former version less is enough: most of the body, or the title.
"""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Self

from retrieval.identity.similarity import (
    Shingles,
    containment,
    figures_apart,
    letters,
    likeness,
    shingles,
    sketch,
)
from retrieval.model import Article, PrintedDate

NEARLY_ALL = 0.8
MOST = 0.5
COMPARABLE = 24  # shingles
CHARACTERS_A_FIGURE = 300


@dataclass(frozen=True, slots=True)
class StorySignature:
    """An article as printed, with what it is compared by."""

    article: Article
    title: str
    body: Shingles
    whole: Shingles
    sketch: tuple[int, ...]

    @classmethod
    def of(cls, article: Article) -> Self:
        """Prepare an article; costs about as much as reading it did."""
        whole = shingles(f"{article.title}\n{article.body}")
        return cls(article, letters(article.title), shingles(article.body), whole, sketch(whole))

    @property
    def marks(self) -> tuple[int | str, ...]:
        """What stories that may be the same have in common, one at least."""
        return self.title, *self.sketch


def one_story(one: StorySignature, other: StorySignature) -> bool:
    """Return whether printings on different pages are of one story."""
    if not _may_be_one_day(one.article.date, other.article.date):
        return False
    if min(len(one.body), len(other.body)) < COMPARABLE:
        same = one.article.body == other.article.body
        return same and bool(one.article.body) and one.title == other.title
    # A figure that differs counts twice, once for each text.
    allowed = 2 * (min(len(one.body), len(other.body)) // CHARACTERS_A_FIGURE)
    return (
        likeness(one.body, other.body) >= NEARLY_ALL
        and figures_apart(one.article.body, other.article.body) <= allowed
    )


def successors(
    former: Sequence[StorySignature], latter: Sequence[StorySignature]
) -> dict[int, int]:
    """Return which former story of a page each later one is, by their places on it.

    Keys are places in ``latter``, values places in ``former``; each place occurs once at most.
    Where several would do, most of the body with the title goes before most of the body, and that
    before the title; then the likest, then page order.
    """
    ranked = []
    for old, new in _worth_comparing(former, latter):
        same_title = former[old].title == latter[new].title
        alike = containment(former[old].body, latter[new].body)
        if same_title or alike > MOST:
            ranked.append((alike <= MOST, not same_title, -alike, abs(old - new), old, new))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, old, new in sorted(ranked):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story as it is printed, and the id of its article."""

    article_id: int
    story: StorySignature


@dataclass(frozen=True, slots=True)
class Identity:
    """The article that a story is; ``gives_up`` is the id of one that proves to be the same."""

    known: KnownStory
    gives_up: int | None = None


def identify(
    former: Sequence[KnownStory],
    stories: Sequence[StorySignature],
    printed_elsewhere: Container[int],
    twins: Sequence[KnownStory | None],
) -> list[Identity | None]:
    """Return the article that each story of a page is, None for a new one; no article comes twice.

    ``former`` are the stories of the page's former self, ``printed_elsewhere`` their ids that other
    pages print as well, ``twins`` for each story the article of another page that is `one_story`
    with it. A story has the id of the one that it succeeds, unless it has only the title of a story
    that other pages print as well; or else its twin's id. Where both are known, the two were one
    story all along: the older id stays, and the other is given up.
    """
    found = _successions(former, stories, printed_elsewhere)
    taken = {one.known.article_id for one in found if one is not None}
    for new, twin in enumerate(twins):
        own = found[new]
        if twin is None or twin.article_id in taken:
            continue
        if own is None:
            found[new] = Identity(twin)
        elif own.known.article_id not in printed_elsewhere:
            keep, give_up = sorted((own.known.article_id, twin.article_id))
            found[new] = Identity(KnownStory(keep, own.known.story), give_up)
        taken.add(twin.article_id)
    return found


def _successions(
    former: Sequence[KnownStory],
    stories: Sequence[StorySignature],
    printed_elsewhere: Container[int],
) -> list[Identity | None]:
    found: list[Identity | None] = [None] * len(stories)
    for new, old in successors([known.story for known in former], stories).items():
        alike = containment(former[old].story.body, stories[new].body) > MOST
        if alike or former[old].article_id not in printed_elsewhere:
            found[new] = Identity(former[old])
    return found


def _worth_comparing(
    former: Sequence[StorySignature], latter: Sequence[StorySignature]
) -> set[tuple[int, int]]:
    holding: dict[int | str, list[int]] = defaultdict(list)
    for old, story in enumerate(former):
        for mark in story.marks:
            holding[mark].append(old)
    return {
        (old, new)
        for new, story in enumerate(latter)
        for mark in story.marks
        for old in holding.get(mark, ())
    }


def _may_be_one_day(one: PrintedDate | None, other: PrintedDate | None) -> bool:
    if one is None or other is None:
        return True
    years = one.year is None or other.year is None or one.year == other.year
    return years and (one.month, one.day) == (other.month, other.day)
