"""Every way of saying something, in every kind of chat, and what the bot shows first then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.preview.entities import Formatted, units, with_found
from bot.preview.model import GROUP_ANONYMOUS, ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.shapes import message_shape, user_shape
from bot.preview.wire import Json, JsonObject
from tests.end_to_end.talking import Outcome, Talker, heard, short

MENTION = "@paper_bot"
CHATS = {
    "P": "private chat",
    "G": "group",
    "S": "supergroup",
    "T": "topic",
    "N": "General topic",
    "C": "channel",
    "A": "anonymous admin",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way of saying: its form, its words (``{q}`` the question, ``{b}`` the bot's name).

    ``first`` are the words that it begins with: a friend's, or those that are edited. ``admin``:
    the bot has to be an admin of groups, since Telegram would not tell it else.
    """

    id: str
    form: str
    private: str | None
    group: str | None
    first: str | None
    admin: bool
    kinds: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is said: who asks there, a friend of theirs, in which topic, on whose behalf."""

    asker: Participant
    friend: Participant
    thread: int | None
    anonymous: bool


def place(talker: Talker, kind: str, *, admin: bool) -> Place:
    """Open a chat of that kind (see `CHATS`)."""
    world = talker.world
    if kind == "P":
        one = talker.somebody()
        return Place(one, one, None, False)
    owner = person(world, "群主")
    sort = {"G": ChatKind.GROUP, "C": ChatKind.CHANNEL}.get(kind, ChatKind.SUPERGROUP)
    bot_is = Status.ADMINISTRATOR if admin or kind == "C" else Status.MEMBER
    there = gathering(world, sort, "街坊", owner, is_forum=kind in "TN", bot_is=bot_is)
    if kind == "C":
        return Place(there, there, None, False)
    friend = there.joined_by(person(world, "老友"))
    thread = there.topic("闲谈") if kind == "T" else None
    if kind == "A":
        there.chat.anonymous.add(owner.id)
        return Place(there, friend, None, True)
    return Place(there.joined_by(person(world, "问的人")), friend, thread, False)


@dataclass(frozen=True, slots=True)
class Case:
    """A question said in a way in a chat of a kind (see `CHATS`), and another if it asks two."""

    way: Way
    kind: str
    question: str
    other: str


async def said(talker: Talker, case: Case) -> Sequence[Message]:
    """Return what the bot sent to it, once said, in its newest state."""
    here = place(talker, case.kind, admin=case.way.admin)
    words = (case.way.private if case.kind == "P" else case.way.group) or ""
    words = words.format(q=case.question, q2=case.other, b=MENTION)
    first = (case.way.first or "").format(q=case.question, b=MENTION)
    return await _FORMS[case.way.form](here, words, first, case.question)


async def outcome(talker: Talker, case: Case, bare: Mapping[str, str]) -> Outcome:
    """Return whether the first story shown is the one that ``bare`` has for the bare question."""
    messages = await said(talker, case)
    got = talker.paper.reply(messages)
    wanted = bare[case.question]
    first = messages if case.way.form == "edit" else messages[:1]
    right = talker.paper.shown(first)[:1] == (wanted,)
    if case.way.form == "two":
        right = right and bare[case.other] in got.shown
    kind = f"{case.way.id} | {CHATS[case.kind]}"
    return Outcome("matrix", kind, case.question, "" if right else wanted, short(got))


def _message(here: Place, who: Participant, text: str, reply_to: Message | None = None) -> Message:
    """Return a message that was not sent yet."""
    anonymous = here.anonymous and who is here.asker
    channel = who.chat.kind is ChatKind.CHANNEL
    sender = None if channel else GROUP_ANONYMOUS if anonymous else who.user
    return Message(
        chat_id=who.chat.id,
        id=who.world.next_message_id(who.chat),
        sender=sender,
        date=who.world.now(),
        content=with_found(Formatted(text)),
        reply_to=reply_to.id if reply_to else None,
        thread=here.thread,
        sender_chat=who.chat.id if anonymous else None,
    )


def _send(who: Participant, message: Message, extra: JsonObject | None = None) -> Message:
    """Send it with more than the preview's clients can say."""
    who.world.put(message)
    shape = {**message_shape(who.world, message), **(extra or {})}
    kind = "channel_post" if who.chat.kind is ChatKind.CHANNEL else "message"
    who.world.updates.add(kind, shape)
    return message


def _say(here: Place, who: Participant, text: str, reply_to: Message | None = None) -> Message:
    speaking_as = who.chat if here.anonymous and who is here.asker else None
    return who.say(text, reply_to=reply_to, thread=here.thread, speaking_as=speaking_as)


async def _answers(here: Place, since: Message) -> Sequence[Message]:
    return await heard(here.asker, since.id, lambda _: True)


