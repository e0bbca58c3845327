"""A person in a chat: whatever they do there reaches the bot as Telegram would tell it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.preview import membership
from bot.preview.limits import GENERAL_TOPIC
from bot.preview.model import Status, User
from bot.preview.shapes import topic_created, user_shape
from bot.preview.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Participant(Speaker):
    """A user in a chat, who talks, and does what its members and admins do."""

    def joined_by(self, user: User, status: Status = Status.MEMBER) -> "Participant":
        """Add another user to the chat, without an update."""
        self.chat.members[user.id] = status
        return Participant(self.world, self.chat, user)

    def speaks(self, language: str) -> "Participant":
        """Choose another language for the app, by its code; return who this is from then on."""
        user = replace(self.user, language_code=language)
        self.world.users[user.id] = user
        self.world.changes.tell()
        return replace(self, user=user)

    def blocks(self) -> None:
        """Block the bot, in private chat."""
        self._change(self.world.bot, Status.KICKED)

    def unblocks(self) -> None:
        """Start the bot again."""
        self._change(self.world.bot, Status.MEMBER)

    def deactivates(self) -> None:
        """Delete this user's account: no bot is told."""
        self.chat.closed = "user is deactivated"

    def adds(self, user: User) -> "Participant":
        """Add somebody, or the bot, to the group or channel."""
        self._change(user, Status.MEMBER)
        if self.chat.is_group:
            self.announce({"new_chat_members": [user_shape(user)]})
        return Participant(self.world, self.chat, user)

    def removes(self, user: User) -> None:
        """Remove somebody, or the bot, for good; whoever removes themselves leaves."""
        if self.chat.is_group:
            self.announce({"left_chat_member": user_shape(user)})
        self._change(user, Status.LEFT if user == self.user else Status.KICKED)

    def promotes(
        self, user: User, *, without: Iterable[str] = (), anonymous: bool = False
    ) -> "Participant":
        """Make somebody an admin, with all rights but those named (``can_post_messages``, …)."""
        membership.appoint(
            self.world,
            self.chat,
            user,
            self.user,
            without=frozenset(without),
            anonymous=anonymous,
        )
        return Participant(self.world, self.chat, user)

    def demotes(self, user: User) -> None:
        """Make an admin a member like any other."""
        self._change(user, Status.MEMBER)

    def migrates(self) -> "Participant":
        """Turn the group into a supergroup; return who did it there.

        Two service messages tell of it, one in the old chat and one in the new.
        """
        new = membership.migrated(self.world, self.chat, self.user)
        there = Participant(self.world, new, self.user)
        self.announce({"migrate_to_chat_id": new.id})
        there.announce({"migrate_from_chat_id": self.chat.id}, speaking_as=new)
        return there

    def topic(self, name: str) -> int:
        """Create a topic in a forum; return its thread id, that of the message telling of it."""
        created = self._message()
        self.chat.topics[created.id] = name
        return self._send(replace(created, thread=created.id, service=topic_created(name))).id

    def closes(self, thread: int = GENERAL_TOPIC) -> None:
        """Close a topic of the forum."""
        self.chat.closed_topics.add(thread)
        self._announce_topic("forum_topic_closed", thread)

    def reopens(self, thread: int = GENERAL_TOPIC) -> None:
        """Reopen a topic of the forum."""
        self.chat.closed_topics.discard(thread)
        self._announce_topic("forum_topic_reopened", thread)

    def deletes(self, thread: int) -> None:
        """Delete a topic with all its messages: no bot is told."""
        del self.chat.topics[thread]
        self.chat.closed_topics.discard(thread)
        for message in list(self.chat.messages.values()):
            if message.thread == thread:
                del self.chat.messages[message.id]
        self.world.changes.tell()

    def _announce_topic(self, event: str, thread: int) -> None:
        self.announce({event: {}}, None if thread == GENERAL_TOPIC else thread)

    def _change(self, user: User, status: Status) -> None:
        membership.change(self.world, self.chat, user, status, self.user)
