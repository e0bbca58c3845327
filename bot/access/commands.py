"""The table of commands: what can be asked for, in which words, by whom, where and how much.

A row holds all that is known of an intent but what is done for it, which `bot.handlers.commands`
says. Parsing, admission, the menus, ``/help`` and the table in docs/reading.md are read from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto

from bot.access.intents import Intent
from bot.messages.catalogue import CommandTexts
from bot.model import ChatKind
from bot.services.uploads.pasting import LONGEST_QUESTION

MAX_WORDS = LONGEST_QUESTION  # characters


class Who(Enum):
    """Who is answered."""

    ANYBODY = auto()
    CHAT_ADMINS = auto()  # of the group or channel that it is about; anybody alone with the bot
    BOT_ADMINS = auto()  # alone with the bot; to others there is no such command


class Goes(Enum):
    """Where a group that has its answers sent to private chats, or lets only admins ask, has it."""

    AS_SET = auto()  # as the group has it
    HERE = auto()  # in the group, if they may ask
    ALWAYS_HERE = auto()  # whatever the group has: it is about the chat where it is said


class Shelf(Enum):
    """What kind of thing a command is, for ``/help``."""

    FIND = auto()
    ALERTS = auto()
    OWN = auto()
    DESK = auto()


class Menu(Enum):
    """A menu that Telegram shows beside the text field."""

    PRIVATE = auto()
    GROUP = auto()
    GROUP_ADMINS = auto()
    BOT_ADMINS = auto()  # each of the bot's own, alone with it


_PRIVATE, _GROUP = frozenset({ChatKind.PRIVATE}), frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
_TALK = _PRIVATE | _GROUP
_ALL = _TALK | {ChatKind.CHANNEL}
_DESK = frozenset({Menu.BOT_ADMINS})
_ALONE, _IN_GROUPS = _DESK | {Menu.PRIVATE}, frozenset({Menu.GROUP, Menu.GROUP_ADMINS})
_EVERY = _ALONE | _IN_GROUPS


@dataclass(frozen=True, slots=True)
class Command:
    """What can be asked for.

    ``slash`` is its name after a slash, if it has one, and ``chinese`` are words that do the same,
    the one that is shown first; unless they are said ``alone``, words follow them. It is heard in
    ``chats`` only. It is done again when its message is
    ``edited``, may have up to ``longest`` characters (None for any number), and is answered though
    a flood is stopped if it is ``owed``. ``line`` is its text in ``menus`` and on its ``shelf`` in
    the help of ``helped`` chats; ``example`` are words to follow it.
    """

    intent: Intent
    slash: str = ""
    chinese: tuple[str, ...] = ()
    _: KW_ONLY
    alone: bool = False
    who: Who = Who.ANYBODY
    chats: frozenset[ChatKind] = _TALK
    edited: bool = False
    longest: int | None = MAX_WORDS
    owed: bool = False
    goes: Goes = Goes.AS_SET
    line: Callable[[CommandTexts], str] | None = None
    menus: frozenset[Menu] = frozenset()
    shelf: Shelf | None = None
    helped: frozenset[Menu] = frozenset()
    example: str = ""


COMMANDS: tuple[Command, ...] = (
    Command(
        *(Intent.DESK, "desk", ("编辑台",)),
        alone=True,
        who=Who.BOT_ADMINS,
        line=lambda texts: texts.desk,
        menus=_DESK,
        shelf=Shelf.DESK,
        helped=_DESK,
    ),
    Command(
        *(Intent.FEEDBACK, "feedback"),
        who=Who.BOT_ADMINS,
        line=lambda texts: texts.feedback,
        menus=_DESK,
    ),
    Command(
        *(Intent.BROADCAST, "broadcast"),
        who=Who.BOT_ADMINS,
        longest=None,
        line=lambda texts: texts.broadcast,
        menus=_DESK,
    ),
    Command(
        *(Intent.STATUS, "status"),
        who=Who.BOT_ADMINS,
        line=lambda texts: texts.status,
        menus=_DESK,
    ),
    Command(
        *(Intent.START, "start", ("开始",)),
        alone=True,
        line=lambda texts: texts.start,
        menus=_ALONE,
    ),
    Command(
        *(Intent.SEARCH, "search", ("搜索", "搜寻", "搜")),
        chats=_ALL,
        edited=True,
        line=lambda texts: texts.search,
        menus=_EVERY,
        shelf=Shelf.FIND,
        helped=_EVERY,
        example="食品 上市",
    ),
    Command(
        *(Intent.LATEST, "latest", ("最新",)),
        chats=_ALL,
        alone=True,
        edited=True,
        line=lambda texts: texts.latest,
        menus=_EVERY,
        shelf=Shelf.FIND,
        helped=_EVERY,
    ),
    Command(
        *(Intent.ISSUES, "issues", ("往期",)),
        chats=_ALL,
        alone=True,
        line=lambda texts: texts.issues,
        menus=_EVERY,
        shelf=Shelf.FIND,
        helped=_EVERY,
    ),
    Command(
        *(Intent.ARTICLE, "article", ("全文",)),
        chats=_ALL,
        line=lambda texts: texts.article,
        menus=_EVERY,
        shelf=Shelf.FIND,
        helped=_EVERY,
        example="3",
    ),
    Command(
        *(Intent.REPORTER, "reporter", ("记者",)),
        chats=_ALL,
        edited=True,
        line=lambda texts: texts.reporter,
        menus=_EVERY,
        shelf=Shelf.FIND,
        helped=_EVERY,
        example="景静",
    ),
    Command(
        *(Intent.SUBSCRIBE, "subscribe", ("订阅",)),
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.subscribe,
        menus=_EVERY,
        shelf=Shelf.ALERTS,
        helped=_EVERY,
        example="食品 上市",
    ),
    Command(
        *(Intent.SUBSCRIPTIONS, "subscriptions", ("我的订阅",)),
        alone=True,
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        owed=True,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.subscriptions,
        menus=_EVERY,
        shelf=Shelf.ALERTS,
        helped=_EVERY,
    ),
    Command(
        *(Intent.UNSUBSCRIBE, "unsubscribe", ("退订",)),
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        owed=True,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.unsubscribe,
        menus=_EVERY,
        shelf=Shelf.ALERTS,
        helped=_ALONE,
        example="食品 上市",
    ),
    Command(
        *(Intent.SETTINGS, "settings", ("设置", "设定")),
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        owed=True,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.settings,
        menus=_EVERY,
        shelf=Shelf.ALERTS,
        helped=_EVERY,
    ),
    Command(
        *(Intent.QUIET, "quiet", ("谁能提问",)),
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.quiet,
        menus=frozenset({Menu.GROUP_ADMINS}),
        shelf=Shelf.ALERTS,
        helped=_IN_GROUPS,
    ),
    Command(
        *(Intent.EXPORT, "export", ("导出订阅",)),
        alone=True,
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.export,
        shelf=Shelf.OWN,
        helped=_ALONE,
    ),
    Command(
        *(Intent.IMPORT, "import", ("导入订阅",)),
        alone=True,
        who=Who.CHAT_ADMINS,
        chats=_ALL,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.import_,
        shelf=Shelf.OWN,
        helped=_ALONE,
    ),
    Command(
        *(Intent.PRIVACY, "privacy", ("隐私",)),
        alone=True,
        owed=True,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.privacy,
        menus=_ALONE,
        shelf=Shelf.OWN,
        helped=_ALONE,
    ),
    Command(
        *(Intent.FORGET, "forget", ("忘掉我",)),
        alone=True,
        owed=True,
        goes=Goes.ALWAYS_HERE,
        line=lambda texts: texts.forget,
        menus=_ALONE,
        shelf=Shelf.OWN,
        helped=_ALONE,
    ),
    Command(
        *(Intent.HELP, "help", ("帮助",)),
        alone=True,
        owed=True,
        line=lambda texts: texts.help,
        menus=_EVERY,
    ),
    Command(Intent.QUESTION, chats=_ALL, edited=True),
    Command(Intent.WISH, who=Who.CHAT_ADMINS, chats=_ALL, owed=True, goes=Goes.ALWAYS_HERE),
    Command(Intent.CHAT),
    Command(Intent.ALERTED, owed=True, goes=Goes.HERE),
    Command(Intent.REWORD, who=Who.CHAT_ADMINS, chats=_ALL, goes=Goes.ALWAYS_HERE),
    Command(Intent.UPLOAD, chats=_PRIVATE),
    Command(Intent.STATED, chats=_PRIVATE),
    Command(Intent.REPORTED),
    Command(Intent.CORRECTED, longest=None),
    Command(Intent.NOTICE, who=Who.BOT_ADMINS, longest=None),
    Command(Intent.UNKNOWN),
    Command(Intent.NOTHING),
)

BY_INTENT: Mapping[Intent, Command] = {one.intent: one for one in COMMANDS}
SLASHED: Mapping[str, Command] = {one.slash: one for one in COMMANDS if one.slash}
CHINESE: Mapping[str, Command] = {word: one for one in COMMANDS for word in one.chinese}


def is_public(command: Command) -> bool:
    """Return whether it is a command that everybody is told of, and that a group takes unnamed."""
    return bool(command.slash) and command.who is not Who.BOT_ADMINS
