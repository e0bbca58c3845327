"""What becomes of chats: the bot is let in or shut out, a group becomes a supergroup."""

import time

from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import BaseHandler, ContextTypes

from bot.store.chats import mark_away, mark_back, move_chat
from bot.store.outbox import fail_chat
from retrieval.store.database import Database

_Context = ContextTypes.DEFAULT_TYPE
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Membership(BaseHandler[Update, _Context, None]):
    """Keeps in step with what the bot is in chats, and with the ids that these have.

    A chat that shut the bot out gets nothing that waits for it, and nothing new; what it subscribed
    to stays as it is, and goes on when it lets the bot in again.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(self._act)
        self._database = database

    def check_update(self, update: object) -> bool:
        """Tell whether this tells of the bot's own membership, or of a group that moves."""
        if not isinstance(update, Update):
            return False
        message = update.message
        moves = message and (message.migrate_to_chat_id or message.migrate_from_chat_id)
        return update.my_chat_member is not None or bool(moves)

    async def _act(self, update: Update, _context: _Context) -> None:
        async with self._database.transaction() as connection:
            if update.my_chat_member is not None:
                chat, now = update.my_chat_member.chat, int(time.time())
                if _is_out(update.my_chat_member.new_chat_member):
                    private = chat.type == ChatType.PRIVATE
                    reason = "blocked by the user" if private else f"removed from the {chat.type}"
                    await mark_away(connection, chat.id, reason, now)
                    await fail_chat(connection, chat.id, reason, now=now)
                else:
                    await mark_back(connection, chat.id)
            elif (message := update.message) is not None:
                if message.migrate_to_chat_id is not None:
                    await move_chat(connection, message.chat.id, message.migrate_to_chat_id)
                elif message.migrate_from_chat_id is not None:
                    await move_chat(connection, message.migrate_from_chat_id, message.chat.id)


def _is_out(member: ChatMember) -> bool:
    """Tell whether who is this can't read or write any more."""
    restricted = member.status == ChatMemberStatus.RESTRICTED
    return member.status in _OUT or (restricted and not getattr(member, "is_member", True))
