"""Showing a whole story, and keeping what each of its messages shows."""

from bot.access.bookkeeping import beside_the_answer
from bot.access.request import Place, Request
from bot.access.typing import typing
from bot.messages.following import MOST_SUBJECTS, follow_buttons
from bot.messages.sharing import share_story
from bot.messages.stories import rest_of, story_screens
from bot.model import AnswerMessage, Inquiry, Way
from retrieval.answer import Asked as HowAsked
from retrieval.errors import ArticleUnknown


def answers_inline(request: Request) -> bool:
    """Return whether the bot is asked inline: Telegram takes no button to share for any other."""
    return bool(request.bot.bot.supports_inline_queries)


async def subjects_of(request: Request, article_id: int) -> tuple[str, ...]:
    """Return what a story is about and can be followed, the best first; maybe nothing."""
    try:
        return (await request.archive.subjects(article_id))[:MOST_SUBJECTS]
    except ArticleUnknown:
        return ()


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
    texts, stored = request.texts, found.stored
    further = (
        follow_buttons(stored.id, await subjects_of(request, stored.id), texts),
        share_story(stored, texts, inline=answers_inline(request)),
    )
    screens = story_screens(found, texts, request.bot.username, start, further=further)
    rest = rest_of(screens[-1])
    shown = [
        _told(request, await request.reply(screen), stored.id, inquiry, rest) for screen in screens
    ]
    with beside_the_answer("what a story's messages show"):
        await request.services.questions.keep(shown)


async def keep_told(request: Request, there: Place, article_id: int, asked: Inquiry | None) -> None:
    """Keep that the message ``there`` tells of a story, which is at hand from then on."""
    told = _told(request, there, article_id, asked or Inquiry(Way.QUESTION, ""), 0)
    with beside_the_answer("what is told of a story"):
        await request.services.questions.keep([told])


def _told(
    request: Request, there: Place, article_id: int, inquiry: Inquiry, rest: int
) -> AnswerMessage:
    return AnswerMessage(
        *(inquiry, there.chat_id, there.message_id, request.user_id),
        start=rest,
        articles=(article_id,),
        whole=True,
        thread_id=there.thread_id,
    )
