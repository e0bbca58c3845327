"""Finding answers, a page at a time: for words that were said, and again for a button."""

from dataclasses import replace

from telegram import Message, User

from bot.access.addressed import said_in
from bot.access.intents import Intent, Spoken, spoken
from bot.messages.headlines import PAGE_SIZE
from bot.messages.keys import Asked, ByReporter, ByTitle, Latest, Replied, Suggested
from bot.messages.questions import size_of, suggestion
from bot.model import AnswerMessage, Inquiry, Way
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import Answer, AnswerKind, Order, RemarkKind


class QuestionGone(Exception):
    """What a message answers can't be told any more."""


async def inquiry_of(archive: Archive, asked: Spoken) -> Inquiry:
    """Return what was spoken as an inquiry, with words where the intent needs some.

    ``记者 X`` with an X that signed nothing is a question like any other.
    """
    if asked.intent is Intent.LATEST:
        return Inquiry(Way.LATEST, "")
    if asked.intent is Intent.SEARCH:
        return Inquiry(Way.SEARCH, asked.words)
    if asked.intent is Intent.REPORTER:
        typed_as_command = asked.whole.startswith("/")
        if typed_as_command or (await archive.by_reporter(asked.words)).answered:
            return Inquiry(Way.REPORTER, asked.words)
        return Inquiry(Way.QUESTION, asked.whole)
    return Inquiry(Way.QUESTION, asked.words)


async def inquiry_again(
    archive: Archive,
    asked: Asked,
    replied: Message | None,
    bot: User,
    showing: AnswerMessage | None,
) -> Inquiry:
    """Return what a button asks, under a message that replies to one and shows an answer, or not.

    Raises ArticleUnknown if the button's article is gone, QuestionGone if the question is.
    """
    match asked:
        case Latest():
            return Inquiry(Way.LATEST, "")
        case ByTitle(article_id):
            stored = await archive.article(article_id)
            return Inquiry(Way.QUESTION, stored.article.title)
        case ByReporter(article_id):
            stored = await archive.article(article_id)
            if not stored.article.reporters:
                raise ArticleUnknown(article_id)
            return Inquiry(Way.REPORTER, stored.article.reporters[0])
        case Suggested():
            if showing is None:
                raise QuestionGone
            other = suggestion(await page_of(archive, showing.inquiry))
            return showing.inquiry if other is None else replace(showing.inquiry, words=other)
        case Replied():
            said = said_in(replied, bot) if replied is not None else None
            if not said:
                raise QuestionGone
            return await inquiry_of(archive, spoken(said))


async def page_of(archive: Archive, inquiry: Inquiry, start: int = 0) -> Answer:
    """Return the archive's answer today, its hits those of the page after ``start`` others.

    The last page stands for all that come after it.
    """
    answer = await _from(archive, inquiry, start)
    if start and not answer.hits:
        size = size_of(await _from(archive, inquiry, 0))
        last = max(0, (answer.total - 1) // size * size)
        answer = await _from(archive, inquiry, min(last, start - 1))
    return answer


async def _from(archive: Archive, inquiry: Inquiry, start: int) -> Answer:
    match inquiry.way:
        case Way.LATEST:
            answer = await archive.latest()
        case Way.REPORTER:
            answer = await archive.by_reporter(inquiry.words)
        case Way.SEARCH:
            answer = await archive.search(inquiry.words, PAGE_SIZE, start, inquiry.order)
        case Way.QUESTION:
            answer = await archive.ask(inquiry.words, start=start)
    size = size_of(answer)
    all_listed = answer.kind is AnswerKind.LISTING and inquiry.way is not Way.SEARCH
    first = start if all_listed else 0
    return replace(answer, hits=answer.hits[first : first + size])


def order_of(inquiry: Inquiry, answer: Answer) -> Order | None:
    """Return how the hits are ordered, if they can be ordered otherwise: those of a search."""
    relaxed = any(one.kind is RemarkKind.RELAXED for one in answer.remarks)
    if inquiry.way is Way.SEARCH and answer.kind is AnswerKind.PASSAGES and not relaxed:
        return inquiry.order
    return None
