"""Somebody in a chat who says, uploads, presses and types."""

from dataclasses import dataclass, replace

from bot.preview.entities import Formatted, with_found
from bot.preview.methods.sending import inline_content
from bot.preview.model import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS,
    Chat,
    ChatKind,
    Inline,
    Media,
    MediaKind,
    Message,
    Press,
    Size,
)
from bot.preview.observer import Observer
from bot.preview.privacy import hears, summoned
from bot.preview.shapes import inline_shape, message_shape, press_shape
from bot.preview.wire import JsonObject

JPEG = "image/jpeg"
THUMBNAIL = 90  # pixels of the longer side
STICKER = 512  # pixels of either side


@dataclass(frozen=True, slots=True)
class Speaker(Observer):
    """A user in a chat, who talks. All of it reaches the bot as Telegram would tell it."""

    def say(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        speaking_as: Chat | None = None,
        quote: str = "",
    ) -> Message:
        """Send a text; commands, mentions, hashtags and links are found as Telegram does.

        ``speaking_as`` the group itself is an anonymous admin, as a channel somebody of that.
        ``quote`` is a part of what it replies to.
        """
        message = replace(self._message(reply_to, thread, speaking_as), quote=quote)
        return self._send(replace(message, content=with_found(Formatted(text))))

    def forward(self, text: str, *, thread: int | None = None) -> Message:
        """Send a text that somebody wrote elsewhere, who does not want to be named."""
        message = replace(self._message(None, thread), forwarded=True)
        return self._send(replace(message, content=with_found(Formatted(text))))

    def edit(self, message: Message, text: str) -> Message:
        """Change a text that was sent, or what stands under a picture."""
        changed = replace(message, content=with_found(Formatted(text)), edited=self.world.now())
        return self._send(changed)

    def upload(  # noqa: PLR0913 (a file's three, and where it goes)
        self,
        name: str,
        data: bytes,
        *,
        mime: str = "text/plain",
        caption: str = "",
        reply_to: Message | None = None,
        thread: int | None = None,
        album: str | None = None,
    ) -> Message:
        """Send a document, by itself or in an album."""
        message = replace(self._message(reply_to, thread), album=album)
        media = Media(MediaKind.DOCUMENT, self.world.keep(name, mime, data))
        return self._send_media(message, media, caption)

    def photo(  # noqa: PLR0913 (a picture's four, and where it goes)
        self,
        caption: str = "",
        data: bytes = b"\xff\xd8\xff",
        *,
        size: tuple[int, int] = (1280, 853),
        small: bytes = b"\xff\xd8",
        reply_to: Message | None = None,
        thread: int | None = None,
        album: str | None = None,
    ) -> Message:
        """Send a photo of that width and height, by itself or in an album.

        Telegram makes smaller sizes of it, of which there is one here: ``small``.
        """
        width, height = size
        scale = min(THUMBNAIL / max(size), 1.0)
        little = self.world.keep("photo-small.jpg", JPEG, small)
        file = self.world.keep("photo.jpg", JPEG, data)
        sizes = (
            Size(little, max(round(width * scale), 1), max(round(height * scale), 1)),
            Size(file, width, height),
        )
        message = replace(self._message(reply_to, thread), album=album)
        return self._send_media(message, Media(MediaKind.PHOTO, file, sizes), caption)

    def new_album(self) -> str:
        """Return what the messages of a new album have in common."""
        return f"{self.world.new_id()}"

    def sticker(
        self,
        emoji: str = "👍",
        data: bytes = b"RIFF",
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send a sticker that stands for an emoji."""
        file = self.world.keep("sticker.webp", "image/webp", data)
        media = Media(MediaKind.STICKER, file, (Size(file, STICKER, STICKER),), emoji=emoji)
        return self._send_media(self._message(reply_to, thread), media, "")

    def voice(  # noqa: PLR0913 (a recording's three, and where it goes)
        self,
        data: bytes = b"OggS",
        *,
        mime: str = "audio/ogg",
        seconds: int = 1,
        caption: str = "",
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send a voice message."""
        media = Media(MediaKind.VOICE, self.world.keep("voice", mime, data), seconds=seconds)
        return self._send_media(self._message(reply_to, thread), media, caption)

    def press(self, message: Message, label: str) -> Press:
        """Press the first button whose text holds ``label``. Raises LookupError if none does."""
        shown = self.chat.messages[message.id]
        button = next((item for item in shown.buttons if label in item.text), None)
        if button is None or button.data is None:
            raise LookupError(f"no such button to press: {label}")
        return self.press_data(shown, button.data)

    def press_data(self, message: Message, data: str) -> Press:
        """Send what pressing a button with this data sends, whether there is one or not."""
        press = Press(str(self.world.new_id()), message, self.user, data)
        self.world.presses[press.id] = press
        self.world.updates.add("callback_query", press_shape(self.world, press))
        return press

    def inline(self, query: str, offset: str = "") -> Inline:
        """Type an inline query in this chat."""
        inline = Inline(str(self.world.new_id()), self.user, query, offset)
        self.world.inline[inline.id] = inline
        self.world.updates.add("inline_query", inline_shape(inline, self.chat))
        return inline

    def choose(self, inline_id: str, result_id: str, *, thread: int | None = None) -> Message:
        """Send the result of that id, which the bot has answered an inline query with.

        Raises LookupError if there is none.
        """
        answer = self.world.inline_answers.get(inline_id)
        for result in answer.results if answer else ():
            if result["id"] == result_id:
                content, keyboard = inline_content(result)
                message = replace(
                    self._message(None, thread), content=content, keyboard=keyboard, via_bot=True
                )
                return self._send(message)
        raise LookupError(f"no such result to choose: {result_id}")

    def announce(
        self, event: JsonObject, thread: int | None = None, speaking_as: Chat | None = None
    ) -> Message:
        """Send the service message that tells of what this user has done to the chat."""
        return self._send(replace(self._message(None, thread, speaking_as), service=event))

    def _message(
        self,
        reply_to: Message | None = None,
        thread: int | None = None,
        speaking_as: Chat | None = None,
    ) -> Message:
        if speaking_as is None:
            sender = None if self.chat.kind is ChatKind.CHANNEL else self.user
        else:
            sender = GROUP_ANONYMOUS if speaking_as is self.chat else CHANNEL_BOT
        return Message(
            chat_id=self.chat.id,
            id=self.world.next_message_id(self.chat),
            sender=sender,
            date=self.world.now(),
            reply_to=reply_to.id if reply_to else None,
            thread=thread or (reply_to.thread if reply_to else None),
            sender_chat=speaking_as.id if speaking_as else None,
        )

    def _send_media(self, message: Message, media: Media, caption: str) -> Message:
        content = with_found(Formatted(caption))
        return self._send(replace(message, media=media, content=content))

    def _send(self, message: Message) -> Message:
        self.world.put(message)
        if hears(self.world, self.chat, message):
            post = "channel_post" if self.chat.kind is ChatKind.CHANNEL else "message"
            kind = post if message.edited is None else f"edited_{post}"
            self.world.updates.add(kind, message_shape(self.world, message))
        elif summoned(self.world, self.chat, message):
            asked = replace(message, guest_query=str(self.world.new_id()))
            self.world.guests[asked.guest_query or ""] = asked
            self.world.updates.add("guest_message", message_shape(self.world, asked))
        return message
