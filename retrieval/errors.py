"""What can go wrong below the process's edge, sorted by what a caller does about it.

BulletinError                 its text is for a person: what was wrong, where, what to do next
├── PageRefused               one page can't be read: report it, go on with the next one
├── PageChanged               a change can't be undone: the page was changed again since
├── ExportRefused             an export can't be imported: nothing was changed
├── ArticleUnknown            an id that the archive does not hold: say so to whoever asked
└── ArchiveUnavailable        the archive can't be used now: stop, nothing stored was changed
"""


class BulletinError(Exception):
    """The root; ``str(error)`` is one sentence that a person can act on."""


class PageRefused(BulletinError):
    """A page that can't be read, with the name it was given and the reason.

    The page changes nothing in the archive; other pages of the same call go on.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class PageChanged(BulletinError):
    """A change to a page that can't be undone, because another came after it."""

    def __init__(self, page_id: int) -> None:
        super().__init__(f"page {page_id} was changed again since")


class ExportRefused(BulletinError):
    """An export that can't be imported: the text names the lines and what is wrong with each."""


class ArticleUnknown(BulletinError):
    """No article has this id (it may have been withdrawn)."""

    def __init__(self, article_id: int) -> None:
        super().__init__(f"no article has the number {article_id}")
        self.article_id = article_id


class ArchiveUnavailable(BulletinError):
    """The database can't be opened, read or written; the text names the file and what to do."""
