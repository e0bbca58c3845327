"""What is said to who asks in a chat that the bot is not in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuestTexts:
    """The texts of answers there."""

    how: str  # {bot}: the bot's username
    nothing: str  # {question}
    too_long: str  # {most}, characters
    wait: str
    failed: str
