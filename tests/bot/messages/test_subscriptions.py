"""Subscriptions as messages, whatever their words."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, clean
from bot.messages.screen import Screen
from bot.messages.settings_keys import ListSubscriptions, OnSubscription
from bot.messages.subscriptions import (
    PAGE_SIZE,
    deletion_screen,
    list_screen,
    preview_screen,
    reword_text,
    subscribed_screen,
    subscription_screen,
    to_reword,
)
from bot.messages.texts import EN, ZH
from bot.model import Chat, ChatKind, ChatSettings, Subscription, Target
from bot.preview.telegram_html import parse
from retrieval.answer.recent import Recent
from retrieval.model import Hit, Remark, RemarkKind
from retrieval.query.filter.filter import Filter
from tests.bot.messages import samples
from tests.examples import examples

CHAT = Chat(-100, ChatKind.SUPERGROUP, "读报群", ChatSettings(ZoneInfo("Asia/Shanghai")))
ONE = Subscription(7, Target(-100), "食品 -党课", False, 5, 0)
FOUND = Recent(30, 12, 0)

query = samples.text(500).filter(lambda text: re.search(r"\w", clean(text)))
texts = st.sampled_from([ZH, EN])


def fits(screen: Screen) -> bool:
    shown = parse(screen.text.html)
    return (
        bool(shown.text.strip())
        and screen.text.units <= MAX_UNITS
        and screen.text.entities <= MAX_ENTITIES
        and all(0 < len(row) <= 8 for row in screen.rows)
        and all(button.label.strip() for row in screen.rows for button in row)
    )


def plain(screen: Screen) -> str:
    return parse(screen.text.html).text


@settings(max_examples=examples(25))
@given(query, samples.hits(), st.integers(0, 10**9), texts)
def test_anything_subscribed_to_fits_a_message(
    words: str, hits: tuple[Hit, ...], count: int, said: Texts
) -> None:
    found = Recent(
        30,
        count,
        count,
        tuple(hit.citation for hit in hits[:3]),
        (Remark(RemarkKind.ALIAS, (words, words)),) * 3,
    )
    subscription = replace(ONE, query=words)
    for wanted in (None, Filter.parse(words)):
        made = subscribed_screen(
            f"已订阅：{words[:200]}",
            subscription,
            wanted,
            found,
            said,
            bot="paper_bot",
            settings="/settings",
            undo=count > 0,
        )
        assert fits(made)
        assert fits(preview_screen(subscription, wanted, found, said, bot="paper_bot"))
    assert fits(subscription_screen(subscription, said.subscribing))


@given(st.lists(query, max_size=25), st.integers(0, 5), texts)
def test_a_list_has_a_button_for_each_that_it_shows(
    queries: list[str], page: int, said: Texts
) -> None:
    subscriptions = [
        replace(ONE, id=at, query=words, paused=at % 2 == 0) for at, words in enumerate(queries, 1)
    ]
    screen = list_screen(CHAT, subscriptions, said, limit=50, page=page, subscribe="/subscribe")
    assert fits(screen)
    keys = [button.key for row in screen.rows for button in row]
    shown = [key.subscription_id for key in keys if isinstance(key, OnSubscription)]
    start = min(page, max(0, (len(queries) - 1) // PAGE_SIZE)) * PAGE_SIZE
    assert shown == [one.id for one in subscriptions[start : start + PAGE_SIZE]]
    turns = {key.page for key in keys if isinstance(key, ListSubscriptions)}
    pages = -(-len(queries) // PAGE_SIZE)
    here = start // PAGE_SIZE
    assert turns == {at for at in (here - 1, here + 1) if 0 <= at < pages}
    if subscriptions:
        assert fits(deletion_screen(subscriptions, said.subscribing))


@given(query, st.integers(1, 10**18 - 1), texts)
def test_what_asks_for_new_words_is_known_again(words: str, number: int, said: Texts) -> None:
    asked = reword_text(replace(ONE, id=number, query=words), said.subscribing)
    assert to_reword(asked) == number
    assert to_reword(asked[1:]) is None


def test_what_is_understood_is_said_in_words() -> None:
    wanted = Filter.parse('食品|上市 "城市 书房" -党课 记者:景静 -记者:张三')
    screen = preview_screen(ONE, wanted, FOUND, ZH, bot="paper_bot")
    assert "要有 食品 或 上市；要有 城市书房；不要 党课；记者是 景静；不要 记者是 张三" in plain(
        screen
    )


def test_where_nothing_can_be_sent_the_list_says_since_when_and_why() -> None:
    away = replace(CHAT, away="Forbidden: bot was kicked", away_since=1_700_000_000)
    screen = list_screen(away, [ONE], ZH, limit=50, subscribe="/subscribe")
    assert "从2023年11月15日起送不到（Forbidden: bot was kicked）" in plain(screen)
