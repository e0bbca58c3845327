"""What handlers work with, the same for every request."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from bot.access.albums import Albums
from bot.access.flood import Flood
from bot.access.photos import Photos
from bot.access.rights import Rights
from bot.services.asked import AskedQuestions
from bot.services.brief_posts import BriefPosts
from bot.services.chats import Chats
from bot.services.corrections import Corrections
from bot.services.desk import Desk
from bot.services.feedback import Feedback
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.privacy import Privacy
from bot.services.questions import Inquiries
from bot.services.subscriptions import Subscriptions
from bot.services.uploads.drafts import Drafts
from retrieval.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases, and what decides who may do what.

    ``admins`` are the bot's own, Telegram user ids. ``fetch`` yields the bytes at an address of
    Telegram's piece by piece, and raises CallFailed. ``typing…`` is shown while an answer takes
    longer than ``patience`` seconds; a message that tells how far something is changes after
    ``pace`` seconds at the earliest. ``contact`` says how to reach a person, if the bot was told.
    ``is_found`` waits, not for long, until searches find what came in, and returns whether they do;
    None where they do at once.
    """

    archive: Archive
    subscriptions: Subscriptions
    chats: Chats
    rights: Rights
    flood: Flood
    muting: Muting
    notices: Notices
    privacy: Privacy
    questions: Inquiries
    asked: AskedQuestions
    brief_posts: BriefPosts
    feedback: Feedback
    corrections: Corrections
    desk: Desk
    admins: frozenset[int]
    drafts: Drafts
    fetch: Callable[[str], AsyncIterator[bytes]]
    albums: Albums
    photos: Photos
    patience: float = 0.3
    pace: float = 3.0
    contact: str | None = None
    is_found: Callable[[], Awaitable[bool]] | None = None
