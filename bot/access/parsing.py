"""What words ask for: a command, in Telegram's form or as a person would say it, or a question.

Telegram's commands are Latin letters only, so Chinese words at the start do the same: ``搜索 食品``
is ``/search 食品``, in traditional characters too. A space or a colon must follow the word, so that
``搜索引擎`` stays a question. A name after a slash ends where letters do: ``/search公交``.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.access.commands import CHINESE, SLASHED, Command
from bot.access.intents import Intent, Utterance
from bot.services.chatting import chat_of
from bot.services.wishes import wish_of
from retrieval.analysis import simplified

SLASHES = "/／"
_LATIN = "A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿"
_SLASH = re.compile(
    rf"[{SLASHES}]([{_LATIN}]+)(?:[@＠]([{_LATIN}]+))?(?![{_LATIN}{SLASHES}@＠])[\s:：,，]*(.*)",
    re.DOTALL,
)


_GREETING = "你好"
"""What somebody says who calls the bot by a name and no more."""


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_LEADING = _any([word for word, one in CHINESE.items() if not one.alone])
_WITH_WORDS = re.compile(rf"({_LEADING})(?:[\s:：]+(.*))?", re.DOTALL)
_ALONE = re.compile(f"({_any([word for word, one in CHINESE.items() if one.alone])})[。.!！?？]*")


@dataclass(frozen=True, slots=True)
class Slashed:
    """A command's name, in small letters, the bot that it names if any, and the words after it."""

    name: str
    bot: str | None
    words: str

    @property
    def command(self) -> Command | None:
        """The command of that name; None where there is none."""
        return SLASHED.get(self.name)


def slashed(text: str) -> Slashed | None:
    """Return the command that a text begins with in Telegram's form, whether we have it or not."""
    found = _SLASH.match(text)
    if found is None:
        return None
    name, bot = (part and unicodedata.normalize("NFKC", part).lower() for part in found.group(1, 2))
    words = found[3].strip()
    known = re.fullmatch("([a-z]+)([0-9]+)", name)
    if known and bot is None and known[1] in SLASHED:  # /article3
        return Slashed(known[1], None, f"{known[2]} {words}".strip())
    return Slashed(name, bot, words)


def parse_words(text: str) -> Utterance:
    """Return what ``text`` asks for, with no white space at either end of words and text."""
    text = text.strip()
    if not text:
        return Utterance(Intent.NOTHING, "", "")
    if slash := slashed(text):
        command = slash.command
        return Utterance(command.intent if command else Intent.UNKNOWN, slash.words, text)
    if text[0] in SLASHES and (chinese := _in_chinese(text[1:])):
        return Utterance(*chinese, text)
    return Utterance(*(_in_chinese(text) or (Intent.QUESTION, text)), text)


def is_command(text: str) -> bool:
    """Return whether a text begins as a command in Telegram's form."""
    return text.startswith(tuple(SLASHES))


def wordless(own: str) -> Utterance:
    """Return what somebody asks whose ``own`` words are courtesies and names alone, or none."""
    if not own:
        return Utterance(Intent.NOTHING, "", "")
    return Utterance(Intent.CHAT, own if chat_of(own) is not None else _GREETING, own)


def plainly(said: Utterance) -> Utterance:
    """Return what is said as a wish, or as what asks nothing, where it is no question."""
    if said.intent is not Intent.QUESTION:
        return said
    if wish_of(said.words) is not None:
        return replace(said, intent=Intent.WISH)
    return said if chat_of(said.words) is None else replace(said, intent=Intent.CHAT)


def _in_chinese(text: str) -> tuple[Intent, str] | None:
    """Return the command that Chinese words are, and the words after it."""
    folded = simplified(text)  # a character for a character
    found = _WITH_WORDS.fullmatch(folded) or _ALONE.fullmatch(folded)
    if found is None:
        return None
    words = text[slice(*found.span(2))] if found.re is _WITH_WORDS and found[2] else ""
    return CHINESE[found[1]].intent, words.strip()
