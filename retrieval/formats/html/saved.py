"""A saved page as it is kept while its delivery is read: its story, its links, no tree."""

import datetime as dt
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from retrieval.errors import PageRefused
from retrieval.formats.html.account import account_story, is_account_page
from retrieval.formats.html.article import article_page
from retrieval.formats.html.facts import facts_of
from retrieval.formats.html.lines import MOSTLY_LINKS, HtmlLine, html_lines
from retrieval.formats.html.story import HtmlStory
from retrieval.formats.html.told import issue_day, label_in, paper_in, ranked_labels
from retrieval.formats.html.tree import Document, Element, document
from retrieval.model.files import File
from retrieval.model.page_text import Box
from retrieval.reading.decode import characters_of

_MOST_LINKS = 4000
_SHORT = 80  # characters of a line that may name a paper
_ARCHIVE = re.compile(
    rb"\s*(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)", re.IGNORECASE
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FEWEST_EDGES = 2


class Link(NamedTuple):
    """A link as written, the words on it, and its box on the page's image if it has one."""

    target: str
    words: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What is kept of a saved page.

    ``story`` is what it holds of a story, ``links`` lead from it, ``parts`` are the paths of
    images, styles and scripts that it shows. ``labels`` are the page labels it prints, each with
    its section, without those that lead to a page: these are ``linked_labels``, with their links.
    """

    name: str
    digest: bytes
    story: HtmlStory
    is_account: bool
    is_marked: bool  # as a story of an e-paper
    is_list: bool  # of other stories, each under a link
    has_body: bool  # an element that is named as those with a story's text are
    signs: int  # that it is a story
    prose: int  # characters
    links: tuple[Link, ...]
    parts: tuple[str, ...]
    labels: tuple[tuple[str, str | None], ...]
    linked_labels: tuple[tuple[str, str, str | None], ...]
    image: str | None
    size: tuple[float, float] | None
    paper: str | None
    day: dt.date | None  # printed on it, no link to another
    address: str | None
    scripts: int
    asks_password: bool
    leads_on: bool  # to another page by itself: frames, a refresh
    words: int

    @property
    def has_text(self) -> bool:
        """Whether it has a story with text."""
        return not self.story.is_empty


def saved_page(file: File) -> SavedPage:
    """Return what is kept of a file. Raises PageRefused where it can't be read, or is too large."""
    data = file.read()
    if _ARCHIVE.match(data[:400]):
        raise PageRefused(
            file.name,
            "这是网页归档 (MHTML)，请在浏览器里另存为“网页，仅 HTML” "
            "(a web archive: save it as a page, HTML only)",
            "html",
        )
    text = characters_of(data, file.name)
    return _kept(document(text, file.name), file.name, sha256(data).digest())


def _kept(found: Document, name: str, digest: bytes) -> SavedPage:
    root = found.root
    is_account = is_account_page(found)
    lines = html_lines(root)
    article = None if is_account else article_page(found, name, digest, lines)
    story = account_story(found, name, digest) if article is None else article.story
    links = tuple(_links(root))
    image, size = _image(root)
    facts = facts_of(found)
    return SavedPage(
        name,
        digest,
        story,
        is_account,
        article is not None and article.is_marked,
        article is not None and article.is_list,
        article is not None and article.has_body,
        99 if article is None else article.signs,
        sum(len(line.text) for line in story.lines) if article is None else article.prose,
        links,
        tuple(dict.fromkeys(_parts(root))),
        tuple(ranked_labels(_unlinked(lines), name)[:50]),
        tuple(_linked_labels(root)),
        image,
        size,
        paper_in([facts.document_title, *(line.text for line in lines if len(line.text) < _SHORT)]),
        issue_day(
            _unlinked(lines),
            [name, facts.address or ""],
        ),
        facts.address,
        sum(map(len, found.markup.scripts)),
        any(one.attributes.get("type", "").lower() == "password" for one in root.walk()),
        _leads_on(root),
        sum(len(line.text) for line in lines),
    )


def _links(root: Element) -> list[Link]:
    found: list[Link] = []
    for one in root.find(lambda one: one.tag in ("a", "area")):
        target = one.attributes.get("href", "")
        if target:
            words = one.text or one.attributes.get("title", "") or one.attributes.get("alt", "")
            box = box_of(one.attributes.get("coords", "")) if one.tag == "area" else None
            found.append(Link(target, words[:200], box))
        if len(found) >= _MOST_LINKS:
            break
    return found


def box_of(coords: str) -> Box | None:
    """Return the box around a shape of an image map (a polygon's or a rectangle's numbers)."""
    numbers = [float(one) for one in _NUMBER.findall(coords)]
    if len(numbers) == _CIRCLE:
        x, y, radius = numbers
        return Box(x - radius, y - radius, x + radius, y + radius)
    across, down = numbers[::2], numbers[1::2]
    if len(across) < _FEWEST_EDGES or len(down) < _FEWEST_EDGES:
        return None
    return Box(min(across), min(down), max(across), max(down))


_CIRCLE = 3


def _parts(root: Element) -> list[str]:
    found: list[str] = []
    for one in root.walk():
        if one.tag in ("img", "link", "embed", "source", "frame", "script", "body", "td", "table"):
            for name in ("src", "href", "data-src", "data-original", "background"):
                if one.attributes.get(name):
                    found.append(one.attributes[name])  # noqa: PERF401
        elif one.tag == "a" and re.search(
            r"\.(?:pdf|jpe?g|png|gif)$", one.attributes.get("href", ""), re.IGNORECASE
        ):
            found.append(one.attributes["href"])
    return found[:_MOST_LINKS]


def _unlinked(lines: list[HtmlLine]) -> list[str]:
    return [line.text for line in lines if line.links < MOSTLY_LINKS and line.image is None]


def _linked_labels(root: Element) -> list[tuple[str, str, str | None]]:
    found = []
    for one in root.find(lambda one: one.tag == "a" and "href" in one.attributes):
        label = label_in(one.text)
        if label is not None:
            found.append((one.attributes["href"], *label))
    return found[:500]


def _image(root: Element) -> tuple[str | None, tuple[float, float] | None]:
    """Return the path of the image with the map, and its size where that is told."""
    for one in root.find(lambda one: one.tag == "img" and bool(one.attributes.get("usemap"))):
        path = one.attributes.get("src") or one.attributes.get("data-src") or None
        sizes = [_NUMBER.match(one.attributes.get(side, "")) for side in ("width", "height")]
        if all(sizes):
            width, height = (float(found[0]) for found in sizes if found)
            return path, (width, height)
        return path, None
    return None, None


def _leads_on(root: Element) -> bool:
    for one in root.walk():
        if one.tag in ("frameset", "frame"):
            return True
        if one.tag == "meta" and one.attributes.get("http-equiv", "").lower() == "refresh":
            return "url" in one.attributes.get("content", "").lower()
    return False
