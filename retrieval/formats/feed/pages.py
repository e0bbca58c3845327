"""Feeds (RSS, Atom) to pages: the items of one day are a page.

Feedparser reads the items; it gets bytes, so that it opens and fetches nothing. What an item tells
beside its words is certain: its title is a headline, its creator a byline, its day the issue's.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from html.entities import html5

import feedparser

from retrieval.errors import PageRefused
from retrieval.formats.feed.days import day_in_address, day_told
from retrieval.formats.feed.text import FeedItem, FeedLine, lines_of, paper_of, words_of
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.page_text import Layout, PageText
from retrieval.model.pages import Stated
from retrieval.reading.decode import characters_of

MAX_ITEMS = 1000
"""Of a feed; sites give the last 20 to 200."""

_DAYS = ("published", "created", "updated")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(%?)\s*([\w.:-]+)", re.IGNORECASE)
# What feedparser takes time over that grows with the square of its length.
_LONG_NAME = re.compile(
    r"(<(?:[\w.-]+:)?(?:author|creator|contributor|managingEditor|webMaster|name|email|owner"
    r"|publisher|editor)\b[^<>]{0,300}>(?:<!\[CDATA\[)?[^<]{300})[^<]+",
    re.IGNORECASE,
)
_TAG = re.compile(r"<([A-Za-z][\w.:-]*)([^<>]*)>")
_MOST_ATTRIBUTES = 1000
_FIRST_ELEMENT = re.compile(r"<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Dated:
    """An item, the day on which it came out if that is known, and what tells it from others."""

    item: FeedItem
    day: date | None
    key: str


def feed_pages(data: bytes, name: str) -> Iterator[PageText]:
    """Yield the pages of a feed, a day's items each, the earliest day first.

    ``name`` is its path; with several days the pages are called ``feed.xml#2026-03-04``, and that
    of the items without a day as the feed. Items come in the feed's order; one without a text is
    left out, and told as a doubt. Raises PageRefused for what is no feed, has no texts, declares
    entities of its own, or has more than `MAX_ITEMS`.
    """
    feed = _parsed(_characters(data, name), name)
    title, link = _told(feed.feed, "title"), _told(feed.feed, "link")
    own = next((day for key in _DAYS if (day := day_told(_told(feed.feed, key)))), None)
    items = list({one.key: one for one in _items(feed.entries, own)}.values())
    if not items:
        raise _without_texts(name)
    days = sorted({one.day for one in items if one.day is not None})
    wanted: list[date | None] = [*days]
    if any(one.day is None for one in items):
        wanted.append(None)
    digest = sha256(data).digest()
    several = len(wanted) > 1
    paper = paper_of(title)
    pages = []
    for day in wanted:
        called = f"{name}#{day}" if several and day is not None else name
        of_day = [one.item for one in items if one.day == day]
        found = _page(of_day, title, called, digest)
        if found is not None:
            told = Stated(day=day, paper=paper)
            address = link if link.startswith(("http://", "https://")) else None
            layout = replace(found.layout, address=address)
            pages.append(replace(found, told=told, layout=layout))
    if not pages:
        raise _without_texts(name)
    yield from pages


def _page(items: Sequence[FeedItem], feed: str, name: str, digest: bytes) -> PageText | None:
    """Return the page of some items, None where none of them has a text."""
    lines: list[FeedLine] = []
    opens: set[int] = set()
    missing: list[str] = []
    for item in items:
        read = lines_of(item, feed)
        if read.cut:
            missing.append(words_of(item.title) or read.lines[0].words)
        if read.lines:
            opens.add(len(lines) + 1)
        lines.extend(read.lines)
    if not lines:
        return None
    doubts = (Doubt(DoubtKind.MISSING_TEXT, (str(len(missing)), missing[0])),) if missing else ()
    kinds = {at: line.kind for at, line in enumerate(lines, start=1) if line.kind is not None}
    text = "\n".join(line.text for line in lines)
    return PageText(
        name, text, digest, layout=Layout(kinds, frozenset(opens), unpaged=True), doubts=doubts
    )


def _characters(data: bytes, name: str) -> str:
    """Return a feed's characters, told by its bytes, without what it says of its encoding.

    Nothing that it defines is left either: neither other files nor text that stands for text.
    """
    text = characters_of(data, name).lstrip("\ufeff \n\t")
    text = _DECLARATION.sub("", text, count=1)
    first = _FIRST_ELEMENT.search(text)
    head = text[: first.start()] if first else ""
    foreign = [
        found for part, found in _ENTITY.findall(text) if not part and f"{found};" not in html5
    ]
    if foreign:
        raise PageRefused(
            name,
            "订阅源里定义了自己的实体 (ENTITY)，可能有害，没有读；请给文章页面 "
            "(it declares entities of its own, which may do harm: give the pages)",
        )
    rest = _LONG_NAME.sub(r"\1", text[len(head) :])
    return _DOCTYPE.sub("", head) + _TAG.sub(_of_few_attributes, rest)


def _of_few_attributes(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].count("=") <= _MOST_ATTRIBUTES else f"<{tag[1]}>"


def _parsed(text: str, name: str) -> feedparser.FeedParserDict:
    """Return a feed as feedparser reads it, its items' HTML as it is."""
    source = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        feed = feedparser.parse(source, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # whatever a broken feed makes of it
        raise PageRefused(
            name,
            "订阅源有误，读不了；请给文章页面 (this feed is in disorder: give the pages)",
        ) from error
    if not feed.version and not feed.entries:
        raise PageRefused(
            name,
            "这不是订阅源 (RSS、Atom)；请把里面的正文另存为文本 .txt "
            "(no feed: save its text as .txt)",
            "xml",
        )
    if len(feed.entries) > MAX_ITEMS:
        raise PageRefused(
            name,
            f"订阅源里有 {len(feed.entries):,} 篇，一次最多 {MAX_ITEMS:,} 篇，请拆开 "
            f"({len(feed.entries):,} items, a feed has at most {MAX_ITEMS:,}: split it)",
        )
    return feed


def _items(entries: Sequence[Mapping[str, object]], own: date | None) -> Iterator[_Dated]:
    """Yield the items that have a title or a text, in order; ``own`` is the feed's own day."""
    for at, entry in enumerate(entries):
        title, link = _told(entry, "title"), _told(entry, "link")
        bodies = [_told(one, "value") for one in _all(entry, "content")]
        bodies.append(_told(entry, "summary"))
        authors = _all(entry, "authors")
        # Where there is an address, feedparser may cut it in the middle.
        mail = any(_told(one, "email") for one in authors)
        creators = [_told(entry, "author")] if mail else [_told(one, "name") for one in authors]
        terms = [_told(one, "term") for one in _all(entry, "tags")]
        item = FeedItem(title, *(tuple(filter(None, part)) for part in (bodies, creators, terms)))
        if not (title or item.bodies):
            continue
        told = (day_told(_told(entry, key)) for key in _DAYS)
        day = next(filter(None, told), None) or day_in_address(link) or own
        yield _Dated(item, day, _told(entry, "id") or link or f"{at} {title}")


def _all(entry: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """Return what is told under a key that may be told several times."""
    found = dict.get(entry, key) if isinstance(entry, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _told(entry: Mapping[str, object], key: str) -> str:
    """Return what is told under a key and no other, "" for nothing.

    Feedparser's own way to look up takes one day for another.
    """
    found = dict.get(entry, key) if isinstance(entry, dict) else None
    return found.strip() if isinstance(found, str) else ""


def _without_texts(name: str) -> PageRefused:
    return PageRefused(
        name,
        "订阅源里没有带正文的文章；请给文章页面，或者带正文的订阅源 "
        "(no article with a text in this feed: give the pages, or a feed with their texts)",
    )
