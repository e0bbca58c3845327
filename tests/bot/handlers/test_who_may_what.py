"""The table of `docs/security.md`, cell by cell, against the handlers at work."""

import random
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, get_args

import pytest
import pytest_asyncio

from bot.access.commands import COMMANDS
from bot.messages.feedback_keys import OnProposal, ProposalAct
from bot.messages.following import number_of
from bot.messages.keys import Key, decode
from bot.messages.settings_keys import Act, OnSubscription
from bot.messages.texts import texts_for
from bot.messages.uploads_keys import OnUpload, UploadAct
from bot.model import Target
from bot.model.uploads import EditKind
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.services.uploads.drafts import Drafts
from bot.services.uploads.files import SentFile
from tests.bot.handlers.conftest import PATH, House, at_home, issue, page

DOCUMENT = Path(__file__).parents[3] / "docs" / "security.md"
YES, NO, SILENCE, NEVER = "yes", "no", "–", "·"
COLUMNS = (
    *("private", "member", "group admin", "anonymous admin"),
    *("subscriber", "channel admin", "bot's admin", "forged"),
)
KEPT = {
    "subscription": "SELECT id, chat_id, query, paused FROM subscription",
    "settings": "SELECT id, pace, digest_at, quiet_start, timezone, silent, language, asking"
    " FROM chat WHERE id IN (SELECT chat_id FROM subscription)",
    "upload": "SELECT id, state, upload.day, upload_page.day, edits FROM upload"
    " JOIN upload_page ON upload_id = id",
    "archive": "SELECT id FROM page",
    "held": "SELECT id FROM page WHERE held",
    "notice": "SELECT id FROM notice",
    "outbox": "SELECT id FROM delivery WHERE notice_id IS NOT NULL",
    "quarantine": "SELECT id FROM delivery WHERE reason LIKE 'fault:%' AND state = 'failed'",
    "vote": "SELECT chat_id, message_id, user_id, good FROM vote",
    "misprint": "SELECT id, settled FROM misprint",
    "proposal": "SELECT id, state FROM proposal",
}
REFUSALS = (
    *("unknown_command", "button_unknown", "question_gone", "article_gone"),
    *("subscribing.admins_only", "subscribing.not_admin_there", "subscribing.gone"),
    *(
        "uploads.not_admin",
        "uploads.gone",
        "alerts.nothing_to_mute",
        "people.not_yours",
        "people.read_in_private",
    ),
)
PARAGRAPH = "本报讯 5月17日，东郊的桥开始修缮，由第1施工队承担。"
FILE = ("A01.md", page(1))
UPLOADED = ("{draft}", "{published}", "{changed}")
SECOND_STORY = 7
NAMED = 26  # the story after those of the page
Kept: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is sent, what that may change, and what comes of it for whom."""

    sent: str
    changes: frozenset[str]
    expected: Mapping[str, str]

    @property
    def is_key(self) -> bool:
        return self.sent.isascii() and not self.sent.startswith(("/", "["))


def rows() -> list[Row]:
    found = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == len(COLUMNS) + 3 and cells[1].startswith("`"):
            changes = frozenset(re.findall(r"[a-z]+", cells[2]))
            found.append(
                Row(cells[1].strip("`"), changes, dict(zip(COLUMNS, cells[3:], strict=True)))
            )
    return found


ROWS = rows()


@dataclass(frozen=True, slots=True)
class Place:
    """A chat of the bot's: who acts in it, a message of the bot's there, and what is kept of it."""

    who: Participant
    shown: Message
    kept: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scene:
    """The bot at work, and one of its admins."""

    house: House
    admin: Participant

    async def place(self, column: str, sent: str) -> Place:
        """Make a chat for that column, with all that is named in what is sent."""
        world, bot = self.house.world, self.house.world.bot
        who = owner = private(world, person(world, "甲"))
        kind = (
            ChatKind.CHANNEL if column in ("subscriber", "channel admin") else ChatKind.SUPERGROUP
        )
        if column == "bot's admin":
            who = owner = self.admin
        elif column not in ("private", "forged"):
            name = f"channel_{world.new_id()}" if kind is ChatKind.CHANNEL else None
            owner = gathering(
                *(world, kind, "读报", person(world, "主人")),
                username=name,
                bot_is=Status.ADMINISTRATOR if name else Status.MEMBER,
            )
            who = owner.joined_by(person(world, "乙"))
            if "admin" in column:
                owner.promotes(who.user, anonymous=column == "anonymous admin")
        asked = owner.say("/subscriptions@paper_bot")
        shown = await owner.reply(asked)
        if owner.chat.kind is ChatKind.CHANNEL:  # the command goes once it is done
            await world.changes.until(lambda: asked.id not in owner.chat.messages or None, 30.0)
        if kind is not ChatKind.CHANNEL or who.chat.kind is ChatKind.PRIVATE:
            shown = await owner.reply(owner.say(f"/search@{bot.username} 桥"))
        return Place(who, shown, await self._kept(owner, sent))

    async def _kept(self, owner: Participant, sent: str) -> Mapping[str, object]:
        here, subscribing = self.house.opened, self.house.subscribing
        for one in await subscribing.of_chat(owner.chat.id):
            await subscribing.delete(one.id)
        for query in ("灯", "井"):
            await subscribing.subscribe(Target(owner.chat.id), query, owner.user.id)
        numbers = [one.id for one in await subscribing.of_chat(owner.chat.id)]
        await subscribing.pause(numbers[1], paused=True)
        async with here.database.transaction() as connection:
            [(notice,)] = await connection.returning(
                "INSERT INTO notice (text, made_by, made_at) VALUES ('x', ?, 0) RETURNING id",
                (self.admin.user.id,),
            )
            [(misprint,)] = await connection.returning(
                "INSERT INTO misprint (article_id, said, printed, made_by, made_at)"
                " VALUES (1, '桥', '桥', ?, 0) RETURNING id",
                (owner.user.id,),
            )
            [(correction,)] = await connection.returning(
                "INSERT INTO correction (article_id, digest, text, made_by, made_at)"
                " VALUES (1, ?, '桥', ?, '') RETURNING id",
                (f"of {misprint}", self.admin.user.id),
            )
            proposals = []
            for state in ("waiting", "made"):
                [(proposal,)] = await connection.returning(
                    "INSERT INTO proposal (misprint_id, article_id, printed, before, after,"
                    " made_by, made_at, state, correction)"
                    " VALUES (?, 1, ?, ?, '桥', ?, 0, ?, ?) RETURNING id",
                    (
                        *(misprint, PARAGRAPH, PARAGRAPH, self.admin.user.id, state),
                        f'[{correction}, "桥", null]' if state == "made" else None,
                    ),
                )
                proposals.append(proposal)
            deliveries = []
            for number in numbers:
                [(delivery,)] = await connection.returning(
                    "INSERT INTO delivery (chat_id, thread_id, article_id, state, made_at,"
                    " changed_at, due_at) VALUES (?, 0, ?, 'sent', 0, 0, 0) RETURNING id",
                    (owner.chat.id, number),
                )
                await connection.execute(
                    "INSERT INTO matched VALUES (?, ?, '灯')", (delivery, number)
                )
                deliveries.append(delivery)
            if sent == "q":
                await connection.execute(
                    "UPDATE delivery SET state = 'failed', reason = 'fault: KeyError' WHERE id = ?",
                    (deliveries[0],),
                )
        return {
            **(await self._uploaded() if any(one in sent for one in UPLOADED) else {}),
            **(await self._held() if "{held}" in sent else {}),
            "chat": owner.chat.id,
            "name": f"@{owner.chat.username}",
            "article": 1,
            "named": NAMED,
            "subject": number_of("樱桃沟"),
            "subscription": numbers[0],
            "paused": numbers[1],
            "notice": notice,
            "misprint": misprint,
            "proposal": proposals[0],
            "made": proposals[1],
            "user": owner.user.id,
            "delivery": deliveries[0],
            "muted": deliveries[1],
        }

    async def _held(self) -> Mapping[str, object]:
        file = unlike(self.house.world.new_id())
        added = await self.house.archive.add_page(file.data, f"2062-10-27/{file.name}")
        return {"held": added.page_id}

    async def _uploaded(self) -> Mapping[str, object]:
        here = self.house.opened
        drafts = Drafts(here.database, here.archive, here.loaded, here.clock)
        draft, published, changed = [
            await drafts.receive(
                self.admin.user.id, [unlike(self.house.world.new_id())], lambda _: None
            )
            for _ in range(3)
        ]
        await drafts.publish(published)
        await drafts.edit(changed, 0, EditKind.DROP, SECOND_STORY)
        return {"draft": draft.id, "published": published.id, "changed": changed.id}

    async def state(self) -> Mapping[str, Sequence[Kept]]:
        async with self.house.opened.database.reading() as view:
            return {
                name: [tuple(row) for row in await view.fetch_all(sql)]
                for name, sql in KEPT.items()
            }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with at_home(tmp_path_factory.mktemp("table")) as home:
        admin = private(home.world, person(home.world, "站长"))
        settings = replace(home.settings, admins=frozenset({admin.user.id}))
        house = replace(home, settings=settings)
        await house.archive.add_page(page(25), "2023-05-18/A01.md")
        await house.archive.add_page(issue(PATH), "2023-05-18/A02.md")
        async with house.bot():
            yield Scene(house, admin)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", ROWS, ids=[row.sent for row in ROWS])
async def test_it_is_as_the_table_says(scene: Scene, row: Row) -> None:
    found = {}
    for column, expected in row.expected.items():
        if expected != NEVER:
            place = await scene.place(column, row.sent)
            found[column] = await outcome(scene, row, column, place)
    assert found == {name: cell for name, cell in row.expected.items() if cell != NEVER}


async def outcome(scene: Scene, row: Row, column: str, place: Place) -> str:
    """Do it, and tell what came of it; what is changed is what the row says, and that on yes."""
    before = await scene.state()
    if row.is_key:
        who, pressed = place.who, place.shown
        if column == "forged":  # from a chat of one's own
            who = private(scene.house.world, person(scene.house.world, "丙"))
            pressed = await who.reply(who.say("/search 桥"))
        said = await pressed_for(who, pressed, row.sent.format(**place.kept))
    else:
        said = await answered(place, row.sent, column)
    after = await scene.state()
    changed = {name for name in KEPT if not unchanged(name, before[name], after[name])}
    if not said and not changed:
        return SILENCE
    if any(refused(text) for text in said):
        assert changed == set()
        return NO
    assert changed <= row.changes
    assert bool(changed) == bool(row.changes)
    return YES


def unchanged(name: str, before: Sequence[Kept], after: Sequence[Kept]) -> bool:
    """Return whether all is as it was; a chat that is new has settings that nobody changed."""
    known = {row[0] for row in before}
    return before == [row for row in after if name != "settings" or row[0] in known]


async def pressed_for(who: Participant, message: Message, data: str) -> list[str]:
    """Tap, and return the text of the answer, or "done" where it has none."""
    press = who.press_data(message, data)
    return [(await who.press_answer(press)).text or "done"]


async def answered(place: Place, sent: str, column: str) -> list[str]:
    """Send it, and return what the bot wrote before it answered the next message."""
    who, world = place.who, place.who.world
    if "{name}" in sent and column == "channel admin":
        who = private(world, who.user)
        await who.reply(who.say("/help"))
    elif "{name}" in sent:  # the channel is another's
        there = await_channel(place)
        sent = sent.replace("{name}", there)
    sent = sent.format(**place.kept)
    is_private = who.chat.kind is ChatKind.PRIVATE
    if sent.startswith("[inline] "):
        results = await who.inline_answer(who.inline(sent.removeprefix("[inline] ")))
        return ["results"] if results.results else []
    if not is_private:
        sent = re.sub(r"^(\[document\] )?/(\w+)", r"\1/\2@paper_bot", sent)
        if not sent.startswith(("/", "[")):
            sent = f"@paper_bot {sent}"
    if sent.startswith("[document]"):
        message = who.upload(*FILE, caption=sent.removeprefix("[document]").strip())
    else:
        own = who.chat if column == "anonymous admin" else None
        message = who.say(sent, speaking_as=own)
    return await until_next(who, message)


async def until_next(who: Participant, message: Message) -> list[str]:
    """Return what the bot says here after that until it answers what it always answers."""
    chat, world = who.chat, who.world
    owner = Participant(world, chat, world.users[next(iter(chat.members))])
    last = owner.say("/settings@paper_bot nothing of that sort")

    def since() -> list[str] | None:
        sent = {each.message.id for each in world.sent if each.chat is chat}
        found = [one for one in owner.from_bot(message) if one.id in sent]
        answered = found and found[-1].id > last.id and "没看懂" in found[-1].text
        return [one.text for one in found[:-1]] if answered else None

    return await world.changes.until(since, 30.0)


def await_channel(place: Place) -> str:
    """Open a channel of somebody else's, with the bot in it; return its name."""
    world = place.who.world
    name = f"channel_{world.new_id()}"
    gathering(
        *(world, ChatKind.CHANNEL, "读报", person(world, "台长")),
        username=name,
        bot_is=Status.ADMINISTRATOR,
    )
    return f"@{name}"


