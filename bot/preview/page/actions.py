"""What a person does on the page, by name: each becomes what a `Participant` does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type

from bot.preview import limits
from bot.preview.entities import units
from bot.preview.languages import LANGUAGES
from bot.preview.model import ADMINS, Chat, ChatKind, MediaKind, Message
from bot.preview.page.state import may_write
from bot.preview.participant import Participant
from bot.preview.wire import Json, JsonObject, bad, forbidden, number, string

PATIENCE = 15.0  # seconds that a button, or an inline query, waits for the bot
JPEG_BEGINS = b"\xff\xd8"
VOICES = {"audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a"}
"""What a voice message may be, by its type, as Telegram plays it."""

Action = Callable[[Participant, JsonObject], Awaitable[Json]]
"""Does what the object asks, and returns what is shown of it at once. Raises Refusal, LookupError
if there is no such message, and TimeoutError if the bot does not answer."""


async def say(who: Participant, given: JsonObject) -> Json:
    """Send ``text`` into ``thread`` or in reply to ``reply_to``; the message's id is returned."""
    message = who.say(_text(who, given), reply_to=replied(who, given), thread=thread(who, given))
    return {"message_id": message.id}


async def edit(who: Participant, given: JsonObject) -> Json:
    """Change a text of one's own."""
    message = _message(who, given)
    if message.sender != who.user or message.media is not None or message.via_bot:
        raise bad("message can't be edited")
    who.edit(message, _text(who, given))
    return {}


async def press(who: Participant, given: JsonObject) -> Json:
    """Press the button with ``data``; return what the bot shows for it, empty for nothing."""
    pressed = who.press_data(_message(who, given), string(given, "data"))
    answer = await who.press_answer(pressed, PATIENCE)
    return {"text": answer.text, "alert": answer.is_alert}


async def inline(who: Participant, given: JsonObject) -> Json:
    """Type an inline query; return its results."""
    if not who.world.updates.wants("inline_query"):
        raise bad("the bot has no inline mode")
    typed = string(given, "text")[: limits.INLINE_QUERY_CHARACTERS]
    asked = who.inline(typed, string(given, "offset"))
    asked_answer = await who.inline_answer(asked, PATIENCE)
    return {
        "id": asked.id,
        "results": asked_answer.results,
        "next_offset": asked_answer.next_offset,
        "button": asked_answer.button,
    }


async def choose(who: Participant, given: JsonObject) -> Json:
    """Send the result ``result`` of the inline query ``id``."""
    _check_writing(who)
    who.choose(string(given, "id"), string(given, "result"), thread=thread(who, given))
    return {}


async def speak(who: Participant, given: JsonObject) -> Json:
    """Choose the ``language`` of the person's app."""
    language = string(given, "language")
    if language not in LANGUAGES:
        raise bad("no such language")
    who.speaks(language)
    return {}


async def bot_blocked(who: Participant, _given: JsonObject) -> Json:
    """Block the bot, in private chat."""
    _check_kind(who.chat, private=True)
    who.blocks()
    return {}


async def bot_unblocked(who: Participant, _given: JsonObject) -> Json:
    """Start the bot again, in private chat."""
    _check_kind(who.chat, private=True)
    who.unblocks()
    return {}


async def bot_added(who: Participant, _given: JsonObject) -> Json:
    """Add the bot to a group or channel."""
    _check_admin(who)
    who.adds(who.world.bot)
    return {}


async def bot_removed(who: Participant, _given: JsonObject) -> Json:
    """Remove the bot from a group or channel."""
    _check_admin(who)
    who.removes(who.world.bot)
    return {}


async def bot_promoted(who: Participant, _given: JsonObject) -> Json:
    """Make the bot an admin of a group or channel."""
    _check_admin(who)
    who.promotes(who.world.bot)
    return {}


async def bot_demoted(who: Participant, _given: JsonObject) -> Json:
    """Make the bot a member like any other."""
    _check_admin(who)
    who.demotes(who.world.bot)
    return {}


