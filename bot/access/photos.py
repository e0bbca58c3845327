"""Pictures that readers send, of which several in a row get one reply."""

from collections.abc import Callable
from time import monotonic

from cachetools import LRUCache
from telegram import Message

REMEMBERED = 10_000  # chats
IN_A_ROW = 60.0  # seconds from one picture to the next


class Photos:
    """Knows which chats sent a picture just now; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last = LRUCache[int, float](REMEMBERED)
        self._albums = LRUCache[tuple[int, str], None](REMEMBERED)

    def is_first(self, message: Message) -> bool:
        """Return whether a picture is to be answered: the first of an album, or of some in a row.

        One with words under it, which is in no album, always is.
        """
        now, chat = self._clock(), message.chat.id
        last = self._last.get(chat)
        self._last[chat] = now
        if not self.is_first_of_album(message):
            return False
        if message.caption and message.media_group_id is None:
            return True
        return last is None or now - last > IN_A_ROW

    def is_first_of_album(self, message: Message) -> bool:
        """Return whether no other message of the same album came before; of none, each is first."""
        if message.media_group_id is None:
            return True
        key = message.chat.id, message.media_group_id
        known = key in self._albums
        self._albums[key] = None
        return not known
