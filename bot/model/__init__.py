"""The words of people and delivery, as frozen values that pass between the bot's rooms.

A **Chat** has settings, and subscribes to what matters to it. A **Subscription** is a saved
``/search`` of a **Target**: a chat, or one topic of a forum. A story that matches becomes an
**Alert**, whose row in the **Outbox** is a **Delivery**; one **Message** shows one or several of
them, or a **Notice** of the admins.

What somebody asks is an **Inquiry**; what a message of the bot's shows of its answer, an
**AnswerMessage**.

Moments are whole seconds of Unix time (UTC). Minutes of a day count from midnight, in the chat's
own time zone.
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from retrieval.model import Order

if TYPE_CHECKING:  # texts need these words, and none of them the archive's numpy
    from retrieval.store import Correction


class ChatKind(StrEnum):
    """What sort of chat it is, in Telegram's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Pace(StrEnum):
    """When a chat wants its alerts."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Amount(StrEnum):
    """How much of a story an alert shows."""

    HEADLINES = "headlines"
    PASSAGE = "passage"  # the one that matches best
    PASSAGES = "passages"  # all that match


class Asking(StrEnum):
    """Whose questions are answered in a group, and where."""

    EVERYONE = "everyone"
    ADMINS = "admins"
    PRIVATE = "private"  # everyone's, in their private chat with the bot


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without alerts, ``[start, end)`` in minutes of a day; over midnight if end < start."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Return whether a minute of a day lies in them."""
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How a chat wants to be told, and answered.

    ``digest_at`` is the minute of the day for digests, ``digest_day`` the day of the weekly one
    (Monday is 0). ``language`` is None where each person's own is used. ``asking`` matters in
    groups only. ``votes`` tells whether answers have buttons to rate them.
    """

    timezone: ZoneInfo
    pace: Pace = Pace.AT_ONCE
    digest_at: int = 8 * 60
    digest_day: int = 0
    quiet: Quiet | None = None
    silent: bool = False
    amount: Amount = Amount.PASSAGE
    language: str | None = None
    asking: Asking = Asking.EVERYONE
    votes: bool = True

    @property
    def digest_waits(self) -> Quiet | None:
        """The quiet hours at whose end digests come, where their time lies in them; else None."""
        held = self.pace is not Pace.AT_ONCE and self.quiet and self.quiet.holds(self.digest_at)
        return self.quiet if held else None


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as it was last seen.

    ``away`` says since when and why nothing can be sent there (Telegram's words), if so; ``missed``
    the same of before it came back, until it has been told. ``spoken`` is the language of the
    person in a private chat, or of who let the bot in.
    """

    id: int
    kind: ChatKind
    title: str
    settings: ChatSettings
    username: str | None = None
    away: str | None = None
    away_since: int | None = None
    missed: str | None = None
    missed_since: int | None = None
    spoken: str | None = None

    @property
    def language(self) -> str | None:
        """The language that it is told things in, as Telegram names them."""
        return self.settings.language or self.spoken


@dataclass(frozen=True, slots=True)
class Target:
    """Where alerts go: a chat, or a topic of a forum; no thread stands for General too."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A saved search, ``query`` as it was typed. ``made_by`` is the user who made it."""

    id: int
    target: Target
    query: str
    paused: bool
    made_by: int | None
    made_at: int


