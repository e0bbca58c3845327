"""Links that open the bot in a private chat, and what their payloads stand for.

Telegram keeps 64 characters of ``[A-Za-z0-9_-]`` as a payload, and sends them as the word after
/start. Payloads are spelled as keys are.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, get_args

from bot.messages.key_codec import Codec, Number


@dataclass(frozen=True, slots=True)
class ToStory:
    """Show the article."""

    form: ClassVar = "a_{article_id}"
    article_id: Number


@dataclass(frozen=True, slots=True)
class ToTyped:
    """Ask what the person typed inline, by its number."""

    form: ClassVar = "q_{number}"
    number: Number


Payload: TypeAlias = ToStory | ToTyped

PAYLOADS: Codec[Payload] = Codec(get_args(Payload))


def story_link(article_id: int, bot: str) -> str:
    """Return the link that opens a story; ``bot`` is the bot's username."""
    return f"https://t.me/{bot}?start={PAYLOADS.pack(ToStory(article_id))}"
