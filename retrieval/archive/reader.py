"""What can be asked of an open archive.

Searches run on a **snapshot**, which is never changed (see `serving`): so whoever asks never waits
for a page that is added, and never sees half of one. All of it raises ArchiveUnavailable where the
first snapshot can't be made. A read that fails on a damaged index starts its rebuilding, and is
done again after that.

With a searcher the same is answered by what that hands out (see `retrieval.searcher`), and raises
SearchUnavailable where it can't be asked.
"""

import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from retrieval.answer import answer, filtered, issues, one_story, subject
from retrieval.answer.about_story import about_story
from retrieval.answer.cite import cited
from retrieval.answer.key_terms import key_terms, people, subjects
from retrieval.answer.lead import lead
from retrieval.answer.matching import matching
from retrieval.answer.paging import LISTED, HitPage
from retrieval.answer.recent import Recent, recent
from retrieval.answer.same_question import alike
from retrieval.answer.story import Asked, Story, same_day, story
from retrieval.archive.serving import Serving
from retrieval.archive.threads import in_thread
from retrieval.errors import ArticleUnknown, BulletinError
from retrieval.index.snapshot import Snapshot
from retrieval.metrics import ArchiveMetrics, Asking
from retrieval.model import Answer, Citation, Hit, Order, StoredArticle
from retrieval.model.issues import DayNumber, Issue
from retrieval.query.filter.filter import Filter
from retrieval.searcher.answering import answered
from retrieval.searcher.searcher import Searcher

_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Size:
    """How much searches see."""

    articles: int
    passages: int


