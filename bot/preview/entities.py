"""Entities: the stretches of a message's text that mean something.

Offsets and lengths count UTF-16 code units. Some entities are set by who writes the message
(bold), others are found in the text (commands, mentions, hashtags, links). The finding follows
TDLib's rules: a name is bounded by what is no letter, digit or underscore, in any script.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])")
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z0-9_]{3,32}(?!\w)")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}(?!\w)")
_URL = re.compile(r"(?<!\w)https?://[^\s<>\"'，。；、）]+")
_FOUND = (("url", _URL), ("bot_command", _COMMAND), ("mention", _MENTION), ("hashtag", _HASHTAG))

_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})  # nothing is found inside them


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text and its meaning; ``user_id`` belongs to a text_mention."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None

    @property
    def end(self) -> int:
        """The unit after the last."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, by offset, an outer one before those within it."""

    text: str
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def stretch(text: str, entity: Entity) -> str:
    """Return the part of ``text`` that the entity marks."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "surrogatepass")


def with_found(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds by itself, outside code and links, without overlaps."""
    taken = [entity for entity in formatted.entities if entity.type in _CLOSED]
    for entity in _found(formatted.text):
        if all(entity.end <= other.offset or other.end <= entity.offset for other in taken):
            taken.append(entity)
    return Formatted(formatted.text, ordered({*formatted.entities, *taken}))


def ordered(entities: set[Entity]) -> tuple[Entity, ...]:
    """Return them by offset, an outer one before those within it."""
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length, entity.type)))


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            yield Entity(kind, units(text[: match.start()]), units(match[0]))
