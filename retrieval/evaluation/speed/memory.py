"""What a process holds in memory, as Linux reports it; elsewhere it is unknown."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

_STATUS = Path("/proc/self/status")
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes in memory: ``anonymous`` are the process's own, ``mapped`` those of files it maps.

    What is mapped and unchanged can be dropped and read again: it is no burden to the machine.
    """

    anonymous: int
    mapped: int

    @classmethod
    def now(cls) -> Self | None:
        """Look at this process; None where the system does not report it."""
        if not _STATUS.exists():
            return None
        return cls.read(_STATUS.read_text(encoding="ascii", errors="replace"))

    @classmethod
    def read(cls, status: str) -> Self | None:
        """Read the text of ``/proc/PID/status``; None where it lacks the two lines."""
        lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        if "RssAnon" not in lines or "RssFile" not in lines:
            return None
        anonymous, mapped = (int(lines[key].split()[0]) for key in ("RssAnon", "RssFile"))
        return cls(anonymous * _KIB, mapped * _KIB)
