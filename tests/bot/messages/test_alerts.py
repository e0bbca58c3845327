"""Alerts as messages: within Telegram's limits, whatever is printed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages.alerts import MOST_STORIES, Told, alert, alert_again, shown_of
from bot.messages.catalogue import Texts
from bot.messages.keys import ByTitle, Mute, ReadArticle
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS
from bot.messages.texts import EN, HANT, ZH
from bot.model import Amount
from bot.preview.entities import units
from bot.preview.telegram_html import parse
from retrieval.model import Citation, Hit, Passage, Snippet, Span
from tests.bot.messages.samples import hits, text
from tests.examples import examples

told = st.builds(
    lambda number, found, matched, corrected, lead: Told(
        number, found[0].citation, () if lead else found, tuple(matched), corrected, lead=lead
    ),
    st.integers(0, 10**12),
    hits(),
    st.lists(text(300), max_size=4),
    st.booleans(),
    st.just("") | text(6000),
)
gone = st.builds(
    lambda one, title: Told(one.delivery_id, None, (), one.matched, title=title), told, text(300)
)
few = st.lists(told | gone, min_size=1, max_size=2)
slow = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
amounts = st.sampled_from(Amount)


def story(number: int, title: str, *passages: str, matched: tuple[str, ...] = ("樱桃",)) -> Told:
    cited = Citation(number, title, None, ("景静",), None, "晚报", "2")
    found = tuple(
        Hit(
            rank + 1,
            1.0,
            Passage(number, rank, words, Span(0, len(words))),
            Snippet(words, (Span(0, 2),)),
            cited,
        )
        for rank, words in enumerate(passages)
    )
    return Told(number, cited, found, matched)


@slow
@given(few, st.integers(1, 9), amounts, st.booleans())
def test_it_fits_whatever_is_printed(
    some: list[Told],
    times: int,
    amount: Amount,
    held: bool,  # noqa: FBT001 (drawn)
) -> None:
    stories = some * times
    screen, count = alert(stories, amount, ZH, "paper_bot", held=held)
    assert 1 <= count <= len(stories)
    shown = parse(screen.text.html)
    assert 0 < units(shown.text) <= MAX_UNITS
    assert screen.text.entities <= MAX_ENTITIES


@slow
@given(few, amounts, st.booleans())
def test_all_of_it_fits_again(
    some: list[Told],
    amount: Amount,
    held: bool,  # noqa: FBT001 (drawn)
) -> None:
    every = (some * MOST_STORIES)[:MOST_STORIES]
    screen = alert_again(every, amount, ZH, "paper_bot", held=held)
    assert units(parse(screen.text.html).text) <= MAX_UNITS
    assert screen.text.entities <= MAX_ENTITIES
    assert [f"\n{at}. " in f"\n{parse(screen.text.html).text}" for at in range(1, 21)] == [
        True
    ] * 20


def test_what_fits_is_taken_and_no_less() -> None:
    told = [story(at, f"第{at}篇", "樱桃" * 200) for at in range(12)]
    _, count = alert(told, Amount.PASSAGE, ZH, "paper_bot", held=False)
    assert count == 9
    _, all_headlines = alert(told, Amount.HEADLINES, ZH, "paper_bot", held=False)
    assert all_headlines == 12


def test_one_passage_or_all_or_none() -> None:
    told = [story(1, "樱桃红了", "樱桃在东沟。", "樱桃在西沟。")]
    shown = {
        amount: parse(alert(told, amount, ZH, "paper_bot", held=False)[0].text.html).text
        for amount in Amount
    }
    assert [line in shown[Amount.PASSAGE] for line in ("东沟", "西沟")] == [True, False]
    assert [line in shown[Amount.PASSAGES] for line in ("东沟", "西沟")] == [True, True]
    assert [line in shown[Amount.HEADLINES] for line in ("东沟", "西沟")] == [False, False]


def test_a_digest_says_how_many_stories_it_has() -> None:
    screen, _ = alert([story(1, "甲"), story(2, "乙")], Amount.PASSAGE, ZH, "paper_bot", held=True)
    assert parse(screen.text.html).text.startswith("新报道汇总：2 篇\n\n订阅：樱桃\n1. 甲")


def test_a_subscription_is_named_once_above_the_first_of_its_stories() -> None:
    told = [story(1, "甲"), story(2, "乙"), story(3, "丙", matched=("樱桃", "东沟"))]
    screen, _ = alert(told, Amount.PASSAGE, ZH, "paper_bot", held=False)
    named = [line for line in parse(screen.text.html).text.split("\n") if "订阅" in line]
    assert named == ["订阅：樱桃", "订阅：樱桃、东沟"]


@pytest.mark.parametrize(("texts", "name"), [(ZH, "全部"), (HANT, "全部"), (EN, "every story")])
@pytest.mark.parametrize("typed", ["all", "ALL", "全部"])
def test_what_brings_every_story_is_called_so(texts: Texts, name: str, typed: str) -> None:
    screen, _ = alert(
        [story(1, "甲", matched=(typed,))], Amount.PASSAGE, texts, "paper_bot", held=False
    )
    assert parse(screen.text.html).text.split("\n")[-1].endswith(name)


def test_a_story_without_passages_is_shown_by_how_it_begins() -> None:
    told = replace(story(1, "甲"), lead="樱桃沟的路通了。")
    shown = {
        amount: "路通了" in alert([told], amount, ZH, "paper_bot", held=False)[0].text.html
        for amount in Amount
    }
    assert shown == {Amount.HEADLINES: False, Amount.PASSAGE: True, Amount.PASSAGES: True}


def test_a_withdrawn_story_keeps_its_headline_where_it_was_kept() -> None:
    gone = [Told(1, None, (), (), title="樱桃<红>了"), Told(2, None, (), ())]
    shown = parse(alert_again(gone, Amount.PASSAGE, ZH, "paper_bot", held=False).text.html)
    assert "1. 【已撤回】樱桃<红>了\n" in shown.text
    assert "2. 【已撤回】\n" in shown.text
    assert [one.type for one in shown.entities] == ["strikethrough"]


def test_buttons_are_for_each_story_and_for_muting() -> None:
    one, _ = alert([story(4, "甲")], Amount.PASSAGE, ZH, "paper_bot", held=False)
    assert [button.key for row in one.rows for button in row] == [
        *(ReadArticle(4), ByTitle(4), Mute(4))
    ]
    two, _ = alert([story(4, "甲"), story(5, "乙")], Amount.PASSAGE, ZH, "paper_bot", held=False)
    assert [button.key for row in two.rows for button in row] == [
        *(ReadArticle(4), ReadArticle(5), Mute(4))
    ]


@pytest.mark.parametrize("amount", Amount)
def test_a_digest_of_what_is_shown_changes_with_it_and_not_with_the_mark(amount: Amount) -> None:
    first = story(1, "樱桃红了", "樱桃在东沟。")
    marked = Told(1, first.cited, first.hits, first.matched, corrected=True)
    assert shown_of(first, amount, ZH) == shown_of(marked, amount, ZH)
    other = story(1, "樱桃红了", "樱桃在西沟。")
    differs = shown_of(first, amount, ZH) != shown_of(other, amount, ZH)
    assert differs is (amount is not Amount.HEADLINES)
