"""The pages of a made-up paper as text files, as its newsroom would export them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from retrieval.evaluation.speed.generated import CHUNK
from retrieval.evaluation.speed.paper import (
    STORIES_OF_CHUNK,
    STORIES_OF_PAGE,
    MadeUpPaper,
    label_of,
)
from retrieval.model import Article, PrintedDate, StoredArticle


def pages_of_chunk(paper: MadeUpPaper, number: int) -> Iterator[tuple[str, list[StoredArticle]]]:
    """Yield the pages of a chunk, from 0: the path that each comes in under, and its stories."""
    stories = paper.stories_of(number)
    for page_id, printed in groupby(stories, key=lambda story: story.printings[0].page_id):
        yield f"{paper.day(page_id - 1)}/{label_of(page_id - 1)}.md", list(printed)


def markdown(stories: Sequence[StoredArticle]) -> str:
    """Return a page's text: its stories in order, each with its headline, text and byline."""
    return "\n".join("\n\n".join(_story(one.article)) + "\n" for one in stories)


def write_pages(pages: int, folder: Path) -> None:
    """Write the first so many pages of a paper into a folder, an issue in a folder of its own."""
    chunks = -(-pages * STORIES_OF_PAGE // STORIES_OF_CHUNK)
    paper = MadeUpPaper(chunks * CHUNK)
    written = 0
    for number in range(paper.chunks):
        for name, stories in pages_of_chunk(paper, number):
            if written == pages:
                return
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(markdown(stories), encoding="utf-8", newline="\n")
            written += 1


def _story(article: Article) -> Iterator[str]:
    yield f"# {article.title}"
    first, *others = article.paragraphs
    yield first if article.date is None else f"{_told(article.date)}，{first}"
    yield from others
    credited = [("记者", article.reporters), ("通讯员", article.correspondents)]
    named = [f"{role} {' '.join(names)}" for role, names in credited if names]
    if named:
        yield " ".join(named)


def _told(day: PrintedDate) -> str:
    return f"{day.month}月{day.day}日"
