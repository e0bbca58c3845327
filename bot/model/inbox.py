"""What the bot knows of a file in its inbox that could not be read so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file of the inbox that was tried and not read, and when it is tried again.

    ``reason`` is a sentence, empty while the first try goes on. ``again_at`` is Unix time; None in
    quarantine, where it stays until it changes. ``stamp`` shows that: its size, the time of its
    last change and its inode. ``begun`` is set while it is being read, so that a process that dies
    of it leaves a trace. ``read`` is the digest of what was read under this name before. ``told``
    is whether the admins know of it, as far as they are to.
    """

    reason: str
    tries: int
    again_at: float | None
    stamp: tuple[int, int, int]
    begun: bool = False
    read: str | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that is set aside, by the name it is shown by; ``again`` if it is tried by itself."""

    name: str
    reason: str
    tries: int
    again: bool
