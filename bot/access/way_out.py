"""The way out of alerts, for words that nobody foresaw.

Whoever wants no more alerts may say so in any words. Those that are known act at once; where words
are not understood, or what they ask is not answered, the reply has a button that stops them.
"""

from bot.access.bookkeeping import beside_the_answer
from bot.access.request import Request
from bot.messages.screen import Screen
from bot.messages.wishes import with_no_more
from bot.telegram.calls import CallFailed


async def with_way_out(request: Request, screen: Screen) -> Screen:
    """Return a reply with a button that stops the chat's alerts.

    It is as it was where there are none to stop, or for those who may not.
    """
    if request.tapped or request.asked_in is not None or request.is_brief:
        return screen
    with beside_the_answer("whether a chat is sent alerts"):
        every = await request.services.subscriptions.of_chat(request.place.chat_id)
        if any(not one.paused for one in every) and await _may_stop(request):
            return with_no_more(screen, request.place.chat_id, request.texts)
    return screen


async def _may_stop(request: Request) -> bool:
    if not request.place.is_group or request.in_its_name:
        return True
    if request.user_id is None:
        return False
    try:
        return await request.services.rights.is_admin(
            request.bot, request.place.chat_id, request.user_id
        )
    except CallFailed:
        return False
