"""Links that open the bot in a private chat, and what their payloads stand for.

Telegram keeps 64 characters of ``[A-Za-z0-9_-]`` as a payload, and sends them as the word after
/start. Anyone can write any, so decoding takes nothing for granted.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

_PAYLOAD = re.compile("([aq])_(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class ToStory:
    """Show the article."""

    article_id: int


@dataclass(frozen=True, slots=True)
class ToTyped:
    """Ask what the person typed inline, by its number."""

    number: int


Payload: TypeAlias = ToStory | ToTyped


def encode_payload(to: Payload) -> str:
    """Return the payload of a link."""
    match to:
        case ToStory(article_id):
            return f"a_{article_id}"
        case ToTyped(number):
            return f"q_{number}"


def decode_payload(text: str) -> Payload | None:
    """Return what a payload stands for, or None unless `encode_payload` made it."""
    found = _PAYLOAD.fullmatch(text)
    if found is None:
        return None
    number = int(found[2])
    return ToStory(number) if found[1] == "a" else ToTyped(number)


def story_link(article_id: int, bot: str) -> str:
    """Return the link that opens a story; ``bot`` is the bot's username."""
    return f"https://t.me/{bot}?start={encode_payload(ToStory(article_id))}"
