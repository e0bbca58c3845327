"""What is on the screen of whoever makes a request: by what they reply to, and what came last."""

from telegram import Message

from bot.access.replied import mute_key, offered_articles
from bot.access.request import Request
from bot.model import AnswerMessage, Inquiry, Way


async def replied_answer(request: Request) -> AnswerMessage | None:
    """Return what the message shows that a request replies to; None where it shows no story."""
    if request.replied is None:
        return None
    chat_id, message_id = request.replied.chat.id, request.replied.message_id
    inquiries = request.services.questions
    shown = await inquiries.of_message(chat_id, message_id)
    if shown is None:
        shown = await inquiries.alert_in(chat_id, message_id) or _alert_by_buttons(request.replied)
    return shown if shown is not None and shown.articles else None


async def lately_shown(request: Request, replied: AnswerMessage | None) -> list[AnswerMessage]:
    """Return what was shown of late where the request is answered, what it replies to before all.

    In a group it is what whoever makes the request was shown, within the topic; alerts are said to
    nobody there, so they count only where they are replied to.
    """
    place = request.place
    to = request.user_id if place.is_group else None
    lately: list[AnswerMessage] = []
    if not place.is_group or to is not None:
        lately = await request.services.questions.lately(place.chat_id, place.thread_id, to)
    return lately if replied is None else [replied, *lately]


def _alert_by_buttons(replied: Message) -> AnswerMessage | None:
    """Return the alert that a message is by its buttons: that it was sent may not be recorded."""
    if mute_key(replied) is None:
        return None
    return AnswerMessage(
        *(Inquiry(Way.SEARCH, ""), replied.chat.id, replied.message_id, None),
        articles=tuple(offered_articles(replied).values()),
        alert=True,
    )
