"""Questions that lean on what is on the screen, asked of it first, then of all that is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.messages.catalogue import Texts
from bot.messages.conversation import title_of
from bot.messages.markup import joined, plain, quote
from bot.model import AnswerMessage, Inquiry, Way
from bot.services.conversation.leaning import about, instead, wants_others
from bot.services.conversation.on_screen import OnScreen
from bot.services.conversation.outcomes import NextUp, SayOnly, ShowAnswer
from bot.services.conversation.pages import page_of
from bot.services.conversation.steps import OfPerson, WhatOf
from retrieval.analysis import compact_text
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import AnswerKind

_MOST_ASKED = 10  # stories of a message
_AT_HAND = 3  # stories of an answer that a question may lean on: the cards that are in sight
_SHORT = 16  # characters; a longer question says what it is about
_OF_PASSAGES = (AnswerKind.PASSAGES, AnswerKind.NOTHING)
_SURELY = 2  # key terms more that another story has, which then is the topic
_SENTENCES = 3  # of a story that does not say it
_NUMBERED = re.compile("[0-9a-z]+[\u4e00-\u9fff]")  # what a number names: 18路


@dataclass(frozen=True, slots=True)
class AskingOn:
    """Asks on. ``texts`` are in the language of who talks."""

    archive: Archive
    texts: Texts

    async def of_topic(self, text: str, screen: OnScreen) -> NextUp | None:
        """Ask of the story shown last, then of its subject, then of all; say which has it.

        All is asked only where nothing of the question is in the story, or another has several of
        its words that this one lacks. Return None where there is no such story, and for what
        asks for no passage of one: small talk, or for a day's issue; or where somebody is named
        after all.
        """
        topic = await self._topic(screen)
        if topic is None or await self._names(text):
            return None
        own = await page_of(self.archive, Inquiry(Way.QUESTION, text))
        if own.kind not in _OF_PASSAGES:
            return None
        first = topic.articles[0]
        said = await self._near(text, topic)
        if said is not None:
            return said
        nearest = await self._nearest(text, first)
        found = [hit.citation.article_id for hit in own.hits[:1]]
        more = await self._more_of(text, first, found)
        wider = more >= _SURELY or (nearest is None and await self._is_told(text))
        if own.answered and wider:
            title = title_of(await self.archive.article(first), self.texts)
            lead = self.texts.talk.anywhere.format(title=title)
            return ShowAnswer(Inquiry(Way.QUESTION, text), lead=lead, aside=more < _SURELY)
        return nearest or await self._beginning(first)

    async def _near(self, text: str, topic: AnswerMessage) -> NextUp | None:
        """Return what the story at hand says, or another on its subject; None for neither.

        Of a list it may be any that is in sight; of an answer it is the first.
        """
        first = topic.articles[0]
        answers = topic.inquiry.way is Way.QUESTION and not topic.near
        said = await self.of_stories(text, topic.articles[: 1 if answers else _AT_HAND])
        about_it = Inquiry(Way.ABOUT, text, story=first)
        if said is not None or not (await page_of(self.archive, about_it)).answered:
            return said
        title = title_of(await self.archive.article(first), self.texts)
        return ShowAnswer(about_it, lead=self.texts.talk.elsewhere.format(title=title))

    async def perhaps(self, text: str, screen: OnScreen) -> NextUp | None:
        """Ask a short question of the story at hand, that may be about it.

        It may be where all that it is about is in that story, or where nothing else answers it and
        no other story has more of what it is about. Return None for a question of its own.
        """
        short = len(text) <= _SHORT and not wants_others(text)
        topic = await self._topic(screen) if short else None
        if topic is None or await self._names(text):
            return None
        at_hand = topic.articles[:_AT_HAND]
        for article_id in await self._telling_of(text, at_hand):
            if (said := await self.of_stories(text, (article_id,))) is not None:
                return said
        said = await self.of_stories(text, at_hand[:1])
        own = await page_of(self.archive, Inquiry(Way.QUESTION, text))
        if own.answered or own.kind not in _OF_PASSAGES:
            return None
        others = [*(hit.citation for hit in own.hits), *own.nearest][:1]
        ids = [citation.article_id for citation in others]
        if said is None and await self._is_of_others(text, topic.articles[0], ids):
            return None
        return said or await self._nearest(text, topic.articles[0])

    async def _telling_of(self, text: str, stories: Sequence[int]) -> list[int]:
        """Return those of the stories that have all the key terms of a question."""
        terms = [compact_text(term) for term in await self.archive.key_terms(text)]
        told = [(one, await self._printed(one)) for one in stories]
        return [one for one, printed in told if printed and all(term in printed for term in terms)]

    async def _is_told(self, text: str) -> bool:
        """Return whether a question has a word that stories can be found by."""
        return any(len(term) > 1 for term in await self.archive.key_terms(text))

    async def _more_of(self, text: str, story: int, others: Sequence[int]) -> int:
        """Return how many more of a question's key terms other stories have than one, at most."""
        terms = [compact_text(term) for term in await self.archive.key_terms(text)]
        terms = [term for term in terms if len(term) > 1]
        own = _met(terms, await self._printed(story))
        return max([0, *[_met(terms, await self._printed(one)) - own for one in others]])

    async def _is_of_others(self, text: str, story: int, others: Sequence[int]) -> bool:
        """Return whether a question is of something that a story lacks: others have more of it.

        So is one that has several key terms, none of which is in the story.
        """
        terms = [compact_text(term) for term in await self.archive.key_terms(text)]
        terms += _NUMBERED.findall(compact_text(text))
        printed = await self._printed(story)
        own = _met(terms, printed)
        elsewhere = [_met(terms, await self._printed(one)) for one in others]
        strange = len(terms) > 1 and not any(_touches(term, printed) for term in terms)
        return strange or max(elsewhere, default=0) > own

    async def _printed(self, article_id: int) -> str:
        """Return a story as compact text; empty where it is gone."""
        try:
            article = (await self.archive.article(article_id)).article
        except ArticleUnknown:
            return ""
        return compact_text(f"{article.title}\n{article.body}")

    async def _names(self, text: str) -> bool:
        """Return whether a text names somebody: a post that several have (主任) names none."""
        people = await self.archive.people(text)
        return len(people) == 1 or any(person in text for person in people)

    async def _topic(self, screen: OnScreen) -> AnswerMessage | None:
        """Return the topic; None where there is none: headlines that were only offered are none."""
        topic = screen.topic
        if topic is not None and topic.near:
            return topic if (await page_of(self.archive, topic.inquiry)).hits else None
        return topic

    async def _nearest(self, text: str, article_id: int) -> NextUp | None:
        """Return what of a story is nearest to a question that it does not answer; or None."""
        nearest = Inquiry(Way.STORY, text, story=article_id)
        if not (await page_of(self.archive, nearest)).hits:
            return None
        title = title_of(await self.archive.article(article_id), self.texts)
        return ShowAnswer(nearest, lead=self.texts.talk.not_said.format(title=title))

    async def _beginning(self, article_id: int) -> NextUp:
        """Return that a story does not say it, with its first sentences."""
        stored = await self.archive.article(article_id)
        title = title_of(stored, self.texts)
        lead = await self.archive.lead(article_id, _SENTENCES)
        if not lead:
            return SayOnly(plain(self.texts.talk.nowhere.format(title=title)))
        not_found = plain(self.texts.talk.begins.format(title=title))
        printed = quote(plain("".join(lead)), expandable=True)
        return SayOnly(joined([not_found, printed], "\n"))

    async def of_stories(self, text: str, stories: Sequence[int]) -> NextUp | None:
        """Return what the first of the stories that says it says to a question; None for none."""
        for article_id in stories[:_MOST_ASKED]:
            inquiry = Inquiry(Way.STORY, text, story=article_id)
            try:
                if (await page_of(self.archive, inquiry)).answered:
                    title = title_of(await self.archive.article(article_id), self.texts)
                    return ShowAnswer(inquiry, lead=self.texts.talk.in_story.format(title=title))
            except ArticleUnknown:
                continue
        return None

    async def of_person(self, asked: OfPerson, screen: OnScreen) -> NextUp | None:
        """Ask of the person that what is shown is about; of the story, where there are several."""
        people = await self._people(screen)
        if len(people) == 1:
            return self._followed(about(asked, people))
        said = None
        if screen.topic is not None:
            said = await self.of_stories(asked.rest, screen.topic.articles[:1])
        if said is None and len(people) > 1:
            which = self.texts.answers.which_person
            return SayOnly(plain(which.format(word=asked.word, people="、".join(people))))
        return said or await self.of_topic(asked.word + asked.rest, screen)

    async def of_another(self, asked: WhatOf, screen: OnScreen) -> NextUp | None:
        """Ask the last question with another subject; or of the story, if it has those words."""
        if screen.topic is None:
            return None
        inquiry = (screen.listed or screen.topic).inquiry
        people, named = await self._people(screen), await self.archive.people(asked.words)
        followed = instead(inquiry, asked.words, people, named)
        if followed is None:
            said = await self._near(asked.words, screen.topic)
            return said or self._followed(await self._headed(asked.words))
        if followed.way is not Way.QUESTION:
            return self._followed(followed)
        tried = [followed, *_otherwise(inquiry, asked.words, people)]
        for one in tried:
            if (await page_of(self.archive, one)).answered:
                return self._followed(one)
        return self._followed(followed)

    async def _headed(self, words: str) -> Inquiry | None:
        """Return the search for words that stand in the headline of what it finds first."""
        wanted = Inquiry(Way.SEARCH, words)
        hits = (await page_of(self.archive, wanted)).hits
        titled = hits and compact_text(words) in compact_text(hits[0].citation.title)
        return wanted if titled else None

    def _followed(self, inquiry: Inquiry | None) -> NextUp | None:
        if inquiry is None:
            return None
        lead = self.texts.answers.followed.format(question=inquiry.words)
        return ShowAnswer(inquiry, lead=lead)

    async def _people(self, screen: OnScreen) -> tuple[str, ...]:
        """Return whom what is shown is about: those named in the question, or else in headlines."""
        topic = screen.topic
        if topic is None:
            return ()
        people = await self.archive.people(topic.inquiry.words)
        if people:
            return people
        titles = []
        for article_id in topic.articles:
            try:
                titles.append((await self.archive.article(article_id)).article.title)
            except ArticleUnknown:
                continue
        return await self.archive.people("\n".join(titles))


def _met(terms: Sequence[str], printed: str) -> int:
    """Return how many of the terms stand in a compact text."""
    return sum(term in printed for term in terms)


def _otherwise(last: Inquiry, words: str, people: Sequence[str]) -> Iterator[Inquiry]:
    """Yield what else may be meant by other words in the last question's place, or by them alone.

    They may be a person that is in no list of names.
    """
    if any(person in last.words for person in people):
        replaced = last.words
        for person in people:
            replaced = replaced.replace(person, words)
        yield Inquiry(Way.QUESTION, replaced)
    yield Inquiry(Way.QUESTION, words)


def _touches(term: str, printed: str) -> bool:
    """Return whether at least half of the characters of a term stand in a compact text."""
    return 2 * sum(character in printed for character in term) >= len(term)
