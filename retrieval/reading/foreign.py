"""Text that is no page but a file of another format: HTML, XML, JSON, known by how it begins.

A page of Markdown may have tags in it, and may begin with one: it is refused only where tags, with
the scripts and styles between them, are more than half of it.
"""

import json
import re
from enum import StrEnum

_OPENING = re.compile(r"(?:<!--.*?-->|\s)*", re.DOTALL)  # saved pages have a comment above all else
_HTML = re.compile(
    r"<!doctype\b|<(?:html|head|body|meta|link|title|script|style|frameset)\b"
    r"|(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml\b|<(?:rss|feed|svg|urlset|rdf:RDF|[A-Za-z][\w.-]*\s+xmlns)\b")
_TAG = re.compile(
    r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>")
_KEY = re.compile(r'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.){0,80}"\s*:')
_OF_HTML = re.compile(
    "a|abbr|address|article|aside|b|big|blockquote|br|caption|center|cite|code|col|dd|"
    "del|details|div|dl|dt|em|figcaption|figure|font|footer|h[1-6r]|header|i|img|ins|"
    "kbd|li|main|mark|nav|ol|p|picture|pre|q|ruby|s|section|small|span|strike|strong|"
    "sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|video|wbr",
    re.IGNORECASE,
)
_HALF = 0.5


class Foreign(StrEnum):
    """A format that is read elsewhere, or not at all."""

    HTML = "html"
    XML = "xml"
    JSON = "json"


def foreign_format(text: str) -> Foreign | None:
    """Return the format that a decoded text is in where that is none of a page's; else None."""
    body = text[_match_end(text) :]
    if _HTML.match(body):
        return Foreign.HTML
    if _XML.match(body):
        return Foreign.XML
    if body.startswith("<"):
        return _of_tags(body)
    return Foreign.JSON if body[:1] in ("{", "[") and _is_json(body) else None


def _match_end(text: str) -> int:
    found = _OPENING.match(text)
    return found.end() if found else 0


def _of_tags(body: str) -> Foreign | None:
    element = _ELEMENT.match(body)
    if element is None:
        return None
    known = _OF_HTML.fullmatch(element[1]) is not None
    if not known and body.rstrip().endswith(f"</{element[1]}>"):
        return Foreign.XML
    words = len("".join(_TAG.sub("", body).split()))
    marks = len("".join(body.split())) - words
    if marks <= (marks + words) * _HALF:
        return None
    return Foreign.HTML if known else Foreign.XML


def _is_json(body: str) -> bool:
    if _KEY.match(body):
        return True
    try:
        return bool(json.loads(body))
    except (ValueError, RecursionError):
        return False
