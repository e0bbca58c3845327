"""The name of a person, place or body, as an article introduces it."""

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What bears the name."""

    REPORTER = "reporter"  # credited with a story: reporter, correspondent or photographer
    PERSON = "person"
    PLACE = "place"  # a place, a firm, an office: what stands in titles and lists of such


@dataclass(frozen=True, slots=True)
class Name:
    """A name without padding, and for a person the post given with it (``二七区委书记``) or None.

    Whoever is introduced with several posts is several Names.
    """

    text: str
    kind: NameKind
    post: str | None = None
