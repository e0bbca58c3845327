"""What handlers work with, the same for every request."""

from dataclasses import dataclass

from bot.alerts.chats import Chats
from bot.alerts.muting import Muting
from bot.alerts.notices import Notices
from bot.alerts.subscribing import Subscribing
from bot.handlers.flood import Flood
from bot.handlers.rights import Rights
from retrieval.archive import Archive


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases: stories, subscriptions, chats' settings and alerts; and who may change those.

    ``admins`` are the bot's own, Telegram user ids.
    """

    archive: Archive
    subscribing: Subscribing
    chats: Chats
    rights: Rights
    flood: Flood
    muting: Muting
    notices: Notices
    admins: frozenset[int]
