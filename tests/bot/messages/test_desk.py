"""The desk as messages: lists within Telegram's limits, part by part, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.desk import (
    corrections_screen,
    desk_screen,
    doubts_screen,
    notices_screen,
    page_screen,
    pages_screen,
    set_aside_screen,
    waits_text,
)
from bot.messages.desk_keys import ShowDesk
from bot.messages.desk_questions import figures_screen, question_screen, unanswered_screen
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS
from bot.messages.screen import Screen
from bot.messages.texts import EN, ZH
from bot.model import NotSent, NotSentList, Proposal
from bot.model.asked import Days, Figures, QuestionGroup, ReadStory, Subscribers, Wording
from bot.model.desk import (
    PER_PAGE,
    DeskCounts,
    DeskPage,
    ListedNotice,
    MadeCorrection,
    PrintedStory,
    part_of,
)
from bot.model.inbox import NotRead
from retrieval.model import Band
from retrieval.model.doubts import Doubt, DoubtKind
from tests.bot.messages.samples import text

DAYS = Days.read("2026-W48")
languages = st.sampled_from([ZH, EN])
counts = st.integers(0, 10**9)


@given(text(400), st.integers(0, 60), st.integers(0, 20), languages)
def test_every_list_is_a_message_that_telegram_takes(
    words: str, many: int, at: int, texts: Texts
) -> None:
    doubts = (Doubt(DoubtKind.UNSURE_TEXT, (words,)),) * many
    page = DeskPage(10**9, words, words, None, words, many % 2 == 0, doubts, 7)
    proposal = Proposal(10**9, 1, 1, words, words, words, 1)
    story = PrintedStory(10**9, words)
    failed = NotSentList(many, many, (NotSent(words, words, words, 5, again=False),) * many)
    group = QuestionGroup((Wording(words, 3),) * max(1, many), 9, 5, 4)
    figures = Figures(
        *(DAYS, dict.fromkeys(Band, 10**9), Subscribers(1, 2, 3), 4, 5),
        (ReadStory(10**9, words, 3),) * 10,
    )
    weeks = (DAYS.following, DAYS, DAYS.previous)
    screens = [
        doubts_screen(part_of([page] * many, at), texts),
        pages_screen(part_of([page] * many, at), texts),
        page_screen(page, [story] * many, page, texts),
        corrections_screen(part_of([MadeCorrection(proposal, words)] * many, at), texts),
        set_aside_screen(failed, [NotRead(words, words, 5, again=True)] * many, at, texts),
        notices_screen(
            part_of([ListedNotice(10**9, words, DAYS.first, many % 2 == 0, many, 0)] * many, at),
            texts,
        ),
        unanswered_screen([group] * many, DAYS, weeks, at, texts),
        question_screen(group, texts),
        figures_screen(figures, weeks, texts),
    ]
    assert [one for one in screens if not _fits(one)] == []


def _fits(screen: Screen) -> bool:
    return (
        0 < screen.text.units <= MAX_UNITS
        and screen.text.entities <= MAX_ENTITIES
        and all(one.label.strip() for row in screen.rows for one in row)
        and len(screen.rows) <= 2 * PER_PAGE
    )


@given(st.integers(0, 100), st.integers(0, 99_999))
def test_each_part_has_its_things_and_the_last_stands_for_those_behind_it(
    many: int, page: int
) -> None:
    found = part_of(range(many), page)
    assert found.items == tuple(range(many))[found.start : found.start + PER_PAGE]
    assert found.page == min(page, found.pages - 1)
    assert bool(found.items) == bool(many)


@given(st.builds(DeskCounts, counts, counts, counts, counts, counts, counts, counts), languages)
def test_the_desk_leads_to_every_list_and_back_to_itself(own: DeskCounts, texts: Texts) -> None:
    screen = desk_screen(own, 0, texts)
    keys = [one.key for row in screen.rows for one in row]
    shown = [key.subject for key in keys if isinstance(key, ShowDesk)]
    assert len({*shown}) == len(shown) == len(texts.desk.names)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (DeskCounts(1, 9, 2, 3), "待办：草稿 1、存疑 2、报错 3"),
        (DeskCounts(held=1, corrections=4, alerts=2, files=1), "待办：待放行 1、没办成 3"),
        (DeskCounts(others=4, corrections=4), "现在没有要处理的，都办完了。"),
    ],
)
def test_the_first_line_says_what_waits_for_a_decision(own: DeskCounts, said: str) -> None:
    assert waits_text(own, ZH) == said
