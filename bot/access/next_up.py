"""Showing what a step of a conversation comes to."""

from bot.access.answers import show
from bot.access.request import Request
from bot.access.stories import keep_told, show_story
from bot.messages.screen import Screen
from bot.services.conversation.outcomes import NextUp, SayOnly, ShowAnswer, ShowStory, TellOf
from bot.services.conversation.talk import Talk


async def show_next(request: Request, next_up: NextUp, *, counts: bool = False) -> None:
    """Show it, and keep what is on the screen from then on.

    An answer ``counts`` where what was asked is a question by itself, see `show`.
    """
    match next_up:
        case ShowAnswer(inquiry, start, lead, aside):
            await show(request, inquiry, start=start, lead=lead, aside=aside, counts=counts)
        case ShowStory(article_id, part, asked):
            await show_story(request, article_id, part, asked)
        case TellOf(text, article_id, asked):
            await keep_told(request, await request.reply(Screen(text)), article_id, asked)
        case SayOnly(text):
            await request.reply(Screen(text))


async def show_related(request: Request, article_id: int, wanted: str) -> None:
    """Show other stories on the subject of one, or that a search ``wanted``, or say there are none.

    Raises ArticleUnknown.
    """
    talk = Talk(request.archive, request.texts)
    await show_next(request, await talk.related_to(article_id, wanted))
