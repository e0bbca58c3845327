"""A draft of several pages as a list, and what is told while its words are read."""

from collections.abc import Mapping

from bot.messages.catalogue import Texts
from bot.messages.citation import page_text
from bot.messages.markup import Markup, joined, plain, shorten
from bot.messages.screen import Button, Screen, button, rows_of
from bot.messages.uploads_keys import ListPages, ShowUpload
from bot.messages.uploads_texts import UploadTexts
from bot.model.uploads import Upload, UploadPage
from retrieval.model import Reading

MOST_PAGES = 40
"""That are listed: of a message's hundred buttons, and its room."""

_NAME_UNITS = 50
_TITLES_UNITS = 60
_ALL_UNITS = 3400  # of the 4096 units that a message may have
_OTHERS = 10  # pages whose numbers are told


def listed_pages(upload: Upload) -> list[UploadPage]:
    """Return the pages of a draft that are listed: first those with something to look at."""
    return sorted(upload.pages, key=lambda page: (not page.doubts, page.position))[:MOST_PAGES]


def pages_screen(
    upload: Upload, readings: Mapping[int, Reading], decide: tuple[Button, ...], texts: Texts
) -> Screen:
    """Return the list of a draft's pages, of which ``readings`` are given by their positions.

    Each has a button that shows it; below them stand the buttons to ``decide`` on all of it.
    """
    words = texts.uploads
    head = words.pages_head.format(pages=len(upload.pages))
    lines: list[Markup] = []
    left, shown = _ALL_UNITS, listed_pages(upload)
    for page in shown:
        line = _page(page, readings.get(page.position), texts)
        left -= line.units + 1
        if left < 0:
            break
        lines.append(line)
    rest = len(upload.pages) - len(lines)
    more = plain(words.more.format(count=rest)) if rest else Markup()
    numbers = sorted(page.position for page in shown[: len(lines)])
    buttons = rows_of(
        button(words.page_number.format(number=at + 1), ShowUpload(upload.id, at)) for at in numbers
    )
    blocks = [plain(head), joined([*lines, more], "\n"), plain(counts_text(upload, words))]
    return Screen(joined(blocks, "\n\n"), (*buttons, decide))


def counts_text(upload: Upload, texts: UploadTexts) -> str:
    """Return how much of a draft would be published, or that nothing is left to publish."""
    if upload.is_emptied:
        return texts.nothing_left
    pages = sum(not page.edits or page.stories > 0 for page in upload.pages)
    return texts.not_yet.format(pages=pages, stories=upload.stories)


def list_row(upload: Upload, texts: UploadTexts) -> tuple[Button, ...]:
    """Return the button that lists a draft's pages; none where there is only one."""
    if len(upload.pages) == 1:
        return ()
    return (button(texts.every_page.format(pages=len(upload.pages)), ListPages(upload.id)),)


def others_text(upload: Upload, page: int, texts: UploadTexts) -> str:
    """Return which other pages of a draft have something to look at; empty for none."""
    numbers = [str(one.position + 1) for one in upload.pages if one.doubts and one.position != page]
    if not numbers:
        return ""
    more = "……" if len(numbers) > _OTHERS else ""
    return texts.others.format(pages=", ".join(numbers[:_OTHERS]) + more)


def reading_screen(number: int, total: int | None, texts: UploadTexts) -> Screen:
    """Return that the words of a picture are being read: the ``number``-th of ``total``.

    ``total`` is None where it is not known, and 1 for a picture that came by itself.
    """
    where = ""
    if total is None:
        where = texts.reading_one.format(number=number)
    elif total > 1:
        where = texts.reading_of.format(number=number, total=total)
    return Screen(plain(f"{texts.reading}{where}"))


def _page(page: UploadPage, reading: Reading | None, texts: Texts) -> Markup:
    words = texts.uploads
    label = page.label or (reading.bulletin.page if reading else None)
    name = shorten(page_text(label, texts.citation) or page.name, _NAME_UNITS)
    line = words.page_line.format(number=page.position + 1, page=name, stories=page.stories)
    if page.doubts:
        line = words.page_doubts.format(line=line, count=page.doubts)
    return joined([plain(line), plain(_titles(reading) if reading else "")], "\n")


def _titles(reading: Reading) -> str:
    first = (one.title[:_TITLES_UNITS] for one in reading.bulletin.articles[:_TITLES_UNITS])
    return shorten("；".join(first), _TITLES_UNITS)
