"""Showing a whole story, and keeping what each of its messages shows."""

from bot.access.bookkeeping import beside_the_answer
from bot.access.request import Request
from bot.access.typing import typing
from bot.messages.stories import story_screens
from bot.model import AnswerMessage, Inquiry, Way
from retrieval.answer import Asked as HowAsked
from retrieval.errors import ArticleUnknown


async def show_story(
    request: Request, article_id: int, start: int = 0, asked: Inquiry | None = None
) -> None:
    """Show the story from part ``start`` on, with what was asked marked, or say that it is gone."""
    inquiry = asked or Inquiry(Way.QUESTION, "")
    how = HowAsked.FILTER if inquiry.way is Way.SEARCH else HowAsked.QUESTION
    try:
        found = await typing(request, request.archive.story(article_id, inquiry.words, how))
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
        return
    shown = []
    for screen in story_screens(found, request.texts, request.bot.username, start):
        there = await request.reply(screen)
        shown.append(
            AnswerMessage(
                *(inquiry, there.chat_id, there.message_id, request.user_id),
                articles=(found.stored.id,),
                whole=True,
            )
        )
    with beside_the_answer("what a story's messages show"):
        await request.services.questions.keep(shown)
