"""Who is played on the page, and the chats where they meet the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.preview.model import PRESENT, Chat, ChatKind, Status, User
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.world import World

TOPICS = ("食品", "民生")
CHANNEL = "jinrikuaixun"  # by which /subscribe @channel finds it


@dataclass(frozen=True, slots=True)
class Cast:
    """A reader and an admin of the bot, and the world that they are in."""

    world: World
    reader_id: int
    admin_id: int

    @classmethod
    def gathered(cls, world: World) -> Self:
        """Add the two to the world: alone with the bot, in a group, a forum and a channel.

        And in a group that the bot is not in, where it may be asked as a guest.

        The same ids are given in every new world, so that a bot which remembers them is right.
        """
        reader, admin = person(world, "小李", "xiaoli"), person(world, "王编辑", "bianji")
        for user in (reader, admin):
            private(world, user)
        gathering(world, ChatKind.GROUP, "读报群", admin).joined_by(reader)
        forum = gathering(world, ChatKind.SUPERGROUP, "街坊论坛", admin, is_forum=True)
        forum.joined_by(reader)
        for name in TOPICS:
            forum.topic(name)
        channel = gathering(
            *(world, ChatKind.CHANNEL, "今日快讯", admin),
            username=CHANNEL,
            bot_is=Status.ADMINISTRATOR,
        )
        channel.joined_by(reader)
        guests = gathering(world, ChatKind.SUPERGROUP, "邻里群", admin, bot_is=Status.LEFT)
        guests.joined_by(reader)
        world.guest_mode = True
        world.updates.drop()  # the topics are there already when the bot comes
        return cls(world, reader.id, admin.id)

    @property
    def reader(self) -> User:
        """Whoever reads and asks, as they are now."""
        return self.world.users[self.reader_id]

    @property
    def admin(self) -> User:
        """Whoever is an admin of the bot, and of every chat here, as they are now."""
        return self.world.users[self.admin_id]

    @property
    def people(self) -> Mapping[int, User]:
        """Who can be played, by id."""
        return {user.id: user for user in (self.reader, self.admin)}

    def chats(self, viewer: User) -> list[Chat]:
        """Return the chats that the person is in, oldest first; a group that grew is left out."""
        return [
            chat
            for chat in self.world.chats.values()
            if chat.members.get(viewer.id) in PRESENT and chat.migrated_to is None
        ]

    def at(self, user_id: int | None, chat_id: int | None) -> Participant:
        """Return the person in that chat. Raises LookupError if nobody such is there."""
        viewer = self.people.get(user_id or 0)
        for chat in self.chats(viewer) if viewer else ():
            if viewer and chat.id == chat_id:
                return Participant(self.world, chat, viewer)
        raise LookupError(f"nobody {user_id} in a chat {chat_id}")
