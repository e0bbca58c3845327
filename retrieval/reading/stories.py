"""The blocks of a page gathered into stories.

An article reaches from its headline to the next one. Headline lines without body between them are
one headline, its parts joined by one space, even with a byline between them. Text without a
headline is never lost. These are articles of their own, named by the beginning of their text: a
report that opens after a byline closed the one before; text on a further page of the file, if what
stands above it has ended; and text above the first headline (but captions there belong to the first
article).
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retrieval.model.lines import LineKind, StoryLines
from retrieval.reading.blocks import PageLine
from retrieval.reading.endings import ends
from retrieval.reading.headlines import opens_report, subtitle
from retrieval.reading.kinds import HEADS, Block
from retrieval.reading.markup import Mark
from retrieval.reading.signatures import is_signed

_DASHES = re.compile(r"^(?:[—─－]+|--+)\s*(?=\S)")  # before a subtitle, which has it in the title
_NUMBERED = re.compile(r"\d{1,3}[.、] ?(?=[^\W\d])")


@dataclass(slots=True)
class StoryBlocks:
    """An article's blocks, as they are gathered."""

    page: str | None
    headlines: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    kinds: set[LineKind] = field(default_factory=set)  # of its blocks
    info: list[str] = field(default_factory=list)  # lines of furniture that stand inside of it

    def add(self, block: Block) -> None:
        """Add a block."""
        self.blocks.append(block)
        self.kinds.add(block.kind)

    @property
    def number(self) -> int:
        """The number of the line that it begins on."""
        return (self.headlines or self.blocks)[0].line.number

    @property
    def lines(self) -> StoryLines:
        """Where it stands in the page."""
        heads = tuple(block.line.number for block in self.headlines)
        numbers = (*heads, *(block.line.number for block in self.blocks))
        return StoryLines(min(numbers), max(numbers), heads)

    @property
    def subtitle(self) -> str | None:
        """The second part of the headline, where it can be told apart."""
        told = [block for block in self.headlines if block.line.told is LineKind.SUBTITLE]
        return _DASHES.sub("", _joined(told)) if told else subtitle(self.headline)

    @property
    def title(self) -> str:
        """The whole headline, or "" where there is none."""
        return _joined(self.headlines)

    @property
    def headline(self) -> str:
        """The headline without its kicker: plain lines above the first that is marked as one."""
        heads = [block for block in self.headlines if block.line.told is not LineKind.KICKER]
        marked = (at for at, block in enumerate(heads) if block.line.mark is Mark.HEADING)
        return _joined(heads[next(marked, 0) :])


def stories_of(
    blocks: Sequence[Block], label: str | None, labels: Sequence[tuple[int, str]]
) -> Iterator[StoryBlocks]:
    """Yield the stories of a page, in order.

    ``label`` is the page's, ``labels`` those that are printed in it, with the lines' numbers.
    """
    pages = list(labels)
    page = label
    story = StoryBlocks(page)
    for block in blocks:
        turned = False
        while pages and pages[0][0] < block.line.number:
            turned = turned or pages[0][1] != page
            page = pages.pop(0)[1]
        if block.line.opens and (story.headlines or story.blocks):
            yield story
            story = StoryBlocks(page)
        if block.kind in HEADS:
            only_captions = story.kinds <= {LineKind.CAPTION}
            unwritten = story.kinds == {LineKind.BYLINE}
            if unwritten and not turned:
                story.headlines.append(block)
                continue
            if not only_captions or (story.headlines and (story.blocks or turned)):
                yield story
                story = StoryBlocks(page)
            story.headlines.append(block)
            story.page = page
            continue
        if _begins_another(story, block) or (turned and _has_ended(story)):
            yield story
            story = StoryBlocks(page)
        if not story.headlines and not story.blocks:
            story.page = page
        story.add(block)
    if story.headlines or story.blocks:
        yield story


def with_info(stories: list[StoryBlocks], lines: Sequence[PageLine]) -> list[StoryBlocks]:
    """Return the stories, each with the lines of furniture below its headline."""
    numbers = [story.number for story in stories]
    for one in lines:
        at = bisect(numbers, one.line.number) - 1
        if at >= 0 and one.label.kind is LineKind.FURNITURE and stories[at].headlines:
            stories[at].info.append(one.line.text)
    return stories


def _has_ended(story: StoryBlocks) -> bool:
    """Return whether nothing of the story can stand on another page: its last text stops."""
    texts = [block for block in story.blocks if block.kind is not LineKind.CAPTION]
    return bool(texts) and (texts[-1].kind is LineKind.BYLINE or ends(texts[-1].text))


def _begins_another(story: StoryBlocks, block: Block) -> bool:
    """Return whether a report opens here after one that is signed: its headline is lost."""
    if block.kind is not LineKind.TEXT or not opens_report(block.text) or not story.blocks:
        return False
    last = story.blocks[-1]
    if last.kind is LineKind.BYLINE:
        return LineKind.TEXT in story.kinds
    return last.kind is LineKind.TEXT and is_signed(last.text) and not story.headlines


def _joined(headlines: Sequence[Block]) -> str:
    texts = [_unnumbered(block.text) for block in headlines]
    parts = " ".join(dict.fromkeys(texts))
    return re.sub(r"[ \t\u00a0]+", " ", parts).strip()


def left_out_of(headlines: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield what of a headline's lines is in no title: numbers, and lines that say it again."""
    seen: set[str] = set()
    for block in headlines:
        words = _unnumbered(block.text)
        number = block.text[: len(block.text) - len(words)].strip()
        if words in seen:
            yield block, block.text
        elif number:
            yield block, number
        seen.add(words)


def _unnumbered(text: str) -> str:
    """Return a line of a headline without the number of a brief before it."""
    number = _NUMBERED.match(text)
    return text if number is None else text[number.end() :]
