"""What people ask, kept and shown to the editors: questions without an answer, and figures."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.asked import (
    AnsweredQuestion,
    Days,
    Figures,
    QuestionGroup,
    ReadStory,
    Unanswered,
    Wording,
)
from bot.services.private_words import MASK, without_private
from bot.services.titles import title_of
from bot.store.asked import (
    Recorded,
    alerts_between,
    asked_by_band,
    count_asked,
    put_asked,
    read_between,
    subscribers,
    unanswered,
)
from bot.store.questions import KEPT_DAYS
from retrieval.analysis import compact_text
from retrieval.archive import Archive
from retrieval.model import Band
from retrieval.store import Database, Transaction

MOST_GROUPED = 1000
"""Wordings that are put into groups: so many take some four seconds."""
_MOST_READ = 10


class AskedQuestions:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(
        self, database: Database, archive: Archive, timezone: ZoneInfo, clock: Callable[[], int]
    ) -> None:
        self._database = database
        self._archive = archive
        self._timezone = timezone
        self._clock = clock
        self._grouped: tuple[int, Sequence[int]] = 0, ()  # a hash of words, and their groups

    async def unanswered(self, days: Days) -> tuple[QuestionGroup, ...]:
        """Return what print did not answer of what was asked in some days, asked most first.

        Of days that are no longer kept there is nothing. Of more than `MOST_GROUPED` wordings those
        asked least stand alone, each a group.
        """
        async with self._database.reading() as view:
            asked = await unanswered(view, days)
        distinct = tuple(words for words, _ in Counter(one.words for one in asked).most_common())
        group_of = dict(zip(distinct, await self._groups_of(distinct), strict=True))
        grouped: dict[int, list[Unanswered]] = defaultdict(list)
        for one in asked:
            grouped[group_of[one.words]].append(one)
        return tuple(sorted(map(_group, grouped.values()), key=lambda one: -one.count))

    async def figures(self, days: Days) -> Figures:
        """Return the figures of some days; who subscribes is counted now."""
        since, until = self._moment(days.first), self._moment(days.last + timedelta(days=1))
        async with self._database.reading() as view:
            questions = await asked_by_band(view, days)
            sent, failed = await alerts_between(view, since, until)
            read = await read_between(view, since, until, _MOST_READ)
            counted = await subscribers(view)
        stories = [
            ReadStory(number, await title_of(self._archive, number), count)
            for number, count in read
        ]
        told = tuple(one for one in stories if one.title)
        return Figures(days, questions, counted, sent, failed, told)

    async def questions(self, days: Days) -> Mapping[Band, int]:
        """Return how many questions of some days were answered how; all bands are there."""
        async with self._database.reading() as view:
            return await asked_by_band(view, days)

    def weeks(self) -> tuple[Days, ...]:
        """Return the weeks of which words are kept, this one first."""
        today = self.today()
        oldest = today - timedelta(days=KEPT_DAYS - 1)
        found = [Days.week_of(today)]
        while found[-1].first > oldest:
            found.append(found[-1].previous)
        return tuple(found)

    async def count(self, band: Band) -> None:
        """Count a question of which nothing else is kept."""
        async with self._database.transaction() as transaction:
            await count_asked(transaction, band, self.today())

    async def _groups_of(self, words: tuple[str, ...]) -> Sequence[int]:
        """Return the number of each question's group; of the same again what was found last.

        A list is turned page by page, and many questions take seconds. No words are held for it.
        """
        known = hash(words)
        if not words or self._grouped[0] != known:
            alike = await self._archive.alike(words[:MOST_GROUPED])
            groups = (*alike, *((one,) for one in words[MOST_GROUPED:]))
            group_of = {one: at for at, group in enumerate(groups) for one in group}
            self._grouped = known, [group_of[one] for one in words]
        return self._grouped[1]

    def last_seven(self) -> Days:
        """Return today and the six days before."""
        return Days.up_to(self.today())

    def today(self) -> date:
        """Return the day that it is in the paper's time zone."""
        return day_of(self._clock(), self._timezone)

    def _moment(self, day: date) -> int:
        return int(datetime.combine(day, time(), self._timezone).timestamp())


def day_of(moment: int, timezone: ZoneInfo) -> date:
    """Return the day of a moment in a time zone."""
    return datetime.fromtimestamp(moment, timezone).date()


async def record(transaction: Transaction, question: AnsweredQuestion, today: date) -> None:
    """Store a question that was answered; its words only where print did not say it."""
    words = without_private(question.inquiry.words)
    await put_asked(
        transaction,
        Recorded(
            question.asker,
            _folded(question.inquiry.words),
            "" if question.band is Band.ANSWER else words,
            question.band,
            "" if question.former is None else _folded(question.former.words),
        ),
        today,
    )


def _folded(words: str) -> str:
    """Return what is the same of words that differ in signs, spaces, width or script alone."""
    folded = compact_text(words)
    return "".join(filter(str.isalnum, folded)) or folded


def _group(asked: Sequence[Unanswered]) -> QuestionGroup:
    """Return questions that ask the same as a group: a person once a day, as they asked last."""
    bands = Counter({one.asker: one.band for one in asked}.values())
    return QuestionGroup(
        tuple(sorted(_said(asked), key=lambda one: (-one.count, MASK in one.words))),
        bands.total(),
        nothing=bands[Band.NOTHING],
        nearest=bands[Band.NEAREST],
    )


def _said(asked: Sequence[Unanswered]) -> Iterator[Wording]:
    """Yield the wordings that differ in more than signs and spaces, in the order of asking.

    Each is spelled as most spell it.
    """
    said: dict[str, list[Unanswered]] = {}
    for one in asked:
        said.setdefault(_folded(one.words), []).append(one)
    for same in said.values():
        [(words, _)] = Counter(one.words for one in same).most_common(1)
        yield Wording(words, len({one.asker for one in same}))
