"""Drafts of what admins sent in private chat: shown page by page, and decided on by buttons."""

from datetime import date
from typing import get_args

from bot.access.admins import check_bot_admin, is_bot_admin
from bot.access.desk import with_way_back
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.taps import on_tap
from bot.access.uploads import listed, shown
from bot.messages.calendar import is_month, month_of
from bot.messages.screen import Screen
from bot.messages.uploads import published_screen, publishing_screen
from bot.messages.uploads_keys import (
    AskLabel,
    ListPages,
    OnStory,
    OnUpload,
    PickDay,
    PickPaper,
    ShowStories,
    StateDay,
    StatePaper,
    StoryAct,
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
from bot.model.uploads import EditKind, Upload, UploadState
from bot.services.uploads.drafts import TooLate, UploadGone

_PUBLISHING = frozenset({UploadAct.PUBLISH, UploadAct.REPLACE})
_AT_ONCE = 10  # pages that are published in no time; more take a tenth of a second each


async def decide(request: Request, key: UploadKey) -> None:
    """Do what a button under an upload stands for, and say so in the message.

    Raises NotAllowed for anybody but who sent it, and for what can't be done any more.
    """
    words, drafts = request.texts.uploads, request.services.drafts
    check_bot_admin(request)
    try:
        upload = await drafts.get(key.upload_id, request.user_id or 0)
        match key:
            case PickDay() | PickPaper() | AskLabel() | StatePaper(paper=0):
                await _offer_choice(request, upload, key)
                return
            case _:
                upload = await _done(request, upload, key)
        await _change(request, await _changed(request, upload, key))
    except UploadGone:
        raise NotAllowed(words.gone) from None
    except TooLate:
        await _change(request, published_screen(upload, request.texts, undo=False))
        raise NotAllowed(words.too_late) from None


async def _done(request: Request, upload: Upload, key: UploadKey) -> Upload:
    """Do what a button stands for with an upload; return it. Raises UploadGone, TooLate."""
    drafts = request.services.drafts
    match key:
        case OnUpload():
            return await _decided(request, upload, key.act)
        case OnStory():
            return await _edited(request, upload, key)
        case StateDay(day=number):
            return await drafts.state_day(upload, _day(number, request.texts.uploads), key.page)
        case StatePaper(paper=paper):
            return await _state_paper(request, upload, paper)
        case _:
            return upload


async def _decided(request: Request, upload: Upload, act: UploadAct) -> Upload:
    drafts = request.services.drafts
    match act:
        case UploadAct.DROP:
            return await drafts.drop(upload)
        case UploadAct.TAKE_BACK:
            return await drafts.take_back(upload)
        case UploadAct.PUBLISH | UploadAct.REPLACE:
            if len(upload.pages) > _AT_ONCE and upload.state is UploadState.DRAFT:
                await _change(request, publishing_screen(upload, request.texts.uploads))
            return await drafts.publish(upload, replacing=act is UploadAct.REPLACE)


async def _edited(request: Request, upload: Upload, key: OnStory) -> Upload:
    drafts = request.services.drafts
    if key.act is StoryAct.UNDO:
        return await drafts.take_back_edit(upload, key.page, key.line)
    kind = EditKind.DROP if key.act is StoryAct.DROP else EditKind.JOIN
    return await drafts.edit(upload, key.page, kind, key.line)


async def _change(request: Request, screen: Screen) -> None:
    """Show a screen in the tapped message, which keeps its way back to the desk if it has one."""
    await request.change(with_way_back(request, screen))


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
        await request.reply(await shown(request, upload, page), quoting=True)
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
            to_show = month if is_month(month) else month_of(request.services.drafts.today())
            await _change(request, days_screen(upload, key.page, to_show, texts))
        case PickPaper():
            papers = await request.services.drafts.papers()
            await _change(request, papers_screen(upload, key.page, papers, texts))
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


async def _changed(request: Request, upload: Upload, key: UploadKey) -> Screen:
    """Return what the message shows after a tap."""
    match key:
        case OnUpload():
            return await shown(request, upload, found=await _is_found(request, key.act))
        case ListPages() if upload.state is UploadState.DRAFT:
            return await listed(request, upload)
        case ListPages():
            return await shown(request, upload)
        case ShowStories(page=page, start=start):
            return await shown(request, upload, page, start=start)
        case OnStory(page=page, line=line):
            return await shown(request, upload, page, line=line)
        case _:
            return await shown(request, upload, key.page)


async def _is_found(request: Request, act: UploadAct) -> bool:
    """Wait, not for long, until questions find what was published; return whether they do."""
    is_found = request.services.is_found
    return act not in _PUBLISHING or is_found is None or await is_found()


BUTTONS = tuple(on_tap(kind, decide) for kind in get_args(UploadKey))
