"""Pictures that readers send, of which several in a row get one reply."""

from collections.abc import Callable
from time import monotonic

from cachetools import LRUCache

REMEMBERED = 10_000  # chats
IN_A_ROW = 60.0  # seconds from one picture to the next


class Photos:
    """Knows which chats sent a picture just now; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last = LRUCache[int, float](REMEMBERED)

    def is_first(self, chat_id: int) -> bool:
        """Return whether a picture is to be answered: the first of some in a row."""
        now = self._clock()
        last = self._last.get(chat_id)
        self._last[chat_id] = now
        return last is None or now - last > IN_A_ROW
