"""How much a piece of text counts for a page's main text, by where it stands.

What stands right below the headline counts most, what the document itself gives as its story's
text or summary counts more than the rest, what stands above the headline counts less. What stands
beside a story counts nothing: cards that each lead to another page, and what stands below a heading
for other stories or for comments.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from retrieval.formats.html.body import heads_links, squeezed
from retrieval.formats.html.chrome import first_text, heads_comments
from retrieval.formats.html.lines import is_inline
from retrieval.formats.html.tree import Element
from retrieval.reading.captions import is_caption

_BLOCKS = frozenset(("div", "section", "ul", "ol", "dl", "table", "td", "aside", "article"))
_CARDS = frozenset(("div", "li", "article", "section", "dl", "dd", "td", "tr"))
_LINK = 6  # characters of a link that is a title
_LONGEST_CARD = 240  # characters
_MOST_IN_CARD = 60  # elements
_FEWEST_CARDS = 2
_SUMMARY = re.compile("(?:内容|本文)?(?:摘要|提要|导读) ?[:：]")
_MARKS = re.compile("[，。；！？]")
_TOLD = re.compile(
    r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}:\d{2}|(?:来源|发布时间|发布日期) ?[:：]"
)
_LONGEST_INFO = 80  # characters
_MOST_ABOVE = 120  # characters between a headline and what tells the day
_LONGEST_HEADING = 16
_BESIDE = 0.4
_ABOVE = 0.3
_SAID = 3.0
_FIRST = 160.0  # characters that the first piece below the headline counts more
_SECOND = 60.0
_COMPARED = 16  # letters


class Sides:
    """A document while its pieces of text are weighed, in order."""

    def __init__(self, root: Element, title: Element | None, said: str) -> None:
        """Find what stands beside the story.

        ``title`` is the element with its headline, if one is known; ``said`` is what the document
        itself says that the story is, maybe "".
        """
        self._said = squeezed(said)
        self._order: dict[int, int] = {}
        self._ends = -1
        self._found = 0
        self._near: Element | None = None
        holds = {id(one) for one in (title, *title.above())} if title is not None else set()
        self._aside: set[int] = set()
        self._lists: set[int] = set()
        for at, one in enumerate(root.walk()):
            self._order[id(one)] = at
            inside = one.parent is not None and id(one.parent) in self._aside
            heads = title is not None and id(one) not in holds and _heads_others(one)
            if inside or heads:
                self._aside.add(id(one))
            cards = [card for card in _cards(one) if id(card) not in holds]
            self._aside.update(map(id, cards))
            if cards and id(one) not in holds and _is_all(one, cards):
                self._lists.add(id(one))
        if title is not None:
            self._ends = max(self._order[id(one)] for one in title.walk())
            self._ends = max(self._ends, self._info_after(root))

    def is_list(self, one: Element) -> bool:
        """Return whether an element holds nothing but cards under a heading."""
        return id(one) in self._lists

    def _info_after(self, root: Element) -> int:
        """Return where the line of information below the headline ends, -1 where none does.

        Less text stands above it than below: who wrote the story, what it is about.
        """
        above = below = 0
        found = -1
        for one in root.walk():
            at = self._order[id(one)]
            if at <= self._ends or id(one) in self._aside or one.tag in ("script", "style"):
                continue
            for child in one.children:
                if not isinstance(child, str):
                    continue
                text = child.strip()
                if found < 0 and len(text) < _LONGEST_INFO and _TOLD.search(text):
                    found = at
                elif found < 0:
                    above += len(text)
                else:
                    below += len(text)
            if above > _MOST_ABOVE:
                return -1
        return found if above < below else -1

    def weight(self, one: Element, text: str) -> float:
        """Return what each character of a piece of text in an element counts."""
        if id(one) in self._aside or _SUMMARY.match(text):
            return 0.0
        bare = squeezed(text)[:_COMPARED]
        said = _SAID if len(bare) == _COMPARED and bare in self._said else 1.0
        if self._ends < 0:
            return said
        if self._order[id(one)] <= self._ends:
            return said * _ABOVE
        if _MARKS.search(text) is None or is_caption(text):
            return said  # a line of information, a caption
        around = [one, *one.above()]
        if not self._found:
            self._near = _container(one)
        beside = self._near is not None and not any(up is self._near for up in around)
        if beside:
            return said * _BESIDE
        self._found += 1
        more = {1: _FIRST, 2: _SECOND}.get(self._found, 0.0)
        return said + more / len(text)


def _container(one: Element) -> Element | None:
    """Return the element round a text's first paragraph in which the others are to be looked for.

    None where that is the document.
    """
    block = one
    while is_inline(block) and block.parent is not None:
        block = block.parent
    around = block.parent
    if block.tag == "p" and around is not None:
        around = around.parent
    return None if around is None or around.tag in ("html", "body") else around


def _heads_others(one: Element) -> bool:
    """Return whether an element begins by saying that other stories or comments follow."""
    if one.tag not in _BLOCKS:
        return False
    text = first_text(one)
    return heads_links(text) or heads_comments(text)


def _is_all(one: Element, cards: Sequence[Element]) -> bool:
    """Return whether an element has little text but that of the cards in it."""
    held = sum(len(card.text) for card in cards)
    return one.tag in _BLOCKS and len(one.text) - held <= _LONGEST_HEADING


def _cards(one: Element) -> Iterator[Element]:
    """Yield the children of an element that each lead to another page by its title."""
    blocks = [child for child in one.children if not isinstance(child, str)]
    alike = Counter(_shape(child) for child in blocks if child.tag in _CARDS)
    if max(alike.values(), default=0) < _FEWEST_CARDS:
        return
    cards = [child for child in blocks if alike[_shape(child)] >= _FEWEST_CARDS and _is_card(child)]
    shapes = Counter(map(_shape, cards))
    for card in cards:
        if shapes[_shape(card)] >= _FEWEST_CARDS and shapes[_shape(card)] * 2 > alike[_shape(card)]:
            yield card


def _shape(one: Element) -> tuple[str, str]:
    return one.tag, one.attributes.get("class", "")


def _is_card(one: Element) -> bool:
    """Return whether an element is short and has a link that stands by itself as a title."""
    found = False
    for count, inner in enumerate(one.walk()):
        if count > _MOST_IN_CARD:
            return False
        if inner.tag != "a" or "href" not in inner.attributes or inner.parent is None:
            continue
        around = inner.parent
        while is_inline(around) and around.parent is not None and around is not one:
            around = around.parent
        alone = not any(isinstance(child, str) and child.strip() for child in around.children)
        found = found or (alone and len(inner.text) >= _LINK)
    return found and len(one.text) <= _LONGEST_CARD
