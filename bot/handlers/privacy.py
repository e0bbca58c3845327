"""/privacy and /forget: what is kept of a person, and deleting it."""

from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.taps import TapKind, on_tap
from bot.messages.markup import plain
from bot.messages.privacy import forget_screen
from bot.messages.screen import Screen
from bot.messages.settings_keys import Forget
from bot.store.questions import KEPT_DAYS


async def privacy(request: Request) -> None:
    """Explain what is kept, and for how long."""
    words = request.texts.people
    await request.say(words.privacy.format(days=KEPT_DAYS, forget=request.command("forget")))


async def forget(request: Request) -> None:
    """Ask whether all that is kept of the person is to be deleted."""
    words, user_id = request.texts.people, request.user_id
    if user_id is None or request.in_its_name:
        await request.say(words.forget_whom)
        return
    await request.reply(forget_screen(user_id, words))


async def confirm(request: Request, key: Forget) -> None:
    """Delete it, or not, and say so in the message. Raises NotAllowed for anybody else."""
    words = request.texts.people
    if request.user_id != key.user_id:
        raise NotAllowed(words.not_yours)
    text = words.kept
    if key.wanted:
        count = await request.services.privacy.person(key.user_id)
        text = words.forgotten.format(subscriptions=count)
    await request.change(Screen(plain(text)))


BUTTONS = (on_tap(Forget, confirm, TapKind.OWED),)
