"""What a set-up learns from Telegram: whose token it is, and who has sent what in private."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class FoundBot:
    """The bot that a token belongs to."""

    username: str
    name: str

    @property
    def link(self) -> str:
        """The address of the chat with it."""
        return f"https://t.me/{self.username}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that waits at Telegram: its id and who it is of, None for nobody.

    ``words`` are those of a new message in private chat; None for all else. ``name`` and
    ``language`` (as Telegram has it) are the sender's.
    """

    id: int
    sender: int | None = None
    words: str | None = None
    name: str = ""
    language: str | None = None


class ContactTrouble(Enum):
    """Why Telegram gave no answer that a set-up can go on with."""

    REJECTED = "the token is not known"
    NOT_REACHED = "there was no answer"
    WEBHOOK = "updates are sent to a webhook"
    TAKEN = "another process takes the updates"


class ContactFailed(Exception):
    """A call of a set-up came to nothing. What was said may hold the token, and is left out.

    ``chinese`` and ``english`` say why Telegram was not reached; nothing where it was, or where
    that is not known.
    """

    def __init__(self, trouble: ContactTrouble, chinese: str = "", english: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.chinese = chinese
        self.english = english
