"""Keys: what a button stands for, in the 64 bytes that Telegram keeps with it.

A key holds all that is needed to act on it and nothing that a restart would lose: articles' ids
last, and a page of a listing is found by asking again. Anyone can send any key, so decoding takes
nothing for granted.
"""

import re
from dataclasses import dataclass

MAX_BYTES = 64

_NUMBER = "(0|[1-9][0-9]{0,17})"  # within SQLite's 64 bits
_ARTICLE = re.compile(f"a:{_NUMBER}(?::{_NUMBER})?")
_TITLE = re.compile(f"t:{_NUMBER}")
_LISTING = re.compile(f"p:{_NUMBER}:(?:(m)|(n)|r{_NUMBER})")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """Show the article, from its ``part`` (from 0) on."""

    article_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class AskTitle:
    """Ask for what the article's headline says."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest bulletin's headlines."""


@dataclass(frozen=True, slots=True)
class ByReporter:
    """The stories of the article's first reporter."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Replied:
    """What the message asked that the listing replies to."""


Listed = Latest | ByReporter | Replied


@dataclass(frozen=True, slots=True)
class ShowListing:
    """Show page ``page`` (from 0) of a listing."""

    listed: Listed
    page: int = 0


Key = ReadArticle | AskTitle | ShowListing


def encode(key: Key) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case ReadArticle(article_id, 0):
            return f"a:{article_id}"
        case ReadArticle(article_id, part):
            return f"a:{article_id}:{part}"
        case AskTitle(article_id):
            return f"t:{article_id}"
        case ShowListing(Latest(), page):
            return f"p:{page}:n"
        case ShowListing(ByReporter(article_id), page):
            return f"p:{page}:r{article_id}"
        case ShowListing(_, page):
            return f"p:{page}:m"


def decode(data: str) -> Key | None:
    """Return the key that ``data`` spells, or None for anything that `encode` does not give."""
    if found := _ARTICLE.fullmatch(data):
        return ReadArticle(int(found[1]), int(found[2] or 0))
    if found := _TITLE.fullmatch(data):
        return AskTitle(int(found[1]))
    if found := _LISTING.fullmatch(data):
        page = int(found[1])
        if found[2]:
            return ShowListing(Replied(), page)
        return ShowListing(Latest() if found[3] else ByReporter(int(found[4])), page)
    return None
