"""What wakes the alerts that a chat refused, long before they would be tried again."""

from datetime import datetime

import pytest

from bot.alerts.delivery import DeliveryWorker
from bot.model import Target
from bot.preview.model import ChatKind
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import bad
from bot.store.refusals import record_refusal
from tests.bot.handlers.conftest import PATH, House, delivered, issue, said

LATER = 300  # seconds; as after many refusals


def group(house: House, kind: ChatKind, *, is_forum: bool = False) -> Participant:
    owner = person(house.world, "群主")
    return gathering(house.world, kind, "街坊", owner, is_forum=is_forum)


async def refused(house: House, delivery: DeliveryWorker, whose: Participant) -> None:
    """Have news come that a chat refuses, as it did often before."""
    day = datetime.now(house.settings.timezone).date()
    await house.archive.add_page(issue(PATH), f"{day}/A01.md")
    await delivered(delivery)
    now = int(house.opened.clock())
    async with house.opened.database.transaction() as transaction:
        rows = await transaction.fetch_all("SELECT chat_id, thread_id FROM refusal")
        assert [chat_id for chat_id, _ in rows] == [whose.chat.id]
        for chat_id, thread_id in rows:
            target = Target(chat_id, thread_id or None)
            await record_refusal(transaction, target, "again", now=now, try_at=now + LATER)
    await delivered(delivery)
    assert stories(whose) == 0


async def is_awake(house: House) -> bool:
    """Whether what was refused is due, before the outbox is looked at again."""
    now = int(house.opened.clock())
    async with house.opened.database.reading() as view:
        return not await view.fetch_all("SELECT 1 FROM refusal WHERE try_at > ?", (now,))


def stories(whose: Participant) -> int:
    return sum(PATH[0] in message.text for message in whose.from_bot())


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.SUPERGROUP])
async def test_new_rights_wake_what_a_group_refused(
    house: House, delivery: DeliveryWorker, kind: ChatKind
) -> None:
    owner = group(house, kind)
    await said(owner, "/subscribe@paper_bot 樱桃沟")

    def refuse(call: Call) -> None:
        if call.method == "sendMessage":
            raise bad("not enough rights to send text messages to the chat")

    house.preview.check = refuse
    await refused(house, delivery, owner)
    house.preview.check = lambda _call: None
    owner.promotes(house.world.bot)
    await said(owner, "/help@paper_bot")  # updates of a chat have an order
    assert await is_awake(house)
    await delivered(delivery)
    assert stories(owner) == 1


async def test_an_opened_topic_wakes_what_it_refused(
    house: House, delivery: DeliveryWorker
) -> None:
    owner = group(house, ChatKind.SUPERGROUP, is_forum=True)
    thread = owner.topic("本地新闻")
    await owner.reply(owner.say("/subscribe@paper_bot 樱桃沟", thread=thread))
    owner.closes(thread)
    await refused(house, delivery, owner)
    owner.reopens(thread)
    await said(owner, "/help@paper_bot")
    assert await is_awake(house)
    await delivered(delivery)
    assert stories(owner) == 1


async def test_an_answer_in_the_chat_wakes_what_it_refused(
    house: House, delivery: DeliveryWorker
) -> None:
    owner = group(house, ChatKind.SUPERGROUP, is_forum=True)
    thread = owner.topic("本地新闻")
    await owner.reply(owner.say("/subscribe@paper_bot 樱桃沟", thread=thread))
    owner.closes(thread)
    await refused(house, delivery, owner)
    owner.chat.closed_topics.discard(thread)  # no update tells the bot
    await said(owner, "/help@paper_bot")
    assert not await is_awake(house)
    await delivered(delivery)
    assert stories(owner) == 1
