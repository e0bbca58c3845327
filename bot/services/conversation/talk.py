"""A step of a conversation decided: by the archive, and by what is on the screen."""

from dataclasses import dataclass

from bot.messages.catalogue import Texts
from bot.messages.conversation import (
    bylines,
    dates,
    gist,
    pictures,
    places,
    title_of,
    titled,
)
from bot.messages.markup import plain
from bot.messages.questions import size_of
from bot.model import AnswerMessage, Inquiry, Way
from bot.model.everything import is_everything
from bot.services.conversation.asking_on import AskingOn
from bot.services.conversation.leaning import step_of
from bot.services.conversation.on_screen import OnScreen
from bot.services.conversation.outcomes import NextUp, SayOnly, ShowAnswer, ShowStory, TellOf
from bot.services.conversation.pages import page_of
from bot.services.conversation.steps import (
    THIS,
    About,
    CountThem,
    GoBack,
    GoOn,
    Leaning,
    More,
    NextStory,
    OfPerson,
    OnLists,
    OnStories,
    Open,
    Repeat,
    SameDay,
    SameReporter,
    ShowLatest,
    Step,
    Tell,
    TurnPage,
    WhatOf,
)
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import AnswerKind, StoredArticle

_SENTENCES = 3  # of a story's gist
_FURTHEST = 50  # stories from the one at hand that its neighbours are looked for


