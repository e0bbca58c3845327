"""What a page prints around its story: menus, lists of other stories, tools, comments, imprints.

An element is told by its tag or by words in its names, unless it holds much of the page's **prose**
(text with marks of sentences that can't be clicked on); names that are used for bodies, too, such
as an editor's, tell it only where it holds none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

from retrieval.formats.html.lines import is_inline
from retrieval.formats.html.names import names_body
from retrieval.formats.html.tree import Element

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_HARD = frozenset(
    (
        "nav", "navi", "navbar", "menu", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "share",
        "sharebox", "bdsharebuttonbox", "bdshare", "social", "related", "relate", "relation",
        "relevant", "xiangguan", "xgyd", "recommend", "recommended", "recommendation", "tuijian",
        "rank", "ranking", "ranklist", "paihang", "paihangbang", "comment", "comments", "pinglun",
        "reply", "replies", "discuss", "cmt", "footer", "foot", "copyright", "sidebar", "aside",
        "advert", "advertisement", "guanggao", "gg", "qrcode", "erweima", "ewm", "pager",
        "pagination", "fenye", "login", "search", "sousuo", "calendar", "rili", "swiper",
        "feedback",
        "jiucuo", "disclaimer", "mianze", "reward", "dashang", "subscribe", "topbar", "toolbar",
        "friendlink", "friendlinks", "youlian", "weizhi", "sitemap", "popup", "modal", "dialog",
        "sharing", "fenxiang", "hotnews", "redian",
    )
)  # fmt: skip
_SOFT = frozenset(
    (
        "editor", "bianji", "zebian", "tool", "tools", "gongju", "side", "hot", "code", "tag",
        "tags", "keywords", "keyword", "ad", "ads", "adv", "bottom", "more", "like", "zan", "digg",
        "page", "pages", "position", "path", "location", "prev", "next", "prevnext", "print",
        "fontsize", "zoom", "header", "head", "top", "list", "links", "link", "statement",
        "declare", "shengming", "tail", "qr", "scan", "count", "app", "download", "weixin",
        "wechat", "weibo", "banner", "right", "left", "follow", "collect", "accessory", "shangxia",
        "btn", "button", "buttons", "opt", "option", "operate", "function", "gn",
    )
)  # fmt: skip
AUTHOR_WORDS = frozenset(("author", "zuozhe", "reporter", "jizhe", "writer", "sec", "byline", "zz"))
"""Words in the names of elements that say who wrote a story."""
_TAGS = frozenset(("nav", "footer", "aside", "form"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER = frozenset(("html", "body", "main", "article", "!enpcontent", "founder-content"))
_SENTENCE = re.compile("[，。；！？、：]")
_RIGHTS = re.compile(
    "声明[：:]|凡本(?:网|站|报)|未经.{0,12}(?:授权|许可|同意|允许).{0,12}不得|版权(?:保护|所有)"
)
_COMMENTS = re.compile(
    r"(?:网友|最新|热门|全部|精彩|用户|发表)?(?:评论|跟帖|留言)(?:\s?[(（]?\s?\d*\s?条?[)）]?)?"
)
_LONGEST_HEADING = 16
_SHORTEST = 12  # characters of a piece of prose
_HALF = 0.5
_MOST_IN_TAG = 0.3  # of the page's prose that a footer or an aside may hold and still be one
_MOST_BEFORE = 40  # elements and pieces of white space before the first text
_TITLE = 6  # characters of a link that is a title
_BLOCKS = frozenset(("div", "section", "ul", "dl", "table"))
_MOST_ROUND = 4  # elements round a form that may be about it
_LITTLE = 40  # characters of prose


def words_of(one: Element) -> frozenset[str]:
    """Return the words that an element's classes and id are made of, in small letters."""
    names = f"{one.attributes.get('class', '')} {one.attributes.get('id', '')}"
    return frozenset(word.lower() for word in _WORD.findall(names)) if names != " " else frozenset()


