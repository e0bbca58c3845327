"""Showing a page of an answer, in a new message or in one of the bot's, and keeping what it is."""

from dataclasses import replace

from telegram.constants import ChatID

from bot.access.bookkeeping import beside_the_answer
from bot.access.inquiries import inquiry_again
from bot.access.request import Request
from bot.access.stories import answers_inline, subjects_of
from bot.access.typing import typing
from bot.access.way_out import with_way_out
from bot.messages.catalogue import Texts
from bot.messages.feedback import with_votes
from bot.messages.following import beside_reading, follow_buttons
from bot.messages.headlines import start_of
from bot.messages.keys import Asked, ByReporter, ByTitle, TurnTo
from bot.messages.questions import answer_screen, articles_of
from bot.messages.screen import Screen
from bot.messages.sharing import share_hit
from bot.messages.start import title_question
from bot.messages.subscriptions import with_offer
from bot.model import AnswerMessage, Inquiry, Way
from bot.model.asked import AnsweredQuestion
from bot.services.conversation.pages import order_of, page_of
from bot.services.subscription_query import looks_for_nothing
from retrieval.archive import Archive
from retrieval.model import Answer, AnswerKind

_RATED = (AnswerKind.PASSAGES, AnswerKind.NOTHING)
"""Answers that can be with_votes: a listing says no more than what there is."""


async def show(  # noqa: PLR0913 (what a page of an answer is shown by)
    request: Request,
    inquiry: Inquiry,
    *,
    start: int = 0,
    lead: str = "",
    into: AnswerMessage | None = None,
    aside: bool = False,
    counts: bool = False,
) -> None:
    """Show the answer's page after ``start`` hits: in the message ``into``, if it is there still.

    ``lead`` stands first. What is ``aside`` does not become the topic. What can be turned replies
    to the question, by which it is found again. What ``counts`` is recorded as a question for the
    editors: somebody asked it, and not what is on the screen of another.
    """
    answer = await typing(request, page_of(request.archive, inquiry, start))
    screen = await _screen(request, inquiry, answer, lead)
    if into is not None and await request.change(screen, into.message_id):
        shown = into
    else:
        turned = any(isinstance(one.key, TurnTo) for row in screen.rows for one in row)
        quoting = turned or inquiry.way is Way.SEARCH or answer.kind is AnswerKind.LISTING
        there = await request.reply(screen, quoting=quoting and not request.tapped)
        question_id = None if request.tapped else request.place.message_id
        shown = AnswerMessage(
            *(inquiry, there.chat_id, there.message_id, request.user_id, question_id),
            thread_id=there.thread_id,
        )
    articles, near = articles_of(answer), aside or not answer.answered
    now = replace(shown, inquiry=inquiry, start=start_of(answer), articles=articles, near=near)
    asked = _asked(request, inquiry, answer, into) if counts else None
    with beside_the_answer("what an answer shows"):
        await request.services.questions.keep([now], asked)


async def show_again(request: Request, asked: Asked, shown: AnswerMessage | None = None) -> None:
    """Reply as if the person had typed the question that stands on the button.

    ``shown`` is what the button stands under. Raises ArticleUnknown, QuestionGone.
    """
    bot = request.bot.bot
    inquiry = await inquiry_again(request.archive, asked, request.replied, bot, shown)
    question = await _question(request.archive, asked, inquiry, request.texts)
    await show(request, inquiry, lead=request.texts.asked.format(question=question))


async def tapped_answer(request: Request) -> AnswerMessage | None:
    """Return what the message with the tapped button shows; None where that is not known."""
    place = request.where_asked().place
    return await request.services.questions.of_message(place.chat_id, place.message_id)


async def tapped_alert(request: Request) -> AnswerMessage | None:
    """Return the alert that the message with the tapped button is; None for any other."""
    place = request.where_asked().place
    return await request.services.questions.alert_in(place.chat_id, place.message_id)


async def answers_so_far(request: Request) -> list[AnswerMessage]:
    """Return the answers to the message of a request that are recorded, the last one first."""
    place = request.place
    return await request.services.questions.of_question(place.chat_id, place.message_id)


async def query_of(request: Request, inquiry: Inquiry) -> str:
    """Return the search that tells of news of what was asked; empty where there is none."""
    if inquiry.way is Way.SEARCH:
        return "" if looks_for_nothing(inquiry.words) else inquiry.words
    if inquiry.way is Way.QUESTION:
        return " ".join(await request.archive.key_terms(inquiry.words))
    return ""


def _asked(
    request: Request, inquiry: Inquiry, answer: Answer, into: AnswerMessage | None
) -> AnsweredQuestion | None:
    """Return the question as the editors have it; None for small talk, and for the newest issue."""
    if answer.kind is AnswerKind.COURTESY or inquiry.way is Way.LATEST or not inquiry.words:
        return None
    asked_in = request.where_asked().place.chat_id
    nameless = request.in_its_name or request.user_id is None
    asker = asked_in if nameless else request.user_id
    former = into.inquiry if into is not None else None
    return AnsweredQuestion(inquiry, answer.band, asker or asked_in, former)


async def _screen(request: Request, inquiry: Inquiry, answer: Answer, lead: str) -> Screen:
    texts = request.texts
    screen = answer_screen(
        answer,
        texts,
        request.bot.username,
        group=request.place.is_group,
        lead=lead,
        order=order_of(inquiry, answer),
    )
    if answer.kind is AnswerKind.PASSAGES and answer.answered:
        screen = await _taken_further(request, screen, answer)
    votes = request.known is None or request.known.settings.votes
    if votes and answer.kind in _RATED:
        screen = with_votes(screen, texts)
    unanswered = not (answer.answered or answer.issues)
    unsaid = answer.kind is not AnswerKind.COURTESY and unanswered
    if unsaid or inquiry.way is Way.SEARCH:
        query = await query_of(request, inquiry)
        screen = with_offer(screen, texts.subscribing.alert_me) if query else screen
    if unanswered and inquiry.way is Way.QUESTION:
        return await with_way_out(request, screen)
    return screen


async def _taken_further(request: Request, screen: Screen, answer: Answer) -> Screen:
    """Return an answer with the buttons that share its first story, and follow the only one."""
    texts, best = request.texts, answer.hits[0]
    number = 0 if answer.total == 1 else best.rank
    if not number:
        article_id = best.citation.article_id
        subjects = await subjects_of(request, article_id)
        screen = beside_reading(screen, follow_buttons(article_id, subjects[:1], texts))
    share = share_hit(best, texts, inline=answers_inline(request), number=number)
    return Screen(screen.text, (*screen.rows, share))


async def _question(archive: Archive, asked: Asked, inquiry: Inquiry, texts: Texts) -> str:
    match asked:
        case ByReporter():
            return texts.buttons.ask_reporter.format(name=inquiry.words)
        case ByTitle(article_id):
            article = (await archive.article(article_id)).article
            return title_question(article.title, article.subtitle, texts)
        case _:
            return inquiry.words or texts.buttons.ask_latest


def may_have_asked(request: Request, shown: AnswerMessage) -> bool:
    """Return whether who makes the request is the one who asked for what a message shows.

    Who asked as a channel taps as a person, and Telegram does not say who: it may be anybody.
    """
    return shown.asked_by in (request.user_id, ChatID.FAKE_CHANNEL)
