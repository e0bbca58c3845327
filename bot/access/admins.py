"""The bot's own admins: what they alone may do, in private chat."""

from bot.access.request import Request
from bot.access.rights import NotAllowed


def is_bot_admin(request: Request) -> bool:
    """Return whether one of the bot's admins asks, in private chat."""
    return request.user_id in request.services.admins and not request.place.is_group


def check_bot_admin(request: Request) -> None:
    """Raise NotAllowed unless one of the bot's admins asks, in private chat."""
    if not is_bot_admin(request):
        raise NotAllowed(request.texts.button_unknown)


async def say_unknown_command(request: Request) -> None:
    """Reply that there is no such command."""
    await request.say(request.texts.unknown_command)


async def refuse_command(request: Request) -> None:
    """Reply to an admin in a group that it works in private chat; to others that there is none."""
    if request.user_id in request.services.admins:
        await request.say(request.texts.for_private_chat)
    else:
        await say_unknown_command(request)
