"""What is known of a printed page beside its stories."""

from dataclasses import dataclass, field

from retrieval.analysis.labels import place_of
from retrieval.model import PrintedDate
from retrieval.model.pages import PageName


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page beside its stories.

    ``file`` is the path that it last came in under with a change, empty for pasted text; ``paper``
    is None where unknown.
    ``digest`` is the SHA-256 of the bytes it came as, None for what came before these were kept.
    What is ``held`` is found, but never the newest and told to nobody until it is released.
    """

    file: str = field(compare=False)
    paper: str | None
    label: str | None
    date: PrintedDate | None
    section: str | None = None
    digest: bytes | None = field(default=None, compare=False)
    held: bool = field(default=False, compare=False)

    @property
    def place(self) -> str | None:
        """The label as it is compared; None where there is none."""
        return None if self.label is None else place_of(self.label)

    def named(self, page_id: int) -> PageName:
        """Return what the page with this number is called."""
        issued = None if self.date is None else str(self.date)
        return PageName(page_id, self.paper, issued, self.label, self.file or None)
