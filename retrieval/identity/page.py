"""What is known of a printed page beside its stories."""

from dataclasses import dataclass, field

from retrieval.analysis.labels import place_of
from retrieval.identity.similarity import letters
from retrieval.model import PrintedDate


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page beside its stories.

    ``bulletin_printed`` is whether ``bulletin`` is the paper's printed name and not the file's;
    ``file`` is the name that the page last came in under with a change.
    """

    file: str = field(compare=False)
    bulletin: str
    bulletin_printed: bool
    label: str | None
    date: PrintedDate | None

    @property
    def place(self) -> str | None:
        """The label as it is compared; None where there is none."""
        return None if self.label is None else place_of(self.label)

    @property
    def paper(self) -> str | None:
        """The paper's printed name as it is compared, None where only the file names it."""
        return letters(self.bulletin) if self.bulletin_printed else None
