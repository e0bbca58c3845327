"""What was read of pages that an admin sent, and what became of them, as messages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.messages.catalogue import Texts
from bot.messages.citation import byline_of, date_text, page_text
from bot.messages.doubts import doubt_lines
from bot.messages.markup import MAX_UNITS, Markup, bold, joined, plain, quote, shorten
from bot.messages.page_names import page_name
from bot.messages.screen import Button, Screen, button
from bot.messages.texts import EN
from bot.messages.uploads_keys import OnUpload, ShowUpload, UploadAct
from bot.messages.uploads_pages import counts_text, list_row, others_text, pages_screen
from bot.messages.uploads_state import state_rows
from bot.messages.uploads_stories import edit_lines, story_rows, untouched
from bot.messages.uploads_texts import UploadTexts
from bot.model.uploads import Refusal, RefusedFile, Upload
from retrieval.model import Article, Bulletin, NoteKind, Reading, ReadingNote
from retrieval.model.pages import PageName

_NAME_UNITS = 120
_TITLE_UNITS = 80
_OLD = 7  # days; an older paper is said to be, which is no doubt
_BYLINE_UNITS = 60
_NOTE_UNITS = 100
_REFUSED_UNITS = 240
# Of the 4096 units that a message may have; what is left is for its head and its foot. Stories give
# way where all else is long: `_AROUND_UNITS` are for the line above them and the one below.
_STORIES_UNITS = 1300
_AROUND_UNITS = 150
_NOTES_UNITS = 350  # of each kind
_LEFT_OUT_UNITS = 500
_DOUBTS_UNITS = 450


def draft_screen(  # noqa: PLR0913 (what it shows)
    upload: Upload,
    page: int,
    reading: Reading,
    texts: Texts,
    *,
    today: date,
    meant: PageName | None = None,
    faint: bool = False,
    told: bool = False,
    warning: str = "",
    start: int = 0,
) -> Screen:
    """Return what was read of a draft's page ``page`` (from 0), and buttons to decide on it all.

    Where its day or label is in doubt, or its file has ``told`` them, both can be said by buttons;
    ``today`` is among them. Where
    a stored page is ``meant``, the draft can be published in its place. A ``faint`` picture is
    asked for as a file. Stories have buttons from ``start`` (from 0) on.
    """
    words, bulletin = texts.uploads, reading.bulletin
    name = shorten(upload.pages[page].name, _NAME_UNITS)
    pages = len(upload.pages)
    head = bold(words.file.format(name=name, page=page + 1, pages=pages))
    stories = [_story(number, one, texts) for number, one in enumerate(bulletin.articles, 1)]
    doubts = reading.doubts if meant is None else (meant.doubt, *reading.doubts)
    notes = untouched(reading.notes, upload.pages[page].edits)
    above = [
        _listed(texts.doubts.head, doubt_lines(doubts, texts.doubts), _DOUBTS_UNITS, words),
        plain(words.as_file if faint else ""),
        plain(others_text(upload, page, words)),
        _notes(notes, NoteKind.WARNING, words),
        joined([head, plain(_issue(bulletin, texts, today))], "\n"),
        edit_lines(upload, page, texts),
    ]
    below = [
        _folded(notes, words),
        left_out(upload.refused, words),
        plain(_may_replace(meant, texts)),
        plain(warning),
        plain(counts_text(upload, words)),
    ]
    left = MAX_UNITS - _AROUND_UNITS - joined([*above, *below], "\n\n").units
    listed = _listed(words.stories, stories, min(left, _STORIES_UNITS), words)
    turns = []
    if page > 0:
        turns.append(button(words.back, ShowUpload(upload.id, page - 1)))
    if page < pages - 1:
        turns.append(button(words.forth, ShowUpload(upload.id, page + 1)))
    rows = (
        tuple(turns),
        list_row(upload, words),
        *state_rows(upload, page, reading, today, texts, told=told),
        *story_rows(upload, page, reading, start, texts),
        _decide(upload, words, replacing=meant is not None),
    )
    return Screen(joined([*above, listed, *below], "\n\n"), tuple(filter(None, rows)))


def overview_screen(upload: Upload, readings: Mapping[int, Reading], texts: Texts) -> Screen:
    """Return the list of a draft's pages, ``readings`` of which are given by their positions."""
    return pages_screen(upload, readings, _decide(upload, texts.uploads), texts)


