"""What a byline says: who wrote, who photographed, which agency or paper it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credits:
    """The people and the source of a story, each in the order printed, without repetitions.

    ``reporters`` wrote: 记者 of every kind, 实习生 (who sign as reporters do) and authors without a
    post. ``correspondents`` are 通讯员. ``photographers`` took pictures; who did both
    stands in both.
    ``source`` is the agency or paper that a story is taken from (新华社), None for the paper's own.
    """

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    source: str | None = None

    def merged(self, other: "Credits") -> "Credits":
        """Both, this one's people first; the first source known."""
        return Credits(
            _union(self.reporters, other.reporters),
            _union(self.correspondents, other.correspondents),
            _union(self.photographers, other.photographers),
            self.source or other.source,
        )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))
