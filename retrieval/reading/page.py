"""A page to its articles, of what the other modules of this room find."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.errors import PageRefused
from retrieval.model import (
    Article,
    Bulletin,
    Evidence,
    NoteKind,
    PrintedDate,
    Reading,
    ReadingNote,
    Reason,
)
from retrieval.model.lines import LineKind, LineReading
from retrieval.model.page_text import PLAIN, Layout, PageText
from retrieval.model.pages import NO_HABITS, NOTHING_STATED, PaperHabits, Stated
from retrieval.reading import bylines, dates, day_words, info_lines
from retrieval.reading.blocks import PageLine, blocks_of, sort_lines
from retrieval.reading.decode import text_page
from retrieval.reading.doubts import future_doubt, line_doubts, reading_doubts
from retrieval.reading.furniture import paper as printed_paper
from retrieval.reading.habits import left_out, seen_lines
from retrieval.reading.headlines import without_opening
from retrieval.reading.labelling import reasons
from retrieval.reading.markup import read_lines
from retrieval.reading.masthead import Masthead, masthead
from retrieval.reading.papers import folder_paper
from retrieval.reading.rejoin import rejoin
from retrieval.reading.stories import StoryBlocks, left_out_of, stories_of, with_info

MAX_ARTICLES = 1000
"""Of a page, which has some ten: each takes time and memory of its own, however short it is."""
MAX_LINES = 20_000
"""Of a page, which has some hundreds: the signs of each are kept until all are told."""

_LABELLED = frozenset(
    {Reason.PAGE_LABEL, Reason.MASTHEAD, Reason.PAGE_NUMBER, Reason.FURNITURE, Reason.HABIT}
)
_RECOGNISED = 12  # characters by which the text is found again after a byline cut out of it
_LONGEST_NAME = 30  # characters of a text's beginning that stand for its missing headline


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The lines of a page's furniture, and the page labels in them with the lines' numbers."""

    lines: tuple[str, ...]
    labels: tuple[tuple[int, str], ...]
    mastheads: tuple[Masthead, ...]
    notes: tuple[ReadingNote, ...]


def read_page(  # noqa: PLR0913 (what is known of it)
    data: bytes,
    name: str,
    paper: str | None = None,
    *,
    stated: Stated = NOTHING_STATED,
    today: date | None = None,
    habits: PaperHabits = NO_HABITS,
) -> Reading:
    """Return a page as read; ``name`` is its path, such as ``二七日报/2022-10-27/A05.md``.

    ``paper`` is what its paper is called where neither the page nor a folder tells it; what is
    ``stated`` beats all that is read. A day far ahead of ``today`` is in doubt, if that is given.
    What its paper is known by ``habits`` to print on its pages is left out.
    Articles come in page order, notes in the order of lines. A page of nothing but furniture has
    no articles. Raises PageRefused as `decode` does, and for more than `MAX_ARTICLES`
    or `MAX_LINES`.
    """
    page = text_page(data, name)
    return read_page_text(page, paper, stated=stated, today=today, habits=habits)


def read_page_text(
    page: PageText,
    paper: str | None = None,
    *,
    stated: Stated = NOTHING_STATED,
    today: date | None = None,
    habits: PaperHabits = NO_HABITS,
) -> Reading:
    """Return a page as read, whatever kind of file it came in; otherwise as `read_page` does.

    What is ``stated`` beats what its file tells of the page. Raises PageRefused for more than
    `MAX_ARTICLES` or `MAX_LINES`.
    """
    told = stated.over(page.told)
    reading = read_text(page.text, page.name, paper, told, habits, layout=page.layout)
    future = None if today is None else future_doubt(reading.bulletin, today)
    first = () if future is None else (future,)
    return replace(reading, doubts=(*first, *page.doubts, *reading.doubts))


def read_text(  # noqa: PLR0913 (what is known of it)
    text: str,
    name: str,
    paper: str | None = None,
    stated: Stated = NOTHING_STATED,
    habits: PaperHabits = NO_HABITS,
    *,
    layout: Layout = PLAIN,
) -> Reading:
    """Return a decoded page as read; any text is one, the empty one has no articles.

    ``layout`` is what its file tells of its lines. Raises PageRefused for more than `MAX_ARTICLES`
    or `MAX_LINES`.
    """
    marked, notes = read_lines(text, layout)
    if len(marked) > MAX_LINES:
        raise _too_many(name, len(marked), MAX_LINES, "行", "lines")
    sorted_lines, dropped = sort_lines(marked)
    short = seen_lines(sorted_lines)
    known = left_out(sorted_lines, habits)
    if known:
        sorted_lines, dropped = sort_lines(marked, known)
    seen = _furniture(sorted_lines)
    printed = list(seen.lines)
    heads = seen.mastheads
    issue = (
        _stated_day(stated)
        or next((day_words.printed(head.day, Evidence.PAGE, Evidence.PAGE) for head in heads), None)
        or dates.issue_date(printed, name)
    )
    labels = () if stated.page or layout.unpaged else seen.labels
    label = stated.page or (labels[0][1] if labels else None)
    if label is None and not layout.unpaged:
        label = dates.page_label(printed, name)
    blocks = blocks_of(sorted_lines)
    stories = with_info(list(stories_of(blocks, label, labels)), sorted_lines)
    if len(stories) > MAX_ARTICLES:
        raise _too_many(name, len(stories), MAX_ARTICLES, "篇文章", "articles")
    articles = []
    places = []
    joined: list[ReadingNote] = []
    for story in stories:
        article, joins = _article(story, issue)
        joined.extend(joins)
        if article is not None:
            articles.append(article)
            places.append(story.lines)
    called = (head.paper for head in heads if head.paper)
    named = (found for line in printed if (found := printed_paper(line)) is not None)
    bulletin = Bulletin(
        stated.paper or next(called, None) or next(named, None) or folder_paper(name) or paper,
        date=issue,
        page=label,
        articles=tuple(articles),
        section=next((head.section for head in heads if head.section), None),
    )
    all_notes = sorted((*notes, *dropped, *seen.notes, *joined), key=lambda note: note.line)
    doubts = (
        *reading_doubts(bulletin, printed, "" if layout.unpaged else name, stated),
        *line_doubts(sorted_lines if articles else _left_out_unformed(sorted_lines)),
    )
    return Reading(bulletin, tuple(all_notes), doubts, short, known, tuple(places))


