"""What handlers work with, the same for every request."""

from dataclasses import dataclass

from bot.alerts.chats import Chats
from bot.alerts.muting import Muting
from bot.alerts.notices import Notices
from bot.alerts.subscribing import Subscribing
from bot.feedback import Feedback
from bot.handlers.rights import Rights
from bot.inquiries import Inquiries
from retrieval.archive import Archive


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases: stories, subscriptions, chats' settings and alerts; and who may change those.

    ``admins`` are the bot's own, Telegram user ids. An answer that takes longer than ``patience``
    seconds is said to be on its way.
    """

    archive: Archive
    subscribing: Subscribing
    chats: Chats
    rights: Rights
    muting: Muting
    notices: Notices
    inquiries: Inquiries
    feedback: Feedback
    admins: frozenset[int]
    patience: float = 0.3
