"""Questions, and the commands that are questions too: /search, /latest, /reporter."""

from dataclasses import replace

from bot.access.answers import show
from bot.access.inquiries import inquiry_again, inquiry_of
from bot.access.intents import Intent
from bot.access.request import Request
from bot.handlers.followups import follow
from bot.messages.catalogue import Texts
from bot.messages.keys import Asked, ByReporter, ByTitle
from bot.messages.start import title_question
from bot.model import AnswerMessage, Inquiry
from retrieval.archive import Archive


async def ask(request: Request) -> None:
    """Answer a question, or what refers to the last answer."""
    asks = request.spoken.intent is Intent.QUESTION
    if not (asks and not request.edited and await follow(request)):
        await _answer(request)


async def search(request: Request) -> None:
    """Show what has all the words, and offer to tell of news of it; or say how to give some."""
    if request.spoken.words:
        await _answer(request)
    elif not request.edited:
        await request.say(request.texts.search_what.format(search=request.command("search")))


async def reporter(request: Request) -> None:
    """Show a reporter's stories, or say how to name one."""
    if request.spoken.words:
        await _answer(request)
    elif not request.edited:
        await request.say(request.texts.reporter_what.format(reporter=request.command("reporter")))


async def ask_again(request: Request, asked: Asked, showing: AnswerMessage | None = None) -> None:
    """Reply as if the person had typed the question that stands on the button."""
    bot = request.bot.bot
    inquiry = await inquiry_again(request.archive, asked, request.replied, bot, showing)
    question = await _question(request.archive, asked, inquiry, request.texts)
    await show(request, inquiry, lead=request.texts.asked.format(question=question))


async def _answer(request: Request) -> None:
    """Answer; what was edited has its former answer edited, unless it asks the same still."""
    inquiry = await inquiry_of(request.archive, request.spoken)
    into = None
    if request.edited:
        place = request.place
        into = await request.services.questions.of_question(place.chat_id, place.message_id)
        if into is not None and replace(into.inquiry, order=inquiry.order) == inquiry:
            return
    await show(request, inquiry, into=into)


async def _question(archive: Archive, asked: Asked, inquiry: Inquiry, texts: Texts) -> str:
    match asked:
        case ByReporter():
            return texts.buttons.ask_reporter.format(name=inquiry.words)
        case ByTitle(article_id):
            article = (await archive.article(article_id)).article
            return title_question(article.title, article.subtitle, texts)
        case _:
            return inquiry.words or texts.buttons.ask_latest