def unlike(number: int) -> SentFile:
    """Make a page that is like no other, of two stories; the other stands at `SECOND_STORY`."""
    dice = random.Random(number)  # noqa: S311 (no secret)
    page = ""
    for _ in range(2):
        words = "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(60))
        page += f"# {words[:8]}\n\n本报讯 {words}。\n\n记者 陆知行\n\n"
    return SentFile(f"{number}.md", page.encode())


def refused(text: str) -> bool:
    for path in REFUSALS:
        template: object = texts_for("zh-hans")
        for name in path.split("."):
            template = getattr(template, name)
        parts = re.split(r"\{\w+\}", str(template))
        if re.fullmatch(".*".join(map(re.escape, parts)), text, re.DOTALL):
            return True
    return False


def test_every_command_has_a_row() -> None:
    listed = {row.sent.split()[0] for row in ROWS} | {
        row.sent.split()[1] for row in ROWS if row.sent.startswith("[document] /")
    }
    names = [one.slash for one in COMMANDS if one.slash]
    assert [name for name in names if f"/{name}" not in listed] == []


def test_every_button_has_a_row() -> None:
    numbers = dict.fromkeys(
        (
            *("subscription", "paused", "delivery", "muted", "notice", "article"),
            *("misprint", "proposal", "made", "user", "named", "subject"),
        ),
        7,
    )
    given = {**numbers, "chat": -7, "draft": 7, "published": 7, "changed": 7, "held": 7}
    keys = [decode(row.sent.format(**given)) for row in ROWS if row.is_key]
    assert None not in keys
    kinds = {type(key) for key in keys}
    assert [kind.__name__ for kind in get_args(Key) if kind not in kinds] == []
    acts = {key.act for key in keys if isinstance(key, (OnSubscription, OnUpload, OnProposal))}
    assert acts == {*Act, *UploadAct, *ProposalAct}


def test_every_row_has_every_cell() -> None:
    words: Sequence[str] = (YES, NO, SILENCE, NEVER)
    assert all(cell in words for row in ROWS for cell in row.expected.values())
    assert all(row.changes <= set(KEPT) for row in ROWS)
