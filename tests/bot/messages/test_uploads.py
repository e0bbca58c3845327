"""What was read, as messages: complete where there is room, and always within Telegram's limits."""

from datetime import date
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.keys import MAX_BYTES
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS
from bot.messages.screen import Screen
from bot.messages.texts import EN, ZH
from bot.messages.uploads import (
    draft_screen,
    overview_screen,
    published_screen,
    publishing_screen,
    refused_screen,
    taken_back_screen,
)
from bot.messages.uploads_pages import reading_screen
from bot.model.uploads import (
    EditKind,
    PageEdit,
    Refusal,
    RefusedFile,
    Upload,
    UploadPage,
    UploadState,
)
from retrieval.identity.page import Page
from retrieval.model import (
    Article,
    Bulletin,
    Evidence,
    NoteKind,
    PrintedDate,
    Reading,
    ReadingNote,
    Reason,
)
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.lines import StoryLines
from retrieval.model.pages import PageName
from retrieval.store.adding import Added
from retrieval.store.page_version import PageVersion
from retrieval.store.undo import Change
from tests.bot.messages.samples import packed

T = TypeVar("T")
TODAY = date(2022, 10, 27)
MOST_BUTTONS = 100  # that Telegram takes
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


number = st.integers(1, 10**6)
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


def with_places(
    bulletin: Bulletin, notes: tuple[ReadingNote, ...], unsure: tuple[Doubt, ...]
) -> Reading:
    places = tuple(StoryLines(at + 1, at + 1, ()) for at in range(len(bulletin.articles)))
    return Reading(bulletin, notes, unsure, places=places)


readings = st.builds(
    with_places,
    bulletins,
    st.lists(notes, max_size=9).map(many),
    st.lists(doubts, max_size=9).map(many),
)
edits = st.lists(
    st.builds(PageEdit, st.sampled_from(EditKind), number, number, st.just(()), text), max_size=9
).map(tuple)
refusals = st.lists(st.builds(RefusedFile, text, st.sampled_from(Refusal), text), max_size=9)


@given(readings, text, refusals, edits, st.sampled_from([ZH, EN]))
def test_whatever_was_read_fits_in_a_message(
    reading: Reading,
    name: str,
    refused: list[RefusedFile],
    changed: tuple[PageEdit, ...],
    words: Texts,
) -> None:
    pages = [
        UploadPage(at, name, 10**6, Change(Added(1), None, ""), None, 10**6, changed)
        for at in range(90)
    ]
    draft = upload(*pages, refused=tuple(refused * 20))
    for screen in (
        draft_screen(
            *(draft, 0, reading, words), today=TODAY, faint=True, warning=words.uploads.split
        ),
        overview_screen(draft, dict.fromkeys(range(40), reading), words),
        published_screen(draft, words, undo=True),
        taken_back_screen(draft, words.uploads),
        refused_screen(refused * 20, words.uploads),
    ):
        assert 0 < screen.text.units <= MAX_UNITS
        assert screen.text.entities <= MAX_ENTITIES
        assert sum(map(len, screen.rows)) <= MOST_BUTTONS
        assert all(len(key) <= MAX_BYTES for key in packed(screen))


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


def test_a_sentence_of_what_reads_files_is_shown_in_one_language() -> None:
    reason = "太多了：9 行，最多 5 行（一版）(too many: 9 lines (of a page), at most 5)"
    refused = [RefusedFile("a.md", Refusal.UNREADABLE, reason)]
    assert (
        "a.md：太多了：9 行，最多 5 行（一版）\n" in refused_screen(refused, ZH.uploads).text.html
    )
    told = "a.md: too many: 9 lines (of a page), at most 5\n"
    assert told in refused_screen(refused, EN.uploads).text.html


def test_a_sentence_without_english_is_shown_as_it_is() -> None:
    for reason in ("读不了", "读不了)", "(x)", "读不了()"):
        refused = [RefusedFile("a", Refusal.UNREADABLE, reason)]
        assert f"a: {reason}\n" in refused_screen(refused, EN.uploads).text.html


ARTICLES = tuple(Article(title, None, paragraphs=("一",)) for title in ("桥", "灯", "井"))
THREE = Reading(
    Bulletin(articles=ARTICLES), places=tuple(StoryLines(at, at + 1, (at,)) for at in (1, 5, 9))
)


def test_the_stories_of_a_draft_have_buttons_to_leave_out_and_to_join() -> None:
    shown = draft_screen(upload(UploadPage(0, "a", 3)), 0, THREE, ZH, today=TODAY)
    assert labels(shown) == [
        ["略去 1 桥"],
        ["略去 2 灯", "2 并入上一篇"],
        ["略去 3 井", "3 并入上一篇"],
        ["确认发布", "取消"],
    ]


def test_what_was_changed_is_told_and_can_be_taken_back() -> None:
    changed = (
        PageEdit(EditKind.DROP, 13, 15, (13,), "井"),
        PageEdit(EditKind.JOIN, 17, 19, (), "路"),
    )
    note = ReadingNote(14, NoteKind.DROPPED, "井水", Reason.FURNITURE)
    reading = Reading(THREE.bulletin, (note,), places=THREE.places)
    page = UploadPage(0, "a", 3, edits=changed)
    shown = draft_screen(upload(page), 0, reading, ZH, today=TODAY)
    assert "你改过：\n· 略去了“井”\n· “路”并入了上一篇" in shown.text.html
    assert "井水" not in shown.text.html
    assert labels(shown)[-3:-1] == [["恢复：井"], ["分开：路"]]


def test_a_draft_of_which_all_was_left_out_can_not_be_published() -> None:
    gone = PageEdit(EditKind.DROP, 1, 3, (1,), "桥")
    shown = draft_screen(
        upload(UploadPage(0, "a", 0, edits=(gone,))), 0, Reading(Bulletin()), ZH, today=TODAY
    )
    assert "所有报道都略去了" in shown.text.html
    assert labels(shown) == [["恢复：桥"], ["取消"]]


def test_a_draft_of_several_pages_is_listed_those_to_look_at_first() -> None:
    draft = upload(UploadPage(0, "a.md", 1), UploadPage(1, "b.md", 3, doubts=2, label="A02"))
    shown = overview_screen(draft, {1: THREE}, ZH)
    assert shown.text.html == (
        "一共 2 版，要看的排在前面。点数字看那一版。\n\n"
        "⚠️ 2. 第A02版：3 篇，2 处要看\n桥；灯；井\n1. a.md：1 篇\n\n"
        "还没有发布：共 2 版 4 篇。确认以后可以搜到，符合订阅的会发出提醒；一天里不确认就作废。"
    )
    assert labels(shown) == [["1", "2"], ["确认发布", "取消"]]


def test_a_page_says_which_others_have_something_to_look_at() -> None:
    pages = [UploadPage(at, f"{at}.md", 1, doubts=at % 2) for at in range(4)]
    texts = [draft_screen(upload(*pages), at, THREE, ZH, today=TODAY).text.html for at in (0, 1)]
    assert "另外这些版也要看看：第 2, 4 版。" in texts[0]
    assert "另外这些版也要看看：第 4 版。" in texts[1]


@pytest.mark.parametrize(
    ("number", "total", "text"),
    [
        (1, 1, "正在认字，约 30 秒"),
        (2, 5, "正在认字，约 30 秒（第 2 张，共 5 张）"),
        (3, None, "正在认字，约 30 秒（第 3 张）"),
    ],
)
def test_while_words_are_read_the_message_says_how_long_that_takes(
    number: int, total: int | None, text: str
) -> None:
    assert reading_screen(number, total, ZH.uploads).text.html == text