def _left_out_unformed(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Yield the lines of a page without stories that have no form of furniture, all as unsure."""
    for one in lines:
        if one.form is None:
            yield replace(one, label=replace(one.label, margin=0.0))


def explain(page: PageText) -> tuple[LineReading, ...]:
    """Return what each line of a page was taken for, how surely and why, in order."""
    lines, _ = sort_lines(read_lines(page.text, page.layout)[0])
    return tuple(
        LineReading(
            one.line.number,
            one.line.text,
            one.label.kind,
            one.label.other,
            one.label.margin,
            tuple(reasons(one.signs, one.label.kind)),
        )
        for one in lines
    )


def _too_many(name: str, count: int, most: int, what: str, in_english: str) -> PageRefused:
    return PageRefused(
        name,
        f"太多了：{count:,} {what}，一版最多 {most:,} {what}，请按版拆开 "
        f"(too much: {count:,} {in_english}, a page has at most {most:,}; split it into its pages)",
    )


def _stated_day(stated: Stated) -> PrintedDate | None:
    day = stated.day
    return None if day is None else day_words.printed(day, Evidence.PATH, Evidence.PATH)


def _furniture(lines: Sequence[PageLine]) -> _Furniture:
    kept = [one for one in lines if one.label.kind is LineKind.FURNITURE]
    labels: list[tuple[int, str]] = []
    notes: list[ReadingNote] = []
    mastheads: list[Masthead] = []
    for one in kept:
        number, text = one.line.number, one.line.text
        reason = one.form or (Reason.HABIT if "known" in one.signs else Reason.FURNITURE)
        notes.append(ReadingNote(number, NoteKind.DROPPED, text, reason))
        head = masthead(text)
        if head is not None:
            mastheads.append(head)
        found = head.label if head else dates.page_label([text], "")
        if found is not None and reason in _LABELLED:
            labels.append((number, found))
    return _Furniture(
        tuple(one.line.text for one in kept), tuple(labels), tuple(mastheads), tuple(notes)
    )


def _article(
    story: StoryBlocks, issue: PrintedDate | None
) -> tuple[Article | None, list[ReadingNote]]:
    joined, joins = rejoin(story.blocks)
    # A report's opening and its date stand in its first paragraph of text, wherever captions are.
    order = sorted(range(len(joined)), key=lambda index: joined[index].is_caption)
    texts = [joined[index].text for index in order]
    known = [at for at, index in enumerate(order) if joined[index].is_byline]
    found, taken = bylines.take(texts, known)
    left = dict(zip(order, taken, strict=True))
    paragraphs = tuple(text for index in range(len(joined)) if (text := left[index].strip()))
    notes = [
        ReadingNote(paragraph.line, NoteKind.DROPPED, piece, Reason.BYLINE)
        for index, paragraph in enumerate(joined)
        for piece in _cut_out(paragraph.text, left[index])
    ]
    notes += [
        ReadingNote(block.line.number, NoteKind.DROPPED, left_out, Reason.FURNITURE)
        for block, left_out in left_out_of(story.headlines)
    ]
    title = story.title or _beginning(paragraphs)
    if not title:
        return None, [*joins, *notes]
    by_place = [texts[at] for at in known if not bylines.is_byline(texts[at])]
    told = [text for text in texts if text not in by_place]
    own = info_lines.published(story.info)
    day = day_words.printed(own, Evidence.PAGE, Evidence.PAGE) if own else issue
    article = Article(
        title=title,
        subtitle=story.subtitle,
        reporters=found.reporters,
        correspondents=found.correspondents,
        photographers=found.photographers,
        source=found.source or info_lines.source(story.info),
        date=dates.report_date(told, day),
        page=story.page,
        paragraphs=paragraphs,
    )
    return article, [*joins, *notes]


def _cut_out(text: str, left: str) -> Iterator[str]:
    """Yield the pieces that are in a text but not in what is left of it, in order."""
    while text != left:
        pairs = enumerate(zip(text, left, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(len(text), len(left)))
        text, left = text[same:], left[same:]
        goes_on = text.find(left[:_RECOGNISED], 1) if left else len(text)
        end = goes_on if goes_on > 0 else len(text)
        if piece := text[:end].strip():
            yield piece
        text = text[end:]
        if not text:
            return


def _beginning(paragraphs: Sequence[str]) -> str:
    """Return the first words of a text, up to a mark where there is one in reach."""
    if not paragraphs:
        return ""
    first = without_opening(paragraphs[0])
    words = re.split(r"[。！？；!?;]", first, maxsplit=1)[0] or first
    if len(words) <= _LONGEST_NAME:
        return words.strip()
    cut = max(words.rfind(mark, 8, _LONGEST_NAME) for mark in "，,")
    return words[: cut if cut > 0 else _LONGEST_NAME].strip()
