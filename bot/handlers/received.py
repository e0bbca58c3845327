"""Pages that come in: fetched, read while the message tells how far that is, and shown."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from telegram import Document, Message, PhotoSize

from bot.access.admins import is_bot_admin
from bot.access.fetching import TooLarge, fetch_file
from bot.access.request import Place, Request
from bot.access.typing import typing
from bot.access.uploads import shown
from bot.messages.screen import Screen
from bot.messages.uploads import refused_screen
from bot.messages.uploads_pages import reading_screen
from bot.messages.uploads_texts import UploadTexts
from bot.model.uploads import Refusal, RefusedFile, UploadRefused
from bot.services.uploads.files import MAX_BYTES, MOST_AT_ONCE, SentFile, day_in
from bot.services.uploads.pasting import is_full
from bot.services.uploads.refusing import too_large
from bot.telegram.calls import CallFailed
from bot.telegram.patience import OF_USE, leave_chat, standing_aside

_LOG = logging.getLogger(__name__)
_UNNAMED = "未命名"
_PICTURES = "image/"

_T = TypeVar("_T")


async def offer(request: Request) -> None:
    """Show what can be read of what was sent or pasted, and offer to publish it."""
    if request.user_id is None or not is_bot_admin(request):
        await request.say(request.texts.uploads.not_admin.format(id=request.user_id or "-"))
    elif all(one.document is None and not one.photo for one in request.album):
        await _offer_pasted(request, request.user_id)
    else:
        await _offer_files(request, request.user_id, request.album)


async def _offer_pasted(request: Request, owner: int) -> None:
    words, text = request.texts.uploads, request.utterance.text
    try:
        upload, goes_on = await request.services.drafts.pasted(owner, text)
    except UploadRefused as error:
        await request.reply(refused_screen(error.refused, words), quoting=True)
        return
    notes = [words.goes_on if goes_on else "", words.split if is_full(text) else ""]
    warning = "\n".join(filter(None, notes))
    await request.reply(await shown(request, upload, warning=warning), quoting=True)


async def _offer_files(request: Request, owner: int, messages: Sequence[Message]) -> None:
    """Make one draft of messages, each with a file. Raises NotHeard, CallFailed."""
    day = next(filter(None, (day_in(one.caption or "") for one in messages)), "")
    sent, refused = await _fetched(request, messages)
    progress = _Progress(request, messages[0], _pictures(messages))
    drafts = request.services.drafts
    reading = drafts.receive(owner, sent, progress.began, day=day, refused=refused)
    try:
        async with standing_aside():
            upload = await progress.told(typing(request, reading))
    except UploadRefused as error:
        faint = any(one.photo for one in messages) and _is_unreadable(error.refused)
        screen = refused_screen(error.refused, request.texts.uploads, faint=faint)
    else:
        screen = await shown(request, upload)
    await progress.become(screen)


async def _fetched(
    request: Request, messages: Sequence[Message]
) -> tuple[list[SentFile], list[RefusedFile]]:
    """Fetch the files of messages; return those that came, and why others did not."""
    sent: list[SentFile] = []
    refused: list[RefusedFile] = []
    left = MOST_AT_ONCE
    for message in messages:
        name, file = _file_of(message, request.texts.uploads)
        try:
            data = await fetch_file(request, file, min(MAX_BYTES, left))
        except TooLarge:
            refused.append(too_large(name))
        except CallFailed as error:
            _LOG.warning("can't fetch a file: %s", error)
            refused.append(RefusedFile(name, Refusal.NOT_FETCHED))
        else:
            left -= len(data)
            sent.append(SentFile(name, data))
    return sent, refused


def _file_of(message: Message, words: UploadTexts) -> tuple[str, Document | PhotoSize]:
    """Return the file of a message that has one, and its name: of a photo the largest size."""
    if message.document is not None:
        return message.document.file_name or _UNNAMED, message.document
    return words.photo, max(message.photo, key=lambda size: size.width * size.height)


def _pictures(messages: Sequence[Message]) -> int | None:
    """Return how many pictures came, if nothing else did."""
    types = [one.document.mime_type or "" for one in messages if one.document is not None]
    return len(messages) if all(one.startswith(_PICTURES) for one in types) else None


def _is_unreadable(refused: Sequence[RefusedFile]) -> bool:
    return any(one.why in (Refusal.NO_STORY, Refusal.UNREADABLE) for one in refused)


class _Progress:
    """One message that tells how far a reading is, and becomes what came of it.

    There is none until the words of a picture are read. ``total`` is how many pictures there are,
    if that is known.
    """

    def __init__(self, request: Request, message: Message, total: int | None) -> None:
        self._request = request
        self._message = message
        self._total = total
        self._number = 0
        self._place: Place | None = None
        self._went_on = asyncio.Event()

    def began(self, _name: str) -> None:
        """Note that the words of one more picture are read."""
        self._number += 1
        self._went_on.set()

    async def told(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do ``work``, and tell how far it is, not too often. Raises what it raises, NotHeard."""
        working = asyncio.ensure_future(work)
        try:
            while not working.done():
                going_on = asyncio.ensure_future(self._went_on.wait())
                await asyncio.wait((working, going_on), return_when=asyncio.FIRST_COMPLETED)
                going_on.cancel()
                if self._went_on.is_set() and not working.done():
                    self._went_on.clear()
                    await self._tell()
                    await asyncio.wait((working,), timeout=self._request.services.pace)
            return await working
        finally:
            working.cancel()

    async def become(self, screen: Screen) -> None:
        """Show what came of it: in the same message, if there is one and it is still there."""
        if self._place is None or not await self._change(screen):
            await self._request.reply(screen, to=self._message)

    async def _tell(self) -> None:
        total = self._total if self._total and self._number <= self._total else None
        screen = reading_screen(self._number, total, self._request.texts.uploads)
        try:
            if self._place is None:
                self._place = await self._request.reply(screen, to=self._message)
                leave_chat()  # it may take minutes
            else:
                await self._change(screen, within=OF_USE)
        except CallFailed as error:  # what comes of it is told, however that is
            _LOG.info("how far a reading is can't be told: %s", error)

    async def _change(self, screen: Screen, within: float | None = None) -> bool:
        assert self._place is not None  # noqa: S101 (whoever calls has asked)
        return await self._request.change(screen, self._place.message_id, within)
