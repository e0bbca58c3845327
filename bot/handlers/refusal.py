"""Why a subscription can't be made, in words."""

from bot.alerts.subscribing import Full, NothingWanted, Refusal, TooLong
from bot.handlers.request import Request
from bot.messages.subscribing_texts import SubscribingTexts


def refusal_text(request: Request, refusal: Refusal, texts: SubscribingTexts) -> str:
    """Return what to say of it, and to do about it."""
    match refusal:
        case Full(limit):
            return texts.full.format(limit=limit, subscriptions=request.command("subscriptions"))
        case TooLong(longest):
            return texts.too_long.format(longest=longest)
        case NothingWanted():
            return texts.nothing
