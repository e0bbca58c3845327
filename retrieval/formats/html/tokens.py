"""HTML written anew so that parsing it is bounded: what it prints, and what else it tells.

Of its tags only the attributes that are looked at stay, their values cut; scripts, styles and other
comments go, elements within a few hundred others are not opened (a block there becomes a line
break). So neither ten thousand attributes nor a hundred thousand levels cost more than their
length. Beside the tags, it finds the marks that systems leave in comments and scripts.
"""

import re
from dataclasses import dataclass, field
from html import escape

_LONGEST_VALUE = 600  # characters of an attribute; paths and styles have some hundred
_MOST_ATTRIBUTES = 64  # of a tag that are looked at
_DEEPEST = 120  # elements within each other; tables of old pages have some sixty
_MOST_SCRIPT = 400_000  # characters of a script that are looked through
_LONGEST_FIELD = 20_000

_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<raw>script|style|noscript|textarea|xmp|iframe|noembed|noframes|template|svg|select"
    r"|object|video|audio)"
    r"(?P<raw_attrs>(?:[\s/][^>]*+)?)>(?P<raw_text>.*?)(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)"
    r"(?P<attrs>(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+)*+)(?:>|\Z)"
    r"|<(?:[!?]|/(?![a-zA-Z]))[^>]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s>\"'][^\s>]*+)))?+"
)
_KEPT = frozenset(
    (
        "id", "class", "style", "href", "src", "data-src", "data-original", "alt", "title", "align",
        "coords", "shape", "usemap", "rowspan", "colspan", "name", "content", "property",
        "itemprop",
        "http-equiv", "datetime", "color", "size", "width", "height", "rel", "type", "pubdate",
        "hidden", "role", "url", "background",
    )
)  # fmt: skip
_SINGLE = frozenset(
    (
        "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link",
        "meta", "param", "source", "track", "wbr",
    )
)  # fmt: skip
# These end by themselves, or never hold one of their own.
_ENDING = frozenset(
    ("p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "head", "body",
     "html", "title")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "b", "i", "u", "em", "strong", "font", "span", "s", "small", "big", "sup", "sub", "label")
)
_TAG_NAME = re.compile(r"[a-z][a-z0-9:_-]{0,39}")
_FIELD = re.compile(r"<([a-z]{2,24})>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_LINE_END = re.compile(r"[\r\n]+")


@dataclass(slots=True)
class Markup:
    """A document written anew, and what stands in its comments and scripts.

    ``properties`` are the fields of a ``enpproperty`` comment, by their names in small letters;
    ``address`` is where a browser saved the page from; ``scripts`` are their texts, in order.
    """

    text: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    scripts: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)  # scripts of type application/ld+json


def rewritten(html: str) -> Markup:
    """Return a document written anew; text without tags stays as it is."""
    found = Markup()
    parts: list[str] = []
    depth = done = 0
    for token in _TOKEN.finditer(html.replace("\x00", "")):
        parts.append(token.string[done : token.start()].replace("<", "&lt;"))
        done = token.end()
        if (comment := token["comment"]) is not None:
            parts.append(_comment(comment, found))
        elif token["raw"]:
            _keep(token["raw"].lower(), token["raw_attrs"], token["raw_text"], found)
        elif token["name"]:
            text, depth = _tag(token, depth)
            parts.append(text)
    parts.append(html.replace("\x00", "")[done:].replace("<", "&lt;"))
    found.text = "".join(parts)
    return found


def _comment(text: str, found: Markup) -> str:
    """Return what is kept of a comment in its place."""
    bare = text.strip().lower()
    if bare.startswith("enpproperty"):
        for name, value in _FIELD.findall(text[:_LONGEST_FIELD]):
            found.properties.setdefault(name.lower(), _bare(value))
    elif (saved := _SAVED_FROM.search(text[:1000])) is not None:
        found.address = saved[1]
    elif re.fullmatch(r"/?enpcontent", bare):
        return f"<!--{bare}-->"
    return ""


def _bare(value: str) -> str:
    text = re.sub(r"<br\s*/?>|</p>", " ", value, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]*>", "", text)).strip()


def _keep(name: str, attributes: str, text: str, found: Markup) -> None:
    if name == "script" and text.strip():
        kept = found.data if "ld+json" in attributes.lower() else found.scripts
        kept.append(text[:_MOST_SCRIPT])


def _tag(token: re.Match[str], depth: int) -> tuple[str, int]:
    """Return a tag written anew, and how many elements are open after it."""
    name = token["name"].lower()
    if _TAG_NAME.fullmatch(name) is None:
        return "", depth
    opens = not token["end"]
    nests = name not in _SINGLE and name not in _ENDING
    if nests and not opens:
        above = depth > _DEEPEST
        depth = max(0, depth - 1)
    else:
        depth += nests
        above = nests and depth > _DEEPEST
    if above:
        return ("" if name in _INLINE else "<br>"), depth
    if not opens:
        return f"</{name}>", depth
    return f"<{name}{_attributes(token['attrs'])}>", depth


def _attributes(text: str) -> str:
    if not text or text.isspace():
        return ""
    kept: dict[str, str] = {}
    for count, one in enumerate(_ATTRIBUTE.finditer(text)):
        if count >= _MOST_ATTRIBUTES:
            break
        name = one["name"].lower()
        if name not in _KEPT or name in kept:
            continue
        value = one["double"] or one["single"] or one["bare"] or ""
        if value[:5].lower() == "data:":
            value = "data:"
        kept[name] = value[:_LONGEST_VALUE]
    written = (f' {name}="{_LINE_END.sub(" ", _safe(value))}"' for name, value in kept.items())
    return "".join(written)


def _safe(value: str) -> str:
    """Return a value that ends where its quotes do; its entities stay entities."""
    return value.replace('"', "&quot;") if "&" in value else escape(value)
