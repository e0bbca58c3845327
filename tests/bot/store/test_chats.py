"""Groups that become supergroups, as rows."""

import pytest

from bot.model import ChatKind, Target
from bot.store.chats import chat_of, move_chat, see_chat
from bot.store.deliveries import due_of
from bot.store.outbox import Alert, put_alerts
from bot.store.subscriptions import Match, insert_subscription, subscriptions_of
from retrieval.store.database import Database
from tests.bot.store.conftest import CHAT, NOW, SHANGHAI

SECOND, THIRD = -1001, -1002


@pytest.mark.parametrize("known", [(), (SECOND,), (THIRD,), (SECOND, THIRD)])
async def test_a_chat_that_moves_twice_is_found_by_each_of_its_ids_with_all_it_has(
    database: Database, known: tuple[int, ...]
) -> None:
    async with database.transaction() as transaction:
        for chat in known:
            await see_chat(transaction, chat, ChatKind.SUPERGROUP, "街坊", timezone=SHANGHAI)
        target = Target(CHAT)
        made = await insert_subscription(transaction, target, "桥", "桥", made_by=1, now=NOW)
        assert made is not None
        await put_alerts(
            transaction, [Alert(target, 1, (Match(made, target, "桥"),), NOW)], now=NOW
        )
        await move_chat(transaction, CHAT, SECOND)
        await move_chat(transaction, SECOND, THIRD)
        await move_chat(transaction, CHAT, SECOND)  # told again, by the other service message
    async with database.reading() as view:
        found = [await chat_of(view, chat) for chat in (CHAT, SECOND, THIRD)]
        assert [chat and chat.id for chat in found] == [THIRD] * 3
        assert [one.target for one in await subscriptions_of(view, THIRD)] == [Target(THIRD)]
        assert [one.article_id for one in await due_of(view, Target(THIRD), NOW, 9)] == [1]
