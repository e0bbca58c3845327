"""Pages that admins of the bot send it in private chat: read, shown, and decided on by buttons."""

import logging
from datetime import date

from telegram import Document, Message
from telegram.error import NetworkError

from bot.access.admins import check_bot_admin, is_bot_admin
from bot.access.fetching import TooLarge, fetch_document
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.calendar import is_month, month_of
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.uploads import (
    draft_screen,
    published_screen,
    publishing_screen,
    refused_screen,
    taken_back_screen,
)
from bot.messages.uploads_keys import (
    AskLabel,
    OnUpload,
    PickDay,
    PickPaper,
    StateDay,
    StatePaper,
    UploadAct,
    UploadKey,
)
from bot.messages.uploads_state import (
    LONGEST,
    Asked,
    ask_text,
    asked_of,
    days_screen,
    papers_screen,
    said_name,
)
from bot.messages.uploads_texts import UploadTexts
from bot.model.uploads import Refusal, RefusedFile, Unpacked, Upload, UploadRefused, UploadState
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
            case OnUpload(UploadAct.PUBLISH | UploadAct.REPLACE):
                if len(upload.pages) > _AT_ONCE and upload.state is UploadState.DRAFT:
                    await request.change(publishing_screen(upload, words))
                replacing = key.act is UploadAct.REPLACE
                upload = await drafts.publish(upload, replacing=replacing)
            case OnUpload(UploadAct.DROP):
                upload = await drafts.drop(upload)
            case OnUpload(UploadAct.TAKE_BACK):
                upload = await drafts.take_back(upload)
            case PickDay() | PickPaper() | AskLabel() | StatePaper(paper=0):
                await _offer_choice(request, upload, key)
                return
            case StateDay(day=number):
                upload = await drafts.state_day(upload, _day(number, words))
            case StatePaper(paper=paper):
                upload = await _state_paper(request, upload, paper)
            case _:
                pass
        page = 0 if isinstance(key, OnUpload) else key.page
        await request.change(await _screen(request, upload, page))
    except UploadGone:
        raise NotAllowed(words.gone) from None
    except TooLate:
        await request.change(published_screen(upload, request.texts, undo=False))
        raise NotAllowed(words.too_late) from None


async def stated(request: Request) -> None:
    """Keep the name that was replied to `decide`, and show the draft with it."""
    words, drafts, replied = request.texts.uploads, request.services.drafts, request.replied
    asked = asked_of(replied.text or "") if replied is not None else None
    if asked is None or not is_bot_admin(request):
        return
    what, number, page = asked
    name = said_name(request.utterance.words)
    if name is None:
        await request.say(words.not_stated.format(most=LONGEST))
        return
    try:
        upload = await drafts.get(number, request.user_id or 0)
        if what is Asked.PAPER:
            upload = await drafts.state_paper(upload, name)
        else:
            upload = await drafts.state_label(upload, page, name)
        await request.reply(await _screen(request, upload, page), quoting=True)
    except UploadGone:
        await request.say(words.gone)


async def _offer_choice(
    request: Request, upload: Upload, key: PickDay | PickPaper | AskLabel | StatePaper
) -> None:
    """Show what can be chosen, or ask for a name. Raises NotAllowed, UploadGone."""
    texts = request.texts
    if upload.state is not UploadState.DRAFT or key.page >= len(upload.pages):
        raise UploadGone
    match key:
        case PickDay(month=month):
            shown = month if is_month(month) else month_of(request.services.drafts.today())
            await request.change(days_screen(upload, key.page, shown, texts))
        case PickPaper():
            papers = await request.services.drafts.papers()
            await request.change(papers_screen(upload, key.page, papers, texts))
        case AskLabel():
            await request.ask_back(ask_text(Asked.LABEL, upload.id, key.page, texts))
        case StatePaper():
            await request.ask_back(ask_text(Asked.PAPER, upload.id, key.page, texts))


async def _state_paper(request: Request, upload: Upload, key: int) -> Upload:
    drafts = request.services.drafts
    name = (await drafts.papers()).get(key)
    return upload if name is None else await drafts.state_paper(upload, name)


def _day(number: int, words: UploadTexts) -> date:
    """Return the day of a number yyyymmdd. Raises NotAllowed where there is none such."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        raise NotAllowed(words.gone) from None


async def _screen(request: Request, upload: Upload, page: int = 0, warning: str = "") -> Screen:
    words, drafts = request.texts.uploads, request.services.drafts
    match upload.state:
        case UploadState.DRAFT:
            reading = await drafts.read(upload, page)
            return draft_screen(
                *(upload, page, reading, request.texts),
                today=drafts.today(),
                meant=await drafts.meant(upload, page),
                warning=warning,
            )
        case UploadState.PUBLISHED:
            return published_screen(upload, request.texts, undo=drafts.can_be_taken_back(upload))
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
