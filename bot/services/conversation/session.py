"""A conversation that lasts as long as its process: what is said, and what answers it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages.catalogue import Texts
from bot.messages.headlines import start_of
from bot.messages.markup import plain
from bot.messages.questions import answer_screen, articles_of
from bot.messages.screen import Screen
from bot.messages.stories import rest_of, story_screens
from bot.model import AnswerMessage, Inquiry, Way
from bot.services.conversation.on_screen import on_screen
from bot.services.conversation.outcomes import NextUp, SayOnly, ShowAnswer, ShowStory, TellOf
from bot.services.conversation.pages import order_of, page_of
from bot.services.conversation.talk import Talk
from retrieval.answer import Asked
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.query import several

_KEPT = 20
"""Messages that are remembered."""
_MOST = 3
"""Questions of one message that are answered."""


class Session:
    """One conversation; what is on its screen is known to this object alone."""

    def __init__(self, archive: Archive, texts: Texts) -> None:
        self._archive = archive
        self._texts = texts
        self._talk = Talk(archive, texts)
        self._lately: list[AnswerMessage] = []

    async def say(self, words: str) -> tuple[Screen, ...]:
        """Return the screens that answer words, one or more, and remember what they show."""
        try:
            next_up = await self._talk.goes_on(words, on_screen(self._lately))
            if next_up is not None:
                return await self._show(next_up)
        except ArticleUnknown:
            return (self._plain(self._texts.article_gone),)
        parts = several(words)
        repeated = self._texts.asked if len(parts) > 1 else ""
        shown: list[Screen] = []
        for part in parts[:_MOST]:
            lead = repeated.format(question=part)
            shown.append(await self.ask(Inquiry(Way.QUESTION, part), lead=lead))
        if len(parts) > _MOST:
            shown.append(self._plain(self._texts.answers.too_many.format(count=_MOST)))
        return tuple(shown)

    async def ask(
        self, inquiry: Inquiry, *, start: int = 0, lead: str = "", aside: bool = False
    ) -> Screen:
        """Return the page of an inquiry's answer after ``start`` hits, and remember it.

        What is ``aside`` does not become the topic.
        """
        answer = await page_of(self._archive, inquiry, start)
        order = order_of(inquiry, answer)
        if answer.hits or answer.nearest:
            self._remember(
                inquiry, articles_of(answer), start_of(answer), near=aside or not answer.answered
            )
        return answer_screen(answer, self._texts, "", group=False, lead=lead, order=order)

    async def _show(self, next_up: NextUp) -> tuple[Screen, ...]:
        match next_up:
            case ShowAnswer(inquiry, start, lead, aside):
                return (await self.ask(inquiry, start=start, lead=lead, aside=aside),)
            case ShowStory(article_id, part, asked):
                return await self._story(article_id, part, asked or Inquiry(Way.QUESTION, ""))
            case TellOf(text, article_id, asked):
                self._remember(asked or Inquiry(Way.QUESTION, ""), (article_id,), whole=True)
                return (Screen(text),)
            case SayOnly(text):
                return (Screen(text),)

    async def _story(self, article_id: int, part: int, inquiry: Inquiry) -> tuple[Screen, ...]:
        how = Asked.FILTER if inquiry.way is Way.SEARCH else Asked.QUESTION
        found = await self._archive.story(article_id, inquiry.words, how)
        screens = story_screens(found, self._texts, "", part)
        self._remember(inquiry, (found.stored.id,), rest_of(screens[-1]), whole=True)
        return screens

    def _remember(
        self,
        inquiry: Inquiry,
        articles: Sequence[int],
        start: int = 0,
        *,
        whole: bool = False,
        near: bool = False,
    ) -> None:
        shown = AnswerMessage(inquiry, 0, 0, None, start=start, articles=tuple(articles))
        self._lately = [replace(shown, whole=whole, near=near), *self._lately[: _KEPT - 1]]

    def _plain(self, text: str) -> Screen:
        return Screen(plain(text))
