"""What a step of a conversation comes to: what is to be shown or said next."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.messages.markup import Markup
from bot.model import Inquiry


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """Show the page after ``start`` hits of an inquiry's answer, ``lead`` first.

    What is ``aside`` can be opened, and does not become the topic.
    """

    inquiry: Inquiry
    start: int = 0
    lead: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class ShowStory:
    """Show a story in full from a part on, with what was asked marked."""

    article_id: int
    part: int = 0
    asked: Inquiry | None = None


@dataclass(frozen=True, slots=True)
class TellOf:
    """Words about a story, which is the one at hand from then on."""

    text: Markup
    article_id: int
    asked: Inquiry | None = None


@dataclass(frozen=True, slots=True)
class SayOnly:
    """Words alone; what is on the screen stays as it is."""

    text: Markup


NextUp: TypeAlias = ShowAnswer | ShowStory | TellOf | SayOnly