def publishing_screen(upload: Upload, texts: UploadTexts) -> Screen:
    """Return that a draft of many pages is being published, and the buttons to go on with it."""
    text = plain(texts.publishing.format(pages=len(upload.pages)))
    return Screen(text, (_decide(upload, texts),))


def published_screen(upload: Upload, every: Texts, *, undo: bool, found: bool = True) -> Screen:
    """Return what publishing did and replaced, with a button that takes it back if ``undo``.

    Unless it is ``found`` by questions already, that is said.
    """
    texts = every.uploads
    added = [change.added for change in upload.changes]
    is_same = all(change.before and change.before.mark == change.mark for change in upload.changes)
    text = (texts.unchanged if is_same else texts.published).format(
        pages=len(added),
        new=sum(one.new for one in added),
        changed=sum(one.changed for one in added),
        unchanged=sum(one.unchanged for one in added),
        removed=sum(one.removed for one in added),
    )
    undo = undo and not is_same
    blocks = [
        plain(text),
        plain(_replaced(upload, every)),
        left_out(upload.refused, texts),
        plain("" if found or is_same else texts.found_later),
        plain(texts.undo_until if undo else ""),
    ]
    rows = ((button(texts.undo, OnUpload(UploadAct.TAKE_BACK, upload.id)),),) if undo else ()
    return Screen(joined(blocks, "\n\n"), rows)


def taken_back_screen(upload: Upload, texts: UploadTexts) -> Screen:
    """Return that an upload was taken back, and which of its pages stay."""
    stay = [page.name for page in upload.pages if page.change is not None]
    pages = sum(page.stories > 0 for page in upload.pages) - len(stay)
    blocks = [plain(texts.taken_back.format(pages=pages))]
    if stay:
        names = shorten(", ".join(stay), _LEFT_OUT_UNITS)
        blocks.append(plain(texts.stays.format(names=names)))
    return Screen(joined(blocks, "\n\n"))


def refused_screen(
    refused: Sequence[RefusedFile], texts: UploadTexts, *, faint: bool = False
) -> Screen:
    """Return why nothing was taken, and what to do about it; ``faint`` is as in `draft_screen`."""
    lines = [_refused(one, texts) for one in refused]
    told = [*_some(lines, 2 * _LEFT_OUT_UNITS, texts), plain(texts.as_file if faint else "")]
    return Screen(joined([*told, plain(texts.nothing_read)], "\n"))


def left_out(refused: Sequence[RefusedFile], texts: UploadTexts) -> Markup:
    """Return which files are left out and why; empty if none are."""
    return _listed(
        texts.left_out, [_refused(one, texts) for one in refused], _LEFT_OUT_UNITS, texts
    )


def _decide(upload: Upload, texts: UploadTexts, *, replacing: bool = False) -> tuple[Button, ...]:
    publish = button(texts.publish, OnUpload(UploadAct.PUBLISH, upload.id))
    replace = button(texts.replace, OnUpload(UploadAct.REPLACE, upload.id))
    drop = button(texts.drop, OnUpload(UploadAct.DROP, upload.id))
    if upload.is_emptied:
        return (drop,)
    return (publish, replace, drop) if replacing else (publish, drop)


def _may_replace(meant: PageName | None, texts: Texts) -> str:
    if meant is None:
        return ""
    former = shorten(page_name(meant, texts), _NAME_UNITS)
    return texts.uploads.may_replace.format(former=former)


def _replaced(upload: Upload, texts: Texts) -> str:
    """Return what publishing put new versions in the place of; empty for nothing."""
    former = (change.added.replaced for change in upload.changes)
    names = "、".join(page_name(one, texts) for one in former if one is not None)
    return texts.uploads.replaced.format(names=shorten(names, _LEFT_OUT_UNITS)) if names else ""


