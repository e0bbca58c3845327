"""Stories as pages printed them, as rows: written a page at a time, read as articles."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, groupby
from typing import Any

from retrieval.identity.shared_stories import sketch
from retrieval.identity.signature import KeptSignature, Signature
from retrieval.identity.which_story import KeptStory, KnownStory
from retrieval.model import Article, Printing, StoredArticle
from retrieval.store import dates
from retrieval.store.checksums import PRINTING
from retrieval.store.extracting import ExtractedStory, signed
from retrieval.store.names import delete_names, insert_names, names_on
from retrieval.store.transaction import Transaction, View

_COLUMNS = ", ".join(PRINTING.columns)
_ARTICLE = ", ".join(f"printing.{name}" for name in PRINTING.columns)
_PAGE_DATE = ", ".join(f"page.{name}" for name in dates.COLUMNS.split(", "))
# Where an article is printed more than once: the newest issue first, those without a date last,
# and of two of one day the one that came in last; what is held back comes after all others.
_NEWEST_FIRST = "page.held, page.year DESC NULLS LAST, page.month DESC, page.day DESC, page.id DESC"
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A printing to be written: which article it is, the story, and who extracted it."""

    article_id: int
    story: ExtractedStory
    learnt_by: str


async def printed_on(view: View, page_id: int) -> list[tuple[int, Article]]:
    """Return the article ids and stories of a page, in page order."""
    rows = await view.fetch_all(
        f"SELECT article_id, {_ARTICLE} FROM printing WHERE page_id = ? ORDER BY position",
        (page_id,),
    )
    return [(article_id, _article(row)) for article_id, *row in rows]


async def printed(view: View, article_ids: Sequence[int]) -> set[int]:
    """Return those of the articles that some page prints."""
    rows = await view.fetch_all(
        "SELECT article_id FROM printing WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(article_ids),),
    )
    return {article_id for (article_id,) in rows}


async def signatures_on(view: View, page_ids: Sequence[int]) -> dict[int, list[KnownStory]]:
    """Return the articles' ids and the signatures of pages' stories, in page order, by page."""
    kept = await kept_on(view, page_ids)
    return {page_id: [story.known for story in stories] for page_id, stories in kept.items()}


async def kept_on(view: View, page_ids: Sequence[int]) -> dict[int, list[KeptStory]]:
    """Return pages' stories as `signatures_on` does, their signatures as they are kept."""
    rows = await view.fetch_all(
        "SELECT page_id, id, article_id, signature FROM printing"
        " WHERE page_id IN (SELECT value FROM json_each(?)) ORDER BY page_id, position",
        (json.dumps(page_ids),),
    )
    found: dict[int, list[KeptStory]] = {page_id: [] for page_id in page_ids}
    for page_id, *row in rows:
        found[page_id].append(await _kept(view, *row))
    return found


async def printings_sharing(view: View, stories: Sequence[Signature]) -> list[list[KeptStory]]:
    """Return for each story the few printings that share most of its sketch.

    Those that share the most come first, and of these the ones on the page that came in last: its
    id stays when printings are written anew.
    """
    marks = [{*sketch(story)} for story in stories]
    holding = await _holding(view, set().union(*marks))
    shared = [Counter(chain(*(holding.get(mark, ()) for mark in some))) for some in marks]
    # A printing's row is long: its place is read only of those that may be among the first, and
    # what is far down in the row, its signature, only of those that are.
    likely = [_most(counts) for counts in shared]
    at = {
        printing_id: (-page_id, position)
        for printing_id, page_id, position in await view.fetch_all(
            "SELECT id, page_id, position FROM printing"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set().union(*likely))),),
        )
    }
    first = [
        sorted(some, key=lambda one: (-counts[one], at[one]))[:_CANDIDATES]
        for some, counts in zip(likely, shared, strict=True)
    ]
    rows = await view.fetch_all(
        "SELECT id, article_id, signature FROM printing"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set().union(*first))),),
    )
    kept = {row[0]: await _kept(view, *row) for row in rows}
    return [[kept[one] for one in some] for some in first]


async def _holding(view: View, marks: Collection[int]) -> dict[int, list[int]]:
    """Return the printings that have these marks of sketches, by mark."""
    rows = await view.fetch_all(
        "SELECT hash, group_concat(printing_id) FROM sketch"
        " WHERE hash IN (SELECT value FROM json_each(?)) GROUP BY hash",
        (json.dumps(sorted(marks)),),
    )
    return {mark: [*map(int, printings.split(","))] for mark, printings in rows}


def _most(counts: Counter[int]) -> list[int]:
    """Return those that are counted most, as many as are candidates, and others as often."""
    least = min(nlargest(_CANDIDATES, counts.values()), default=0)
    return [one for one, count in counts.items() if count >= least]


async def _kept(view: View, printing_id: int, article_id: int, data: bytes | None) -> KeptStory:
    """Return a story with its signature as kept, made again where it can't be read."""
    if data is not None:
        try:
            return KeptStory(article_id, KeptSignature(data))
        except ValueError:
            pass  # another version's; its printing is not extracted again yet
    [row] = await view.fetch_all(f"SELECT {_ARTICLE} FROM printing WHERE id = ?", (printing_id,))
    return KeptStory(article_id, signed(_article(row), await names_on(view, printing_id)))


