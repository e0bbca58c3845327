"""What was said: the same step for every message, whatever chat it stands in.

Its words are those that somebody wrote, under a picture too, without courtesies and names for the
bot; where they only point (``帮我查查这个``), those of what they quote or reply to. Then what they
ask for is told, in this order: what the bot asked back for, a page, a command, what an alert
offers, a wish, what asks nothing, and else a question. What others wrote is a question, whatever it
says.
"""

from dataclasses import dataclass

from telegram import Message
from telegram.constants import ChatType

from bot.access.about import gist
from bot.access.addressed import given_words, replied_text
from bot.access.commands import BY_INTENT, MAX_WORDS, Who
from bot.access.courtesies import bare
from bot.access.intents import Intent, Utterance
from bot.access.parsing import is_command, parse_words, plainly, wordless
from bot.access.pointing import points
from bot.access.replied import asks_about_alert
from bot.access.services import Services
from bot.messages.desk import asks_notice
from bot.messages.feedback import to_correct, to_report
from bot.messages.subscriptions import to_reword
from bot.messages.uploads_state import asked_of
from bot.model.small_talk import SmallTalk
from bot.services.chatting import chat_of
from bot.services.uploads.files import day_in
from bot.services.uploads.pasting import is_page


@dataclass(frozen=True, slots=True)
class Said:
    """What a message asks for, and the words of others that it is ``about``, if any."""

    utterance: Utterance
    about: str = ""


def said_in(message: Message, own: str, services: Services) -> Said:
    """Return what a message says to the bot; ``own`` are its words without the bot's name."""
    bot = message.get_bot().bot
    about = given_words(message, bot)
    replied = "" if is_command(own) else replied_text(message, bot)
    if own and (intent := _asked_back(replied)):
        return Said(Utterance(intent, own, own))
    words = own if is_command(own) else bare(own, (bot.first_name, bot.username or ""))
    if message.forward_origin is not None:
        words = gist(words, MAX_WORDS)
    parsed = _as_known_to(message, parse_words(words) if words else wordless(own), services)
    if _is_upload(message, own, services) and parsed.intent is not Intent.IMPORT:
        return Said(Utterance(Intent.UPLOAD, "", own))
    if message.forward_origin is not None:
        return Said(_of_others(parsed))
    if about and _only_points(message, own, parsed):
        return Said(_of_others(parse_words(bare(gist(about, MAX_WORDS)))), about)
    if asks_about_alert(message.reply_to_message, words):
        return Said(Utterance(Intent.ALERTED, words, words), about)
    return Said(plainly(parsed), about)


def _only_points(message: Message, own: str, parsed: Utterance) -> bool:
    """Return whether a message says no more than to look at what it replies to or quotes."""
    if parsed.intent is Intent.NOTHING:
        return message.effective_attachment is None
    if parsed.intent is Intent.SEARCH:
        return not parsed.words
    if parsed.intent is Intent.CHAT and chat_of(parsed.words) is SmallTalk.GREETING:
        return True
    is_plain = parsed.intent in (Intent.QUESTION, Intent.CHAT)
    return is_plain and (points(own) or points(parsed.words))


def _as_known_to(message: Message, parsed: Utterance, services: Services) -> Utterance:
    """Return what is asked for; the words of a command that only the bot's admins have, a question.

    Such a command by its name stays what it is.
    """
    if BY_INTENT[parsed.intent].who is not Who.BOT_ADMINS or is_command(parsed.text):
        return parsed
    is_admin = message.chat.id in services.admins  # alone with the bot
    return parsed if is_admin else Utterance(Intent.QUESTION, parsed.text, parsed.text)


def _of_others(parsed: Utterance) -> Utterance:
    """Return what the words of others ask, which change nothing here."""
    if BY_INTENT[parsed.intent].edited or parsed.intent is Intent.NOTHING:
        return parsed
    return Utterance(Intent.QUESTION, parsed.text, parsed.text)


def _is_upload(message: Message, text: str, services: Services) -> bool:
    """Return whether a page is sent, or what somebody takes for one, in private chat."""
    if message.chat.type != ChatType.PRIVATE:
        return False
    if message.chat.id not in services.admins:
        return message.document is not None and (not text or bool(day_in(text)))
    if message.document is not None or message.photo:
        return True
    goes_on = bool(text) and services.drafts.unfinished(message.chat.id)
    return (is_page(text) or goes_on) and not is_command(text)


def _asked_back(replied: str) -> Intent | None:
    """Return what a reply to the bot's text ``replied`` is; None where that asks for nothing."""
    asks = (
        (to_reword, Intent.REWORD),
        (to_report, Intent.REPORTED),
        (to_correct, Intent.CORRECTED),
        (asked_of, Intent.STATED),
    )
    if asks_notice(replied):
        return Intent.NOTICE
    return next((intent for asked, intent in asks if asked(replied) is not None), None)
