"""Why a subscription can't be made, in words."""

from bot.access.request import Request
from bot.messages.subscriptions_texts import SubscribingTexts
from bot.services.subscriptions import Full, NothingWanted, Refusal, TooLong


def refusal_text(request: Request, refusal: Refusal, texts: SubscribingTexts) -> str:
    """Return why, and what can be done about it."""
    match refusal:
        case Full(limit):
            return texts.full.format(limit=limit, subscriptions=request.command("subscriptions"))
        case TooLong(longest):
            return texts.too_long.format(longest=longest)
        case NothingWanted():
            return texts.nothing
