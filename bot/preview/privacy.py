"""Which messages of a group a bot gets to see, and which it gets from chats of others.

https://core.telegram.org/bots/features#privacy-mode: with privacy mode on, a bot that is no admin
sees commands meant for it, commands meant for nobody in particular unless another bot spoke last,
replies to its messages, mentions of its name, what is sent through it (inline), and service
messages.
"""

from bot.preview.entities import stretch
from bot.preview.model import ADMINS, PRESENT, Chat, ChatKind, Message
from bot.preview.world import World


def hears(world: World, chat: Chat, message: Message) -> bool:
    """Return whether the bot gets this message of another."""
    status = chat.members.get(world.bot.id)
    if message.sender == world.bot or status not in PRESENT:
        return False
    if chat.kind is ChatKind.PRIVATE or status in ADMINS or message.service is not None:
        return True
    if _is_a_bots(message):
        return False
    return not world.privacy or message.via_bot or _addressed(world, chat, message)


def summoned(world: World, chat: Chat, message: Message) -> bool:
    """Return whether a message asks the bot in a chat that it is not in (guest mode)."""
    return (
        world.guest_mode
        and chat.is_group
        and chat.members.get(world.bot.id) not in PRESENT
        and message.service is None
        and message.edited is None
        and not message.via_bot
        and not _is_a_bots(message)
        and _mentioned(world, message)
    )


def _addressed(world: World, chat: Chat, message: Message) -> bool:
    replied = chat.messages.get(message.reply_to or 0)
    if replied is not None and replied.sender == world.bot:
        return True
    if _mentioned(world, message):
        return True
    name = f"@{world.bot.username}".lower()
    for entity in message.content.entities:
        marked = stretch(message.text, entity).lower()
        if entity.type == "bot_command" and entity.offset == 0:
            if "@" not in marked:
                return _spoke_last(world, chat)
            if marked.endswith(name):
                return True
    return False


def _mentioned(world: World, message: Message) -> bool:
    name = f"@{world.bot.username}".lower()
    return any(
        entity.type == "mention" and stretch(message.text, entity).lower() == name
        for entity in message.content.entities
    )


def _spoke_last(world: World, chat: Chat) -> bool:
    bots = [message.sender for message in chat.messages.values() if _is_a_bots(message)]
    return not bots or bots[-1] == world.bot


def _is_a_bots(message: Message) -> bool:
    """Return whether a bot wrote it: who speaks for a chat is none, though one stands for them."""
    return message.sender is not None and message.sender.is_bot and message.sender_chat is None
