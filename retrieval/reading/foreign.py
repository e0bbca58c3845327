"""Text that is no page but a file of another format: HTML, XML, JSON, known by how it begins.

A page of Markdown may have tags in it, and may begin with one: it is refused only where tags, with
the scripts and styles between them, are more than half of it. A **fragment** is read, however many
tags it has: a story's blocks or a table cut out of HTML, with nothing in it to click or to run.
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
# A script ends the search at the next one, so that what is never ended costs its length once.
_TAG = re.compile(
    r"<(script|style)\b[^<>]*>(?:[^<]|<(?!/?\1\b))*</\1\s*>|<!--(?:[^<]|<(?!!--))*?-->"
    r"|</?[A-Za-z][^<>]*>",
    re.IGNORECASE,
)
_TABLE_ALONE = re.compile(r"<html>\s*<body>\s*(?=<table\b)", re.IGNORECASE)  # as OCR tools write it
_OF_A_SITE = re.compile(
    r"<(?:a\s[^<>]*href|script|style|link|meta|iframe|form|input|button|select|nav|object|embed)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile("[。！？]")
_ROW = re.compile(r"<tr\b[^<>]*>\s*<t[dh]\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>")
_KEY = re.compile(r'(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.){0,80}"\s*:')
_OF_HTML = re.compile(
    "a|abbr|address|article|aside|b|big|blockquote|br|caption|center|cite|code|col|dd|"
    "del|details|div|dl|dt|em|figcaption|figure|font|footer|h[1-6r]|header|i|img|ins|"
    "kbd|li|main|mark|nav|ol|p|picture|pre|q|ruby|s|section|small|span|strike|strong|"
    "founder-[a-z]+|enp[a-z]+|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|video|wbr",
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
    if table := _TABLE_ALONE.match(body):
        body = body[table.end() :]
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
    if marks <= (marks + words) * _HALF or (known and _is_fragment(body)):
        return None
    return Foreign.HTML if known else Foreign.XML


def _is_fragment(body: str) -> bool:
    """Return whether a body of HTML is a story's blocks, or a table of at least two rows."""
    if _OF_A_SITE.search(body):
        return False
    rows = len(_ROW.findall(body))
    return _SENTENCE.search(body) is not None or rows > 1


def _is_json(body: str) -> bool:
    if _KEY.match(body):
        return True
    try:
        return bool(json.loads(body))
    except (ValueError, RecursionError):
        return False
