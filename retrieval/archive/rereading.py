"""Stored pages read again, by the rules and the papers' habits that are known now.

Whoever was told of a story is not told again: what changes is how a page is read, not what it
prints. So the transaction runs no hook (see `changes`).
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from retrieval.archive.page_reading import IncomingText, read_by_habits
from retrieval.errors import PageRefused
from retrieval.identity.shared_stories import successors
from retrieval.model import Article, NoteKind, ReadingNote
from retrieval.model.pages import PageName
from retrieval.store.adding import IncomingPage, stored_page
from retrieval.store.database import Database
from retrieval.store.rereading import write_reread

_OPENING = 16  # characters of a text by which it is found in another

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reread:
    """What a page reads now against how it is stored; all are headlines, in page order.

    ``retitled`` are pairs: as stored, and now; ``changed`` those whose text or credits read
    otherwise. What was part of another story is in ``split``, with that one before it; what is part
    of another now in ``joined``, with that one behind it. ``new`` and ``gone`` are neither.
    ``left_out`` are lines, as printed, that stories had and that are furniture now. ``renamed`` is
    what the page is called now, None where that stays.
    """

    page: PageName
    renamed: PageName | None = None
    retitled: tuple[Pair, ...] = ()
    changed: tuple[str, ...] = ()
    split: tuple[Pair, ...] = ()
    joined: tuple[Pair, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything reads otherwise."""
        return self != Reread(self.page)


async def reread_page(
    database: Database, page_id: int, clock: Callable[[], datetime], *, store: bool
) -> Reread | None:
    """Read a stored page again, and store it so if ``store``; None where its text was not kept.

    Raises PageUnknown, PageRefused for a page that can't be read, or whose corrections would be
    lost, and ArchiveUnavailable; nothing is changed then.
    """
    while True:
        async with database.reading() as view:
            former = await stored_page(view, page_id)
        source = former.source
        if source is None:
            return None
        page = source.page_text(former.page.file)
        text = IncomingText(page, former.page.paper, source.stated)
        read = await read_by_habits(database, text)
        bulletin = read.reading.bulletin
        if not bulletin.articles:
            raise PageRefused(
                str(former.page.named(page_id)), "重读后没有文章了 (no article is left in it)"
            )
        latter = await asyncio.to_thread(IncomingPage.of, bulletin, former.page.file)
        kept = replace(latter.page, digest=former.page.digest, held=former.page.held)
        latter = replace(latter, page=kept, source=read.source).carrying_over(
            former.page, former.articles, former.signatures
        )
        found, joined = _compared(page_id, former, latter, read.reading.notes)
        if not store:
            return found
        async with database.transaction() as transaction:
            if await stored_page(transaction, page_id) != former:
                continue  # somebody was faster
            await write_reread(transaction, page_id, latter, joined, clock())
        return found


def _compared(
    page_id: int, former: IncomingPage, latter: IncomingPage, notes: Sequence[ReadingNote]
) -> tuple[Reread, list[tuple[int, int]]]:
    """Return what changes, and the stories that are part of another now: places of both."""
    olds, news = former.articles, latter.articles
    same = successors(former.signatures, latter.signatures)
    pairs = [(olds[old], news[new]) for new, old in sorted(same.items())]
    come = [new for new in range(len(news)) if new not in same]
    gone = [old for old in range(len(olds)) if old not in same.values()]
    split = {new: at for new in come if (at := _holder(news[new], olds)) is not None}
    joined = {old: at for old in gone if (at := _holder(olds[old], news)) is not None}
    name, now = former.page.named(page_id), latter.page.named(page_id)
    found = Reread(
        name,
        None if name == now else now,
        tuple((one.title, other.title) for one, other in pairs if one.title != other.title),
        tuple(other.title for one, other in pairs if one.title == other.title and one != other),
        tuple((olds[at].title, news[new].title) for new, at in split.items()),
        tuple((olds[old].title, news[at].title) for old, at in joined.items()),
        tuple(news[new].title for new in come if new not in split),
        tuple(olds[old].title for old in gone if old not in joined),
        tuple(_lost(olds, news, notes)),
    )
    return found, list(joined.items())


def _holder(story: Article, others: Sequence[Article]) -> int | None:
    """Return which of the other stories has this one's opening in it, None for none."""
    opening = (story.paragraphs[:1] or (story.title,))[0][:_OPENING]
    return next((at for at, one in enumerate(others) if opening in _told(one)), None)


def _lost(
    olds: Sequence[Article], news: Sequence[Article], notes: Sequence[ReadingNote]
) -> list[str]:
    """Return the lines, as printed, that stood in stories and are dropped now, each once."""
    before, after = ("\n".join(map(_told, one)) for one in (olds, news))
    dropped = (one.text for one in notes if one.kind is NoteKind.DROPPED and one.text)
    return [text for text in dict.fromkeys(dropped) if before.count(text) > after.count(text)]


def _told(article: Article) -> str:
    return "\n".join((article.title, *article.paragraphs))
