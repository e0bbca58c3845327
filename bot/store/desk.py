"""What waits for the bot's admins: counted, and listed part by part."""

from bot.model.desk import PER_PAGE, DeskCounts, DeskPage, Listed, PrintedStory, start_of_part
from bot.store.corrections import LAST_MADE
from bot.store.doubts import WAITING, doubts_of
from bot.store.inbox import not_read, set_aside_files
from bot.store.quarantine import not_sent
from bot.store.uploads import DRAFTS
from retrieval.store import View, date_of

_PAGE = (
    "SELECT page.id, page.file, bulletin, page.label, page.held, doubts, former,"
    " year, month, day, day_from, year_from"
    " FROM page LEFT JOIN doubted_page ON page_id = page.id"
)


async def desk_counts(view: View, owner: int, since: int) -> DeskCounts:
    """Return how much waits for an admin; drafts are those made after ``since``."""
    [(drafts, others, doubts, errors, held, corrections)] = await view.fetch_all(
        f"SELECT (SELECT count(*) FROM ({DRAFTS}) WHERE owner = ?),"
        f" (SELECT count(*) FROM ({DRAFTS}) WHERE owner <> ?),"
        f" (SELECT count(*) FROM ({WAITING})),"
        " (SELECT count(*) FROM misprint WHERE settled = 0),"
        " (SELECT count(*) FROM page WHERE held),"
        f" (SELECT count(*) FROM ({LAST_MADE}))",
        (since, owner, since, owner),
    )
    alerts = (await not_sent(view)).count
    files = len(not_read(await set_aside_files(view)))
    return DeskCounts(drafts, others, doubts, errors, held, corrections, alerts, files)


async def stored_pages(view: View, page: int, *, doubted: bool) -> Listed[DeskPage]:
    """Return part ``page`` of all stored pages, or of those in doubt if ``doubted``.

    Those held back are first, then those that came last.
    """
    which = f"page.id IN ({WAITING})" if doubted else "true"
    [(total,)] = await view.fetch_all(f"SELECT count(*) FROM page WHERE {which}")
    start = start_of_part(page, int(total))
    rows = await view.fetch_all(
        f"{_PAGE} WHERE {which} ORDER BY page.held DESC, page.id DESC LIMIT ? OFFSET ?",
        (PER_PAGE, start),
    )
    return Listed(tuple(_page(*row) for row in rows), start, int(total))


async def stored_page_of(view: View, page_id: int) -> DeskPage | None:
    """Return a stored page by its number, or None."""
    rows = await view.fetch_all(f"{_PAGE} WHERE page.id = ?", (page_id,))
    return next((_page(*row) for row in rows), None)


async def stories_on(view: View, page_id: int) -> tuple[PrintedStory, ...]:
    """Return the stories on a page, in their order."""
    rows = await view.fetch_all(
        "SELECT article_id, title FROM printing WHERE page_id = ? ORDER BY position", (page_id,)
    )
    return tuple(PrintedStory(int(number), str(title)) for number, title in rows)


def _page(  # noqa: PLR0913, PLR0917 (the columns of a row)
    page_id: int,
    file: str,
    paper: str,
    label: str | None,
    held: int,
    doubts: str | None,
    former: int | None,
    *date: object,
) -> DeskPage:
    return DeskPage(
        *(page_id, file, paper or None, date_of(*date), label, bool(held)),  # type: ignore[arg-type]
        doubts_of(doubts),
        former,
    )
