"""The stored articles that the stories of an incoming page are; see `identity.which_story`."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.identity.comparison import are_one_story
from retrieval.identity.signature import Signature
from retrieval.identity.which_story import KnownStory, identify
from retrieval.store.articles import Moved, move_article
from retrieval.store.printings import printed, printings_sharing
from retrieval.store.transaction import Transaction, View


class KnownArticle(NamedTuple):
    """A stored article; ``moved`` if another's id was just given up for its own.

    ``former`` is the place of the story that it was on the page's former self, None for one that
    is known from another page.
    """

    article_id: int
    former: int | None
    moved: Moved | None = None


async def known_articles(
    transaction: Transaction,
    former: Sequence[KnownStory],
    stories: Sequence[Signature],
    twins: Sequence[KnownStory | None],
) -> list[KnownArticle | None]:
    """Return the article that each story is, None for a new one; no article comes twice.

    ``former`` are those of the page's former self, whose printings are deleted already, ``twins``
    what other pages have for each story. An id that proves to be another's is given up for the
    older of the two.
    """
    elsewhere = await printed(transaction, [known.article_id for known in former])
    found: list[KnownArticle | None] = []
    for one in identify(former, stories, elsewhere, twins):
        if one is None:
            found.append(None)
            continue
        moved = None
        if one.gives_up is not None:
            moved = await move_article(transaction, one.gives_up, to=one.article_id)
        found.append(KnownArticle(one.article_id, one.former, moved))
    return found


async def printed_as(view: View, stories: Sequence[Signature]) -> list[KnownStory | None]:
    """Return for each story the article that has it on another page, None where there is none."""
    sharing = await printings_sharing(view, stories)
    found = (
        next((one for one in candidates if are_one_story(story, one.signature)), None)
        for story, candidates in zip(stories, sharing, strict=True)
    )
    return [None if one is None else one.known for one in found]