async def _text(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    return await _answers(here, _say(here, here.asker, words))


async def _two(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    since = _say(here, here.asker, words)
    return await heard(here.asker, since.id, lambda sent: len(sent) > 1)


async def _text_mention(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    at = words.index("小报")
    entity: JsonObject = {
        "type": "text_mention",
        "offset": units(words[:at]),
        "length": 2,
        "user": user_shape(here.asker.world.bot),
    }
    message = _message(here, here.asker, words)
    return await _answers(here, _send(here.asker, message, {"entities": [entity]}))


async def _reply_friend(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    asked = _say(here, here.friend, first)
    return await _answers(here, _say(here, here.asker, words, asked))


async def _reply_self(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    asked = _say(here, here.asker, first)
    if here.asker.chat.kind is ChatKind.PRIVATE:
        await _answers(here, asked)
    return await _answers(here, _say(here, here.asker, words, asked))


async def _reply_media(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    asked = here.friend.photo(first, thread=here.thread)
    return await _answers(here, _say(here, here.asker, words, asked))


async def _reply_document(here: Place, words: str, first: str, _q: str) -> Sequence[Message]:
    asked = here.friend.upload(
        "图.png", b"\x89PNG", mime="image/png", caption=first, thread=here.thread
    )
    return await _answers(here, _say(here, here.asker, words, asked))


async def _reply_forward(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    asked = _message(here, here.friend, first)
    here.friend.world.put(asked)
    origin = _forwarded(here, hidden=True)
    message = _message(here, here.asker, words, asked)
    shape = {**message_shape(here.asker.world, asked, nested=True), **origin}
    return await _answers(here, _send(here.asker, message, {"reply_to_message": shape}))


async def _quote(here: Place, words: str, first: str, question: str) -> Sequence[Message]:
    asked = _say(here, here.friend, first)
    message = _message(here, here.asker, words, asked)
    position = units(first[: first.index(question)])
    quote: JsonObject = {"text": question, "position": position, "is_manual": True}
    return await _answers(here, _send(here.asker, message, {"quote": quote}))


async def _external(here: Place, words: str, _first: str, question: str) -> Sequence[Message]:
    message = _message(here, here.asker, words)
    extra: JsonObject = {
        "external_reply": {
            "origin": {"type": "hidden_user", "sender_user_name": "老张", "date": message.date}
        },
        "quote": {"text": question, "position": 0, "is_manual": True},
    }
    return await _answers(here, _send(here.asker, message, extra))


async def _photo(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    if here.anonymous:
        photo = here.asker.world.keep("photo.jpg", "image/jpeg", b"\xff\xd8\xff")
        extra: JsonObject = {
            "photo": [
                {"file_id": photo.id, "file_unique_id": f"u{photo.id}", "width": 9, "height": 9}
            ]
        }
        return await _answers(here, _captioned(here, words, extra))
    return await _answers(here, here.asker.photo(words, thread=here.thread))


async def _document(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    extra: JsonObject = {"document": {"file_id": "d", "file_unique_id": "ud", "file_name": "a.pdf"}}
    return await _answers(here, _captioned(here, words, extra))


async def _video(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    size: dict[str, Json] = {"width": 9, "height": 9, "duration": 3}
    extra: JsonObject = {"video": {"file_id": "v", "file_unique_id": "uv", **size}}
    return await _answers(here, _captioned(here, words, extra))


async def _album(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    return await _albums(here, words, documents=False)


async def _album_documents(here: Place, words: str, _first: str, _q: str) -> Sequence[Message]:
    return await _albums(here, words, documents=True)


async def _albums(here: Place, words: str, *, documents: bool) -> Sequence[Message]:
    album: JsonObject = {"media_group_id": here.asker.new_album()}
    sent = []
    for number, caption in enumerate(("", words)):
        file: dict[str, Json] = {"file_id": f"f{number}", "file_unique_id": f"u{number}"}
        media: Json = {**file, "file_name": "a.pdf"} if documents else None
        extra: JsonObject = (
            {"document": media} if documents else {"photo": [{**file, "width": 9, "height": 9}]}
        )
        sent.append(_captioned(here, caption, {**extra, **album}))
    return await _answers(here, sent[0])


def _captioned(here: Place, caption: str, extra: JsonObject) -> Message:
    message = _message(here, here.asker, caption)
    here.asker.world.put(message)
    shape = dict(message_shape(here.asker.world, message))
    for text, name in (("text", "caption"), ("entities", "caption_entities")):
        if text in shape:
            shape[name] = shape.pop(text)
    kind = "channel_post" if here.asker.chat.kind is ChatKind.CHANNEL else "message"
    here.asker.world.updates.add(kind, {**shape, **extra})
    return message


async def _edit(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    said_first = _say(here, here.asker, first)
    before: Sequence[Message] = ()
    if here.asker.chat.kind is ChatKind.PRIVATE:
        before = await _answers(here, said_first)
    here.asker.edit(said_first, words)
    return await heard(here.asker, said_first.id, lambda sent: [*sent] != [*before])


async def _reply_bot(here: Place, words: str, first: str, _question: str) -> Sequence[Message]:
    answer = (await _answers(here, _say(here, here.asker, first)))[0]
    return await _answers(here, _say(here, here.asker, words, answer))


async def _forward(here: Place, words: str, _first: str, _question: str) -> Sequence[Message]:
    message = _message(here, here.asker, words)
    return await _answers(here, _send(here.asker, message, _forwarded(here, hidden=False)))


async def _forward_hidden(here: Place, words: str, _first: str, _q: str) -> Sequence[Message]:
    message = _message(here, here.asker, words)
    return await _answers(here, _send(here.asker, message, _forwarded(here, hidden=True)))


def _forwarded(here: Place, *, hidden: bool) -> JsonObject:
    date = here.asker.world.now()
    if hidden:
        return {"forward_origin": {"type": "hidden_user", "sender_user_name": "老张", "date": date}}
    user = user_shape(here.friend.user)
    return {"forward_origin": {"type": "user", "sender_user": user, "date": date}}


_FORMS = {
    "text": _text,
    "two": _two,
    "text_mention": _text_mention,
    "text_mention_last": _text_mention,
    "reply_friend": _reply_friend,
    "reply_self": _reply_self,
    "reply_photo": _reply_media,
    "reply_document": _reply_document,
    "reply_forward": _reply_forward,
    "quote": _quote,
    "external": _external,
    "photo": _photo,
    "document": _document,
    "video": _video,
    "album": _album,
    "album_documents": _album_documents,
    "edit": _edit,
    "reply_bot": _reply_bot,
    "forward": _forward,
    "forward_hidden": _forward_hidden,
}
