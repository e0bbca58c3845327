"""Whom the soak lets subscribe, and the bulletins that it prints."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.model import ChatKind as Kind
from bot.model import Target
from bot.preview.model import Chat, ChatKind, User
from bot.preview.people import gathering, person, private
from bot.preview.world import World
from bot.services.subscription_query import folded
from bot.store.chats import see_chat
from bot.store.schema import steps
from bot.store.subscriptions import insert_subscription
from retrieval.store.database import Database

SUBJECTS = ("樱桃沟", "面条厂", "城市书房", "安置房", "食品产业链")
_SYLLABLES = "春夏秋冬山水田园东南西北高低新旧长短青红蓝白金银铜铁桥路街巷楼台亭阁风云雨雪花草树木"
_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat, or a topic of it, and what it subscribes to."""

    chat: Chat
    target: Target
    subject: str


def moved_in(world: World, count: int, dice: random.Random) -> list[Subscriber]:
    """Subscribe chats of all kinds to a subject each; one in ten is a forum's topic."""
    return [_subscriber(world, number, dice.choice(SUBJECTS)) for number in range(count)]


def _subscriber(world: World, number: int, subject: str) -> Subscriber:
    owner = person(world, f"读者{number}")
    match number % 10:
        case 0 | 1 | 2 | 3:
            chat, thread = private(world, owner).chat, None
        case 4 | 5 | 6:
            chat, thread = _group(world, ChatKind.GROUP, number, owner), None
        case 7 | 8:
            chat, thread = _group(world, ChatKind.SUPERGROUP, number, owner), None
        case _:
            creator = gathering(world, ChatKind.SUPERGROUP, f"论坛{number}", owner, is_forum=True)
            chat, thread = creator.chat, creator.topic("本地新闻")
    return Subscriber(chat, Target(chat.id, thread), subject)


def _group(world: World, kind: ChatKind, number: int, owner: User) -> Chat:
    return gathering(world, kind, f"街坊{number}", owner).chat


async def subscribed(database: Path, subscribers: Sequence[Subscriber], now: int) -> None:
    """Write the subscriptions, as /subscribe does."""
    async with (
        Database.open(database, steps()) as opened,
        opened.transaction() as connection,
    ):
        for one in subscribers:
            await see_chat(
                connection, one.chat.id, Kind(one.chat.kind), one.chat.title, timezone=_ZONE
            )
            await insert_subscription(
                connection,
                one.target,
                one.subject,
                folded(one.subject),
                made_by=next(iter(one.chat.members)),
                now=now,
            )


def headline(subject: str, bulletin: int) -> str:
    """Return the headline of a bulletin's story on a subject; no other story has it."""
    return f"{subject}又有新消息之{bulletin}"


def page(bulletin: int, dice: random.Random) -> bytes:
    """Print a page with a story on every subject, each unlike all others."""
    return "\n\n".join(_story(subject, bulletin, dice) for subject in SUBJECTS).encode()


def _story(subject: str, bulletin: int, dice: random.Random) -> str:
    sentences = "".join(_sentences(dice))
    return f"# {headline(subject, bulletin)}\n\n本报讯 {subject}。{sentences}\n\n记者 景静"


def _sentences(dice: random.Random) -> Iterator[str]:
    for _ in range(6):
        yield "".join(dice.choices(_SYLLABLES, k=18)) + "。"
