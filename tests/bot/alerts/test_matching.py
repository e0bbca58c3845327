"""What a page that comes in puts into the outbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio

from bot.alerts.matching import Matching
from bot.model import ChatKind, ChatSettings, Delivery, Pace, State, Target
from bot.services.subscription_query import folded
from bot.store.chats import keep_settings, mark_away, see_chat
from bot.store.deliveries import due_of, due_targets
from bot.store.messages import record_edited, stale
from bot.store.milestones import note_loaded
from bot.store.outbox import claim, mark_sent
from bot.store.status import tally
from bot.store.subscriptions import delete_subscriptions, insert_subscription, pause
from retrieval.archive import Archive, Intake, Origin
from retrieval.model.pages import Currency
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Change

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = int(datetime(2022, 10, 27, 2, tzinfo=UTC).timestamp())
FAR = NOW + 10**9
GROUP, OTHER = Target(-100), Target(-200)

PATH = "樱桃沟修通山路", "侯寨乡樱桃沟的路通了，区委书记樊惠林说，二十户人家的樱桃不再靠肩挑下山。"
NOODLES = "面条厂订单翻番", "马寨镇三家面条厂今年的出口订单比去年翻了一番，主要卖到东南亚各国去。"


def page(*stories: tuple[str, str], signed: str = "景静") -> bytes:
    return "\n\n".join(f"# {title}\n\n{text}\n\n记者 {signed}" for title, text in stories).encode()


@dataclass(frozen=True)
class Desk:
    database: Database
    archive: Archive

    async def subscribe(self, target: Target, query: str) -> int:
        async with self.database.transaction() as connection:
            await see_chat(
                connection, target.chat_id, ChatKind.SUPERGROUP, "街坊", timezone=SHANGHAI
            )
            made = await insert_subscription(
                connection, target, query, folded(query), made_by=1, now=NOW
            )
        assert made is not None
        return made

    async def outbox(self) -> dict[tuple[Target, str], tuple[str, ...]]:
        """All that is pending: for whom, which headline, and what it matched."""
        found: list[Delivery] = []
        async with self.database.reading() as view:
            for target in await due_targets(view, FAR):
                found += await due_of(view, target, FAR, 100)
        return {
            (one.target, (await self.archive.article(one.article_id or 0)).article.title): (
                one.matched
            )
            for one in found
        }

    async def send_all(self) -> None:
        async with self.database.transaction() as connection:
            for at, target in enumerate(await due_targets(connection, FAR)):
                numbers = [one.id for one in await due_of(connection, target, FAR, 100)]
                await claim(connection, target, numbers, NOW)
                await mark_sent(connection, numbers, target, 70 + at, "shown", now=NOW)


@asynccontextmanager
async def desk_at(path: Path, now: int = NOW) -> AsyncIterator[Desk]:
    async with Database.open(path, (*shipped(), *shipped("bot.store"))) as database:
        hook = Matching(lambda: now, SHANGHAI, timedelta(days=7))
        yield Desk(
            database,
            await Archive.over(database, clock=lambda: datetime.fromtimestamp(now, UTC), hook=hook),
        )


@pytest_asyncio.fixture
async def services(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "a.db") as opened:
        yield opened


async def test_a_story_that_matches_is_put_into_the_outbox(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟 -党课")
    await services.subscribe(OTHER, "党课")
    await services.archive.add_page(page(PATH, NOODLES), "2022-10-27/A02.md")
    assert await services.outbox() == {(GROUP, PATH[0]): ("樱桃沟 -党课",)}


async def test_several_subscriptions_of_a_target_make_one_alert(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.subscribe(GROUP, "记者:景静")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert await services.outbox() == {(GROUP, PATH[0]): ("樱桃沟", "记者:景静")}


async def test_each_topic_gets_its_own(services: Desk) -> None:
    topic = Target(GROUP.chat_id, 7)
    await services.subscribe(GROUP, "樱桃沟")
    await services.subscribe(topic, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert {target for target, _ in await services.outbox()} == {GROUP, topic}


async def test_everything_is_every_story(services: Desk) -> None:
    await services.subscribe(GROUP, "全部")
    await services.archive.add_page(page(PATH, NOODLES), "2022-10-27/A02.md")
    assert {title for _, title in await services.outbox()} == {PATH[0], NOODLES[0]}


async def test_an_alias_stands_for_the_name_that_the_same_page_teaches(services: Desk) -> None:
    await services.subscribe(GROUP, "樊书记")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert (GROUP, PATH[0]) in await services.outbox()


async def test_a_subscription_made_between_two_pages_counts_for_the_second(services: Desk) -> None:
    await services.subscribe(OTHER, "没有的词")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.subscribe(GROUP, "面条厂")
    await services.archive.add_page(page(NOODLES), "2022-10-27/A03.md")
    assert await services.outbox() == {(GROUP, NOODLES[0]): ("面条厂",)}


async def test_a_paused_or_deleted_one_is_not_told(services: Desk) -> None:
    paused = await services.subscribe(GROUP, "樱桃沟")
    deleted = await services.subscribe(OTHER, "樱桃沟")
    async with services.database.transaction() as connection:
        await pause(connection, [paused], paused=True)
        await delete_subscriptions(connection, [deleted])
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert await services.outbox() == {}


async def test_a_chat_that_is_away_is_not_told(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    async with services.database.transaction() as connection:
        await mark_away(connection, GROUP.chat_id, "bot was kicked", NOW)
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert await services.outbox() == {}


async def test_a_story_that_comes_again_elsewhere_is_not_told_again(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-26/A02.md")
    await services.send_all()
    await services.archive.add_page(page(PATH, NOODLES), "2022-10-27/A05.md")
    assert await services.outbox() == {}


async def test_the_same_page_again_changes_nothing(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    async with services.database.reading() as view:
        assert (await tally(view, 0)).states[State.PENDING] == 1


async def test_a_correction_lets_what_was_sent_be_edited(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.send_all()
    corrected = PATH[0], PATH[1].replace("二十户", "三十户")
    await services.archive.add_page(page(corrected), "2022-10-27/A02.md")
    async with services.database.reading() as view:
        assert [one.message_id for one in await stale(view, NOW, 9)] == [70]
    assert await services.outbox() == {}


async def test_a_correction_that_makes_a_story_match_tells_of_it(services: Desk) -> None:
    await services.subscribe(GROUP, "三十户")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    corrected = PATH[0], PATH[1].replace("二十户", "三十户")
    await services.archive.add_page(page(corrected), "2022-10-27/A02.md")
    assert (GROUP, PATH[0]) in await services.outbox()


async def test_a_correction_takes_back_what_matches_no_more_and_waits(services: Desk) -> None:
    await services.subscribe(GROUP, "二十户")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    corrected = PATH[0], PATH[1].replace("二十户", "三十户")
    await services.archive.add_page(page(corrected), "2022-10-27/A02.md")
    assert await services.outbox() == {}


async def test_a_correction_tells_nobody_who_subscribed_after_the_story(services: Desk) -> None:
    await services.subscribe(OTHER, "没有的词")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.subscribe(GROUP, "樱桃沟")
    corrected = PATH[0], PATH[1].replace("二十户", "三十户")
    await services.archive.add_page(page(corrected), "2022-10-27/A02.md")
    assert await services.outbox() == {}


async def test_a_page_that_is_withdrawn_takes_its_pending_alerts_along(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    added = await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.archive.withdraw_page(added.page_id)
    async with services.database.reading() as view:
        assert await due_targets(view, FAR) == []


async def test_a_page_that_is_withdrawn_marks_what_was_sent(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    added = await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.send_all()
    await services.archive.withdraw_page(added.page_id)
    async with services.database.reading() as view:
        assert [one.message_id for one in await stale(view, NOW, 9)] == [70]


async def test_an_old_bulletin_is_no_news(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-19/A02.md")
    assert await services.outbox() == {}


async def test_an_undated_page_of_the_first_load_is_no_news(services: Desk) -> None:
    await services.subscribe(GROUP, "全部")
    await services.archive.add_page(page(PATH), "one.md")
    async with services.database.transaction() as connection:
        await note_loaded(connection, NOW)
    await services.archive.add_page(page(NOODLES), "two.md")
    assert {title for _, title in await services.outbox()} == {NOODLES[0]}


async def test_an_empty_archive_is_not_loaded(services: Desk) -> None:
    await services.subscribe(GROUP, "全部")
    async with services.database.transaction() as connection:
        await note_loaded(connection, NOW)
    await services.archive.add_page(page(PATH), "one.md")
    assert await services.outbox() == {}


async def test_an_alert_is_due_when_its_chat_wants_it(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    settings = ChatSettings(SHANGHAI, Pace.DAILY, digest_at=20 * 60)
    async with services.database.transaction() as connection:
        await keep_settings(connection, GROUP.chat_id, settings)
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    evening = int(datetime(2022, 10, 27, 20, tzinfo=SHANGHAI).timestamp())
    async with services.database.reading() as view:
        assert await due_targets(view, evening - 1) == []
        assert await due_targets(view, evening) == [GROUP]


async def test_another_process_sees_subscriptions_too(tmp_path: Path) -> None:
    async with desk_at(tmp_path / "a.db") as bot, desk_at(tmp_path / "a.db") as ingest:
        await bot.subscribe(GROUP, "樱桃沟")
        await ingest.archive.add_page(page(PATH), "2022-10-27/A02.md")
        await bot.archive.refresh()
        assert (GROUP, PATH[0]) in await bot.outbox()


async def test_a_change_taken_back_takes_its_alerts_back_and_gives_back_those_it_dropped(
    services: Desk,
) -> None:
    changes: list[Change] = []

    async def keep(_: Transaction, change: Change) -> None:
        changes.append(change)

    async def drop(_: Transaction, change: Change) -> None:
        changes.remove(change)

    await services.subscribe(GROUP, "樱桃沟")
    await services.subscribe(GROUP, "面条")
    name = "2022-10-27/A02.md"
    await services.archive.add_page(page(PATH), name)
    before = await services.outbox()
    assert [title for _, title in before] == ["樱桃沟修通山路"]
    await services.archive.add_page(page(NOODLES), name, keep, replacing=1)
    assert [title for _, title in await services.outbox()] == ["面条厂订单翻番"]
    await services.archive.undo(changes[0], drop)
    assert await services.outbox() == before


async def test_an_alert_that_was_sent_is_edited_when_its_story_goes_and_when_it_is_back(
    services: Desk,
) -> None:
    changes: list[Change] = []

    async def keep(_: Transaction, change: Change) -> None:
        changes.append(change)

    async def to_edit() -> int:
        async with services.database.transaction() as connection:
            found = await stale(connection, FAR, 10)
            for one in found:
                await record_edited(connection, one.id, "shown")
        return len(found)

    await services.subscribe(GROUP, "樱桃沟")
    name = "2022-10-27/A02.md"
    await services.archive.add_page(page(PATH), name)
    await services.send_all()
    await services.archive.add_page(page(NOODLES), name, keep, replacing=1)
    assert await to_edit() == 1
    await services.archive.undo(changes[0], keep)
    assert await to_edit() == 1
    assert await services.outbox() == {}


async def test_a_page_dated_far_ahead_alerts_nobody_until_it_is_released(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    added = await services.archive.add_page(page(PATH), "2062-10-27/A02.md")
    assert added.currency is Currency.HELD_AHEAD
    assert await services.outbox() == {}
    assert await services.archive.release_page(added.page_id)
    assert await services.outbox() == {(GROUP, PATH[0]): ("樱桃沟",)}
    assert not await services.archive.release_page(added.page_id)


async def test_an_undated_page_is_held_where_an_admin_can_be_asked(tmp_path: Path) -> None:
    async with desk_at(tmp_path / "a.db") as desk:
        await desk.subscribe(GROUP, "樱桃沟")
        asking = await Archive.over(
            desk.database,
            clock=lambda: datetime.fromtimestamp(NOW, UTC),
            hook=Matching(lambda: NOW, SHANGHAI, timedelta(days=7)),
            intake=Intake(admins=True),
        )
        added = await asking.add_page(page(PATH), "a.md", origin=Origin.INBOX)
        assert added.currency is Currency.HELD_UNDATED
        assert await desk.outbox() == {}
        assert [one.file for one in await asking.held_pages()] == ["a.md"]
        await asking.release_page(added.page_id)
        assert await desk.outbox() == {(GROUP, PATH[0]): ("樱桃沟",)}
        assert await asking.held_pages() == ()


async def test_a_mistyped_year_that_is_mended_alerts_as_its_day_says(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2062-10-27/A02.md")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    assert await services.outbox() == {(GROUP, PATH[0]): ("樱桃沟",)}


async def test_what_is_printed_on_a_page_that_counts_is_no_news_when_another_is_released(
    services: Desk,
) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    await services.archive.add_page(page(PATH), "2022-10-27/A02.md")
    await services.send_all()
    added = await services.archive.add_page(page(PATH, NOODLES), "2062-10-28/A05.md")
    await services.archive.release_page(added.page_id)
    assert await services.outbox() == {}


async def test_a_page_that_was_released_stays_so_when_it_comes_again(services: Desk) -> None:
    await services.subscribe(GROUP, "樱桃沟")
    added = await services.archive.add_page(page(PATH), "2062-10-27/A02.md")
    await services.archive.release_page(added.page_id)
    await services.archive.add_page(page(PATH, NOODLES), "2062-10-27/A02.md")
    assert await services.archive.held_pages() == ()
    assert await services.outbox() == {(GROUP, PATH[0]): ("樱桃沟",)}


async def test_an_undated_story_of_these_days_is_news_in_the_first_load(services: Desk) -> None:
    await services.subscribe(GROUP, "全部")
    told = PATH[0], "本报讯 10月26日，" + PATH[1]
    await services.archive.add_page(page(told, NOODLES), "a.md")
    assert await services.outbox() == {(GROUP, PATH[0]): ("全部",)}
