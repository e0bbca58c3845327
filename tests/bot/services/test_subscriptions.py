"""Saved searches: made, found again, changed, taken back."""

import pytest

from bot.model import ChatKind, Subscription, Target
from bot.services.chats import ChatInfo
from bot.services.subscriptions import Already, Full, Made, NothingWanted, Outcome, TooLong
from bot.store.outbox import Alert, put_alerts
from bot.store.subscriptions import Match, matches
from tests.bot.conftest import GROUP, LIMIT, NOW, Kept

HERE = Target(GROUP)
TOPIC = Target(GROUP, 7)


async def made(kept: Kept, query: str, target: Target = HERE) -> Subscription:
    outcome = await kept.subscribing.subscribe(target, query, 5)
    assert isinstance(outcome, Made)
    return outcome.subscription


async def queries(kept: Kept) -> list[str]:
    return [one.query for one in await kept.subscribing.of_chat(GROUP)]


async def test_a_subscription_is_what_was_typed(kept: Kept) -> None:
    one = await made(kept, " 樊惠林\n调研  -党课 ", TOPIC)
    assert one == Subscription(one.id, TOPIC, "樊惠林 调研 -党课", False, 5, NOW)
    assert await kept.subscribing.get(one.id) == one


async def test_the_same_in_other_words_is_there_already(kept: Kept) -> None:
    one = await made(kept, "樊惠林 调研")
    again = await kept.subscribing.subscribe(HERE, "調研　樊惠林", 6)
    assert again == Already(one)
    assert await queries(kept) == ["樊惠林 调研"]


async def test_another_topic_may_have_the_same(kept: Kept) -> None:
    one, other = await made(kept, "食品"), await made(kept, "食品", TOPIC)
    assert one.id != other.id


async def test_one_that_is_paused_goes_on_when_it_is_made_again(kept: Kept) -> None:
    one = await made(kept, "食品")
    await kept.subscribing.pause(one.id, paused=True)
    assert await kept.subscribing.subscribe(HERE, "食品", 5) == Already(one, resumed=True)
    assert await kept.subscribing.subscribe(HERE, "食品", 5) == Already(one)


@pytest.mark.parametrize(
    ("query", "outcome"),
    [("", NothingWanted()), ("-党课", NothingWanted()), ("桥" * 501, TooLong(500))],
)
async def test_what_finds_nothing_is_refused(kept: Kept, query: str, outcome: Outcome) -> None:
    one = await made(kept, "食品")
    assert await kept.subscribing.subscribe(HERE, query, 5) == outcome
    assert await kept.subscribing.reword(one, query) == outcome
    assert await queries(kept) == ["食品"]


async def test_a_chat_has_no_more_than_its_limit_in_all_topics_together(kept: Kept) -> None:
    for query, target in (("甲乙", HERE), ("丙丁", TOPIC), ("戊己", HERE)):
        await made(kept, query, target)
    assert await kept.subscribing.subscribe(HERE, "庚辛", 5) == Full(LIMIT)
    assert isinstance(await kept.subscribing.subscribe(HERE, "甲乙", 5), Already)
    await kept.chats.see(ChatInfo(-200, ChatKind.GROUP, "另一群"))
    await made(kept, "庚辛", Target(-200))


async def test_a_subscription_says_something_else_under_its_number(kept: Kept) -> None:
    one, other = await made(kept, "食品"), await made(kept, "樊惠林")
    changed = await kept.subscribing.reword(one, "食品 上市")
    assert isinstance(changed, Made)
    assert (changed.subscription.id, changed.subscription.query) == (one.id, "食品 上市")
    assert await kept.subscribing.reword(changed.subscription, "樊惠林") == Already(other)
    assert await queries(kept) == ["食品 上市", "樊惠林"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("上市 食品", ["食品 上市"]),
        ("1", ["食品 上市"]),
        ("2", ["2"]),
        ("3", ["2"]),
        ("食品", ["食品 上市"]),
        ("惠林", ["樊惠林"]),
        ("0", []),
        ("9", []),
        ("无", []),
    ],
)
async def test_is_found_by_what_it_says_its_number_or_its_words(
    kept: Kept, words: str, found: list[str]
) -> None:
    for query in ("食品 上市", "樊惠林", "2"):
        await made(kept, query)
    named = [one.query for one in await kept.subscribing.named(GROUP, words)]
    assert named == found


async def test_paused_ones_match_nothing(kept: Kept) -> None:
    one = await made(kept, "食品")
    for paused in (True, False):
        await kept.subscribing.pause(one.id, paused=paused)
        async with kept.database.reading() as view:
            assert bool(await matches(view, [one.id])) is not paused


async def test_what_waits_on_a_deleted_one_alone_is_not_sent(kept: Kept) -> None:
    one, other = await made(kept, "食品"), await made(kept, "上市")
    async with kept.database.transaction() as connection:
        for article, subscriptions in ((1, [one]), (2, [one, other])):
            found = tuple(Match(sub.id, HERE, sub.query) for sub in subscriptions)
            await put_alerts(connection, [Alert(HERE, article, found, NOW)], now=NOW)
    await kept.subscribing.delete(one.id)
    assert await queries(kept) == ["上市"]
    async with kept.database.reading() as view:
        rows = await view.fetch_all("SELECT article_id FROM delivery")
    assert [article for (article,) in rows] == [2]


async def test_many_are_made_at_once_as_far_as_the_limit_goes(kept: Kept) -> None:
    outcomes = await kept.subscribing.subscribe_all(
        [
            (HERE, "食品", False),
            (TOPIC, "食品", True),
            (HERE, "食品", False),
            (HERE, "-党课", False),
            (HERE, "樊惠林", False),
            (HERE, "上市", False),
        ],
        5,
    )
    assert [type(outcome) for outcome in outcomes] == [
        *(Made, Made, Already, NothingWanted, Made, Full)
    ]
    listed = await kept.subscribing.of_chat(GROUP)
    assert [(one.query, one.target, one.paused) for one in listed] == [
        ("食品", HERE, False),
        ("食品", TOPIC, True),
        ("樊惠林", HERE, False),
    ]


async def test_the_preview_tells_what_search_would_find(kept: Kept) -> None:
    page = "# 食品企业上市\n\n本报讯 两家食品企业上市。\n\n# 石桥通车\n\n本报讯 石桥通车。\n"
    await kept.archive.add_page(page.encode(), "2023-05-18/A01.md")
    for query, count in (("食品 上市", 1), ("食品 -上市", 0), ("全部", 2), ("all", 2)):
        assert (await kept.subscribing.preview(query)).count == count
    found = await kept.archive.search("食品")
    shown = await kept.subscribing.preview("食品")
    assert {cited.article_id for cited in shown.latest} == {
        hit.citation.article_id for hit in found.hits
    }
