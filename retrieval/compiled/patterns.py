"""Regular expressions that are compiled when they are first used."""

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled at its first use: as `re.compile`, for a large one.

    Hundreds are made when the program starts, in a fifth of a second; a question uses a third.
    What is wrong with a pattern is said at its first use, too.
    """
    return cast("re.Pattern[str]", Late(pattern, flags))


class Late:
    """Stands for a compiled pattern, whose attributes it takes over as they are asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a pattern has)
        """Return what the pattern has by that name, and find it at once the next time."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
