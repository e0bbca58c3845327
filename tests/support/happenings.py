"""What happens to a chat while a call to it is in flight.

Each function takes the world, the chat and the call, and returns whether it could be done: only a
group becomes a supergroup, only a topic that exists is closed. The chat's creator does it.
"""

from bot.preview.model import Chat, ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.server import Call
from bot.preview.world import World


def shut_out(world: World, chat: Chat, _call: Call) -> bool:
    """Have the bot blocked by the user, or removed from the group or channel."""
    owner = _owner(world, chat)
    if chat.kind is ChatKind.PRIVATE:
        owner.blocks()
    else:
        owner.removes(world.bot)
    return True


def deactivate(world: World, chat: Chat, _call: Call) -> bool:
    """Delete the user's account."""
    private = chat.kind is ChatKind.PRIVATE
    if private:
        _owner(world, chat).deactivates()
    return private


def migrate(world: World, chat: Chat, _call: Call) -> bool:
    """Migrate the group to a supergroup."""
    still_group = chat.kind is ChatKind.GROUP and chat.migrated_to is None
    if still_group:
        _owner(world, chat).migrates()
    return still_group


def close_topic(world: World, chat: Chat, call: Call) -> bool:
    """Close the topic that the call is meant for."""
    thread = call.parameters.integer("message_thread_id")
    if thread not in chat.topics or thread in chat.closed_topics:
        return False
    _owner(world, chat).closes(thread)
    return True


def delete_topic(world: World, chat: Chat, call: Call) -> bool:
    """Delete the topic that the call is meant for."""
    thread = call.parameters.integer("message_thread_id")
    if thread not in chat.topics:
        return False
    _owner(world, chat).deletes(thread)
    return True


def _owner(world: World, chat: Chat) -> Participant:
    """Return the chat's creator, or the user of a private chat, who stands first in it."""
    creators = (user_id for user_id, status in chat.members.items() if status is Status.CREATOR)
    return Participant(world, chat, world.users[next(creators, next(iter(chat.members)))])
