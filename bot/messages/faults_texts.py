"""What admins are told of work that fails."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.runtime.loops import LoopName


@dataclass(frozen=True, slots=True)
class FaultTexts:
    """The words of loops that do not move, and of alerts that fail for a fault of our own."""

    loops: str  # above a line for each
    loop: str  # {name}, {minutes}, {reason}
    hangs: str  # a reason
    names: Mapping[LoopName, str]
    alert: str  # {chat}, {story}, {reason}
    notice: str  # {chat}, {reason}
    alert_failed: str  # above such lines
    alert_quarantined: str  # {tries}; above such lines
    not_sent: str  # {count}; above such lines
    retry: str  # {count}; a button
    retried: str  # {count}
    nothing_to_retry: str
