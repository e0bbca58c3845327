"""Pages' texts as they came in, and what these tell of their papers' habits.

A text is kept compressed, with all that it takes to read it again in the same way.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from retrieval.identity.page import Page
from retrieval.model import Reading
from retrieval.model.lines import SeenLine
from retrieval.model.page_text import PLAIN, Layout, PageText
from retrieval.model.pages import PaperHabits, Stated
from retrieval.reading.papers import habits_of
from retrieval.reading.shapes import is_habit
from retrieval.reading.version import version
from retrieval.store.articles import current_revision
from retrieval.store.layouts import layout_json, layout_of
from retrieval.store.pages import page_of
from retrieval.store.transaction import Transaction, View

_MOST = 100  # pages that are counted: a paper's newest habits are enough


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page's text, decoded, what was stated of it, how it was read, and its file's layout.

    ``lines`` are the short lines as the page reads by itself. By its paper's habits, as they were
    known of the revision ``habits``, those of the shapes ``left_out`` were left out; ``read_by`` is
    the version of the rules.
    """

    text: str
    stated: Stated
    lines: tuple[SeenLine, ...] = ()
    left_out: tuple[str, ...] = ()
    habits: int = 0
    read_by: str = field(default_factory=version)
    layout: Layout = PLAIN

    @classmethod
    def of(cls, page: PageText, stated: Stated, reading: Reading, habits: PaperHabits) -> Self:
        """Return the source of a page that was read by habits."""
        read = (reading.seen, reading.left_out, habits.revision)
        return cls(page.text, stated, *read, layout=page.layout)

    def page_text(self, name: str) -> PageText:
        """Return the page as it came in under a name."""
        return PageText(name, self.text, b"", layout=self.layout)


async def write_source(
    transaction: Transaction, page_id: int, page: Page, source: PageSource | None
) -> None:
    """Keep a page's text, and what it tells of its paper, in place of what was kept of it.

    None for a page of which there is no text.
    """
    await transaction.execute("DELETE FROM page_source WHERE id = ?", (page_id,))
    await transaction.execute("DELETE FROM page_line WHERE page_id = ?", (page_id,))
    if source is None:
        return
    stated = source.stated
    await transaction.execute(
        "INSERT INTO page_source"
        " (id, text, stated_day, stated_paper, stated_page, read_by, left_out, habits, layout)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            page_id,
            compressed(source.text),
            None if stated.day is None else stated.day.isoformat(),
            *(stated.paper, stated.page, source.read_by, _json(source.left_out), source.habits),
            layout_json(source.layout),
        ),
    )
    await write_lines(transaction, page_id, page, source.lines)


async def write_lines(
    transaction: Transaction, page_id: int, page: Page, lines: Iterable[SeenLine]
) -> None:
    """Write what a page without any tells of its paper; nothing where that is unknown."""
    paper = habits_of(page.paper, page.file)
    if paper is not None:
        await transaction.execute_many(
            "INSERT INTO page_line (paper, shape, needed, page_id) VALUES (?, ?, ?, ?)",
            [(paper, one.shape, one.needed, page_id) for one in lines],
        )


async def source_of(view: View, page_id: int) -> PageSource | None:
    """Return a page's source, None where its text was not kept, or can't be read any more."""
    rows = await view.fetch_all(
        "SELECT text, stated_day, stated_paper, stated_page, read_by, left_out, habits, layout"
        " FROM page_source WHERE id = ?",
        (page_id,),
    )
    for data, day, paper, page, read_by, left_out, habits, layout in rows:
        lines = await view.fetch_all(
            "SELECT shape, needed FROM page_line WHERE page_id = ? ORDER BY shape", (page_id,)
        )
        try:
            text, told = text_of(data), layout_of(layout)
        except ValueError:
            return None
        return PageSource(
            text,
            Stated(None if day is None else date.fromisoformat(day), paper, page),
            tuple(SeenLine(shape, bool(needed)) for shape, needed in lines),
            tuple(json.loads(left_out)),
            int(habits),
            str(read_by),
            told,
        )
    return None


async def sources_after(view: View, last: int, limit: int) -> dict[int, tuple[Page, PageSource]]:
    """Return the next pages whose text is kept after the one numbered ``last``, by number."""
    rows = await view.fetch_all(
        "SELECT id FROM page_source WHERE id > ? ORDER BY id LIMIT ?", (last, limit)
    )
    found = {}
    for (page_id,) in rows:
        page, source = await page_of(view, page_id), await source_of(view, page_id)
        if page is not None and source is not None:
            found[int(page_id)] = page, source
    return found


async def habits_known(
    view: View, paper: str | None, path: str, lines: Sequence[SeenLine]
) -> PaperHabits:
    """Return what is known of a page's paper that bears on these of its lines."""
    revision, whose = await current_revision(view), habits_of(paper, path)
    asked = [one.shape for one in lines if not one.needed]
    if whose is None or not asked:
        return PaperHabits(revision=revision)
    counted = "(SELECT count(*) FROM (SELECT 1 FROM page_line WHERE paper = ? AND shape = value"
    rows = await view.fetch_all(
        f"SELECT value, {counted} AND needed = 0 LIMIT {_MOST})),"
        f" {counted} AND needed = 1 LIMIT {_MOST})) FROM json_each(?)",
        (whose, whose, _json(asked)),
    )
    known = frozenset(shape for shape, spare, needed in rows if is_habit(spare, needed))
    return PaperHabits(known, revision)


async def habits_kept(view: View, digest: bytes) -> PaperHabits | None:
    """Return the habits by which the page of these bytes was read; None where there is none."""
    rows = await view.fetch_all(
        "SELECT left_out, habits FROM page_source JOIN page USING (id) WHERE digest = ?"
        " ORDER BY id LIMIT 1",
        (digest,),
    )
    for left_out, revision in rows:
        return PaperHabits(frozenset(json.loads(left_out)), int(revision))
    return None


async def pages_since(view: View, paper: str | None, day: date | None) -> dict[int, bool]:
    """Return the numbers of pages, ascending, and whether the text of each is kept.

    They are those of a paper, or all; from a day on: that of the issue or, where that is unknown,
    the one on which the page came in.
    """
    rows = await view.fetch_all(
        "SELECT page.id, page_source.id IS NOT NULL FROM page LEFT JOIN page_source USING (id)"
        " WHERE (?1 IS NULL OR bulletin = ?1) AND (?2 IS NULL OR CASE WHEN year IS NULL"
        "  THEN date(added_at) ELSE printf('%04d-%02d-%02d', year, month, day) END >= ?2)"
        " ORDER BY page.id",
        (paper, None if day is None else day.isoformat()),
    )
    return {int(page_id): bool(kept) for page_id, kept in rows}


def compressed(text: str) -> bytes:
    """Return a text as it is kept."""
    return zlib.compress(text.encode("utf-8"))


def text_of(data: bytes) -> str:
    """Return a text that `compressed` gave. Raises ValueError for other bytes."""
    try:
        return zlib.decompress(data).decode("utf-8")
    except zlib.error as error:
        raise ValueError(str(error)) from None


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
