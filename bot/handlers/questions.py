"""Questions, and the commands that are questions too: /search, /latest, /reporter."""

from bot.alerts.wanted import looks_for_nothing
from bot.handlers.asking import answer_again, answer_to
from bot.handlers.request import Request
from bot.messages.answer import answer_screen
from bot.messages.catalogue import Texts
from bot.messages.keys import Asked, ByReporter, ByTitle, Replied
from bot.messages.start import title_question
from bot.messages.subscriptions import offered
from retrieval.archive import Archive
from retrieval.model import AnswerKind


async def ask(request: Request) -> None:
    """Answer a question."""
    answer = await answer_to(request.archive, request.spoken)
    screen = answer_screen(answer, Replied(), request.texts, group=request.place.is_group)
    await request.reply(screen, quoting=answer.kind is AnswerKind.LISTING)


async def search(request: Request) -> None:
    """Show what has all the words, and offer to tell of news of it; or say how to give some."""
    words = request.spoken.words
    if words:
        answer = await answer_to(request.archive, request.spoken)
        screen = answer_screen(answer, Replied(), request.texts, group=request.place.is_group)
        if not looks_for_nothing(words):
            screen = offered(screen, request.texts.subscribing)
        await request.reply(screen, quoting=True)
    else:
        await request.say(request.texts.search_what.format(search=request.command("search")))


async def reporter(request: Request) -> None:
    """Show a reporter's stories, or say how to name one."""
    if request.spoken.words:
        await ask(request)
    else:
        await request.say(request.texts.reporter_what.format(reporter=request.command("reporter")))


async def ask_again(request: Request, asked: Asked) -> None:
    """Reply as if the person had typed the question that stands on the button."""
    answer = await answer_again(request.archive, asked, request.replied, request.bot.bot)
    question = await _question(request.archive, asked, request.texts)
    lead = request.texts.asked.format(question=question)
    group = request.place.is_group
    await request.reply(answer_screen(answer, asked, request.texts, group=group, lead=lead))


async def _question(archive: Archive, asked: Asked, texts: Texts) -> str:
    match asked:
        case ByReporter(article_id):
            article = (await archive.article(article_id)).article
            return texts.buttons.ask_reporter.format(name=article.reporters[0])
        case ByTitle(article_id):
            article = (await archive.article(article_id)).article
            return title_question(article.title, article.subtitle, texts)
        case _:
            return texts.buttons.ask_latest
