"""Subscriptions as messages, whatever their words."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, clean
from bot.messages.screen import Screen
from bot.messages.settings_keys import ListSubscriptions, OnSubscription
from bot.messages.subscriptions import (
    PAGE_SIZE,
    deletion_screen,
    goes_on_text,
    list_screen,
    preview_screen,
    reword_text,
    subscribed_screen,
    subscription_screen,
    to_reword,
)
from bot.messages.texts import EN, HANT, ZH
from bot.model import Chat, ChatKind, ChatSettings, Pace, Quiet, Subscription, Target
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
            goes_on="有新的就发到这里。",
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
    screen = list_screen(
        CHAT, subscriptions, said, topics={}, limit=50, page=page, subscribe="/subscribe"
    )
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
        assert fits(deletion_screen(list(enumerate(subscriptions, 1)), {}, said.subscribing))


@given(query, st.integers(1, 10**18 - 1), texts)
def test_what_asks_for_new_words_is_known_again(words: str, number: int, said: Texts) -> None:
    asked = reword_text(replace(ONE, id=number, query=words), said.subscribing)
    assert to_reword(asked) == number
    assert to_reword(asked[1:]) is None


@pytest.mark.parametrize(
    ("words", "said", "sentence"),
    [
        (
            '食品|上市 "城市 书房" -党课 记者:景静 -记者:张三',
            ZH,
            "讲到“城市书房”，讲到“食品”或“上市”，记者是景静，不要讲到“党课”的，不要记者是张三的。",
        ),
        ("樱桃沟 公交", ZH, "会发来这样的新报道：讲到“樱桃沟”和“公交”。"),
        ("标题:樱桃沟", HANT, "會發來這樣的新報導：標題裡有「樱桃沟」。"),
        ("食品 paper:晚报", EN, "You will get new stories that mention “食品”, in 晚报."),
        ("食品 -党课", EN, "that mention “食品”, not those that mention “党课”."),
    ],
)
def test_what_is_understood_is_said_in_a_sentence(words: str, said: Texts, sentence: str) -> None:
    assert sentence in plain(preview_screen(ONE, Filter.parse(words), FOUND, said, bot="paper_bot"))


@pytest.mark.parametrize(("said", "name"), [(ZH, "全部"), (EN, "every story")])
def test_the_subscription_for_everything_has_a_name(said: Texts, name: str) -> None:
    everything = replace(ONE, query="all")
    screens = (
        subscription_screen(everything, said.subscribing),
        list_screen(CHAT, [everything], said, topics={}, limit=9, subscribe="/subscribe"),
    )
    assert all(name in plain(screen) for screen in screens)
    [[delete]] = deletion_screen([(3, everything)], {}, said.subscribing).rows
    assert delete.label == f"🗑 3 {name}"
    assert name in reword_text(everything, said.subscribing)


def test_a_topic_is_shown_by_its_name_or_else_its_number() -> None:
    topics = {7: "城建"}
    here = [replace(ONE, id=at, target=Target(1, at), query="桥") for at in (7, 8)]
    shown = plain(list_screen(CHAT, here, ZH, topics=topics, limit=9, subscribe="/subscribe"))
    assert "1. 桥 · 话题“城建”\n2. 桥 · 话题 8" in shown
    choice = plain(deletion_screen([(4, here[0]), (9, here[1])], topics, ZH.subscribing))
    assert choice.startswith("4. 桥 · 话题“城建”\n9. 桥 · 话题 8\n\n")


@pytest.mark.parametrize(
    ("pace", "here", "lines"),
    [
        (Pace.AT_ONCE, True, ["有新的就发到这里。"]),
        (Pace.AT_ONCE, False, ["有新的就发到“河湾播报”。"]),
        (Pace.DAILY, True, ["有新的先攒着，每天 23:00 一起发到这里。", "第二天 07:00 才发"]),
    ],
)
def test_where_and_when_news_will_come_is_said(pace: Pace, lines: list[str], *, here: bool) -> None:
    how = replace(CHAT.settings, pace=pace, digest_at=23 * 60, quiet=Quiet(22 * 60, 7 * 60))
    chat = replace(CHAT, title="河湾播报", settings=how)
    said = goes_on_text(chat, ZH, here=here, settings="/settings").split("\n")
    assert len(said) == len(lines) + 1
    assert all(line in at for line, at in zip(lines, said, strict=False))


def test_where_nothing_can_be_sent_the_list_says_since_when_and_why() -> None:
    away = replace(CHAT, away="Forbidden: bot was kicked", away_since=1_700_000_000)
    screen = list_screen(away, [ONE], ZH, topics={}, limit=50, subscribe="/subscribe")
    assert "从2023年11月15日起送不到（Forbidden: bot was kicked）" in plain(screen)
