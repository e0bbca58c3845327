"""The stories of deliveries as they are in the archive now."""

from dataclasses import replace
from hashlib import blake2b

from bot.messages.alerts import Told
from bot.model import Amount, Delivery
from bot.services.subscription_query import filter_of
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import StoredArticle

_CACHED = 4096  # stories; one that goes to many chats is looked up once

_GONE = Told(0, None, (), ())

_Key = tuple[int, tuple[str, ...]]


class Stories:
    """Looks up stories and caches them until the archive changes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._revision = -1
        self._cache: dict[_Key, Told] = {}

    async def refresh(self) -> int:
        """Load what the archive has now; return its revision. Raises ArchiveUnavailable."""
        await self._archive.refresh()
        return await self.revision()

    async def revision(self) -> int:
        """Return the revision of the archive that stories are read from."""
        return await self._archive.revision()

    async def look_up(self, delivery: Delivery, amount: Amount) -> Told:
        """Return the story of a delivery; its citation is None if the article is gone."""
        assert delivery.article_id is not None  # noqa: S101 (a notice has no story)
        matched = delivery.matched if amount is not Amount.HEADLINES else ()
        key = delivery.article_id, matched
        if (revision := await self.revision()) != self._revision or len(self._cache) >= _CACHED:
            self._cache, self._revision = {}, revision
        found = self._cache.get(key) or await self._found(*key)
        if await self.revision() == self._revision:
            self._cache[key] = found
        return replace(found, delivery_id=delivery.id, matched=delivery.matched)

    async def _found(self, article_id: int, matched: tuple[str, ...]) -> Told:
        """Return a story as it is told of any delivery."""
        try:
            stored = await self._archive.article(article_id)
            wanted = [one for query in matched if (one := filter_of(query)) is not None]
            hits = await self._archive.matching(article_id, wanted) if wanted else ()
            lead = await self._archive.lead(article_id, 1) if matched and not hits else ()
        except ArticleUnknown:
            return _GONE
        page_id = stored.printings[0].page_id
        cited = await self._archive.citation(stored)
        return replace(
            _GONE, cited=cited, hits=hits, page_id=page_id, words=_words(stored), lead="".join(lead)
        )


def _words(stored: StoredArticle) -> str:
    words = "\n".join((stored.article.title, *stored.article.paragraphs))
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