class State(StrEnum):
    """What has become of a delivery."""

    PENDING = "pending"
    SENDING = "sending"  # given to Telegram, whose answer is not recorded yet
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox: an article, or a notice, for a target.

    ``matched`` are the queries that the article matched, in the order of their subscriptions; it is
    empty for a notice. ``attempts`` counts the sendings begun. ``held`` says that it was kept back
    at first, for a digest or the end of quiet hours.
    """

    id: int
    target: Target
    article_id: int | None
    notice_id: int | None
    matched: tuple[str, ...]
    due_at: int
    attempts: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class NotSent:
    """A delivery that failed for a fault of our own: its chat's name and its story's headline.

    ``story`` is empty for a notice, or where the story is gone. ``again`` if it is tried by itself.
    """

    chat: str
    story: str
    reason: str
    tries: int
    again: bool


@dataclass(frozen=True, slots=True)
class NotSentList:
    """How many deliveries failed for a fault of our own, how many of them are in quarantine.

    ``first`` are some of them by name, those in quarantine before the others.
    """

    count: int
    quarantined: int
    first: tuple[NotSent, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """An alert message that was sent; ``fingerprint`` says what it shows.

    ``message_id`` is Telegram's.
    """

    id: int
    target: Target
    message_id: int
    fingerprint: str
    sent_at: int


class Way(StrEnum):
    """How an inquiry's words are answered."""

    QUESTION = "question"
    SEARCH = "search"
    REPORTER = "reporter"  # the words are a name
    LATEST = "latest"  # the words name a paper or, as a button does, an issue; or there are none
    STORY = "story"  # the words are asked of one story
    ABOUT = "about"  # the words are asked of what one story is about, in all others
    RELATED = "related"  # without words: stories on the same subject as one
    SAME_DAY = "same_day"  # without words: the others of the issue that printed one


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What somebody asks; ``order`` counts for a search alone.

    ``story`` is the id of the one that it is asked of, for the ways that are about one.
    """

    way: Way
    words: str
    order: Order = Order.RELEVANCE
    story: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """What the bot's message ``message_id`` shows of an inquiry's answer.

    The hits of the page come after ``start`` others; ``articles`` are the stories in the order of
    their numbers, of which the first is ``start + 1``. A message that shows a story in full
    (``whole``), or tells of one, has that one; its ``start`` is the part to read on from, 0 where
    there is none. Headlines that are only ``near`` what was asked are no answer. It was
    ``asked_by`` a user, in the message ``question_id`` unless by a tap, in the topic ``thread_id``
    if in any; an ``alert`` was asked by nobody. ``shown_at`` is 0 before it is kept.
    """

    inquiry: Inquiry
    chat_id: int
    message_id: int
    asked_by: int | None
    question_id: int | None = None
    start: int = 0
    articles: tuple[int, ...] = ()
    whole: bool = False
    shown_at: int = 0
    _: KW_ONLY
    thread_id: int | None = None
    near: bool = False
    alert: bool = False


class Complaint(StrEnum):
    """Why an answer was of no use to somebody."""

    UNRELATED = "unrelated"
    INCOMPLETE = "incomplete"
    MISPRINTED = "misprinted"  # its text has errors
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class VoteCount:
    """How many found a message useful, and how many did not."""

    good: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thought of an answer: what was asked, and the stories that it showed.

    ``why`` it was of no use is None where it was, or nobody said.
    """

    way: str
    words: str
    articles: tuple[int, ...]
    good: bool
    made_at: int
    why: Complaint | None = None


class Outcome(StrEnum):
    """What came of a reported error."""

    CORRECTED = "corrected"
    LEFT = "left"  # the text stays as it is


@dataclass(frozen=True, slots=True)
class Misprint:
    """What somebody ``said`` is wrong in a story; ``printed`` is the paragraph most like it."""

    id: int
    article_id: int
    said: str
    printed: str
    made_by: int | None
    made_at: int
    settled: bool
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class ReportedAt:
    """The message that reported an error, and the language of who wrote it."""

    chat_id: int
    thread_id: int | None
    message_id: int
    language: str | None


@dataclass(frozen=True, slots=True)
class BriefPost:
    """A post of the bot's in a channel that is deleted when its time is over."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Lost:
    """What a chat is to be told was not answered: ``count`` questions and taps since ``lost_at``.

    Of a single question there are its message and its words, and who asked. ``language`` is that of
    who asked, as Telegram names it.
    """

    chat_id: int
    thread_id: int | None
    count: int
    message_id: int | None
    words: str
    asked_by: int | None
    language: str | None
    lost_at: int = 0


class ProposalState(StrEnum):
    """What has become of a proposal."""

    WAITING = "waiting"
    DROPPED = "dropped"
    MADE = "made"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an admin proposes to make of a paragraph of an article: ``after`` of ``before``.

    ``printed`` is the paragraph as it is printed. It answers a reported error, None where that is
    forgotten. ``correction`` is what confirming it did, if that was done.
    """

    id: int
    misprint_id: int | None
    article_id: int
    printed: str
    before: str
    after: str
    made_by: int
    state: ProposalState = ProposalState.WAITING
    correction: "Correction | None" = None
