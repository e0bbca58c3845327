"""What a document says of itself in its head: meta elements and structured data."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from retrieval.formats.html.told import printed_days
from retrieval.formats.html.tree import Document, Element

_TITLES = ("og:title", "twitter:title", "articletitle", "title", "dc.title", "headline")
_DAYS = (
    "article:published_time", "og:published_time", "pubdate", "publishdate", "datepublished",
    "firstpublishtime", "og:release_date", "dc.date", "date", "published", "og:time",
    "article:create_at", "publish_time", "releasedate",
)  # fmt: skip
_ISO = re.compile(r"(?:19|20)\d{2}-\d{1,2}-\d{1,2}")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d{3})")
_MOST_DATA = 200_000  # characters of structured data that are read
_DEEPEST = 6


@dataclass(slots=True)
class SelfDescription:
    """What a document says.

    ``titles`` are what it is called, the surest first; ``text`` and ``summary`` tell its story.
    """

    titles: list[str] = field(default_factory=list)
    day: dt.date | None = None
    site: str = ""
    author: str = ""
    text: str = ""
    summary: str = ""
    address: str | None = None
    is_article: bool = False
    signs: int = 0  # that it is an article, and how it is one
    document_title: str = ""


def facts_of(document: Document) -> SelfDescription:
    """Return what a document says of itself."""
    found = SelfDescription(address=document.markup.address)
    metas: dict[str, str] = {}
    for one in document.root.find(lambda one: one.tag in ("meta", "link", "title", "time")):
        _read(one, found, metas)
    for value in document.markup.data:
        _read_data(value, found)
    found.titles += [metas[name] for name in _TITLES if metas.get(name, "").strip()]
    if found.document_title:
        found.titles.append(found.document_title)
    found.summary = metas.get("og:description") or metas.get("description", "")
    found.site = metas.get("og:site_name", "").strip()
    for name in _DAYS:
        if found.day is None and (day := day_in(metas.get(name, ""))) is not None:
            found.day = day
            found.signs += 1
    if metas.get("og:type", "").lower() in ("article", "news"):
        found.is_article, found.signs = True, found.signs + 1
    found.author = found.author or metas.get("author", "")
    found.address = found.address or metas.get("og:url") or metas.get("canonical")
    return found


def _read(one: Element, found: SelfDescription, metas: dict[str, str]) -> None:
    if one.tag == "title":
        found.document_title = found.document_title or one.text
    elif one.tag == "link":
        if one.attributes.get("rel", "").lower() == "canonical":
            metas.setdefault("canonical", one.attributes.get("href", ""))
    elif one.tag == "time":
        metas.setdefault("published", one.attributes.get("datetime", "") or one.text)
    else:
        name = one.attributes.get("property") or one.attributes.get("name")
        name = name or one.attributes.get("itemprop") or ""
        metas.setdefault(name.lower(), one.attributes.get("content", "").strip())


def _read_data(text: str, found: SelfDescription) -> None:
    """Read structured data; what is none tells nothing."""
    try:
        value = json.loads(text[:_MOST_DATA], strict=False)
    except (ValueError, RecursionError):
        return
    for one in _objects(value, 0):
        kind = str(one.get("@type", ""))
        if "Article" not in kind and "BlogPosting" not in kind:
            continue
        found.is_article, found.signs = True, found.signs + 2
        if headline := _text(one.get("headline")):
            found.titles.append(headline)
        found.day = found.day or day_in(_text(one.get("datePublished")))
        found.text = found.text or _text(one.get("articleBody"))
        author = one.get("author")
        if isinstance(author, list) and author:
            author = author[0]
        named = author.get("name") if isinstance(author, dict) else author
        found.author = found.author or _text(named)
        return


def _objects(value: object, depth: int) -> Iterator[dict[object, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for one in value[:50]:
            yield from _objects(one, depth + 1)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def day_in(text: str) -> dt.date | None:
    """Return the first full day in a value such as ``2026-03-04T06:20:00+08:00``, or None."""
    text = text[:100]
    if (iso := _ISO.search(text)) is not None:
        return next(iter(printed_days([iso[0]])), None)
    if (compact := _COMPACT.search(text)) is not None:
        return next(iter(printed_days(["-".join(compact.groups())])), None)
    return next(iter(printed_days([text])), None)
