"""All that is done for an incoming page before it is stored: read, compared by, cut into words.

It takes no archive, so that another process can do it. What the paper is known to print on its
pages is in the archive alone: there it is only guessed, and whoever stores the page looks whether
the guess was right.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from retrieval.archive.currency import Intake, Origin, currency
from retrieval.archive.page_reading import IncomingText, PageAsRead
from retrieval.errors import PageRefused
from retrieval.index.passages import texts_of
from retrieval.model import Bulletin
from retrieval.model.doubts import Doubt
from retrieval.model.page_text import PageText
from retrieval.model.pages import NOTHING_STATED, Currency, PaperHabits, Stated
from retrieval.store.adding import IncomingPage
from retrieval.store.segmentation_cache import Analyzer, segmentations
from retrieval.store.sources import PageSource


@dataclass(frozen=True, slots=True)
class PageGiven:
    """A page that comes in, and all that bears on how it is taken in.

    What is ``stated`` beats what is read of it. A day far ahead of ``today`` holds it back;
    ``pasted`` text has no file.
    """

    page: PageText
    today: date
    intake: Intake
    origin: Origin = Origin.COMMAND
    stated: Stated = NOTHING_STATED
    pasted: bool = False

    @property
    def text(self) -> IncomingText:
        """What is to be read."""
        return IncomingText(self.page, self.intake.paper, self.stated, self.today)


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page that is ready to be stored, and what it counts as.

    It was read by the habits ``shapes`` of the ``paper`` that it names by itself. The
    ``segmentations`` of its texts are by their digests.
    """

    given: PageGiven
    incoming: IncomingPage
    source: PageSource
    paper: str | None
    shapes: frozenset[str]
    doubts: tuple[Doubt, ...]
    currency: Currency
    segmentations: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What the index will have analysed of the page."""
        return [text for article in self.incoming.articles for text in texts_of(article)]

    def segmented(self, analyzer: Analyzer, kept: Container[int] = ()) -> Self:
        """Return the page with its texts segmented, but those whose digests are ``kept``."""
        return replace(self, segmentations=segmentations(self.texts, analyzer, kept))

    def known_at(self, revision: int) -> Self:
        """Return the page as read by the same habits, as they are known of a revision."""
        return replace(self, source=replace(self.source, habits=revision))

    def read_by(self, habits: PaperHabits, analyzer: Analyzer) -> "PreparedPage":
        """Return the page as it reads by habits. Raises PageRefused."""
        text = self.given.text
        read = PageAsRead.of(text, text.read(habits), habits, self.paper)
        return prepared(self.given, read).segmented(analyzer)


def prepare(given: PageGiven, guessed: frozenset[str], analyzer: Analyzer) -> PreparedPage:
    """Return a page ready to be stored, read by those of the ``guessed`` habits that it may show.

    Raises PageRefused.
    """
    alone = given.text.read()
    shapes = guessed.intersection(one.shape for one in alone.seen if not one.needed)
    reading = given.text.read(PaperHabits(shapes)) if shapes else alone
    read = PageAsRead.of(given.text, reading, PaperHabits(shapes), alone.bulletin.paper)
    return prepared(given, read).segmented(analyzer)


def prepared(given: PageGiven, read: PageAsRead) -> PreparedPage:
    """Return a page as it was read, not segmented yet.

    Raises PageRefused for a page without stories.
    """
    bulletin = read.reading.bulletin
    counts = currency(bulletin, given.today, given.origin, given.intake)
    incoming = incoming_page(given, bulletin, held=counts.is_held)
    return PreparedPage(
        given,
        incoming,
        read.source,
        read.paper,
        read.habits.shapes,
        read.reading.doubts,
        counts,
    )


def incoming_page(given: PageGiven, bulletin: Bulletin, *, held: bool = False) -> IncomingPage:
    """Return a bulletin that was read, with what it is compared by. Raises PageRefused."""
    name = given.page.name
    if not bulletin.articles:
        raise PageRefused(name, "只有版面标记，没有文章 (no article, only page furniture)")
    file = "" if given.pasted else name
    incoming = IncomingPage.of(bulletin, file, digest=given.page.digest)
    return replace(incoming, page=replace(incoming.page, held=held))
