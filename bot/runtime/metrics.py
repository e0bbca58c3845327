"""What the bot counts and times while it works: the port by which rooms tell, whoever listens.

Nothing here is of a person: kinds and reasons are words of ours, from short lists.
"""

from typing import Protocol

REASONS = ("replayed", "secret", "size", "slow", "malformed", "busy")
"""Why an update, or a call to the webhook, is not worked on."""
FAULTS = ("400", "401", "403", "404", "409", "413", "429", "4xx", "5xx", "timeout", "network")
"""The kinds of faults that calls to Telegram meet."""


class Measures(Protocol):
    """Is told what happens. Seconds are of a clock that never goes back."""

    def taken(self, kind: str) -> None:
        """Tell of an update that is to be worked on; ``kind`` is its field's name."""

    def passed_over(self, why: str) -> None:
        """Tell of an update, or of a call to the webhook, that is not worked on: a reason."""

    def begun(self, seconds: float) -> None:
        """Tell of an update whose turn has come, so long after it was taken."""

    def done(self, seconds: float, total: float) -> None:
        """Tell of an update that is done, so long after it was begun, and after it was taken."""

    def called(self, fault: str | None) -> None:
        """Tell of a call to Telegram, with what kind of fault, if any."""

    def heard(self) -> None:
        """Tell that Telegram was heard: updates can come in."""

    def waiting(self, count: int) -> None:
        """Return how many updates wait at Telegram."""


class Unheard:
    """Measures that nobody reads."""

    def taken(self, kind: str) -> None:
        """Do nothing."""

    def passed_over(self, why: str) -> None:
        """Do nothing."""

    def begun(self, seconds: float) -> None:
        """Do nothing."""

    def done(self, seconds: float, total: float) -> None:
        """Do nothing."""

    def called(self, fault: str | None) -> None:
        """Do nothing."""

    def heard(self) -> None:
        """Do nothing."""

    def waiting(self, count: int) -> None:
        """Do nothing."""


UNHEARD = Unheard()
