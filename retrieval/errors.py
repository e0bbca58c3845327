"""What can go wrong below the process's edge, sorted by what a caller does about it.

BulletinError                 its text is for a person: what was wrong, where, what to do next
├── PageRefused               one page can't be read: report it, go on with the next one
├── PageChanged               a change can't be taken back: the page was changed again since
├── ParagraphChanged          a correction can't be made or undone: another came before that
├── PageUnknown               a page that was to be replaced is not there: nothing was changed
├── ExportRefused             a file of an archive's lines can't be taken in: nothing was changed
├── ArticleUnknown            an id that the archive does not hold: say so to whoever asked
├── SearchUnavailable         questions can't be answered just now: say so, pages are still taken
└── ArchiveUnavailable        the archive can't be used now: stop, nothing stored was changed
"""


class BulletinError(Exception):
    """The root; ``str(error)`` is one sentence that a person can act on."""


class PageRefused(BulletinError):
    """A page that can't be read, with the name it was given and the reason.

    ``format`` is what it is instead (``html``, ``xml``, ``json``, or ``columns`` of text side by
    side) where that is known.

    The page changes nothing in the archive; other pages of the same call go on.
    """

    def __init__(self, name: str, reason: str, format: str | None = None) -> None:  # noqa: A002
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.format = format

    def __reduce__(self) -> tuple[type["PageRefused"], tuple[str, str, str | None]]:
        """Return what it is made of anew, in another process."""
        return PageRefused, (self.name, self.reason, self.format)


class PageChanged(BulletinError):
    """A change to a page that can't be undone, because another came after it."""

    def __init__(self, page_id: int) -> None:
        super().__init__(f"page {page_id} was changed again since")


class ParagraphChanged(BulletinError):
    """A correction that can't be made or undone, because the paragraph was corrected meanwhile."""

    def __init__(self) -> None:
        super().__init__("the paragraph was corrected meanwhile")


class PageUnknown(BulletinError):
    """No page has this number (it may have been withdrawn)."""

    def __init__(self, page_id: int) -> None:
        super().__init__(f"没有 {page_id} 号版面 (no page has the number {page_id})")
        self.page_id = page_id


class ExportRefused(BulletinError):
    """An export that can't be imported: the text names the lines and what is wrong with each."""


class ArticleUnknown(BulletinError):
    """No article has this id (it may have been withdrawn)."""

    def __init__(self, article_id: int) -> None:
        super().__init__(f"no article has the number {article_id}")
        self.article_id = article_id


class ArchiveUnavailable(BulletinError):
    """The database can't be opened, read or written; the text names the file and what to do.

    ``reason`` is the sentence alone, the same whatever the file, None where the text says it all.
    """

    def __init__(self, text: str, reason: str | None = None) -> None:
        super().__init__(text)
        self.reason = reason


class SearchUnavailable(BulletinError):
    """The searcher can't be asked now, or took too long; ``reason`` is for logs, without a key."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "现在查不了，检索服务没有回应；新的版面照常收。请稍后再问"
            " (search does not answer now; pages are still taken in; ask again later)"
        )
        self.reason = reason
