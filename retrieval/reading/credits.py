"""What a byline says: who wrote, who photographed, which agency or paper it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credits:
    """The people of a story, in the order printed, each once, and its source.

    ``reporters`` wrote: 记者 of every kind, 实习生 (who sign as reporters do) and authors without a
    post. ``correspondents`` are 通讯员. ``photographers`` took pictures; who did both is in both.
    ``source`` is the agency or paper that a story is taken from (新华社), None for the paper's own.
    """

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    source: str | None = None

    def merged(self, other: "Credits") -> "Credits":
        """Return both, this one's people first; the first source known."""
        return merge((self, other))


def merge(parts: Iterable[Credits]) -> Credits:
    """Return all ``parts`` as one, people in order; the first source known."""
    every = tuple(parts)
    return Credits(
        tuple(dict.fromkeys(name for part in every for name in part.reporters)),
        tuple(dict.fromkeys(name for part in every for name in part.correspondents)),
        tuple(dict.fromkeys(name for part in every for name in part.photographers)),
        next((part.source for part in every if part.source), None),
    )
