"""An answer to what is typed inline: headlines to choose from, each with the card that it posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.cards import card, sentence_of
from bot.messages.catalogue import Texts
from bot.messages.citation import byline
from bot.messages.headlines import BYLINE_UNITS, TITLE_UNITS, linked
from bot.messages.markup import Markup, joined, plain, shorten
from bot.messages.rows import as_lines
from retrieval.model import Hit

_SNIPPET_UNITS = 160
_CARD_UNITS = 900
_MARKS = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered of a story, by its id: a headline, a line below it, and what it posts."""

    article_id: int
    title: str
    description: str
    text: Markup


def offers(hits: Sequence[Hit], texts: Texts, bot: str) -> list[Offer]:
    """Return an offer for each hit, in order; ``bot`` is the bot's username."""
    return [_offer(hit, texts, bot) for hit in hits]


def _offer(hit: Hit, texts: Texts, bot: str) -> Offer:
    cited = hit.citation
    below = shorten(byline(cited, texts.citation), BYLINE_UNITS)
    sentence, _ = as_lines(*sentence_of(hit))
    snippet = shorten(" ".join(sentence.split()), _SNIPPET_UNITS)
    head = joined([linked(cited, texts, bot), plain(below)], "\n")
    return Offer(
        cited.article_id,
        shorten(cited.title, TITLE_UNITS) or texts.untitled,
        "\n".join(filter(None, [below, snippet])),
        card(head, hit, _CARD_UNITS, _MARKS),
    )