def _mended(
    read: Callable[Concatenate["Reader", _Asked], Awaitable[_Found]],
) -> Callable[Concatenate["Reader", _Asked], Coroutine[Any, Any, _Found]]:
    """Do a read that failed once more where the index was damaged, after that was built again."""

    @wraps(read)
    async def mended(self: "Reader", /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Found:
        try:
            return await read(self, *args, **kwargs)
        except BulletinError:
            raise
        except Exception:  # whatever is in a damaged index may raise whatever there is
            if await self._serving.verify():
                raise
        return await read(self, *args, **kwargs)

    return mended


class Reader:
    """Answers from what is served."""

    def __init__(
        self,
        serving: Serving,
        timezone: ZoneInfo,
        clock: Callable[[], datetime],
        metrics: ArchiveMetrics,
        searcher: Searcher | None = None,
    ) -> None:
        self._serving = serving
        self._searcher = searcher
        self._timezone = timezone
        self._clock = clock
        self._metrics = metrics

    async def ask(
        self,
        text: str,
        limit: int = 5,
        start: int = 0,
        *,
        stories: bool = False,
        listed: int = LISTED,
    ) -> Answer:
        """Answer a question with the passages ``[start, start + limit)`` of those that do.

        With ``stories`` these are counted instead. A listing has the stories ``[start, start +
        listed)``.
        """
        asked = partial(
            answer.answer,
            text=text,
            limit=limit,
            start=start,
            stories=stories,
            listed=listed,
            today=self.today(),
        )
        return await self._timed(Asking.QUESTION, start, self._searched(asked))

    async def search(
        self, text: str, limit: int = 5, start: int = 0, order: Order = Order.RELEVANCE
    ) -> Answer:
        """Return the articles ``[start, start + limit)`` that pass ``text`` as a filter."""
        asked = partial(
            filtered.search, text=text, limit=limit, start=start, order=order, today=self.today()
        )
        return await self._timed(Asking.SEARCH, start, self._searched(asked))

    async def inline(self, text: str, limit: int = 50, start: int = 0) -> Answer:
        """Return the articles ``[start, start + limit)`` for what is being typed, each once.

        For an empty text those of the newest bulletin.
        """
        asked = partial(filtered.inline, text=text, limit=limit, start=start, today=self.today())
        return await self._timed(Asking.INLINE, start, self._searched(asked))

    async def recent(self, wanted: Filter | None, *, days: int = 30, most: int = 3) -> Recent:
        """Return what passes a filter (None: everything) of the last days; ``most`` of it cited."""
        asked = partial(recent, wanted=wanted, days=days, most=most, today=self.today())
        return await self._searched(asked)

    async def by_reporter(
        self, name: str, limit: int = LISTED, start: int = 0, but: int | None = None
    ) -> Answer:
        """Return a listing of what a reporter wrote, newest first, without an article of an id.

        Hits are the stories ``[start, start + limit)``.
        """
        return await self._searched(lambda own: answer.by_reporter(own, name, limit, start, but))

    async def latest(self, paper: str = "") -> Answer:
        """Return the newest issue with its front matter, in page order; a paper's, if named."""
        return await self._searched(lambda own: answer.latest(own, paper))

    async def issue(self, day: DayNumber, key: int = 0) -> Answer:
        """Return the issue of a day, of the paper of a key, 0 for any, with its front matter."""
        return await self._searched(lambda own: answer.issue(own, day, key))

    async def issues(self) -> tuple[Issue, ...]:
        """Return the issues that there are, the newest first."""
        return await self._searched(lambda own: tuple(issues.issues(own)))

    async def article(self, article_id: int) -> StoredArticle:
        """Return an article by its id, or by one it had before it proved to be the same story.

        Raises ArticleUnknown for an id that was never given, or whose story was withdrawn.
        """
        return await self._of(article_id, lambda own, doc_id: own.stored(doc_id))

    async def story(self, article_id: int, text: str = "", asked: Asked = Asked.QUESTION) -> Story:
        """Return an article to be read, with what ``text`` asks for marked, and its neighbours.

        Raises ArticleUnknown as `article` does.
        """
        today = self.today()
        return await self._of(
            article_id,
            lambda own, doc_id: story(own, own.stored(doc_id), text, asked, today=today),
        )

    async def ask_story(self, article_id: int, text: str) -> Answer:
        """Answer a question by the passages of one story, best first, one hit for each.

        It need not say what it is about. Answered only if the story says it; else the story's
        nearest passages are doubtful, or it is a no-answer. Raises ArticleUnknown as `article`
        does.
        """
        today = self.today()
        return await self._of(
            article_id, lambda own, doc_id: one_story.ask_story(own, doc_id, text, today=today)
        )

    async def about_story(
        self, article_id: int, text: str, limit: int = 5, start: int = 0
    ) -> Answer:
        """Answer a question as one on a story's subject, by the stories beside that one.

        Hits are the stories ``[start, start + limit)``. Raises ArticleUnknown as `article` does.
        """
        page = HitPage(max(start, 0), max(limit, 0), stories=True)
        today = self.today()
        return await self._of(
            article_id, lambda own, doc_id: about_story(own, doc_id, text, page, today=today)
        )

    async def related(self, article_id: int, limit: int = 5, start: int = 0) -> Answer:
        """Return a listing of the stories ``[start, start + limit)`` on a story's subject.

        Nearest first, that one left out; no hits where there are none. Raises ArticleUnknown as
        `article` does.
        """
        page = HitPage(max(start, 0), max(limit, 0))
        return await self._of(article_id, lambda own, doc_id: subject.related(own, doc_id, page))

    async def same_day(self, article_id: int, limit: int = 5, start: int = 0) -> Answer:
        """Return a listing of the other stories ``[start, start + limit)`` of a story's issue.

        That is the newest issue that printed it, over its pages in order. Raises ArticleUnknown as
        `article` does.
        """
        page = max(limit, 0), max(start, 0)
        return await self._of(
            article_id, lambda own, doc_id: same_day(own, own.stored(doc_id), *page)
        )

    async def lead(self, article_id: int, sentences: int = 3) -> tuple[str, ...]:
        """Return the first sentences of a story's text, as printed, without a dateline.

        Fewer where it has no more. Raises ArticleUnknown as `article` does.
        """
        return lead((await self.article(article_id)).article, sentences)

    async def people(self, text: str) -> tuple[str, ...]:
        """Return the persons whom a text names, by their whole names, in order."""
        return await self._searched(lambda own: people(own, text))

    async def key_terms(self, text: str) -> tuple[str, ...]:
        """Return the key terms of a question, in order; maybe none."""
        today = self.today()
        return await self._searched(lambda own: key_terms(own, text, today=today))

    async def alike(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return questions in groups that ask the same, each text once, in their order."""
        today = self.today()
        return await self._searched(lambda own: alike(own, texts, today=today))

    async def subjects(self, article_id: int) -> tuple[str, ...]:
        """Return the persons, places and bodies that a story is about, the best first; maybe none.

        Raises ArticleUnknown as `article` does.
        """
        today = self.today()
        return await self._of(
            article_id, lambda own, doc_id: subjects(own, own.stored(doc_id), today=today)
        )

    async def matching(self, article_id: int, wanted: Sequence[Filter]) -> tuple[Hit, ...]:
        """Return an article's passages that hold words which filters ask for, best first.

        Raises ArticleUnknown as `article` does.
        """
        return await self._of(
            article_id,
            lambda own, doc_id: matching(
                own.stored(doc_id), wanted, own.names, several_papers=own.several_papers
            ),
        )

    async def citation(self, stored: StoredArticle) -> Citation:
        """Cite an article; its paper has to be named where the archive has several."""
        return await self._searched(lambda own: cited(own, stored))

    async def _of(self, article_id: int, work: Callable[[Snapshot, int], _Found]) -> _Found:
        """Return what ``work`` finds by a snapshot and an article's doc id in it.

        Raises ArticleUnknown.
        """

        def found(snapshot: Snapshot) -> _Found:
            doc_id = snapshot.now(article_id)
            if doc_id is None:
                raise ArticleUnknown(article_id)
            return work(snapshot, doc_id)

        return await self._searched(found)

    async def _searched(self, work: Callable[[Snapshot], _Found]) -> _Found:
        """Return what ``work`` finds, in a thread, by what is served or by the searcher."""
        if self._searcher is not None:
            return await answered(self._searcher, work)
        return await self._served(work)

    @_mended
    async def _served(self, work: Callable[[Snapshot], _Found]) -> _Found:
        return await in_thread(work, (await self._serving.current()).snapshot)

    async def revision(self) -> int:
        """Return the number of the change that is served here: it grows with every one."""
        return (await self._serving.current()).revision

    @property
    def size(self) -> Size | None:
        """How much is served here; None where nothing is yet."""
        served = self._serving.served
        return None if served is None else Size(served.snapshot.count, len(served.snapshot))

    async def _timed(self, asking: Asking, start: int, work: Awaitable[Answer]) -> Answer:
        began = time.perf_counter()
        given = await work
        self._metrics.search_done(asking, time.perf_counter() - began)
        if start == 0:
            self._metrics.question_answered(asking, given.kind)
        return given

    def today(self) -> date:
        """Return the day that it is in the paper's time zone."""
        return self._clock().astimezone(self._timezone).date()
