"""What words ask the bot for."""

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants; those before UNKNOWN are commands, which `bot.access.commands` tells."""

    START = "start"
    HELP = "help"
    SEARCH = "search"
    LATEST = "latest"
    ISSUES = "issues"
    ARTICLE = "article"
    REPORTER = "reporter"
    SUBSCRIBE = "subscribe"
    SUBSCRIPTIONS = "subscriptions"
    UNSUBSCRIBE = "unsubscribe"
    SETTINGS = "settings"
    QUIET = "quiet"
    PRIVACY = "privacy"
    FORGET = "forget"
    EXPORT = "export"
    IMPORT = "import"
    STATUS = "status"
    BROADCAST = "broadcast"
    FEEDBACK = "feedback"
    DESK = "desk"
    UNKNOWN = "unknown"  # a command, but none of ours
    QUESTION = "question"
    NOTHING = "nothing"  # no words at all
    WISH = "wish"  # what a command does, in plain words
    CHAT = "chat"  # what asks nothing
    REWORD = "reword"  # the new words of a subscription, which the bot asked for
    UPLOAD = "upload"  # in private chat: a document, a page that was pasted, an admin's photo
    ALERTED = "alerted"  # about an alert that is replied to
    REPORTED = "reported"  # an error in a story, which the bot asked for
    STATED = "stated"  # the paper or page of a draft, which the bot asked an admin for
    NOTICE = "notice"  # the text of a notice, which the bot asked an admin for
    CORRECTED = "corrected"  # the right words, which the bot asked an admin for


@dataclass(frozen=True, slots=True)
class Utterance:
    """An intent and its words, without the command; ``text`` is the whole message."""

    intent: Intent
    words: str
    text: str
