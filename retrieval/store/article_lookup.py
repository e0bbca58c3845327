"""Which articles the stories of an incoming page are; `sameness` has the rules.

A story that succeeds one of the page's former self has its id, unless it has only the title of a
story that other pages print as well. A story that another page prints has that article's id. A
correction may show that two articles were one story all along: then they become the older of the
two, and the other's id opens it too.
"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.identity.same_story import MOST, StorySignature, one_story, successors
from retrieval.identity.similarity import containment
from retrieval.store.articles import Moved, move_article
from retrieval.store.printings import printed, printings_sharing
from retrieval.store.transaction import Transaction, View


class KnownArticle(NamedTuple):
    """An article, as a page printed it; ``moved`` if another's id was just given up for its own."""

    article_id: int
    story: StorySignature
    moved: Moved | None = None


async def known_articles(
    transaction: Transaction, former: Sequence[KnownArticle], stories: Sequence[StorySignature]
) -> list[KnownArticle | None]:
    """Return the article that each story is, None for a new one; no article comes twice.

    ``former`` are those of the page's former self, whose printings are deleted already.
    """
    elsewhere = await printed(transaction, [known.article_id for known in former])
    found: list[KnownArticle | None] = [None] * len(stories)
    for new, old in successors([known.story for known in former], stories).items():
        alike = containment(former[old].story.body, stories[new].body) > MOST
        if alike or former[old].article_id not in elsewhere:
            found[new] = former[old]
    taken = {known.article_id for known in found if known is not None}
    for new, story in enumerate(stories):
        own = found[new]
        other = await _printed_as(transaction, story)
        if other is None or other.article_id in taken:
            continue
        if own is None:
            found[new] = other
        elif own.article_id not in elsewhere:
            keep, give_up = sorted((own.article_id, other.article_id))
            moved = await move_article(transaction, give_up, to=keep)
            found[new] = KnownArticle(keep, own.story, moved)
        taken.add(other.article_id)
    return found


async def _printed_as(view: View, story: StorySignature) -> KnownArticle | None:
    for article_id, article in await printings_sharing(view, story.sketch):
        candidate = StorySignature.of(article)
        if one_story(story, candidate):
            return KnownArticle(article_id, candidate)
    return None
