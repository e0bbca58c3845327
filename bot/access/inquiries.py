"""Finding answers, a page at a time: for words, and again for a button."""

import re
from dataclasses import replace

from telegram import Message, User

from bot.access.addressed import words_of
from bot.access.intents import Intent, Utterance, parse_words
from bot.messages.headlines import PAGE_SIZE
from bot.messages.issues import part_at
from bot.messages.keys import Asked, ByReporter, ByTitle, Latest, Replied, Suggested
from bot.messages.questions import CARDS, size_of, suggestions
from bot.model import AnswerMessage, Inquiry, Way
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import Answer, AnswerKind, Order, RemarkKind
from retrieval.model.issues import DayNumber

_ISSUE = re.compile("([0-9]{8})#(0|-?[1-9][0-9]{0,18})")


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
        if is_command or (await archive.by_reporter(asked.words)).answered:
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


async def page_of(archive: Archive, inquiry: Inquiry, start: int = 0) -> Answer:
    """Return the archive's answer now, with the hits of the page after ``start`` others.

    Beyond the last page it is the last page.
    """
    answer = await _from(archive, inquiry, start)
    if start and not answer.hits:
        size = size_of(await _from(archive, inquiry, 0))
        last = max(0, (answer.total - 1) // size * size)
        answer = await _from(archive, inquiry, min(last, start - 1))
    return answer


async def _from(archive: Archive, inquiry: Inquiry, start: int) -> Answer:
    match inquiry.way:
        case Way.LATEST if issue := _ISSUE.fullmatch(inquiry.words):
            answer = await archive.issue(DayNumber(int(issue[1])), int(issue[2]))
        case Way.LATEST:
            answer = await archive.latest(inquiry.words)
        case Way.REPORTER:
            answer = await archive.by_reporter(inquiry.words)
        case Way.SEARCH:
            answer = await archive.search(inquiry.words, PAGE_SIZE, start, inquiry.order)
        case Way.QUESTION:
            answer = await archive.ask(inquiry.words, CARDS, start, stories=True)
    if answer.front is not None:
        return replace(answer, hits=answer.hits[slice(*part_at(answer.front, start))])
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
