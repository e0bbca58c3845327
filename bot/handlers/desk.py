"""What handlers work with, the same for every request."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.alerts.chats import Chats
from bot.alerts.muting import Muting
from bot.alerts.notices import Notices
from bot.alerts.subscribing import Subscribing
from bot.feedback import Feedback
from bot.forgetting import Forgetting
from bot.handlers.flood import Flood
from bot.handlers.rights import Rights
from bot.inquiries import Inquiries
from bot.uploads.drafts import Drafts
from retrieval.archive import Archive


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases: stories, subscriptions, chats' settings, alerts, uploads; and who may do what.

    ``admins`` are the bot's own, Telegram user ids. ``fetch`` gives the bytes at an address of
    Telegram's a little at a time, and raises TelegramError. An answer that takes longer than
    ``patience`` seconds is said to be on its way.
    """

    archive: Archive
    subscribing: Subscribing
    chats: Chats
    rights: Rights
    flood: Flood
    muting: Muting
    notices: Notices
    forgetting: Forgetting
    inquiries: Inquiries
    feedback: Feedback
    admins: frozenset[int]
    drafts: Drafts
    fetch: Callable[[str], AsyncIterator[bytes]]
    patience: float = 0.3