def _refused(refused: RefusedFile, texts: UploadTexts) -> Markup:
    detail = refused.detail
    if refused.why is Refusal.UNREADABLE:
        detail = _own_language(detail, texts)
    reason = texts.why[refused.why].format(detail=detail)
    name = shorten(refused.name, _NAME_UNITS)
    return plain(shorten(texts.refused.format(name=name, reason=reason), _REFUSED_UNITS))


def _own_language(reason: str, texts: UploadTexts) -> str:
    """Return a sentence in Chinese, or the English one in brackets at its end."""
    at, open_brackets = len(reason), 0
    for at in range(len(reason) - 1, -1, -1):
        open_brackets += {")": 1, "(": -1}.get(reason[at], 0)
        if open_brackets <= 0:
            break
    if open_brackets or not reason.endswith(")") or not 0 < at < len(reason) - 2:
        return reason
    return reason[at + 1 : -1] if texts is EN.uploads else reason[:at].rstrip()


def _issue(bulletin: Bulletin, texts: Texts, today: date) -> str:
    known = (
        shorten(bulletin.paper or "", _NAME_UNITS),
        date_text(bulletin.date, texts.citation),
        shorten(page_text(bulletin.page, texts.citation), _BYLINE_UNITS),
    )
    old = texts.uploads.old.format(days=age) if (age := _age(bulletin, today)) > _OLD else ""
    return "\n".join(filter(None, [" · ".join(filter(None, known)), old]))


def _age(bulletin: Bulletin, today: date) -> int:
    """Return how many days ago an issue was printed; 0 where its day is unknown."""
    issued = bulletin.date
    if issued is None or issued.year is None:
        return 0
    return (today - date(issued.year, issued.month, issued.day)).days


def _story(number: int, article: Article, texts: Texts) -> Markup:
    title = shorten(article.title, _TITLE_UNITS) or texts.untitled
    length = texts.uploads.length.format(count=len(article.body))
    by = shorten(byline_of(article, texts.citation), _BYLINE_UNITS)
    below = " · ".join(filter(None, [by, length]))
    return joined([plain(f"{number}. ") + bold(title), plain(f"   {below}")], "\n")


def _folded(notes: Sequence[ReadingNote], texts: UploadTexts) -> Markup:
    """Return what was dropped and joined, folded; empty if nothing was."""
    kinds = [_notes(notes, kind, texts) for kind in (NoteKind.DROPPED, NoteKind.JOINED)]
    found = joined(kinds, "\n")
    return quote(joined([plain(texts.folded), found], "\n"), expandable=True) if found else found


def _notes(notes: Iterable[ReadingNote], kind: NoteKind, texts: UploadTexts) -> Markup:
    lines = [plain(_note(note, texts)) for note in notes if note.kind is kind]
    return _listed(texts.notes[kind], lines, _NOTES_UNITS, texts)


def _note(note: ReadingNote, texts: UploadTexts) -> str:
    template = texts.note if note.above is None else texts.note_from
    text = " ".join(note.text.split())
    return shorten(
        template.format(
            line=note.line, above=note.above, reason=texts.reasons[note.reason], text=text
        ),
        _NOTE_UNITS,
    )


def _listed(head: str, lines: Sequence[Markup], most: int, texts: UploadTexts) -> Markup:
    if not lines:
        return Markup()
    return joined([plain(head.format(count=len(lines))), *_some(lines, most, texts)], "\n")


def _some(lines: Sequence[Markup], most: int, texts: UploadTexts) -> list[Markup]:
    """Return the first of the lines, within ``most`` units, and how many more there are."""
    shown: list[Markup] = []
    left = most
    for at, line in enumerate(lines):
        left -= line.units + 1
        if left < 0:
            return [*shown, plain(texts.more.format(count=len(lines) - at))]
        shown.append(line)
    return shown
