"""What can be said of a draft: which buttons stand there, and what a reply means."""

from dataclasses import replace
from datetime import date

import pytest

from bot.messages.keys import MAX_BYTES
from bot.messages.screen import Screen
from bot.messages.texts import EN, HANT, ZH
from bot.messages.uploads_keys import StateDay
from bot.messages.uploads_state import (
    Asked,
    ask_text,
    asked_of,
    days_screen,
    papers_screen,
    said_name,
    state_rows,
)
from bot.model.uploads import Upload, UploadPage, UploadState
from retrieval.model import Bulletin, Reading
from retrieval.model.doubts import Doubt, DoubtKind
from tests.bot.messages.samples import packed

TODAY = date(2022, 10, 1)
DRAFT = Upload(5, 7, UploadState.DRAFT, 0, None, (UploadPage(0, "a.md", 1),), ())


def labels(*kinds: DoubtKind, upload: Upload = DRAFT, told: bool = False) -> list[list[str]]:
    reading = Reading(Bulletin(), (), tuple(Doubt(kind, ("甲", "乙")) for kind in kinds))
    rows = state_rows(upload, 0, reading, TODAY, ZH, told=told)
    return [[button.label for button in row] for row in rows]


def test_a_draft_without_a_day_offers_days_the_paper_and_the_page() -> None:
    assert labels(DoubtKind.NO_DAY) == [
        ["今天（10-01）", "昨天（09-30）", "选日期"],
        ["报纸", "版"],
    ]
    assert labels(DoubtKind.FUTURE_DAY) == labels(DoubtKind.NO_DAY)


def test_where_only_the_label_is_in_doubt_no_day_is_offered() -> None:
    assert labels(DoubtKind.LABEL) == [["报纸", "版"]]


def test_a_page_that_says_all_is_not_asked_about() -> None:
    assert labels() == labels(DoubtKind.ODD_HEADLINE) == []


def test_what_a_picture_told_can_be_changed_though_nothing_is_in_doubt() -> None:
    assert labels(told=True) == [["选日期", "报纸", "版"]]
    assert labels(DoubtKind.NO_DAY, told=True) == labels(DoubtKind.NO_DAY)


def test_what_was_said_can_be_changed() -> None:
    assert len(labels(upload=replace(DRAFT, day=TODAY))) == 2
    assert len(labels(upload=replace(DRAFT, paper="二七日报"))) == 1


def test_the_buttons_of_a_month_are_its_days() -> None:
    shown = days_screen(DRAFT, 0, 202210, ZH)
    days = [button for row in shown.rows for button in row if isinstance(button.key, StateDay)]
    assert [button.label for button in days] == [str(day) for day in range(1, 32)]
    assert days[26].key == StateDay(5, 0, 20221027)
    assert "2022年10月" in shown.text.html


@pytest.mark.parametrize(
    "screen",
    [
        days_screen(replace(DRAFT, id=10**17), 499, 202210, ZH),
        papers_screen(replace(DRAFT, id=10**17), 499, {-(2**63): "报"}, ZH),
    ],
)
def test_buttons_fit_telegram(screen: Screen) -> None:
    keys = packed(screen)
    assert all(len(key) <= MAX_BYTES for key in keys)


def test_papers_are_offered_by_name_and_another_can_be_named() -> None:
    shown = papers_screen(DRAFT, 0, {9: "二七日报", 8: "晚报"}, ZH)
    names = [row[0].label for row in shown.rows]
    assert names[:3] == ["二七日报", "晚报", "别的报"]


@pytest.mark.parametrize("texts", [ZH, HANT, EN])
@pytest.mark.parametrize("asked", Asked)
def test_what_asks_for_a_name_is_known_again(asked: Asked, texts: object) -> None:
    assert asked_of(ask_text(asked, 12, 3, texts)) == (asked, 12, 3)  # type: ignore[arg-type]


def test_another_text_asks_for_nothing() -> None:
    assert asked_of("🗞 12/3") is None
    assert asked_of("这是哪份报？") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [(" A05 ", "A05"), ("二七日报", "二七日报"), ("", None), ("长" * 21, None), ("一\n二", None)],
)
def test_a_reply_is_a_short_name(text: str, name: str | None) -> None:
    assert said_name(text) == name