async def insert_printings(
    transaction: Transaction, page_id: int, printings: Sequence[Row]
) -> None:
    """Write a page's printings in page order, with what is found by them."""
    given = [(row, _values(row.story.article)) for row in printings]
    await transaction.execute_many(
        "INSERT INTO printing"
        f" (page_id, position, article_id, learnt_by, signature, checksum, {_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(page_id, position, row.article_id, row.learnt_by),
                *(row.story.signature.to_bytes(), PRINTING.checksum(values)),
                *values,
            )
            for position, (row, values) in enumerate(given)
        ],
    )
    ids = await transaction.fetch_all(
        "SELECT id FROM printing WHERE page_id = ? ORDER BY position", (page_id,)
    )
    stories = [row.story for row in printings]
    await _insert_extracted(
        transaction, [(int(number), story) for (number,), story in zip(ids, stories, strict=True)]
    )


async def _insert_extracted(
    transaction: Transaction, stories: Sequence[tuple[int, ExtractedStory]]
) -> None:
    """Write what printings, by id, are found by, and the names that they introduce."""
    await transaction.execute_many(
        "INSERT OR IGNORE INTO sketch (hash, printing_id) VALUES (?, ?)",
        [(mark, number) for number, story in stories for mark in sketch(story.signature)],
    )
    await insert_names(transaction, [(number, story.names) for number, story in stories])


async def delete_printings(transaction: Transaction, page_id: int) -> None:
    """Delete all printings of a page."""
    await transaction.execute("DELETE FROM printing WHERE page_id = ?", (page_id,))


async def changed_since(
    view: View, revision: int, last: int, limit: int
) -> dict[int, StoredArticle]:
    """Return the next articles after the id ``last`` that were touched after a revision.

    By id, ascending, each as its newest printing has it.
    """
    return await _stored(
        view,
        "SELECT id FROM article WHERE revision > ? AND id > ? ORDER BY id LIMIT ?",
        (revision, last, limit),
    )


async def stored_articles(view: View, ids: Collection[int]) -> dict[int, StoredArticle]:
    """Return articles by id, ascending, likewise; those that there are."""
    return await _stored(view, "SELECT value FROM json_each(?)", (json.dumps(list(ids)),))


async def _stored(view: View, ids: str, values: Sequence[object]) -> dict[int, StoredArticle]:
    """Return the articles whose ids a SELECT returns."""
    rows = await view.fetch_all(
        "SELECT article.id, page.id, page.bulletin, coalesce(printing.label, page.label),"
        f" printing.position, page.section, page.held, {_PAGE_DATE}, {_ARTICLE}"
        " FROM article JOIN printing ON printing.article_id = article.id"
        " JOIN page ON page.id = printing.page_id"
        f" WHERE article.id IN ({ids}) ORDER BY article.id, {_NEWEST_FIRST}",
        values,
    )
    found = {}
    for article_id, group in groupby(rows, key=lambda row: int(row[0])):
        printed_by = list(group)
        found[article_id] = StoredArticle(
            article_id, _article(printed_by[0][12:]), tuple(_printing(row) for row in printed_by)
        )
    return found


async def newest_article(view: View, article_id: int) -> Article | None:
    """Return an article as its newest printing has it, or None."""
    rows = await view.fetch_all(
        f"SELECT {_ARTICLE} FROM printing JOIN page ON page.id = printing.page_id"
        f" WHERE printing.article_id = ? ORDER BY {_NEWEST_FIRST} LIMIT 1",
        (article_id,),
    )
    return next((_article(list(row)) for row in rows), None)


async def extracted_by_others(view: View, version: str, limit: int) -> list[tuple[int, Article]]:
    """Return some printings, by id, that another version learnt."""
    rows = await view.fetch_all(
        f"SELECT id, {_ARTICLE} FROM printing"
        " WHERE learnt_by < ? OR learnt_by > ? ORDER BY +id LIMIT ?",
        (version, version, limit),  # IS NOT, or an order by the id itself, would look at every row
    )
    return [(printing_id, _article(row)) for printing_id, *row in rows]


async def write_extracted(
    transaction: Transaction, extracted: Sequence[tuple[int, ExtractedStory]], version: str
) -> None:
    """Write what a version of the rules extracted from printings, by id, over what is there."""
    ids = json.dumps([printing_id for printing_id, _ in extracted])
    await transaction.execute(
        "DELETE FROM sketch WHERE printing_id IN (SELECT value FROM json_each(?))", (ids,)
    )
    for printing_id, story in extracted:
        await delete_names(transaction, printing_id)
        await transaction.execute(
            "UPDATE printing SET learnt_by = ?, signature = ? WHERE id = ?",
            (version, story.signature.to_bytes(), printing_id),
        )
    await _insert_extracted(transaction, extracted)


def _values(article: Article) -> tuple[Any, ...]:
    return (
        article.title,
        article.subtitle,
        _json(article.reporters),
        _json(article.correspondents),
        _json(article.photographers),
        article.source,
        article.page,
        _json(article.paragraphs),
        *dates.date_row(article.date),
    )


def _article(row: Sequence[Any]) -> Article:
    title, subtitle, reporters, correspondents, photographers, source, label, paragraphs = row[:8]
    return Article(
        title,
        subtitle,
        tuple(json.loads(reporters)),
        tuple(json.loads(correspondents)),
        tuple(json.loads(photographers)),
        source,
        dates.date_of(*row[8:13]),
        label,
        tuple(json.loads(paragraphs)),
    )


def _printing(row: Sequence[Any]) -> Printing:
    _, page_id, paper, label, position, section, held = row[:7]
    day = dates.date_of(*row[7:12])
    return Printing(page_id, paper or None, day, label, position, section, held=bool(held))


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
