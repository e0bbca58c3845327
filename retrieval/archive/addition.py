"""What adding a page did, as whoever gave it is told."""

from dataclasses import dataclass

from retrieval.identity.which_page import Verdict
from retrieval.model.doubts import Doubt
from retrieval.model.pages import Currency, PageName, PageOutcome
from retrieval.store.adding import Added


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding the page ``name`` did, counted in articles.

    ``new``, ``changed`` and ``unchanged`` are the page's own, and together all of them; a story
    that another page has told before is not new. ``removed`` are those no page prints any more.

    ``page`` is what the page is called now. ``replaced`` is what the version was called that it
    took the place of, None where it is new or changed nothing; ``meant`` is the page that a
    doubtful one, which was kept as a new one, may be a new version of.

    ``doubts`` are what a person should look at, the gravest first; ``currency`` is what the page
    counts as.
    """

    name: str
    new: int
    changed: int
    unchanged: int
    page_id: int
    removed: int
    verdict: Verdict = Verdict.NEW
    page: PageName | None = None
    replaced: PageName | None = None
    meant: PageName | None = None
    doubts: tuple[Doubt, ...] = ()
    currency: Currency = Currency.DATED

    @property
    def outcome(self) -> PageOutcome | None:
        """What whoever put the page in is to be told; None where it is new, or changed nothing."""
        if self.page is None or (self.replaced is None and self.meant is None):
            return None
        return PageOutcome(self.name, self.page, self.replaced, self.meant)


def addition(
    name: str,
    added: Added,
    doubts: tuple[Doubt, ...] = (),
    counts: Currency = Currency.DATED,
) -> Addition:
    """Return what adding a page did, with what is in doubt of it."""
    return Addition(
        name,
        added.new,
        added.changed,
        added.unchanged,
        added.page_id,
        added.removed,
        added.verdict,
        added.name,
        added.replaced,
        added.meant,
        doubts if added.meant is None else (added.meant.doubt, *doubts),
        counts,
    )