def _is_teaser(one: Element) -> bool:
    """Return whether an element is an item of a list that leads to another page by its title."""
    if one.tag not in ("li", "dd", "dl"):
        return False
    links = one.find(lambda inner: inner.tag == "a" and "href" in inner.attributes)
    return any(len(link.text) >= _TITLE for link in links)


class Prose:
    """How much prose each element of a document holds."""

    def __init__(
        self, root: Element, weight: Callable[[Element, str], float] | None = None
    ) -> None:
        """Count the characters of prose within each element.

        ``weight`` tells what each character of a piece of text counts, and sees the pieces in
        order, with the element that each stands in.
        """
        self._of: defaultdict[int, float] = defaultdict(float)
        self._keep = root  # as its elements are known by their identity
        self._asking: set[int] = set()
        for one in root.walk():
            if one.tag in ("script", "style", "title"):
                continue
            if one.tag == "form":
                self._asking.update(id(up) for up in islice(one.above(), _MOST_ROUND))
            pieces = [
                child.strip()
                for child in one.children
                if isinstance(child, str)
                and len(child.strip()) >= _SHORTEST
                and _SENTENCE.search(child)
                and _RIGHTS.search(child) is None
            ]
            if not pieces:
                continue
            line = [one, *one.above()]
            if any(up.tag == "a" for up in line[:4]) or any(map(_is_teaser, line[:4])):
                continue
            count = sum(
                len(piece) * (1.0 if weight is None else weight(one, piece)) for piece in pieces
            )
            for up in line:
                self._of[id(up)] += count
        self.all = self._of[id(root)]

    def of(self, one: Element) -> float:
        """Return the characters of prose within an element, as they are weighed."""
        return self._of.get(id(one), 0.0)

    def is_chrome(self, one: Element) -> bool:
        """Return whether an element is no part of the story."""
        if one.tag in _NEVER or names_body(one):
            return False
        share = self.of(one) / self.all if self.all else 0.0
        if one.tag in _TAGS:
            return share < _MOST_IN_TAG
        if one.tag in _BLOCKS and (self._holds_comments(one) or self._asks(one)):
            return share < _HALF
        words = words_of(one)
        if words & _HARD:
            return share < _HALF
        by = words & AUTHOR_WORDS and is_inline(one)
        if by or not words & _SOFT or self.of(one) > _LITTLE or one.tag in _HEADINGS:
            return False
        return one.first("h1", "h2", "h3") is None

    def _asks(self, one: Element) -> bool:
        """Return whether an element is about a form within it: a letter to order, a search."""
        return id(one) in self._asking and len(one.text) <= _LITTLE * 2 and one.first("h1") is None

    def _holds_comments(self, one: Element) -> bool:
        return heads_comments(first_text(one))


def heads_comments(text: str) -> bool:
    """Return whether a line says that comments follow."""
    return len(text) <= _LONGEST_HEADING and _COMMENTS.fullmatch(text) is not None


def first_text(one: Element) -> str:
    """Return the first piece of text within an element, "" for none."""
    texts = islice(_texts(one), _MOST_BEFORE)
    return next((text for text in texts if text.strip()), "").strip()


def _texts(one: Element) -> Iterator[str]:
    """Yield the pieces of text within an element, in order, and "" for each element."""
    waiting: list[Element | str] = [one]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        else:
            yield ""
            waiting.extend(reversed(here.children))


_CAPTION = frozenset(
    (
        "caption", "figcaption", "figure", "pic", "pics", "picture", "photo", "tupian", "tu",
        "attachment", "attach", "img", "image", "imgbox", "imgnote", "note", "pci", "tushuo",
        "zhaopian", "imgtext", "pictext", "desc",
    )
)  # fmt: skip


def names_caption(one: Element) -> bool:
    """Return whether an element's names say that it is a picture or what stands below one."""
    return bool(words_of(one) & _CAPTION)
