"""/desk, for the bot's admins in private: what waits for them, a list for each subject."""

from typing import get_args

from bot.access.admins import check_bot_admin
from bot.access.desk import desk_list, opened_on_desk, show_list_again, with_way_back
from bot.access.intents import Intent
from bot.access.request import Request
from bot.access.taps import on_tap
from bot.messages.desk import replacing_screen
from bot.messages.desk_keys import (
    DeskKey,
    DeskSubject,
    OpenOnDesk,
    PageSeen,
    ReplaceFormer,
    ShowDesk,
    WriteNotice,
)
from bot.services.desk import PageGone

_COMMANDS = {Intent.STATUS: DeskSubject.STATUS, Intent.FEEDBACK: DeskSubject.ERRORS}


async def desk(request: Request) -> None:
    """Show what waits, or what a command of its own asks for."""
    subject = _COMMANDS.get(request.utterance.intent, DeskSubject.ALL)
    await request.reply(await desk_list(request, ShowDesk(subject)))


async def turn(request: Request, key: DeskKey) -> str | None:
    """Show a list of the desk, or what is opened from one, in its own message.

    Return what the tap is answered, None for no words. Raises NotAllowed.
    """
    check_bot_admin(request)
    match key:
        case ShowDesk():
            await request.change(await desk_list(request, key))
        case OpenOnDesk():
            screen = await opened_on_desk(request, key)
            if screen is None:
                return request.texts.desk.gone
            await request.change(screen)
        case PageSeen(page_id=page_id):
            await request.services.desk.seen(page_id)
            await show_list_again(request)
            return request.texts.desk.was_seen
        case ReplaceFormer():
            return await _replace(request, key)
        case WriteNotice():
            await request.ask_back(request.texts.desk.write_how)
    return None


async def _replace(request: Request, key: ReplaceFormer) -> str | None:
    """Replace a former page, or ask whether to; return what the tap is answered, None to ask."""
    texts, page_id = request.texts, key.page_id
    try:
        if key.sure:
            await request.services.desk.replace(page_id)
            await show_list_again(request)
            return texts.desk.replaced
        found = await request.services.desk.page(page_id)
    except PageGone:
        return texts.desk.gone
    if found.former is None:
        return texts.desk.gone
    screen = replacing_screen(found.page, found.former, texts)
    await request.change(with_way_back(request, screen))
    return None


BUTTONS = tuple(on_tap(kind, turn) for kind in get_args(DeskKey))
