"""What words and buttons ask."""

from dataclasses import replace

from telegram import Message, User

from bot.access.addressed import words_of
from bot.access.intents import Intent, Utterance
from bot.access.parsing import parse_words
from bot.messages.keys import Asked, ByReporter, ByTitle, Latest, Replied, Suggested
from bot.messages.questions import suggestions
from bot.model import AnswerMessage, Inquiry, Way
from bot.services.conversation.pages import page_of
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown


class QuestionGone(Exception):
    """It is no longer known what a message answers."""


async def inquiry_of(archive: Archive, asked: Utterance) -> Inquiry:
    """Return what an utterance asks, with words where the intent needs some.

    ``记者 X`` with an X that signed nothing is a question like any other.
    """
    if asked.intent is Intent.LATEST:
        return Inquiry(Way.LATEST, asked.words)
    if asked.intent is Intent.SEARCH:
        return Inquiry(Way.SEARCH, asked.words)
    if asked.intent is Intent.REPORTER:
        is_command = asked.text.startswith("/")
        if is_command or (await archive.by_reporter(asked.words, 1)).answered:
            return Inquiry(Way.REPORTER, asked.words)
        return Inquiry(Way.QUESTION, asked.text)
    return Inquiry(Way.QUESTION, asked.words)


def inquiry_of_issue(day: int, paper: int) -> Inquiry:
    """Return an inquiry for the issue of a day (yyyymmdd), of the paper of a key."""
    return Inquiry(Way.LATEST, f"{day:08d}#{paper}")


async def inquiry_again(
    archive: Archive,
    asked: Asked,
    replied: Message | None,
    bot: User,
    shown: AnswerMessage | None,
) -> Inquiry:
    """Return what a button asks, whose message replies to ``replied`` and shows ``shown``, if any.

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
        case Suggested(number):
            if shown is None:
                raise QuestionGone
            others = suggestions(await page_of(archive, shown.inquiry))
            known = number < len(others)
            return replace(shown.inquiry, words=others[number]) if known else shown.inquiry
        case Replied():
            words = words_of(replied, bot) if replied is not None else None
            if not words:
                raise QuestionGone
            return await inquiry_of(archive, parse_words(words))