@dataclass(frozen=True, slots=True)
class Talk:
    """Decides steps. ``texts`` are in the language of who talks."""

    archive: Archive
    texts: Texts

    async def goes_on(
        self, words: str, screen: OnScreen, replied: AnswerMessage | None = None
    ) -> NextUp | None:
        """Return what words come to that are said when this is on the screen.

        They may be in reply to a message: if that shows one story, or is an alert, they are asked
        of it first, whatever they are. None where they are no part of the conversation. Raises
        ArticleUnknown as `next_up` does.
        """
        step, asking = step_of(words), AskingOn(self.archive, self.texts)
        asks_it = replied is not None and (replied.alert or len(replied.articles) == 1)
        if replied is not None and asks_it and (step is None or isinstance(step, Leaning)):
            said = await asking.of_stories(words, replied.articles)
            if said is not None:
                return said
        if step is not None:
            return await self.next_up(step, screen)
        return None if asks_it else await asking.perhaps(words, screen)

    async def next_up(self, step: Step, screen: OnScreen) -> NextUp | None:
        """Return what a step comes to; None where its words are nothing of the conversation.

        They are a question then, or small talk. Raises ArticleUnknown where the story is gone that
        it is about.
        """
        asking, shown = AskingOn(self.archive, self.texts), screen.shown
        match step:
            case OfPerson():
                return await asking.of_person(step, screen)
            case WhatOf():
                return await asking.of_another(step, screen)
            case Leaning(text):
                return await asking.of_topic(text, screen)
            case ShowLatest():
                return ShowAnswer(Inquiry(Way.LATEST, ""))
        return await self._act(step, screen, shown)

    async def _act(
        self, step: OnLists | OnStories, screen: OnScreen, shown: AnswerMessage | None
    ) -> NextUp | None:
        if shown is None:
            nothing = self._say(self.texts.talk.nothing_shown)
            return None if isinstance(step, CountThem) else nothing
        if isinstance(step, CountThem | GoBack | Repeat | TurnPage | GoOn | NextStory):
            return await self._of_list(step, screen, shown)
        return await self._of_story(step, screen, shown)

    async def related_to(self, article_id: int, wanted: str = "") -> NextUp:
        """Return the stories on the subject of one, or that there are none.

        Where none is on it, others that a search ``wanted``, as an alert's did, are shown. Raises
        ArticleUnknown.
        """
        return await self._related(await self.archive.article(article_id), wanted)

    async def _of_list(self, step: OnLists, screen: OnScreen, shown: AnswerMessage) -> NextUp:
        found: NextUp
        match step:
            case CountThem():
                found = await self._count(screen.listed or shown)
            case GoBack():
                found = await self._list(screen.listed or shown)
            case Repeat() if shown.whole:
                found = ShowStory(shown.articles[0], asked=shown.inquiry)
            case Repeat():
                found = await self._list(shown)
            case NextStory(forward):
                found = await self._beside(screen, shown, forward=forward)
            case GoOn(forward) if shown.whole and not (forward and shown.start):
                found = await self._beside(screen, shown, forward=forward)
            case GoOn(forward) | TurnPage(forward):
                found = await self._turn(screen, shown, forward=forward)
        return found

    async def _of_story(self, step: OnStories, screen: OnScreen, shown: AnswerMessage) -> NextUp:
        if isinstance(step, More) and step.number == THIS and not shown.alert:
            return await self._more(screen, shown)
        if step.number == THIS and await self._is_unclear(step, shown):
            which = self.texts.talk.which_story
            return self._say(which.format(total=len(shown.articles)))
        chosen = await self._numbered(step.number, screen)
        if isinstance(chosen, SayOnly):
            return chosen
        inquiry = (screen.listed or shown).inquiry
        story = await self.archive.article(chosen)
        found: NextUp
        match step:
            case Open():
                found = ShowStory(chosen, asked=inquiry)
            case Tell(what):
                found = await self._tell(what, step.number, story, shown, inquiry)
            case SameDay():
                printed = Inquiry(Way.SAME_DAY, "", story=chosen)
                lead, nothing = self.texts.talk.same_day, self.texts.talk.alone
                found = await self._listing(printed, story, lead, nothing)
            case SameReporter():
                found = await self._same_reporter(story)
            case _:
                found = await self._related(story, inquiry.words if shown.alert else "")
        return found

    async def _is_unclear(self, step: object, shown: AnswerMessage) -> bool:
        """Return whether a step is about one of several stories that are listed alike."""
        if shown.whole or len(shown.articles) == 1 or isinstance(step, Tell):
            return False
        if shown.alert:
            return True
        if not isinstance(step, Open):
            return False
        return (await page_of(self.archive, shown.inquiry)).kind is not AnswerKind.PASSAGES

    async def _numbered(self, number: int, screen: OnScreen) -> int | SayOnly:
        """Return the id of the story of a number, or what to say where there is none such."""
        listed = screen.listed or screen.shown
        shown_as_first = number == 1 and screen.is_asked
        if number == THIS or listed is None or shown_as_first:
            return screen.story or 0
        at = number if number < 0 else number - 1 - listed.start
        if -len(listed.articles) <= at < len(listed.articles) and (at < 0) == (number < 0):
            return listed.articles[at]
        if number > 0 and _turns(listed):
            page = await page_of(self.archive, listed.inquiry, number - 1)
            found = next((hit for hit in page.hits if hit.rank == number), None)
            if found is not None:
                return found.citation.article_id
        if len(listed.articles) == 1:
            return self._say(self.texts.talk.only_one)
        first, last = listed.start + 1, listed.start + len(listed.articles)
        return self._say(self.texts.answers.which_number.format(first=first, last=last))

    async def _tell(
        self, what: About, number: int, story: StoredArticle, shown: AnswerMessage, asked: Inquiry
    ) -> NextUp:
        one, texts = story.id, self.texts
        match what:
            case About.LEAD:
                lead = await self.archive.lead(one, _SENTENCES)
                return TellOf(gist(story, lead, texts), one, asked)
            case About.PICTURES:
                return TellOf(pictures(story, texts), one, asked)
        say = {About.BYLINE: bylines, About.DAY: dates, About.PLACE: places}[what]
        if number == THIS and not shown.whole and len(shown.articles) > 1:
            return SayOnly(say(await self._stored(shown.articles), texts))
        return TellOf(say([story], texts), one, asked)

    async def _stored(self, article_ids: tuple[int, ...]) -> list[StoredArticle]:
        """Return those of the stories that are there still."""
        found = []
        for article_id in dict.fromkeys(article_ids):
            try:
                found.append(await self.archive.article(article_id))
            except ArticleUnknown:
                continue
        return found

    async def _count(self, listed: AnswerMessage) -> SayOnly:
        first, last = listed.start + 1, listed.start + len(listed.articles)
        total = last
        if _turns(listed):
            total = max(total, (await page_of(self.archive, listed.inquiry, listed.start)).total)
        said = self.texts.talk.counted if total > last - first + 1 else self.texts.talk.counted_all
        return self._say(said.format(total=total, first=first, last=last))

    async def _list(self, listed: AnswerMessage) -> NextUp:
        """Return a list again; of an alert, or a story without a list, its headlines."""
        if listed.whole or listed.alert:
            return SayOnly(titled(await self._stored(listed.articles), self.texts))
        return ShowAnswer(listed.inquiry, listed.start)

    async def _turn(self, screen: OnScreen, shown: AnswerMessage, *, forward: bool) -> NextUp:
        if shown.whole and forward and shown.start:
            return ShowStory(shown.articles[0], shown.start, shown.inquiry)
        listed = screen.listed
        if listed is None or not _turns(listed):
            return self._say(self.texts.talk.only_page)
        now = await page_of(self.archive, listed.inquiry, listed.start)
        if not forward:
            if listed.start == 0:
                return self._say(self.texts.talk.first_page)
            return ShowAnswer(listed.inquiry, max(0, listed.start - size_of(now)))
        following = listed.start + len(listed.articles)
        if following < now.total:
            return ShowAnswer(listed.inquiry, following)
        return self._say(self.texts.answers.no_more.format(total=now.total))

    async def _more(self, screen: OnScreen, shown: AnswerMessage) -> NextUp:
        """Return the list's next page; where none is left, stories like the one that was read."""
        listed = screen.listed
        if listed is not None and _turns(listed):
            now = await page_of(self.archive, listed.inquiry, listed.start)
            following = listed.start + len(listed.articles)
            if following < now.total:
                return ShowAnswer(listed.inquiry, following)
            if not shown.whole:
                return self._say(self.texts.answers.no_more.format(total=now.total))
        return await self._related(await self.archive.article(shown.articles[0]))

    async def _beside(self, screen: OnScreen, shown: AnswerMessage, *, forward: bool) -> NextUp:
        """Return the story after the one at hand, or before: of the list, then as printed."""
        listed, here = screen.listed, shown.articles[0]
        rank = await self._rank(listed, here) if listed is not None else None
        if listed is not None and rank is not None:
            to = rank + (1 if forward else -1)
            beside = await self._numbered(to, screen) if to > 0 else None
            if isinstance(beside, int):
                return ShowStory(beside, asked=listed.inquiry)
        read = await self.archive.story(here)
        other = read.after if forward else read.before
        if other is not None:
            return ShowStory(other)
        talk = self.texts.talk
        return self._say(talk.last_story if forward else talk.first_story)

    async def _rank(self, listed: AnswerMessage, story: int) -> int | None:
        """Return the number of a story in a list, also on a page after the one shown."""
        if story in listed.articles:
            return listed.start + listed.articles.index(story) + 1
        if not _turns(listed):
            return None
        start = listed.start + len(listed.articles)
        while start < listed.start + _FURTHEST:
            hits = (await page_of(self.archive, listed.inquiry, start)).hits
            for hit in hits:
                if hit.citation.article_id == story:
                    return hit.rank
            if not hits or hits[-1].rank <= start:
                return None
            start = hits[-1].rank
        return None

    async def _related(self, story: StoredArticle, wanted: str = "") -> NextUp:
        found = Inquiry(Way.RELATED, "", story=story.id)
        talk = self.texts.talk
        listed = await self._listing(found, story, talk.related, talk.unrelated)
        if isinstance(listed, ShowAnswer) or not wanted or is_everything(wanted):
            return listed
        others = Inquiry(Way.SEARCH, wanted, story=story.id)
        if not (await page_of(self.archive, others)).hits:
            return listed
        return ShowAnswer(others, lead=talk.also_wanted.format(query=wanted))

    async def _listing(
        self, inquiry: Inquiry, story: StoredArticle, lead: str, nothing: str
    ) -> NextUp:
        """Return the inquiry's listing below a lead that names the story, or that it is empty."""
        title = title_of(story, self.texts)
        if not (await page_of(self.archive, inquiry)).hits:
            return self._say(nothing.format(title=title))
        return ShowAnswer(inquiry, lead=lead.format(title=title))

    async def _same_reporter(self, story: StoredArticle) -> NextUp:
        if not story.article.reporters:
            return SayOnly(bylines([story], self.texts))
        name, talk = story.article.reporters[0], self.texts.talk
        others = Inquiry(Way.REPORTER, name, story=story.id)
        if not (await page_of(self.archive, others)).hits:
            return self._say(talk.only_by_reporter.format(name=name))
        return ShowAnswer(others, lead=talk.by_reporter.format(name=name))

    def _say(self, text: str) -> SayOnly:
        return SayOnly(plain(text))


def _turns(listed: AnswerMessage) -> bool:
    """Return whether what is listed is an answer, which may have other pages."""
    return not (listed.whole or listed.alert or listed.near)
