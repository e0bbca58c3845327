"""What a document is called without the name of its site, and where it says so."""

import re
from collections.abc import Collection, Sequence

from retrieval.formats.html.body import squeezed
from retrieval.formats.html.chrome import words_of
from retrieval.formats.html.told import is_paper, without_edition
from retrieval.formats.html.tree import Element

_SHORTEST_TITLE = 4
_LONGEST_SITE = 12
_LONGEST_NAME = 20
_SHORTEST = 2  # letters
_SITE = re.compile(
    r"\S*(?:网|网站|客户端|频道|新闻|门户|资讯|数字报|电子报|电子版|融媒体?|发布|在线|中心|人民政府|首页)"
)
_PARTS_OF_NAME = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]{1,2}\s+|(?<=[\u4e00-\u9fff])-{1,2}(?=[\u4e00-\u9fffA-Z《0-9“])"
)
_PART = r"[\s:：|｜_·—–-]+"
_FIRST = re.compile(rf"(?P<site>[^\s:：|｜_·]{{2,20}}){_PART}(?P<rest>.*\S)")
_HOME = re.compile(
    r"(?:(?:https?:)?//[^/]+/?|\.{0,2}/)(?:(?:index|default)\.\w{2,5})?|(?:index|default)\.\w{2,5}",
    re.IGNORECASE,
)
_NO_NAME = re.compile("(?:网站|返回|回到)?(?:首页|主页)|home|推荐|更多", re.IGNORECASE)
_LONGEST_TITLE = 120
_MOST_PARTS = 24  # elements and pieces of text in a headline
_MOST_TRIES = 50
_NO_TITLE = frozenset(("title", "script", "style", "head", "a", "html", "body"))
_HEADINGS = ("h1", "h2", "h3")
_ROUND = frozenset(("crumb", "crumbs", "breadcrumb", "breadcrumbs", "path", "position", "location"))


def sites_of(root: Element, told: str = "") -> frozenset[str]:
    """Return what the site is called: as it is told, and by its links to its first page."""
    found = {told} - {""}
    for one in root.find(lambda one: one.tag == "a"):
        if _HOME.fullmatch(one.attributes.get("href", "").strip()) is None:
            continue
        words = one.text
        if not words and (image := one.first("img")) is not None:
            words = image.attributes.get("alt", "").strip()
        if _SHORTEST <= len(words) <= _LONGEST_NAME and _NO_NAME.fullmatch(words) is None:
            found.add(words)
    return frozenset(found)


def is_site(piece: str, sites: Collection[str] = ()) -> bool:
    """Return whether a part of a document's name is that of its site or paper."""
    if piece in sites or is_paper(without_edition(piece)):
        return True
    return len(piece) <= _LONGEST_SITE and _SITE.fullmatch(piece) is not None


def title_of(name: str, sites: Collection[str] = ()) -> str:
    """Return a document's name without that of its site or paper; "" if it is nothing else."""
    pieces = [piece.strip() for piece in _PARTS_OF_NAME.split(name) if piece and piece.strip()]
    kept = [piece for piece in pieces if not is_site(piece, sites)]
    if not kept:
        return ""
    # What follows the title are the site's sections: 题_要闻_某网.
    first = pieces[0] == kept[0] and len(kept[0]) >= _SHORTEST_TITLE
    return _without_site(kept[0] if first else max(kept, key=len), sites)


def _without_site(title: str, sites: Collection[str]) -> str:
    """Return a title without the site's name before or after it, where signs part them."""
    for site in sorted(sites, key=len, reverse=True):
        for form in (f"{re.escape(site)}{_PART}(.*)", f"(.*?){_PART}{re.escape(site)}"):
            found = re.fullmatch(form, title)
            if found is not None and len(squeezed(found[1])) >= _SHORTEST:
                return found[1].strip()
    found = _FIRST.fullmatch(title)
    if found is not None and is_paper(without_edition(found["site"])):
        return found["rest"] if len(squeezed(found["rest"])) >= _SHORTEST else title
    rest, _, last = title.rpartition(" ")
    return rest.strip() if len(squeezed(rest)) >= _SHORTEST and is_site(last, sites) else title


def place_of_title(root: Element, names: Sequence[str]) -> Element | None:
    """Return the element that prints what the document is called, or else its first h1, or None.

    A heading is surer than another element; what is a link, or stands in a path of links, is none.
    """
    called = {bare for name in names if (bare := squeezed(name))}
    best: Element | None = None
    tries = _MOST_TRIES
    for one in root.walk():
        heading = one.tag in _HEADINGS
        if one.tag in _NO_TITLE or (best is not None and not heading) or not tries:
            continue
        text = _short_text(one)
        if not text or squeezed(text) not in called:
            continue
        tries -= 1
        if not _is_linked(one, text):
            best = one
            if heading:
                return one
    if best is not None:
        return best
    first = root.first("h1")
    return None if first is None or _is_linked(first, first.text) else first


def _short_text(one: Element) -> str:
    """Return the text of an element that holds little, and "" of another."""
    parts: list[str] = []
    waiting: list[Element | str] = [one]
    for _ in range(_MOST_PARTS):
        if not waiting:
            break
        here = waiting.pop()
        if isinstance(here, str):
            parts.append(here)
        else:
            waiting.extend(reversed(here.children[:_MOST_PARTS]))
    text = "" if waiting else "".join(parts)
    return text if len(text) <= _LONGEST_TITLE else ""


def _is_linked(one: Element, text: str) -> bool:
    if any(up.tag in ("a", "nav") or words_of(up) & _ROUND for up in (one, *one.above())):
        return True
    inner = one.first("a")
    return inner is not None and squeezed(inner.text) == squeezed(text)
