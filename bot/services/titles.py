"""Headlines of stories that may be gone by now."""

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown


async def title_of(archive: Archive, article_id: int) -> str:
    """Return a story's headline; empty where it has none, or is gone. Raises ArchiveUnavailable."""
    try:
        return (await archive.article(article_id)).article.title
    except ArticleUnknown:
        return ""
