"""A fault of the bot's, told to the admins: what, how often, when."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

MAX_KIND = 300  # characters


@dataclass(slots=True)
class Fault:
    """A fault: ``kind`` says what and where; times are Unix seconds.

    ``update`` is the last one that was worked on then. ``told`` is how many of the ``count`` have
    been told.
    """

    kind: str
    first: float
    last: float
    count: int = 0
    told: int = 0
    update: int | None = None


def fault_text(fault: Fault, timezone: ZoneInfo) -> str:
    """Return a plain text; times are shown in ``timezone``."""
    began, ended = (datetime.fromtimestamp(at, timezone) for at in (fault.first, fault.last))
    when = f"{began:%Y-%m-%d %H:%M:%S}"
    if fault.count > 1:
        when += f" → {ended:%m-%d %H:%M:%S}"
    lines = [f"出错 {fault.count} 次（error × {fault.count}）", fault.kind[:MAX_KIND], when]
    if fault.update is not None:
        lines.append(f"日志里找 update {fault.update}（see the log）")
    return "\n".join(lines)
