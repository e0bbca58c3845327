"""The HTML files of one delivery to pages: e-papers put together, every other article by itself."""

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence

from retrieval.errors import PageRefused
from retrieval.formats.html.issue import Issues
from retrieval.formats.html.links import FileNames
from retrieval.formats.html.saved import SavedPage, saved_page
from retrieval.formats.html.written import page_text
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.files import File
from retrieval.model.page_text import PageText
from retrieval.model.pages import Stated

_FEWEST_SIGNS = 2
_SURE_SIGNS = 5
_SHORTEST = 16  # characters of a story
_ERROR = re.compile(r"\b[45]0[0-9]\b|not found|页面不存在|出错|无法访问", re.IGNORECASE)
_FEWEST_PROSE = 30  # characters of a story, if nothing else says that it is one
_FEW = 200  # characters of prose beside a login form
_SOME = 8  # links
_PART = re.compile(
    r"\.(?:css|js|gif|ico|svg|webp|woff2?|ttf|map|jpe?g|png|bmp|pdf|swf)$", re.IGNORECASE
)


class HtmlDelivery:
    """The HTML files of a folder, a zip or one file, and the names of the other files beside them.

    Files are read once, in the order of their names; of each its story is kept, not its tree.
    """

    def __init__(self, files: Sequence[File], others: Collection[str] = ()) -> None:
        """Keep the files unread."""
        self._files = sorted(files, key=lambda one: one.name)
        self._others = tuple(others)
        self._names = FileNames([*(one.name for one in files), *others])
        self._pages: dict[str, SavedPage] | None = None
        self._refused: list[PageRefused] = []

    def pages(self) -> Iterator[PageText | PageRefused]:
        """Yield the pages by name; in place of one that can't be read, why."""
        saved = self._read()
        issues = Issues(saved, self._names)
        found: list[tuple[str, PageText | PageRefused]] = [(one.name, one) for one in self._refused]
        for name, page in issues.pages():
            lone = name in issues.stories
            found.append((name, page if page.layout.opens else _no_story(page, lone=lone)))
        part_of_epaper = bool(issues.nodes or issues.stories)
        for name, other in saved.items():
            if name in issues.nodes or name in issues.stories:
                continue
            one = _alone(other)
            if isinstance(one, PageText) or not part_of_epaper:
                found.append((name, one))
        yield from (page for _, page in sorted(found, key=lambda one: one[0]))

    @property
    def assets(self) -> frozenset[str]:
        """The names of other files that are only parts of these pages: pictures, styles, PDFs.

        They are those that a page shows or links to, what stands beside them, what stands in the
        folder that a browser saved with a page, and what lies within an e-paper's own folders.
        """
        saved = self._read()
        found: set[str] = set()
        others = set(self._others)
        for page in saved.values():
            for part in page.parts:
                target = self._names.find(part, page.name)
                if target in others:
                    found.add(target)
        folders = {posixpath.dirname(name) for name in found} - {""}
        saved_folders = tuple(
            f"{re.sub(r'[.][^./]*$', '', name)}{end}/"
            for name in saved
            for end in ("_files", ".files")
        )
        issues = Issues(saved, self._names)
        own = {posixpath.dirname(name) for name in (*issues.nodes, *issues.stories)} - {""}
        for name in others - found:
            if _PART.search(name) is None:
                continue
            folder = posixpath.dirname(name)
            if folder in folders or folder in own or name.startswith(saved_folders):
                found.add(name)
        return frozenset(found)

    def _read(self) -> dict[str, SavedPage]:
        if self._pages is None:
            self._pages = {}
            for file in self._files:
                try:
                    self._pages[file.name] = saved_page(file)
                except PageRefused as refused:
                    self._refused.append(refused)
        return self._pages


def _no_story(page: PageText, *, lone: bool) -> PageRefused:
    """Return why a page has no story; ``lone``: it is that of a story, not a printed page."""
    if lone:
        reason = "这篇文章没有正文 (this story has no text)"
    elif page.doubts:
        reason = (
            "只有这一版的目录，没有文章页；请把文章页（content_…）一起存下来 "
            "(only the page's list of stories is there: save the stories' pages with it)"
        )
    else:
        reason = (
            "这一版没有文章，只有广告或图片 "
            "(no story on this page, only advertisements or pictures)"
        )
    return PageRefused(page.name, reason, "html")


def _alone(page: SavedPage) -> PageText | PageRefused:
    """Return the page of a saved page that belongs to no e-paper, or why it is none."""
    story = page.story
    if not page.is_account and (why := _no_article(page)) is not None:
        return PageRefused(page.name, why, "html")
    if story.is_empty:
        return PageRefused(
            page.name,
            "这个网页里没有正文，请等文章显示完整后再另存 "
            "(no text in this page: save it once the article is shown)",
            "html",
        )
    doubts = [] if page.signs >= _FEWEST_SIGNS + 1 else [Doubt(DoubtKind.UNKNOWN_SITE)]
    return page_text(
        page.name,
        [page.digest],
        [story],
        Stated(story.day, story.paper, None),
        address=page.address,
        doubts=doubts,
    )


def _no_article(page: SavedPage) -> str | None:
    """Return what a page is that is no article's, and what to do; None for an article's."""
    linked = sum(len(link.words) for link in page.links)
    if page.leads_on and page.prose < _FEWEST_PROSE:
        return (
            "这只是起始页，内容在别的文件里，请存文章页本身 "
            "(a start page: save the article's own page)"
        )
    if page.asks_password and page.prose < _FEW:
        return "这是登录页，请登录后存文章页 (a login page: log in and save the article's page)"
    if page.words < _FEWEST_PROSE and not page.prose:
        return (
            "网页里没有文字，内容是脚本后来取的；请等文章显示后在浏览器里另存 "
            "(a shell filled in by scripts: save the page once the article is shown)"
        )
    if page.prose < _FEW and _ERROR.search(page.story.title):
        return "这是出错页，没有文章；请存文章页本身 (an error page: save the article's own page)"
    few = page.prose < _FEWEST_PROSE and page.signs < _SURE_SIGNS
    few = few and (page.prose < _SHORTEST or page.signs <= _FEWEST_SIGNS)
    if (
        few
        or page.is_list
        or (linked > page.prose * 2 and page.signs < _FEWEST_SIGNS and len(page.links) > _SOME)
    ):
        return (
            "这是目录或首页，不是一篇文章；请打开文章，存文章页本身 "
            "(a list of links: open the article and save its own page)"
        )
    return None
