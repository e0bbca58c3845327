"""Which article each story of an incoming page is."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from retrieval.identity.comparison import MOST, compare
from retrieval.identity.shared_stories import successors
from retrieval.identity.signature import Signature, Signed


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story as it is printed, and the id of its article."""

    article_id: int
    story: Signature


@dataclass(frozen=True, slots=True)
class KeptStory:
    """A story as it is printed, of whose signature only a little may be read, and its article."""

    article_id: int
    signature: Signed

    @property
    def known(self) -> KnownStory:
        """The story with its signature."""
        return KnownStory(self.article_id, self.signature.whole)


@dataclass(frozen=True, slots=True)
class Identity:
    """The article that a story is; ``gives_up`` is the id of one that proves to be the same.

    ``former`` is the place, on the page's former self, of the story that it succeeds; None where it
    is known from another page.
    """

    article_id: int
    gives_up: int | None = None
    former: int | None = None


def identify(
    former: Sequence[KnownStory],
    stories: Sequence[Signature],
    printed_elsewhere: Container[int],
    twins: Sequence[KnownStory | None],
) -> list[Identity | None]:
    """Return the article that each story of a page is, None for a new one; no article comes twice.

    ``former`` are the stories of the page's former self, ``printed_elsewhere`` their ids that other
    pages print as well, ``twins`` for each story the article of another page that is one story
    with it. A story has the id of the one that it succeeds, unless it has only the title of a story
    that other pages print as well; or else its twin's id. Where both are known, the two were one
    story all along: the older id stays, and the other is given up.
    """
    found = _successions(former, stories, printed_elsewhere)
    taken = {one.article_id for one in found if one is not None}
    for new, twin in enumerate(twins):
        own = found[new]
        if twin is None or twin.article_id in taken:
            continue
        if own is None:
            found[new] = Identity(twin.article_id)
        elif own.article_id not in printed_elsewhere:
            keep, give_up = sorted((own.article_id, twin.article_id))
            found[new] = Identity(keep, give_up, own.former)
        taken.add(twin.article_id)
    return found


def _successions(
    former: Sequence[KnownStory],
    stories: Sequence[Signature],
    printed_elsewhere: Container[int],
) -> list[Identity | None]:
    found: list[Identity | None] = [None] * len(stories)
    for new, old in successors([known.story for known in former], stories).items():
        article_id = former[old].article_id
        if (
            article_id not in printed_elsewhere
            or compare(former[old].story, stories[new]).containment > MOST
        ):
            found[new] = Identity(article_id, former=old)
    return found
