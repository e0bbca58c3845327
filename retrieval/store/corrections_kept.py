"""Corrections of a page's paragraphs, kept where the page is read otherwise than before.

A correction belongs to a paragraph as it is printed. Where lines are left out of the paragraph now,
or stand in it that did not, it is the corrected words that move to what the paragraph is now; where
these words can't be found again, the page is not to be changed.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.word_diff import word_diff
from retrieval.model import Article
from retrieval.store.checksums import CORRECTION
from retrieval.store.corrections import digest_of, paragraphs_of
from retrieval.store.printings import printed_on
from retrieval.store.transaction import Transaction, View

_AROUND = (8, 4, 2)  # characters beside corrected words, by which these are found again
_PIECE = 4  # characters
_SHARED = 0.5  # of the smaller paragraph's pieces


@dataclass(frozen=True, slots=True)
class Corrected:
    """A paragraph that was corrected: as it was printed, and as it should read."""

    article_id: int
    printed: str
    text: str


async def corrected_on(view: View, page_id: int) -> list[Corrected]:
    """Return the paragraphs of a page that are corrected, in page order."""
    return [
        Corrected(article_id, one.printed, one.text)
        for article_id, article in await printed_on(view, page_id)
        for one in await paragraphs_of(view, article_id)
        if one.text != one.printed and one.printed in article.paragraphs
    ]


async def keep_corrections(
    transaction: Transaction, page_id: int, before: Sequence[Corrected]
) -> Corrected | None:
    """Move the corrections of a page that was read again to what their paragraphs are now.

    Return the first whose words are not found again; then the transaction is to be undone.
    """
    stories = await printed_on(transaction, page_id)
    for one in before:
        place = next(_places(one, stories), None)
        if place is None:
            return one
        if (place.article_id, place.printed) != (one.article_id, one.printed):
            await _move(transaction, one, place)
    return None


def _places(one: Corrected, stories: Sequence[tuple[int, Article]]) -> Iterator[Corrected]:
    """Yield where a correction may stand now, the likeliest first."""
    first = sorted(stories, key=lambda story: story[0] != one.article_id)
    for article_id, article in first:
        if one.printed in article.paragraphs:
            yield Corrected(article_id, one.printed, one.text)
    for article_id, article in first:
        for paragraph in article.paragraphs:
            text = carried(one.printed, one.text, paragraph)
            if text is not None:
                yield Corrected(article_id, paragraph, text)


def carried(printed: str, text: str, paragraph: str) -> str | None:
    """Return how ``paragraph`` should read, where ``printed`` should read ``text``.

    None where it is another paragraph, or the corrected words do not stand in it once.
    """
    if not _alike(printed, paragraph):
        return None
    diff = word_diff(printed, text)
    for gone, come in zip(diff.removed, diff.added, strict=True):
        for around in _AROUND:
            left = printed[max(0, gone.start - around) : gone.start]
            right = printed[gone.end : gone.end + around]
            words = f"{left}{printed[gone.start : gone.end]}{right}"
            if paragraph.count(words) == 1:
                paragraph = paragraph.replace(words, f"{left}{text[come.start : come.end]}{right}")
                break
        else:
            return None
    return paragraph


def _alike(one: str, other: str) -> bool:
    pieces, others = _pieces(one), _pieces(other)
    return len(pieces & others) >= _SHARED * min(len(pieces), len(others))


def _pieces(text: str) -> set[str]:
    return {text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1))}


async def _move(transaction: Transaction, one: Corrected, place: Corrected) -> None:
    """Move a correction; where another page prints the paragraph as it was, a copy of it stays."""
    here = one.article_id, digest_of(one.printed)
    digest = digest_of(place.printed)
    row = place.article_id, digest, place.text, CORRECTION.checksum((digest, place.text))
    if await _is_printed(transaction, one):
        await transaction.execute(
            "INSERT OR REPLACE INTO correction"
            " (article_id, digest, text, checksum, made_by, made_at)"
            " SELECT ?, ?, ?, ?, made_by, made_at FROM correction"
            " WHERE article_id = ? AND digest = ?",
            (*row, *here),
        )
        return
    await transaction.execute(
        "UPDATE OR REPLACE correction SET (article_id, digest, text, checksum) = (?, ?, ?, ?)"
        " WHERE article_id = ? AND digest = ?",
        (*row, *here),
    )


async def _is_printed(view: View, one: Corrected) -> bool:
    rows = await view.fetch_all(
        "SELECT paragraphs FROM printing WHERE article_id = ?", (one.article_id,)
    )
    return any(one.printed in json.loads(paragraphs) for (paragraphs,) in rows)
