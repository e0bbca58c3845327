"""A town whose people wish the bot ill, or do not know what they do.

Each chat has a **mark**, a word that is said nowhere else: whoever else is shown it was shown what
is another's. A reader and one of the bot's admins do nothing. What is theirs must stay as it is, as
must what a group and a channel have whose only admin is that reader.

Everything is done by the dice that the town is given.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.preview.model import ADMINS, Chat, ChatKind, Status, User
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.world import World
from tests.soak import noise, shapes

MARK = re.compile(r"qz[0-9]{4}x")
CHANNEL = "hewan_news"
_LANGUAGES = ("zh-hans", "zh-hant", "en", "", "xx", "pt-br")
_TITLES = (*noise.NAMES[:6], "河湾晚报")  # the last is the bot's own name
_PEOPLE = 14


@dataclass
class Town:
    """The people in their chats.

    ``admin`` is one of the bot's, who tries what others try. Of the ``quiet`` the first is the
    other admin, the next the reader in private, in the group and in the channel.
    """

    world: World
    dice: random.Random
    marks: dict[int, str] = field(default_factory=dict)
    folk: list[Participant] = field(default_factory=list)
    quiet: list[Participant] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Add everybody to the town."""
        people = [
            person(self.world, noise.NAMES[at % len(noise.NAMES)], language=self._language())
            for at in range(_PEOPLE)
        ]
        self.admin = self._at_home(private(self.world, person(self.world, "站长")))
        self.folk += [self._at_home(private(self.world, one)) for one in people]
        for at, title in enumerate(_TITLES):
            kind = (ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL)[at % 3]
            self.folk += self._gathered(kind, title, people[at : at + 6], is_forum=at == 1)
        reader = person(self.world, "旁人")
        self.quiet += [
            self._at_home(private(self.world, person(self.world, "副站长"))),
            self._at_home(private(self.world, reader)),
        ]
        for kind in (ChatKind.SUPERGROUP, ChatKind.CHANNEL):
            owner, *members = self._gathered(kind, "读报", [reader, *people], is_forum=False)
            self.quiet.append(owner)
            self.folk += members

    def happens(self) -> None:
        """Do one thing; it may lead to no update, or to several."""
        (what,) = self.dice.choices(*_HAPPENINGS)
        what(self, self.dice.choice((*self.folk, *self.folk, self.admin)))

    def may_see(self, chat: Chat, user: User | None) -> set[str]:
        """Return the marks that may be shown in a chat (to a user, if to nobody else).

        The bot's own admins may see what people ask.
        """
        if user is None and chat.kind is ChatKind.PRIVATE:
            user = self.world.users[chat.id]
        seen = {self.marks[chat.id]}
        if user is None:
            return seen
        if user == self.admin.user:
            return set(self.marks.values())
        channels = (one for one in self.world.chats.values() if _is_channel(one))
        return seen | {self.marks[one.id] for one in channels if _is_admin(one, user)}

    def says(self, who: Participant) -> None:
        """Send a text, often in reply, in a topic, or in another's name."""
        dice, chat = self.dice, who.chat
        said = noise.text(dice)
        if dice.random() < _SOME:
            mark = self.marks[chat.id]
            said = dice.choice(
                (f"/subscribe {mark}|桥", f"{mark} 在哪", f"/search {mark}", f"/unsubscribe {mark}")
            )
        heard = list(chat.messages.values())[-20:]
        reply_to = dice.choice(heard) if heard and dice.random() < _SOME else None
        speaking_as = None
        if chat.is_group and dice.random() < _FEW:
            channel = next(one for one in self.world.chats.values() if _is_channel(one))
            speaking_as = chat if _is_admin(chat, who.user) else channel
        thread = dice.choice(tuple(chat.topics)) if chat.topics and reply_to is None else None
        who.say(said, reply_to=reply_to, thread=thread, speaking_as=speaking_as)

    def edits(self, who: Participant) -> None:
        """Change what was said."""
        own = [one for one in who.chat.messages.values() if one.sender == who.user and one.text]
        if own:
            who.edit(self.dice.choice(own[-5:]), noise.text(self.dice))

    def taps(self, who: Participant) -> None:
        """Tap a button that is there; of another's, too, and of weeks ago."""
        shown = [one for one in who.from_bot() if one.buttons]
        if shown:
            message = self.dice.choice(shown)
            who.press_data(message, self.dice.choice(message.buttons).data or "")

    def forges(self, who: Participant) -> None:
        """Send as a tap what no button there says, or what one somewhere else does."""
        shown, dice = who.from_bot(), self.dice
        if not shown:
            return
        others = [
            button.data or ""
            for chat in dice.sample(list(self.world.chats.values()), 3)
            for message in list(chat.messages.values())[-30:]
            for button in message.buttons
        ]
        data = noise.key(dice, tuple(self.world.chats))
        if others and dice.random() < _HALF:
            data = dice.choice(others)
            data = noise.altered(dice, data) if dice.random() < _SOME else data
        if who.user == self.admin.user and data.startswith("b"):
            return  # an admin may send another's notice
        if dice.random() < _FEW:
            press = who.press_data(dice.choice(shown), "")
            self._add(shapes.old_press(self.world, who.chat, who.user, press.id, data))
        else:
            who.press_data(dice.choice(shown), data)

    def uploads(self, who: Participant) -> None:
        """Send a document, a photo or a sticker."""
        dice = self.dice
        match dice.randrange(6):
            case 0:
                who.photo(noise.text(dice)[:1024])
            case 1:
                who.sticker()
            case _:
                data = dice.choice(
                    (
                        b"",
                        b"\xff\xfe",
                        b"PK\x03\x04",
                        _PAGE,
                        noise.text(dice).encode("utf-8", "replace"),
                    )
                )
                name = dice.choice(noise.FILES)
                caption = dice.choice(("", "/import", noise.command(dice)[:1024]))
                who.upload(name, data, caption=caption)

    def types(self, who: Participant) -> None:
        """Type an inline query."""
        offset = self.dice.choice(("", "", "50", "-1", "x", "9" * 20, "\x00"))
        who.inline(self.dice.choice(("", noise.text(self.dice)[:256], "桥")), offset)

    def odd(self, who: Participant) -> None:
        """Send a message that has something odd about it."""
        said = noise.text(self.dice)
        self._add(shapes.odd(self.dice, self.world, who.chat, who.user, said))

    def rare(self, who: Participant) -> None:
        """Do something that the bot has no use for."""
        self._add(shapes.rare(self.dice, self.world, who.chat, who.user))

    def changes(self, who: Participant) -> None:
        """Change who is in a chat and as what: members, admins, the bot; or delete a message."""
        dice, chat, bot = self.dice, who.chat, self.world.bot
        other = dice.choice(self.folk).user
        match dice.randrange(7):
            case 0 if chat.kind is ChatKind.PRIVATE:
                who.blocks()
                who.unblocks()
            case 1 if chat.is_group:
                who.adds(other)
            case 2 if chat.messages:
                del chat.messages[dice.choice(tuple(chat.messages))]
            case _ if not _is_admin(chat, who.user):
                pass
            case 3:
                who.removes(bot)
                self._let_in(who)
            case 4 if chat.is_group and chat.members.get(other.id) is Status.MEMBER:
                who.removes(other)
            case 5 if chat.is_group:
                who.promotes(other, anonymous=dice.random() < _HALF)
            case 6 if chat.is_group:
                who.demotes(other)

    def _let_in(self, who: Participant) -> None:
        if who.chat.kind is ChatKind.CHANNEL:
            who.promotes(self.world.bot)
        else:
            who.adds(self.world.bot)

    def _gathered(
        self, kind: ChatKind, title: str, people: list[User], *, is_forum: bool
    ) -> list[Participant]:
        channel = kind is ChatKind.CHANNEL
        owner = gathering(
            self.world,
            kind,
            title,
            people[0],
            username=CHANNEL if channel and title == _TITLES[2] else None,
            is_forum=is_forum,
            bot_is=Status.ADMINISTRATOR if channel or is_forum else Status.MEMBER,
        )
        self._at_home(owner)
        if is_forum:
            owner.topic("<b>版面</b>")
        return [owner] if channel else [owner, *map(owner.joined_by, people[1:])]

    def _at_home(self, who: Participant) -> Participant:
        """Return a chat its mark."""
        self.marks[who.chat.id] = f"qz{len(self.marks):04}x"
        return who

    def _add(self, update: shapes.Update) -> None:
        kind, shape = update
        self.world.updates.add(kind, shape)

    def _language(self) -> str:
        return self.dice.choice(_LANGUAGES)


_FEW, _SOME, _HALF = 0.1, 0.2, 0.5
_PAGE = (
    "# &lt;u&gt;东郊&lt;/b&gt;&amp;*桥*\u202e又修\n\n"
    "本报讯 {0}5月18日，东郊的桥又修了。\n\n记者 陆知行\n"
).encode()
_HAPPENINGS: tuple[tuple[Callable[[Town, Participant], None], ...], tuple[int, ...]] = (
    (
        *(Town.says, Town.forges, Town.taps, Town.odd, Town.uploads),
        *(Town.edits, Town.types, Town.rare, Town.changes),
    ),
    (40, 18, 14, 12, 5, 4, 3, 2, 2),
)


def _is_channel(chat: Chat) -> bool:
    return chat.kind is ChatKind.CHANNEL


def _is_admin(chat: Chat, user: User) -> bool:
    return chat.members.get(user.id, Status.LEFT) in ADMINS
