"""The gallery: every scene in every language, and what holds of all that the bot shows."""

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from pathlib import Path  # noqa: TC003 (pytest reads fixtures' hints)

import pytest

from bot.cli.commands import main
from bot.cli.gallery.page import marked
from bot.messages.labels import MOST_WIDE, width
from bot.preview.entities import Entity
from bot.preview.languages import LANGUAGES

_VOID = ("meta", "br", "link")


class Reader(HTMLParser):
    """Reads a page, and knows what is open; the words of each button and bubble."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.buttons: list[str] = []
        self._in_button = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if dict(attrs).get("role") == "button":
            self._in_button = True
            self.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._in_button = False

    def handle_data(self, data: str) -> None:
        if self._in_button:
            self.buttons[-1] += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("gallery") / "gallery.html"
    assert main(["gallery", str(file)]) == 0
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_is_well_formed_and_needs_nothing_else(read: Reader) -> None:
    assert read.open == []
    assert not [tag for tag, _ in read.tags if tag in ("script", "link", "img", "iframe")]


def test_every_scene_is_answered_in_every_language(page: str) -> None:
    rows = page.split("<h2>")[1:]
    assert len(rows) > 20
    for row in rows:
        shown = row.split("<section ")[1:]
        assert [re.match('lang="([^"]+)"', one)[1] for one in shown] == list(LANGUAGES)  # type: ignore[index]
        for column in shown:
            assert "问报：" in column or "via @wenbao_bot" in column, row[:40]


def test_no_button_is_an_emoji_alone(read: Reader) -> None:
    assert len(read.buttons) > 100
    for label in read.buttons:
        assert any(char.isalnum() for char in label), label


def test_every_button_is_short_enough_for_a_telephone(page: str) -> None:
    found = re.findall(r'<span class="key" role="button">(.*?)</span>', page)
    assert len(found) > 100
    assert [label for label in found if width(unescape(label)) > MOST_WIDE] == []


def test_what_a_button_cuts_short_stands_in_the_message(page: str) -> None:
    text = re.sub("<[^>]+>", "", page)
    cut = [unescape(one) for one in re.findall(r'role="button">([^<]*)…</span>', page)]
    assert cut
    for label in cut:
        words = re.split(r"[：:] ?|[0-9] ", label)[-1]
        assert unescape(text).count(words) > 1, label


def test_no_line_is_an_emoji_alone(page: str) -> None:
    text = re.sub("<[^>]+>", "\n", page.split("<body", 1)[1])
    for line in filter(None, map(str.strip, text.splitlines())):
        signs = [char for char in line if unicodedata.category(char) == "So"]
        assert not signs or any(char.isalnum() for char in line) or line == "▤", line


def columns(page: str, title: str) -> list[str]:
    """The columns of the scene whose title ends so."""
    row = next(row for row in page.split("<h2>") if row.partition("</h2>")[0].endswith(title))
    return row.split("<section ")[1:]


def test_an_alert_is_in_the_language_of_who_gets_it(page: str) -> None:
    for column, label in zip(columns(page, "An alert"), ("静音", "靜音", "Mute"), strict=True):
        assert f">{label}</span>" in column


def test_of_several_stories_each_subscription_is_named_once(page: str) -> None:
    named = ("订阅：书房、全部", "訂閱：书房、全部", "Subscribed: 书房, every story")
    for column, name in zip(columns(page, "several stories"), named, strict=True):
        assert column.count(name) == 1
        assert column.index(name) < column.index("1. ") < column.index("3. ")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A page sent in", ("还没有发布", "還沒有發布", "Not published yet")),
        (" Published", ("新 1 篇", "新 1 篇", "new 1,")),
        ("Taken back", ("已撤销 1 版", "已撤銷 1 版", "Undone (pages: 1)")),
        ("Feedback, corrected", ("已更正", "已更正", "is corrected.")),
        ("Feedback, corrected", ("没用 1；", "沒用 1；", "not useful: 1;")),
        (
            "Feedback, corrected",
            (
                "座谈。（更正：原印“",
                "参加。（更正：原印“",
                "往一处使。（更正：原印“",
            ),
        ),
        ("An error reported", ("记下了", "記下了", "Noted")),
        ("Subscriptions of topics", ("话题“城建”", "話題「城建」", "topic “城建”")),
        (
            "Subscriptions of a channel",
            ("二七播报的订阅", "二七播报的訂閱", "Subscriptions of 二七播报"),
        ),
        ("Unsubscribe", ("🗑 2 公交", "🗑 2 公交", "🗑 2 公交")),
        ("A digest in quiet hours", ("等到第二天 07:00", "等到第二天 07:00", "07:00 the next day")),
        ("In plain words", ("已订阅：公交", "已訂閱：公交", "Subscribed: 公交")),
        ("In plain words", ("每天 08:00", "每天 08:00", "daily at 08:00")),
        ("In plain words", ("不再发了", "不再發了", "nothing more will be sent")),
        ("Words that ask nothing", ("我是一个程序", "我是一個程式", "I am a program")),
        ("Acting on what is shown", ("开头是这样", "開頭是這樣", "” begins:")),
        ("A story withdrawn", ("【已撤回】<s>", "【已撤回】<s>", "[Withdrawn] <s>")),
    ],
)
def test_what_admins_and_readers_do_shows(page: str, title: str, words: tuple[str, ...]) -> None:
    for column, word in zip(columns(page, title), words, strict=True):
        assert word in column


def test_a_page_sent_in_stands_above_what_became_of_it(page: str) -> None:
    for title in ("A page sent in", " Published", "Taken back"):
        for column in columns(page, title):
            assert 0 < column.index('class="file"') < column.index("问报：")


def test_headlines_are_offered_inline_with_who_wrote_them(page: str) -> None:
    by = ("记者 ", "記者 ", "Reporter ")
    for column, reporter in zip(columns(page, "Typed inline"), by, strict=True):
        offers = column.split('<div class="option"')[1:]
        assert len(offers) > 1
        assert f"<span>{reporter}" in offers[0]
        assert "@wenbao_bot 调研" in column


def test_an_offer_that_is_chosen_is_posted_by_who_chose_it(page: str) -> None:
    for column in columns(page, "One is chosen"):
        assert column.count('class="message mine"') == 1
        assert "via @wenbao_bot" in column
        assert "<blockquote>" in column
        assert '<div class="option"' not in column


def test_nothing_found_inline_leads_into_private_chat(page: str) -> None:
    for column in columns(page, "Nothing inline"):
        assert '<div class="option"' not in column
        assert '<div class="key" role="button">' in column


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("a<b", (), "a&lt;b"),
        ("😀好了", (Entity("bold", 2, 1),), "😀<strong>好</strong>了"),
        (
            "甲乙丙\n丁",
            (Entity("blockquote", 0, 3), Entity("bold", 1, 1)),
            "<blockquote>甲<strong>乙</strong>丙</blockquote>丁",
        ),
        (
            "题",
            (Entity("text_link", 0, 1, url='https://t.me/b?a="'),),
            '<a href="https://t.me/b?a=&quot;">题</a>',
        ),
    ],
)
def test_entities_become_elements(text: str, entities: tuple[Entity, ...], html: str) -> None:
    assert marked(text, entities) == html
