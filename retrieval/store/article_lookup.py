"""The stored articles that the stories of an incoming page are; `identity.same_story` decides."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.identity.same_story import KnownStory, StorySignature, identify, one_story
from retrieval.store.articles import Moved, move_article
from retrieval.store.printings import printed, printings_sharing
from retrieval.store.transaction import Transaction, View


class KnownArticle(NamedTuple):
    """An article as a page printed it; ``moved`` if another's id was just given up for its own."""

    article_id: int
    story: StorySignature
    moved: Moved | None = None


async def known_articles(
    transaction: Transaction, former: Sequence[KnownStory], stories: Sequence[StorySignature]
) -> list[KnownArticle | None]:
    """Return the article that each story is, None for a new one; no article comes twice.

    ``former`` are those of the page's former self, whose printings are deleted already. An id that
    proves to be another's is given up for the older of the two.
    """
    elsewhere = await printed(transaction, [known.article_id for known in former])
    twins = [await _printed_as(transaction, story) for story in stories]
    found: list[KnownArticle | None] = []
    for one in identify(former, stories, elsewhere, twins):
        if one is None:
            found.append(None)
            continue
        moved = None
        if one.gives_up is not None:
            moved = await move_article(transaction, one.gives_up, to=one.known.article_id)
        found.append(KnownArticle(one.known.article_id, one.known.story, moved))
    return found


async def _printed_as(view: View, story: StorySignature) -> KnownStory | None:
    """Return the article that has this story on another page."""
    for article_id, article in await printings_sharing(view, story.sketch):
        candidate = StorySignature.of(article)
        if one_story(story, candidate):
            return KnownStory(article_id, candidate)
    return None
