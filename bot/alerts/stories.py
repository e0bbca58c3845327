"""The stories of deliveries as they are in the archive now."""

from bot.messages.alerts import Told
from bot.model import Amount, Delivery
from bot.services.subscription_query import filter_of
from retrieval.answer import citation
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import Citation, Hit

_CACHED = 4096  # stories; one that goes to many chats is looked up once

_Key = tuple[int, tuple[str, ...]]


class Stories:
    """Looks up stories and caches them until the archive changes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._revision = -1
        self._cache: dict[_Key, tuple[Citation | None, tuple[Hit, ...]]] = {}

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
        if key not in self._cache:
            found = await self._found(*key)
            if await self.revision() != self._revision:
                return Told(delivery.id, *found, delivery.matched)
            self._cache[key] = found
        return Told(delivery.id, *self._cache[key], delivery.matched)

    async def _found(
        self, article_id: int, matched: tuple[str, ...]
    ) -> tuple[Citation | None, tuple[Hit, ...]]:
        try:
            stored = await self._archive.article(article_id)
        except ArticleUnknown:
            return None, ()
        wanted = [one for query in matched if (one := filter_of(query)) is not None]
        hits: tuple[Hit, ...] = ()
        if wanted:
            try:
                hits = await self._archive.matching(article_id, wanted)
            except ArticleUnknown:
                return None, ()
        return citation(stored), hits
