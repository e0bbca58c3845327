"""A page to its articles, of what the other modules of this room find.

An article reaches from its headline to the next one. Headline lines without body between them are
one headline, its parts joined by one space, even with a byline between them. Text without a
headline is never lost. These are articles of their own, named by the beginning of their text: a
report that opens after a byline closed the one before; text on a further page of the file, if what
stands above it has ended; and text above the first headline (but captions there belong to the first
article).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
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
from retrieval.model.pages import Stated
from retrieval.reading import bylines, dates, day_words
from retrieval.reading.blocks import sort_lines
from retrieval.reading.decode import decode
from retrieval.reading.doubts import future_doubt, reading_doubts
from retrieval.reading.endings import ends
from retrieval.reading.furniture import furniture, without_jumps
from retrieval.reading.furniture import paper as printed_paper
from retrieval.reading.headlines import opens_report, subtitle, without_opening
from retrieval.reading.kinds import Block, BlockKind
from retrieval.reading.markup import Line, Mark, read_lines
from retrieval.reading.masthead import Masthead, masthead
from retrieval.reading.measure import mark_full
from retrieval.reading.papers import folder_paper
from retrieval.reading.rejoin import rejoin
from retrieval.reading.signatures import is_signed

UNSTATED = Stated()

MAX_ARTICLES = 1000
"""Of a page, which has some ten: each takes time and memory of its own, however short it is."""
MAX_HEADLINES = 4 * MAX_ARTICLES  # lines

_LABELLED = frozenset({Reason.PAGE_LABEL, Reason.MASTHEAD, Reason.PAGE_NUMBER})
_RECOGNISED = 12  # characters by which the text is found again after a byline cut out of it
_LONGEST_NAME = 30  # characters of a text's beginning that stand for its missing headline


@dataclass(slots=True)
class _Story:
    """An article's blocks as they are gathered."""

    page: str | None
    headlines: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    kinds: set[BlockKind] = field(default_factory=set)  # of its blocks

    def add(self, block: Block) -> None:
        """Add a block."""
        self.blocks.append(block)
        self.kinds.add(block.kind)

    @property
    def title(self) -> str:
        """The whole headline, or "" where there is none."""
        return _joined(self.headlines)

    @property
    def headline(self) -> str:
        """The headline without its kicker: plain lines above the first that is marked as one."""
        marked = (at for at, block in enumerate(self.headlines) if block.line.mark is Mark.HEADING)
        return _joined(self.headlines[next(marked, 0) :])


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The lines of a page's furniture, and the page labels in them with the lines' numbers."""

    lines: tuple[str, ...]
    labels: tuple[tuple[int, str], ...]
    mastheads: tuple[Masthead, ...] = ()


def read_page(
    data: bytes,
    name: str,
    paper: str | None = None,
    *,
    stated: Stated = UNSTATED,
    today: date | None = None,
) -> Reading:
    """Return a page as read; ``name`` is its path, such as ``二七日报/2022-10-27/A05.md``.

    ``paper`` is what its paper is called where neither the page nor a folder tells it; what is
    ``stated`` beats all that is read. A day far ahead of ``today`` is in doubt, if that is given.
    Articles come in page order, notes in the order of lines. A page of nothing but furniture has
    no articles. Raises PageRefused as `decode` does, and for more than `MAX_ARTICLES`
    or `MAX_HEADLINES`.
    """
    reading = read_text(decode(data, name), name, paper, stated)
    future = None if today is None else future_doubt(reading.bulletin, today)
    return reading if future is None else replace(reading, doubts=(future, *reading.doubts))


def read_text(text: str, name: str, paper: str | None = None, stated: Stated = UNSTATED) -> Reading:
    """Return a decoded page as read; any text is one, the empty one has no articles.

    Raises PageRefused for more than `MAX_ARTICLES` or `MAX_HEADLINES`.
    """
    marked, notes = read_lines(text)
    lines, seen, dropped = _without_furniture(marked)
    printed = list(seen.lines)
    heads = seen.mastheads
    issue = (
        _stated_day(stated)
        or next((day_words.printed(head.day, Evidence.PAGE, Evidence.PAGE) for head in heads), None)
        or dates.issue_date(printed, name)
    )
    labels = () if stated.page else seen.labels
    label = stated.page or (labels[0][1] if labels else dates.page_label(printed, name))
    blocks = sort_lines(mark_full(lines))
    stories = list(_stories(blocks, label, labels))
    headlines = sum(block.kind is BlockKind.HEADLINE for block in blocks)
    if len(stories) > MAX_ARTICLES or headlines > MAX_HEADLINES:
        raise _too_many(name, len(stories), headlines)
    articles = []
    joined: list[ReadingNote] = []
    for story in stories:
        article, joins = _article(story, issue)
        joined.extend(joins)
        if article is not None:
            articles.append(article)
    called = (head.paper for head in heads if head.paper)
    named = (found for line in printed if (found := printed_paper(line)) is not None)
    bulletin = Bulletin(
        stated.paper or next(called, None) or next(named, None) or folder_paper(name) or paper,
        date=issue,
        page=label,
        articles=tuple(articles),
        section=next((head.section for head in heads if head.section), None),
    )
    all_notes = sorted((*notes, *dropped, *joined), key=lambda note: note.line)
    return Reading(bulletin, tuple(all_notes), reading_doubts(bulletin, printed, name, stated))


def _too_many(name: str, articles: int, headlines: int) -> PageRefused:
    return PageRefused(
        name,
        f"文章太多（{articles:,} 篇，标题 {headlines:,} 行，"
        f"一版最多 {MAX_ARTICLES:,} 篇、{MAX_HEADLINES:,} 行），请按版拆开 "
        f"(too many: {articles:,} articles, {headlines:,} lines of headlines, a page has at most"
        f" {MAX_ARTICLES:,} and {MAX_HEADLINES:,}; split it into its pages)",
    )


def _stated_day(stated: Stated) -> PrintedDate | None:
    day = stated.day
    return None if day is None else day_words.printed(day, Evidence.PATH, Evidence.PATH)


def _without_furniture(
    marked: Sequence[Line],
) -> tuple[tuple[Line, ...], _Furniture, list[ReadingNote]]:
    lines: list[Line] = []
    seen: list[str] = []
    labels: list[tuple[int, str]] = []
    notes: list[ReadingNote] = []
    mastheads: list[Masthead] = []
    gap = False
    for line in marked:
        heading = line.mark in (Mark.HEADING, Mark.BOLD)
        head = masthead(line.text)
        if head is not None:
            mastheads.append(head)
        reason = Reason.MASTHEAD if head else furniture(line.text, above=not lines, heading=heading)
        if reason is not None:
            notes.append(ReadingNote(line.number, NoteKind.DROPPED, line.text, reason))
            seen.append(line.text)
            label = head.label if head else dates.page_label([line.text], "")
            if label is not None and reason in _LABELLED:
                labels.append((line.number, label))
            gap = True
            continue
        before, text, after = without_jumps(line.text)
        notes.extend(
            ReadingNote(line.number, NoteKind.DROPPED, jump.strip(), Reason.JUMP)
            for jump in (before, after)
            if jump
        )
        if text:
            lines.append(replace(line, text=text, gap=line.gap or gap, turned=after != ""))
            gap = False
    return tuple(lines), _Furniture(tuple(seen), tuple(labels), tuple(mastheads)), notes


def _stories(
    blocks: Sequence[Block], label: str | None, labels: Sequence[tuple[int, str]]
) -> Iterator[_Story]:
    pages = list(labels)
    page = label
    story = _Story(page)
    for block in blocks:
        turned = False
        while pages and pages[0][0] < block.line.number:
            turned = turned or pages[0][1] != page
            page = pages.pop(0)[1]
        if block.kind is BlockKind.HEADLINE:
            only_captions = story.kinds <= {BlockKind.CAPTION}
            unwritten = story.kinds == {BlockKind.BYLINE}
            if unwritten and not turned:
                story.headlines.append(block)
                continue
            if not only_captions or (story.headlines and (story.blocks or turned)):
                yield story
                story = _Story(page)
            story.headlines.append(block)
            story.page = page
            continue
        if _begins_another(story, block) or (turned and _has_ended(story)):
            yield story
            story = _Story(page)
        if not story.headlines and not story.blocks:
            story.page = page
        story.add(block)
    if story.headlines or story.blocks:
        yield story


def _has_ended(story: _Story) -> bool:
    """Return whether nothing of the story can stand on another page: its last text stops."""
    texts = [block for block in story.blocks if block.kind is not BlockKind.CAPTION]
    return bool(texts) and (texts[-1].kind is BlockKind.BYLINE or ends(texts[-1].text))


def _begins_another(story: _Story, block: Block) -> bool:
    """Return whether a report opens here after one that is signed: its headline is lost."""
    if block.kind is not BlockKind.TEXT or not opens_report(block.text) or not story.blocks:
        return False
    last = story.blocks[-1]
    if last.kind is BlockKind.BYLINE:
        return BlockKind.TEXT in story.kinds
    return last.kind is BlockKind.TEXT and is_signed(last.text) and not story.headlines


def _article(story: _Story, issue: PrintedDate | None) -> tuple[Article | None, list[ReadingNote]]:
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
    title = story.title or _beginning(paragraphs)
    if not title:
        return None, [*joins, *notes]
    article = Article(
        title=title,
        subtitle=subtitle(story.headline),
        reporters=found.reporters,
        correspondents=found.correspondents,
        photographers=found.photographers,
        source=found.source,
        date=dates.report_date(texts, issue),
        page=story.page,
        paragraphs=paragraphs,
    )
    return article, [*joins, *notes]


def _joined(headlines: Sequence[Block]) -> str:
    parts = " ".join(block.text for block in headlines)
    return re.sub(r"[ \t\u00a0]+", " ", parts).strip()


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
