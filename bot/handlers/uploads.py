"""Pages that admins of the bot send it in private chat: read, shown, and decided on by buttons."""

import logging

from telegram import Document, Message
from telegram.error import NetworkError

from bot.access.admins import check_bot_admin, is_bot_admin
from bot.access.fetching import TooLarge, fetch_document
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.uploads import (
    draft_screen,
    published_screen,
    publishing_screen,
    refused_screen,
    taken_back_screen,
)
from bot.messages.uploads_keys import OnUpload, ShowUpload, UploadAct, UploadKey
from bot.model import Refusal, RefusedFile, Unpacked, Upload, UploadRefused, UploadState
from bot.services.uploads.drafts import TooLate, UploadGone
from bot.services.uploads.pasting import is_full
from bot.services.uploads.unpacking import MAX_BYTES, day_in, foreign, too_large, unpacked

_LOG = logging.getLogger(__name__)
_UNNAMED = "未命名.txt"
_AT_ONCE = 10  # pages that are published in no time; more take a tenth of a second each


async def offer(request: Request) -> None:
    """Show what can be read of a document or of pasted text, and offer to publish it."""
    words, message = request.texts.uploads, request.message
    if request.user_id is None or not is_bot_admin(request):
        await request.say(words.not_admin.format(id=request.user_id or "-"))
        return
    document = message.document if isinstance(message, Message) else None
    warning = ""
    try:
        if document is None and not request.utterance.text:
            raise UploadRefused(RefusedFile(words.photo, Refusal.IMAGE))  # noqa: TRY301
        if document is None:
            text = request.utterance.text
            upload, goes_on = await request.services.drafts.pasted(request.user_id, text)
            notes = [words.goes_on if goes_on else "", words.split if is_full(text) else ""]
            warning = "\n".join(filter(None, notes))
        else:
            found = await _sent(request, document)
            upload = await request.services.drafts.keep(request.user_id, found)
    except UploadRefused as error:
        await request.reply(refused_screen(error.refused, words), quoting=True)
        return
    await request.reply(await _screen(request, upload, warning=warning), quoting=True)


async def decide(request: Request, key: UploadKey) -> None:
    """Do what a button under an upload stands for, and say so in the message.

    Raises NotAllowed for anybody but who sent it, and for what can't be done any more.
    """
    words, drafts = request.texts.uploads, request.services.drafts
    check_bot_admin(request)
    try:
        upload = await drafts.get(key.upload_id, request.user_id or 0)
        match key:
            case OnUpload(UploadAct.PUBLISH):
                if len(upload.pages) > _AT_ONCE and upload.state is UploadState.DRAFT:
                    await request.change(publishing_screen(upload, words))
                upload = await drafts.publish(upload)
            case OnUpload(UploadAct.DROP):
                upload = await drafts.drop(upload)
            case OnUpload(UploadAct.TAKE_BACK):
                upload = await drafts.take_back(upload)
        page = key.page if isinstance(key, ShowUpload) else 0
        await request.change(await _screen(request, upload, page))
    except UploadGone:
        raise NotAllowed(words.gone) from None
    except TooLate:
        await request.change(published_screen(upload, words, undo=False))
        raise NotAllowed(words.too_late) from None


async def _screen(request: Request, upload: Upload, page: int = 0, warning: str = "") -> Screen:
    words, drafts = request.texts.uploads, request.services.drafts
    match upload.state:
        case UploadState.DRAFT:
            reading = await drafts.read(upload, page)
            return draft_screen(upload, page, reading, request.texts, warning)
        case UploadState.PUBLISHED:
            return published_screen(upload, words, undo=drafts.can_be_taken_back(upload))
        case UploadState.DROPPED:
            return Screen(plain(words.dropped))
        case UploadState.TAKEN_BACK:
            return taken_back_screen(upload, words)


async def _sent(request: Request, document: Document) -> Unpacked:
    """Fetch a document and unpack it. Raises UploadRefused, and TelegramError."""
    name = document.file_name or _UNNAMED
    if refused := foreign(name):
        raise UploadRefused(refused)
    caption = request.message.caption if isinstance(request.message, Message) else None
    try:
        data = await fetch_document(request, document, MAX_BYTES)
    except TooLarge:
        raise UploadRefused(too_large(name)) from None
    except NetworkError as error:
        _LOG.warning("can't fetch a document: %s", error.message)
        raise UploadRefused(RefusedFile(name, Refusal.NOT_FETCHED)) from None
    return await unpacked(name, data, day_in(caption or ""))