ACTIONS: Mapping[str, Action] = {
    "say": say,
    "edit": edit,
    "press": press,
    "inline": inline,
    "choose": choose,
    "speak": speak,
    "block": bot_blocked,
    "unblock": bot_unblocked,
    "add": bot_added,
    "remove": bot_removed,
    "promote": bot_promoted,
    "demote": bot_demoted,
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given to the page: its name and its bytes."""

    name: str
    data: bytes


def upload(who: Participant, files: Mapping[str, Given], given: JsonObject) -> JsonObject:
    """Send ``file`` as what ``kind`` says, with ``text`` as its caption; return the message's id.

    A photo has its ``width`` and ``height`` and a ``small`` one beside it, a voice message its
    ``seconds``, a sticker its ``emoji``. Documents and photos of the same ``album`` are one. Raises
    Refusal.
    """
    _check_writing(who)
    file = files.get("file")
    if file is None:
        raise bad("there is no file in the request")
    if not file.data:
        raise bad("file must be non-empty")
    send = _SENDING.get(string(given, "kind") or MediaKind.DOCUMENT)
    if send is None:
        raise bad("no such kind of file")
    return {"message_id": send(who, file, files, given).id}


def _document(
    who: Participant, file: Given, _files: Mapping[str, Given], given: JsonObject
) -> Message:
    return who.upload(
        *(file.name, file.data),
        mime=guess_type(file.name)[0] or "application/octet-stream",
        caption=_caption(given),
        reply_to=replied(who, given),
        thread=thread(who, given),
        album=string(given, "album") or None,
    )


def _photo(who: Participant, file: Given, files: Mapping[str, Given], given: JsonObject) -> Message:
    small = files.get("small", file)
    width, height = number(given, "width") or 0, number(given, "height") or 0
    if not (file.data.startswith(JPEG_BEGINS) and small.data.startswith(JPEG_BEGINS)):
        raise bad("IMAGE_PROCESS_FAILED")
    if width < 1 or height < 1:
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return who.photo(
        *(_caption(given), file.data),
        size=(width, height),
        small=small.data,
        reply_to=replied(who, given),
        thread=thread(who, given),
        album=string(given, "album") or None,
    )


def _voice(
    who: Participant, file: Given, _files: Mapping[str, Given], given: JsonObject
) -> Message:
    mime = guess_type(file.name)[0] or ""
    if mime not in VOICES:
        raise bad("a voice message ends with " + " ".join(f".{name}" for name in VOICES.values()))
    return who.voice(
        file.data,
        mime=mime,
        seconds=max(number(given, "seconds") or 0, 0),
        caption=_caption(given),
        reply_to=replied(who, given),
        thread=thread(who, given),
    )


def _sticker(
    who: Participant, file: Given, _files: Mapping[str, Given], given: JsonObject
) -> Message:
    if file.data[:4] != b"RIFF" or file.data[8:12] != b"WEBP":
        raise bad("STICKER_FILE_INVALID")
    return who.sticker(
        *(string(given, "emoji")[:8], file.data),
        reply_to=replied(who, given),
        thread=thread(who, given),
    )


_Sending = Callable[[Participant, Given, Mapping[str, Given], JsonObject], Message]
_SENDING: Mapping[str, _Sending] = {
    MediaKind.DOCUMENT: _document,
    MediaKind.PHOTO: _photo,
    MediaKind.VOICE: _voice,
    MediaKind.STICKER: _sticker,
}


def _caption(given: JsonObject) -> str:
    return string(given, "text")[: limits.CAPTION_UNITS]


def thread(who: Participant, given: JsonObject) -> int | None:
    """Return the topic's thread, None for the general one. Raises Refusal if there is none such."""
    wanted = number(given, "thread")
    if wanted is None or wanted == limits.GENERAL_TOPIC:
        return None
    if wanted not in who.chat.topics:
        raise bad("message thread not found")
    return wanted


def replied(who: Participant, given: JsonObject) -> Message | None:
    """Return what is replied to, None if it is gone or nothing is."""
    return who.chat.messages.get(number(given, "reply_to") or 0)


def _message(who: Participant, given: JsonObject) -> Message:
    return who.chat.messages[number(given, "message_id") or 0]


def _text(who: Participant, given: JsonObject) -> str:
    _check_writing(who)
    text = string(given, "text").strip()
    if not text:
        raise bad("message text is empty")
    if units(text) > limits.TEXT_UNITS:
        raise bad("message is too long")
    return text


def _check_writing(who: Participant) -> None:
    if not may_write(who.chat, who.user):
        raise forbidden("only admins write here")


def _check_admin(who: Participant) -> None:
    _check_kind(who.chat, private=False)
    if who.chat.members.get(who.user.id) not in ADMINS:
        raise forbidden("only admins do that here")


def _check_kind(chat: Chat, *, private: bool) -> None:
    if (chat.kind is ChatKind.PRIVATE) is not private:
        raise bad("not in this kind of chat")
