"""What was read, as messages: complete where there is room, and always within Telegram's limits."""

from datetime import date
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS
from bot.messages.screen import Screen
from bot.messages.texts import EN, ZH
from bot.messages.uploads import (
    draft_screen,
    published_screen,
    publishing_screen,
    refused_screen,
    taken_back_screen,
)
from bot.model.uploads import Refusal, RefusedFile, Upload, UploadPage, UploadState
from retrieval.identity.page import Page
from retrieval.model import (
    Article,
    Bulletin,
    Doubt,
    DoubtKind,
    Evidence,
    NoteKind,
    PrintedDate,
    Reading,
    ReadingNote,
    Reason,
)
from retrieval.model.pages import PageName
from retrieval.store.adding import Added
from retrieval.store.page_version import PageVersion
from retrieval.store.undo import Change

T = TypeVar("T")
TODAY = date(2022, 10, 27)
DAY = PrintedDate(10, 27, Evidence.PATH, 2022, Evidence.PATH)
OLD = PageVersion(Page("A01.md", None, None, None), ())


def upload(*pages: UploadPage, refused: tuple[RefusedFile, ...] = ()) -> Upload:
    return Upload(5, 7, UploadState.DRAFT, 0, None, pages, refused)


def labels(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def test_a_page_shows_its_stories_and_what_was_done_to_its_lines() -> None:
    article = Article("桥", None, ("甲", "乙"), date=DAY, paragraphs=("一二三",))
    notes = (
        ReadingNote(1, NoteKind.DROPPED, "A01版", Reason.PAGE_LABEL),
        ReadingNote(9, NoteKind.JOINED, "动工", Reason.CUT, above=7),
    )
    reading = Reading(Bulletin("二七报", DAY, "A01", (article,)), notes)
    shown = draft_screen(upload(UploadPage(0, "A01.md", 1)), 0, reading, ZH, today=TODAY)
    assert shown.text.html == (
        "<b>A01.md（第 1/1 版）</b>\n二七报 · 2022年10月27日 · 第A01版\n\n"
        "读出 1 篇：\n1. <b>桥</b>\n   记者 甲 乙 · 2022年10月27日 · 3 字\n\n"
        "<blockquote expandable>读的时候动过这些地方：\n"
        "略去 1 处：\n第 1 行（版名）：A01版\n"
        "接上 1 处：\n第 9 行接第 7 行（断开的句子）：动工</blockquote>\n\n"
        "还没有发布：共 1 版 1 篇。确认以后可以搜到，符合订阅的会发出提醒；一天里不确认就作废。"
    )
    assert labels(shown) == [["确认发布", "取消"]]


def test_a_page_between_others_can_be_turned_both_ways() -> None:
    pages = [UploadPage(at, f"{at}.md", 1) for at in range(3)]
    reading = Reading(Bulletin("二七报"))
    turns = [
        labels(draft_screen(upload(*pages), at, reading, ZH, today=TODAY))[0] for at in range(3)
    ]
    assert turns == [["下一版 ▶"], ["◀ 上一版", "下一版 ▶"], ["◀ 上一版"]]


def test_doubts_stand_first() -> None:
    doubts = Doubt(DoubtKind.NO_DAY), Doubt(DoubtKind.ODD_HEADLINE, ("桥。",))
    reading = Reading(Bulletin("二七报"), (), doubts)
    text = draft_screen(upload(UploadPage(0, "a", 0)), 0, reading, ZH, today=TODAY).text.html
    assert text.startswith(
        "⚠️ 请先看看：\n· 没有日期，不知道是哪一天的报。\n· “桥。”不太像标题，请核对。\n\n<b>a"
    )


def test_what_is_cut_is_counted() -> None:
    notes = [ReadingNote(at, NoteKind.DROPPED, "页码" * 40, Reason.RULE) for at in range(40)]
    reading = Reading(Bulletin("二七报"), tuple(notes))
    text = draft_screen(upload(UploadPage(0, "a", 0)), 0, reading, ZH, today=TODAY).text.html
    shown = text.count("分隔线")
    assert 0 < shown < 40
    assert f"……还有 {40 - shown} 处" in text


def test_a_publishing_that_stays_can_go_on_or_be_dropped() -> None:
    shown = publishing_screen(upload(*[UploadPage(0, "a", 1)] * 20), ZH.uploads)
    assert "20 版" in shown.text.html
    assert labels(shown) == [["确认发布", "取消"]]


def test_publishing_counts_what_it_did_and_can_be_undone() -> None:
    one = UploadPage(0, "a", 3, Change(Added(1, 1, 1, 1, 2), OLD, "new"))
    shown = published_screen(upload(one), ZH, undo=True)
    assert "已发布 1 版：新 1 篇，改 1 篇，不变 1 篇，撤下 2 篇" in shown.text.html
    assert labels(shown) == [["撤销发布"]]
    assert labels(published_screen(upload(one), ZH, undo=False)) == []


def test_publishing_what_was_there_changes_nothing_and_has_nothing_to_undo() -> None:
    same = UploadPage(0, "a", 3, Change(Added(1, unchanged=3), OLD, OLD.mark))
    shown = published_screen(upload(same), ZH, undo=True)
    assert "没有变化" in shown.text.html
    assert labels(shown) == []


def test_pages_that_stay_are_named() -> None:
    stays = UploadPage(0, "a.md", 1, Change(Added(1, 1), None, "new"))
    shown = taken_back_screen(upload(stays, UploadPage(1, "b.md", 1)), ZH.uploads)
    assert "已撤销 1 版" in shown.text.html
    assert "没有动：a.md" in shown.text.html


def many(some: list[T]) -> tuple[T, ...]:
    """More of the same, and too much for a message."""
    return tuple(some) * 9


text = st.text(max_size=30).map(lambda part: part * 40)
names = st.lists(text, max_size=3).map(tuple)
dates = st.none() | st.just(DAY)
articles = st.builds(
    Article, text, st.none(), names, names, date=dates, paragraphs=st.lists(text).map(tuple)
)
notes = st.builds(
    ReadingNote,
    st.integers(1, 10**6),
    st.sampled_from(NoteKind),
    text,
    st.sampled_from(Reason),
    st.none() | st.integers(1, 10**6),
)
bulletins = st.builds(
    Bulletin,
    text,
    dates,
    st.none() | text,
    st.lists(articles, max_size=8).map(many),
)
doubts = st.builds(Doubt, st.sampled_from(DoubtKind), st.tuples(text, text))
readings = st.builds(
    Reading,
    bulletins,
    st.lists(notes, max_size=9).map(many),
    st.lists(doubts, max_size=9).map(many),
)
refusals = st.lists(st.builds(RefusedFile, text, st.sampled_from(Refusal), text), max_size=9)


@given(readings, text, refusals, st.sampled_from([ZH, EN]))
def test_whatever_was_read_fits_in_a_message(
    reading: Reading, name: str, refused: list[RefusedFile], words: Texts
) -> None:
    page = UploadPage(0, name, 10**6, Change(Added(1), None, ""))
    draft = upload(*[page] * 500, refused=tuple(refused * 20))
    for screen in (
        draft_screen(draft, 0, reading, words, today=TODAY, warning=words.uploads.split),
        published_screen(draft, words, undo=True),
        taken_back_screen(draft, words.uploads),
        refused_screen(refused * 20, words.uploads),
    ):
        assert 0 < screen.text.units <= MAX_UNITS
        assert screen.text.entities <= MAX_ENTITIES


FORMER = PageName(3, "二七日报", "2022-10-27", "A05", "A05.md")


def test_a_draft_that_may_be_a_new_version_can_replace_it_or_stand_beside_it() -> None:
    draft = upload(UploadPage(0, "a", 0))
    shown = draft_screen(draft, 0, Reading(Bulletin()), ZH, today=TODAY, meant=FORMER)
    assert "可能是“二七日报 2022-10-27 A05 A05.md”的新版。" in shown.text.html
    assert labels(shown) == [["确认发布", "替换", "取消"]]


def test_publishing_names_what_it_replaced() -> None:
    one = UploadPage(0, "a", 1, Change(Added(3, changed=1, replaced=FORMER), OLD, "new"))
    shown = published_screen(upload(one), ZH, undo=True)
    assert "替换了：二七日报 2022-10-27 第A05版" in shown.text.html
