"""What words ask for: a command, in Telegram's form or as a person would say it, or a question.

Telegram's commands are Latin letters only, so Chinese words at the start do the same: ``搜索 食品``
is ``/search 食品``, in traditional characters too. A space or a colon must follow the word, so that
``搜索引擎`` stays a question.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis import simplified


class Intent(StrEnum):
    """What somebody wants; those before UNKNOWN are the names of commands."""

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
    STATUS = "status"  # of the bot's admins, in private chat only, like the next two
    BROADCAST = "broadcast"
    FEEDBACK = "feedback"
    UNKNOWN = "unknown"  # a command, but none of ours
    QUESTION = "question"
    NOTHING = "nothing"  # no words at all
    REWORD = "reword"  # the new words of a subscription, which the bot asked for
    UPLOAD = "upload"  # in private chat: a document, a page that was pasted, an admin's photo
    ALERTED = "alerted"  # about an alert that is replied to
    REPORTED = "reported"  # an error in a story, which the bot asked for
    STATED = "stated"  # the paper or page of a draft, which the bot asked an admin for
    CORRECTED = "corrected"  # the right words, which the bot asked an admin for


@dataclass(frozen=True, slots=True)
class Utterance:
    """An intent and its words, without the command; ``text`` is the whole message."""

    intent: Intent
    words: str
    text: str


_SLASH = re.compile(r"/([A-Za-z0-9_]+)(?:@[A-Za-z0-9_]+)?(?:\s+|$)(.*)", re.DOTALL)
OF_CHATS = (
    Intent.SUBSCRIBE,
    Intent.SUBSCRIPTIONS,
    Intent.UNSUBSCRIBE,
    Intent.SETTINGS,
    Intent.QUIET,
    Intent.EXPORT,
    Intent.IMPORT,
)
"""What posts of a channel may ask for, too."""
OF_THE_PLACE = (*OF_CHATS, Intent.REWORD, Intent.PRIVACY, Intent.FORGET)
"""What is about the chat where it is said: its buttons mean nothing, or another's, elsewhere."""
_OF_ADMINS = {intent.value: intent for intent in (Intent.STATUS, Intent.BROADCAST, Intent.FEEDBACK)}
_NO_COMMANDS = (
    Intent.UNKNOWN,
    Intent.QUESTION,
    Intent.NOTHING,
    Intent.REWORD,
    Intent.UPLOAD,
    Intent.ALERTED,
    Intent.REPORTED,
    Intent.CORRECTED,
    Intent.STATED,
    *_OF_ADMINS.values(),
)
COMMANDS = {intent.value: intent for intent in Intent if intent not in _NO_COMMANDS}
"""Commands that this bot takes in a group without its name on them."""
_WITH_WORDS = re.compile(
    r"(搜索|搜寻|搜|全文|记者|订阅|退订|设置|设定|谁能提问)(?:[\s:：]+(.*))?", re.DOTALL
)
_ALONE = re.compile(r"(开始|帮助|最新|往期|我的订阅|导出订阅|导入订阅|隐私|忘掉我)[。.!！?？]*")
_CHINESE = {
    "搜索": Intent.SEARCH,
    "搜寻": Intent.SEARCH,
    "搜": Intent.SEARCH,
    "全文": Intent.ARTICLE,
    "记者": Intent.REPORTER,
    "开始": Intent.START,
    "帮助": Intent.HELP,
    "最新": Intent.LATEST,
    "往期": Intent.ISSUES,
    "订阅": Intent.SUBSCRIBE,
    "退订": Intent.UNSUBSCRIBE,
    "我的订阅": Intent.SUBSCRIPTIONS,
    "设置": Intent.SETTINGS,
    "设定": Intent.SETTINGS,
    "谁能提问": Intent.QUIET,
    "导出订阅": Intent.EXPORT,
    "导入订阅": Intent.IMPORT,
    "隐私": Intent.PRIVACY,
    "忘掉我": Intent.FORGET,
}


def parse_words(text: str) -> Utterance:
    """Return what ``text`` asks for, with no white space at either end of words and text."""
    text = text.strip()
    if not text:
        return Utterance(Intent.NOTHING, "", "")
    if slash := _SLASH.fullmatch(text):
        intent = (COMMANDS | _OF_ADMINS).get(slash[1].lower(), Intent.UNKNOWN)
        return Utterance(intent, slash[2].strip(), text)
    folded = simplified(text)  # a character for a character
    if chinese := (_WITH_WORDS.fullmatch(folded) or _ALONE.fullmatch(folded)):
        words = text[slice(*chinese.span(2))] if chinese.re is _WITH_WORDS and chinese[2] else ""
        return Utterance(_CHINESE[chinese[1]], words.strip(), text)
    return Utterance(Intent.QUESTION, text, text)
