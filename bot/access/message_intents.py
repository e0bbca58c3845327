"""What a message asks for: by its words, by what is sent with it, and by what it replies to."""

from telegram import Message
from telegram.constants import ChatType

from bot.access.addressed import replied_text, words_of
from bot.access.intents import Intent, Utterance, parse_words
from bot.access.replied import asks_about_alert
from bot.access.services import Services
from bot.messages.feedback import to_correct, to_report
from bot.messages.subscriptions import to_reword
from bot.messages.uploads_state import asked_of
from bot.services.uploads.pasting import is_page


def parse_message(message: Message, services: Services) -> Utterance:
    """Return what a message that is said to the bot asks for."""
    bot = message.get_bot().bot
    if message.document is not None:  # what is written under it says what it is for
        captioned = parse_words(message.caption or "")
        if captioned.intent is Intent.IMPORT:
            return captioned
    text = words_of(message, bot) or ""
    if text and not text.startswith("/"):
        intent = _asked_back(replied_text(message, bot))
        if intent is not None:
            return Utterance(intent, text, text)
    if asks_about_alert(message.reply_to_message, text):
        return Utterance(Intent.ALERTED, text, text)
    if _is_upload(message, text, services):
        return Utterance(Intent.UPLOAD, "", text)
    return parse_words(text)


def _is_upload(message: Message, text: str, services: Services) -> bool:
    """Return whether a page is sent, or what somebody takes for one, in private chat."""
    if message.chat.type != ChatType.PRIVATE:
        return False
    if message.document is not None:
        return True
    if message.chat.id not in services.admins:
        return False
    goes_on = bool(text) and services.drafts.unfinished(message.chat.id)
    is_pasted = (is_page(text) or goes_on) and not text.startswith("/")
    return is_pasted or bool(message.photo)


def _asked_back(replied: str) -> Intent | None:
    """Return what a reply to the bot's text ``replied`` is; None where that asks for nothing."""
    asks = (
        (to_reword, Intent.REWORD),
        (to_report, Intent.REPORTED),
        (to_correct, Intent.CORRECTED),
        (asked_of, Intent.STATED),
    )
    return next((intent for asked, intent in asks if asked(replied) is not None), None)
