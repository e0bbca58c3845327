"""Finding an answer: for words that were said, and again for a button under a listing."""

from telegram import Message, User

from bot.handlers.addressed import said_in
from bot.handlers.spoken import Intent, Spoken, spoken
from bot.messages.keys import Asked, ByReporter, ByTitle, Latest, Replied
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import Answer, AnswerKind


class QuestionGone(Exception):
    """The message that a listing replied to can't be seen any more."""


async def answer_to(archive: Archive, asked: Spoken) -> Answer:
    """Return the archive's answer to what was spoken, with words where the intent needs some.

    ``记者 X`` with an X that signed nothing is a question like any other.
    """
    if asked.intent is Intent.LATEST:
        return await archive.latest()
    if asked.intent is Intent.SEARCH:
        found = await archive.search(asked.words)
        if found.kind is AnswerKind.LISTING:  # a listing is paged through here, whole
            found = await archive.search(asked.words, found.total)
        return found
    if asked.intent is Intent.REPORTER:
        signed = await archive.by_reporter(asked.words)
        typed_as_command = asked.whole.startswith("/")
        return signed if signed.answered or typed_as_command else await archive.ask(asked.whole)
    return await archive.ask(asked.words)


def searched(replied: Message | None, bot: User) -> str:
    """Return the words that a message searches for. Raises QuestionGone if it is none that does."""
    said = said_in(replied, bot) if replied is not None else None
    asked = spoken(said or "")
    if asked.intent is not Intent.SEARCH or not asked.words:
        raise QuestionGone
    return asked.words


def is_search(replied: Message | None, bot: User) -> bool:
    """Tell whether a message searches for words."""
    try:
        return bool(searched(replied, bot))
    except QuestionGone:
        return False


async def answer_again(
    archive: Archive, asked: Asked, replied: Message | None, bot: User
) -> Answer:
    """Return the answer that a button stands for, as the archive gives it today.

    Raises ArticleUnknown if the button's article is gone, QuestionGone if the question is.
    """
    match asked:
        case Latest():
            return await archive.latest()
        case ByTitle(article_id):
            stored = await archive.article(article_id)
            return await archive.ask(stored.article.title)
        case ByReporter(article_id):
            stored = await archive.article(article_id)
            if not stored.article.reporters:
                raise ArticleUnknown(article_id)
            return await archive.by_reporter(stored.article.reporters[0])
        case Replied():
            said = said_in(replied, bot) if replied is not None else None
            if not said:
                raise QuestionGone
            return await answer_to(archive, spoken(said))
