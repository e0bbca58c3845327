"""docs/reading.md: its questions get what it says, its words are understood, nothing is missing."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram import Chat, Message

from bot.access.commands import COMMANDS, is_public
from bot.access.explaining import in_chinese, usage
from bot.access.parsing import parse_words
from bot.access.replied import asks_about_alert
from bot.messages.keys import Mute
from bot.messages.markup import plain
from bot.messages.screen import Button, Screen
from bot.messages.texts import ZH
from bot.model import ChatSettings
from bot.services.conversation.leaning import step_of
from bot.services.settings_words import settings_from_words
from bot.telegram.keyboard import keyboard
from retrieval.archive import Archive

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
NO_ANSWER = "（没有答案）"
NEAREST = "（最接近的）"


def rows(title: str, table: int = 0) -> list[list[str]]:
    """The cells of a table below a heading, its own head left out."""
    section = re.search(rf"^## {title}\n(.*?)^##? ", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert section is not None
    tables = re.findall(r"(?:^\|.+\|\n)+", section[1], re.MULTILINE)
    lines = re.findall(r"^\| (.+) \|$", tables[table], re.MULTILINE)
    return [line.split(" | ") for line in lines][1:]


def typed(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _today() -> datetime:
    return datetime(2022, 10, 28, 4, tzinfo=UTC)


async def test_every_question_gets_what_is_told(tmp_path: Path) -> None:
    asked = {question: first for _, cell, first in rows("提问") for question in typed(cell)}
    assert len(asked) > 8
    samples = ROOT / "data" / "samples"
    async with Archive.open(tmp_path / "bulletins.db", clock=_today) as archive:
        for page in sorted(path for path in samples.rglob("*.*") if path.is_file()):
            await archive.add_page(page.read_bytes(), str(page.relative_to(samples)))
        for question, first in asked.items():
            answer = await archive.ask(question)
            if first == NO_ANSWER:
                assert not answer.hits, question
            else:
                title = first.removeprefix(NEAREST)
                assert answer.hits[0].citation.title.startswith(title), question
                assert answer.answered != first.startswith(NEAREST), question


def test_every_followup_is_one() -> None:
    said = [words for row in rows("提问", table=1) for cell in row for words in typed(cell)]
    assert len(said) > 5
    assert [words for words in said if step_of(words) is None] == []


def test_every_command_is_told_with_its_chinese_words() -> None:
    told = [
        [f"`{usage(one)}`", f"`{in_chinese(one)}`", one.line(ZH.commands) if one.line else ""]
        for one in COMMANDS
        if is_public(one)
    ]
    assert rows("命令") == told
    for command, chinese, _ in told:
        [slash], [words] = typed(command), typed(chinese)
        assert parse_words(slash).intent == parse_words(words).intent
        assert parse_words(slash).words == parse_words(words).words


def test_every_setting_is_read_and_means_the_same_in_both_languages() -> None:
    as_usual = ChatSettings(ZoneInfo("Asia/Tokyo"), silent=False, language="en")
    for words, others, meaning in rows("设置"):
        [one], [other] = typed(words), typed(others)
        assert settings_from_words(as_usual, one) is not None, one
        assert settings_from_words(as_usual, one) == settings_from_words(as_usual, other)
        assert all(settings_from_words(as_usual, also) for also in typed(meaning))


def test_every_reply_to_an_alert_is_understood() -> None:
    replies = [reply for row in rows("订阅") for cell in row for reply in typed(cell)]
    buttons = keyboard(Screen(plain("报道"), ((Button("静音", Mute(1)),),)))
    alert = Message(1, _today(), Chat(7, Chat.PRIVATE), text="报道", reply_markup=buttons)
    assert len(replies) > 3
    assert [reply for reply in replies if not asks_about_alert(alert, reply)] == []
