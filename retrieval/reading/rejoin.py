"""The one rule that joins paragraphs which a column or a page cut.

**A printed sentence stops at a mark that ends sentences. Running text that stops without one was
cut, and its other half is the next running text of the same article.** The rest says what running
text is, and what shows that a text stops or begins:

- *What is running text.* A piece with a comma or a full stop in it, or too long for a label, is.
  A headline, a byline, a caption, and the entries of lists, tables and verse are not: they need no
  final mark, so that lacking one shows nothing. Captions stand wherever their picture was put:
  a sentence goes on after them, and they follow its paragraph. A byline ends what it follows.
- *Where a text stops*: at ``。``, ``！``, ``？``, ``…``, a colon that announces, or a bracket or
  byline after one of these; at a comma, a hyphen, a decimal point or a bare word it does not. A
  semicolon stops a text only if the next one begins in parallel with it.
- *Where a text begins*: a number or bullet, a speaker or a dateline opens a paragraph, whatever
  came before; a closing mark or a particle can't: what came before was cut even at a full stop.
- *A short piece without marks*, after a text that stopped, is a crosshead (``兜牢底线``) unless it
  is too short or too long for one, stops on a word that wants another (``虎荣鑫与``), begins as
  sentences do (``10月25日``), or what follows can't begin a paragraph. After a text that did not
  stop it is the other half.
- *In a hard-wrapped column* a line's end means nothing where the line was full: the next line goes
  on, whatever mark the first one ends in (retrieval.reading.measure).

Halves are joined with nothing between them, two Latin words with a space; a word hyphenated at the
line's end loses its hyphen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from retrieval.model import NoteKind, ReadingNote, Reason
from retrieval.model.lines import LineKind
from retrieval.reading.captions import points_at_picture
from retrieval.reading.endings import (
    begins_anew,
    ends,
    goes_on,
    is_field,
    is_parallel,
    is_running,
    may_go_on,
    wants_more,
)
from retrieval.reading.headlines import opens_report
from retrieval.reading.kinds import Block
from retrieval.reading.markup import Mark
from retrieval.reading.signatures import is_signed

_LATIN_END = re.compile(r"[A-Za-zÀ-ÿ][,.;:!?)'\"’”]*$")
_LATIN_NUMBER_END = re.compile(r"[A-Za-zÀ-ÿ][,.;:]? [0-9][0-9.,:]{0,12}%?[,.;:!?)'\"’”]*$")
_LATIN_START = re.compile(r"['\"(“‘]*[A-Za-zÀ-ÿ0-9]")
# Characters of a piece without marks that may be a crosshead; what opens a story may be a name.
_SHORTEST_LABEL = 3
_LONGEST_LABEL = 18
_LONGEST_SPACED = 30  # of two phrases with a space between
_HYPHENATED = re.compile(r"(?<![A-Za-z\-])[A-Za-z]{2,}-$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph made whole, and the number of the line that it begins on."""

    text: str
    line: int
    is_caption: bool = False
    is_byline: bool = False


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on; its text is kept in parts, so that a long one stays cheap."""

    first: Block
    last: Block
    parts: list[str] = field(default_factory=list)

    @property
    def tail(self) -> str:
        """The end of the text as far as the rule looks at it."""
        return self.parts[-1]


def rejoin(blocks: Sequence[Block]) -> tuple[tuple[Paragraph, ...], tuple[ReadingNote, ...]]:
    """Return one article's paragraphs, and a note for each join at the line where the text goes on.

    ``blocks`` are the article's without its headlines, in order; bylines come back as paragraphs of
    their own. No text is lost: the paragraphs hold every block's words, in order but for captions
    that stood inside a cut sentence, which follow it. No blocks give no paragraphs.
    """
    paragraphs: list[Paragraph] = []
    notes: list[ReadingNote] = []
    waiting: list[Paragraph] = []
    current: _Open | None = None
    last_text = max(
        (i for i, block in enumerate(blocks) if block.kind is LineKind.TEXT), default=-1
    )
    for index, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        other_half = index > last_text and current is not None and _is_credited_half(current, block)
        if block.kind is LineKind.CAPTION and not other_half:
            waiting.append(Paragraph(block.text, block.line.number, is_caption=True))
            continue
        if current is not None and (
            other_half or (block.kind is LineKind.TEXT and _continues(current, block))
        ):
            notes.append(_note(current, block))
            _append(current, block)
            continue
        paragraphs.extend(_finished(current, waiting))
        waiting = []
        if block.kind is LineKind.TEXT and not _is_label(block, following, first=not paragraphs):
            current = _Open(block, block, [block.text])
        else:
            current = None
            signs = block.kind is LineKind.BYLINE
            paragraphs.append(Paragraph(block.text, block.line.number, is_byline=signs))
    paragraphs.extend(_finished(current, waiting))
    return tuple(paragraphs), tuple(notes)


def _finished(current: _Open | None, waiting: Sequence[Paragraph]) -> Iterator[Paragraph]:
    if current is not None:
        yield Paragraph("".join(current.parts), current.first.line.number)
    yield from waiting


def _continues(current: _Open, block: Block) -> bool:
    """Return whether the block goes on with the open paragraph, by the rule of this module."""
    text = block.text
    if goes_on(text):
        return True
    if opens_report(text):
        return False
    if current.last.line.full and not block.line.gap:
        return True
    if begins_anew(text) or ends(current.tail) or is_signed(current.tail):
        return False
    if current.tail.rstrip()[-1:] in "；;":
        return not is_parallel(current.last.text, text)
    return True


def _is_credited_half(current: _Open, block: Block) -> bool:
    """Return whether the block is a sentence's other half that looks like a caption by its credit.

    The other half must be somewhere: it is what does not point at a picture, if no text follows.
    """
    if block.kind is not LineKind.CAPTION or points_at_picture(block.text):
        return False
    return block.line.mark is not Mark.ALT and _continues(current, block)


def _is_label(block: Block, following: Block | None, *, first: bool) -> bool:
    """Return whether a piece that opens a paragraph is a label, and so whole as it is."""
    text = block.text
    if is_running(text) or ends(text) or block.line.full:
        return False
    if following is not None and following.kind is LineKind.TEXT and may_go_on(following.text):
        return False
    if is_field(text):
        return True
    shortest = 1 if first else _SHORTEST_LABEL
    longest = _LONGEST_SPACED if " " in text or "　" in text else _LONGEST_LABEL
    return shortest < len(text) <= longest and not wants_more(text) and not opens_report(text)


def _append(current: _Open, block: Block) -> None:
    text = block.text
    before = current.parts[-1]
    if _HYPHENATED.search(before[-40:]) and text[:1].isascii() and text[:1].islower():
        current.parts[-1] = before[:-1]
    elif _parts_words(before, text):
        current.parts.append(" ")
    current.parts.append(text)
    current.last = block


def _parts_words(before: str, text: str) -> bool:
    """Return whether a space belongs between two halves: both are of words that are so parted."""
    if _LATIN_END.search(before[-8:]):
        return _LATIN_START.match(text) is not None and not _is_code(before, text)
    return (
        _LATIN_NUMBER_END.search(before[-24:]) is not None
        and text[:1].isascii()
        and text[:1].isalpha()
    )


def _is_code(before: str, text: str) -> bool:
    """Return whether capitals and a number stand for one thing (``G`` + ``20``)."""
    return text[:1].isdigit() and re.search(r"(?<![A-Za-z])[A-Z]{1,4}$", before[-8:]) is not None


def _note(current: _Open, block: Block) -> ReadingNote:
    before, after = current.last.text[-8:], block.text[:8]
    above = current.last.line.number
    return ReadingNote(block.line.number, NoteKind.JOINED, f"{before}|{after}", Reason.CUT, above)
