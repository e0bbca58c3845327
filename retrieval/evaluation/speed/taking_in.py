"""Pages of a folder into an archive, as ``ingest`` puts them there."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from retrieval.archive import Addition, Archive
from retrieval.formats import pages_of
from retrieval.model.files import File
from retrieval.model.page_text import PageText


def pages_in(folder: Path) -> Iterator[PageText]:
    """Return the pages of a folder's files at any depth, in their paths' order.

    What is no page, or can't be read, is left out.
    """
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = [File(str(path), path.read_bytes) for path in paths]
    return (found for found in pages_of(files) if isinstance(found, PageText))


async def take_in(archive: Archive, pages: Iterable[PageText]) -> int:
    """Add pages to an archive; return how many came in. What is refused is passed over."""
    with closing(archive.many_pages()) as many:
        taken = [one for page in pages for one in await many.put(page)]
        taken += await many.rest()
    return sum(isinstance(one, Addition) for one in taken)
