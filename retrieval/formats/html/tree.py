"""A document's elements, as light as what is looked at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Self

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.errors import PageRefused
from retrieval.formats.html.tokens import Markup, rewritten

MAX_NODES = 100_000
"""Of a document: elements and pieces of text. A long article page has some thousand."""

_BODY_BEGINS, _BODY_ENDS = "!enpcontent", "!/enpcontent"
_MOST_BODIES = 8
_STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")


@dataclass(slots=True, eq=False)
class Element:
    """An element; of a comment that marks a place, its words are the tag, after a ``!``.

    ``attributes`` are those that `retrieval.formats.html.tokens` keeps, names in small letters.
    ``children`` are elements and pieces of text, in order.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Self | None = None
    children: list[Self | str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its id, "" for none."""
        return self.attributes.get("id", "")

    @property
    def names(self) -> str:
        """Its classes and its id in small letters, between spaces."""
        found = f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"
        return f" {found.lower()} "

    @property
    def styles(self) -> dict[str, str]:
        """What its style attribute says, in small letters."""
        style = self.attributes.get("style")
        return dict(_STYLE.findall(style.lower())) if style else {}

    def walk(self) -> Iterator[Self]:
        """Yield this element and all within it, in the document's order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(child for child in reversed(one.children) if not isinstance(child, str))

    def find(self, holds: Callable[[Self], bool]) -> Iterator[Self]:
        """Yield the elements within it, and itself, of which something holds."""
        return (one for one in self.walk() if holds(one))

    def first(self, *tags: str) -> Self | None:
        """Return the first element of one of these tags, or None."""
        return next(self.find(lambda one: one.tag in tags), None)

    def above(self) -> Iterator[Self]:
        """Yield the elements around it, from the nearest."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    @property
    def text(self) -> str:
        """All its text, as it stands, without line ends of its own."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                parts.append(one)
            else:
                waiting.extend(reversed(one.children))
                if one.tag == "br":
                    parts.append(" ")
        return re.sub(r"\s+", " ", "".join(parts)).strip()


@dataclass(slots=True)
class Document:
    """A document: its root element, and what its comments and scripts tell."""

    root: Element
    markup: Markup


def document(html: str, name: str) -> Document:
    """Return the elements of a document or a fragment of one; any text is one.

    ``name`` is for messages. Raises PageRefused for more than `MAX_NODES`.
    """
    markup = rewritten(html)
    root = Element("html")
    top = LexborHTMLParser(markup.text).root
    waiting: list[tuple[LexborNode, Element]] = []
    if top is not None and top.first_child is not None:
        waiting.append((top.first_child, root))
    count = 0
    while waiting:
        node, parent = waiting.pop()
        count += 1
        if count > MAX_NODES:
            raise PageRefused(
                name,
                f"网页太复杂，标签和文字超过 {MAX_NODES:,} 处，请只存正文 "
                f"(too complex: more than {MAX_NODES:,} elements; save the article's text alone)",
                "html",
            )
        if (after := node.next) is not None:
            waiting.append((after, parent))
        if node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_comment_node:
            parent.children.append(Element(f"!{node.comment_content or ''}", parent=parent))
        elif node.is_element_node:
            values = {name: value or "" for name, value in node.attributes.items()}
            inner = Element(node.tag or "", values, parent)
            parent.children.append(inner)
            if (child := node.first_child) is not None:
                waiting.append((child, inner))
    _wrap_bodies(root)
    return Document(root, markup)


def _wrap_bodies(root: Element) -> None:
    """Put what stands between the comments round an e-paper's text into an element of its own."""
    marks = islice(root.find(lambda one: one.tag == _BODY_BEGINS), _MOST_BODIES)
    for mark in list(marks):
        parent = mark.parent
        if parent is None or mark not in parent.children:
            continue
        begin = parent.children.index(mark)
        rest = parent.children[begin + 1 :]
        end = next(
            (
                at
                for at, one in enumerate(rest)
                if not isinstance(one, str) and one.tag == _BODY_ENDS
            ),
            len(rest),
        )
        inner = Element("enp-body", {}, parent, rest[:end])
        for child in inner.children:
            if not isinstance(child, str):
                child.parent = inner
        parent.children[begin:] = [inner, *rest[end + 1 :]]
