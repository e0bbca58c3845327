"""The catalogues: every text in every language, each used, and all filled in alike."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from bot.access.commands import COMMANDS, Menu
from bot.access.explaining import help_text
from bot.access.intents import Intent
from bot.access.menus import menu_line
from bot.access.parsing import parse_words
from bot.messages.catalogue import Texts
from bot.messages.remarks import note, remark_text
from bot.messages.texts import EN, HANT, ZH, texts_for
from bot.messages.wording import catalogue
from retrieval.model import Answer, AnswerKind, Remark, RemarkKind

ROOT = Path(__file__).parents[3]
LANGUAGES = ("zh_Hans", "zh_Hant", "en")
BY_LANGUAGE = dict(zip(LANGUAGES, (ZH, HANT, EN), strict=True))
SIMPLIFIED, TRADITIONAL = "这说问题时间读设订阅过没关发", "這說問題時間讀設訂閱過沒關發"


def flat(texts: object, at: str = "") -> dict[str, str]:
    """The texts by the ids that they have in a catalogue."""
    if isinstance(texts, str):
        return {at.removesuffix("."): texts}
    inner: Mapping[Any, object]
    if is_dataclass(texts):
        inner = {field.name: getattr(texts, field.name) for field in fields(texts)}
    else:
        assert isinstance(texts, dict)
        inner = texts
    found: dict[str, str] = {}
    for name, value in inner.items():
        key = name.name.lower() if isinstance(name, Enum) else name
        found |= flat(value, f"{at}{key}.")
    return found


IDS = flat(ZH)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@every_language
def test_a_catalogue_has_the_texts_that_there_are_and_no_others(language: str) -> None:
    assert catalogue(language).keys() == IDS.keys()


@every_language
def test_what_is_filled_in_is_the_same_in_each_language(language: str) -> None:
    texts = catalogue(language)
    assert {name for name in IDS if blanks(texts[name]) != blanks(IDS[name])} == set()


def test_every_text_is_asked_for_somewhere() -> None:
    """The name of its field is, in what is no list of texts."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "bot").rglob("*.py")
        if not path.name.endswith("_texts.py") and path.name != "catalogue.py"
    )
    used = set(re.findall(r"\.([a-z_]+)", code))
    assert set(_names(Texts, ZH)) - used == set()


def _names(kind: type, texts: object) -> Iterator[str]:
    for field in fields(kind):
        yield field.name
        value = getattr(texts, field.name)
        if is_dataclass(value):
            yield from _names(type(value), value)


@pytest.mark.parametrize(
    ("language", "foreign", "name_of_it"),
    [
        ("zh_Hans", TRADITIONAL, "settings.traditional"),
        ("zh_Hant", SIMPLIFIED, "settings.simplified"),
    ],
)
def test_chinese_is_written_in_its_own_characters(
    language: str, foreign: str, name_of_it: str
) -> None:
    texts = {name: text for name, text in catalogue(language).items() if name != name_of_it}
    assert {name for name, text in texts.items() if set(text) & set(foreign)} == set()


@pytest.mark.parametrize(("language", "foreign"), [("zh_Hans", "「」『』"), ("zh_Hant", "“”‘’")])
def test_chinese_is_quoted_as_its_readers_quote(language: str, foreign: str) -> None:
    texts = catalogue(language).items()
    assert {name for name, text in texts if set(text) & set(foreign)} == set()


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_nothing_is_called_by_what_nobody_calls_it(language: str) -> None:
    said = {
        "资料库",
        "資料庫裡",
        "各人自己",
        "要有 ",
        "到最新一篇",
        "意思最接近",
        "期刊版面",
        "報道",
    }
    texts = catalogue(language).items()
    assert {name for name, text in texts if any(word in text for word in said)} == set()


@every_language
def test_menu_lines_fit_telegram(language: str) -> None:
    lines = [menu_line(one, BY_LANGUAGE[language].commands) for one in COMMANDS if one.menus]
    assert lines
    assert [line for line in lines if not 1 <= len(line) <= 256] == []


@every_language
def test_no_emoji_says_alone_what_it_means(language: str) -> None:
    """Read aloud, an emoji is its name or nothing: words stand beside each."""
    alone = [
        name
        for name, text in catalogue(language).items()
        if any(unicodedata.category(char) == "So" for char in text)
        and not any(char.isalpha() for char in text.replace("{", "").replace("}", ""))
    ]
    assert alone == []


@every_language
def test_words_that_the_help_offers_are_commands(language: str) -> None:
    help_ = help_text(BY_LANGUAGE[language], "paper_bot", Menu.PRIVATE)
    offered = [
        word.strip()
        for brackets in re.findall(r"[（(]([^）)]*)[）)]", help_)
        for word in re.split("[、,：:]", brackets)
        if re.match(r"\s*[\u4e00-\u9fff]", word) and "寫" not in word and "写" not in word
    ]
    assert len(offered) >= 10
    assert [word for word in offered if parse_words(word).intent is Intent.QUESTION] == []


@pytest.mark.parametrize(
    ("code", "language"),
    [
        *(("zh-hans", "zh_Hans"), ("zh", "zh_Hans"), (None, "zh_Hans"), ("", "zh_Hans")),
        *(("ja", "zh_Hans"), ("zh-CN", "zh_Hans"), ("zh-Hans-HK", "zh_Hans")),
        *(("zh-hant", "zh_Hant"), ("zh-TW", "zh_Hant"), ("zh_HK", "zh_Hant")),
        *(("en", "en"), ("EN-gb", "en")),
    ],
)
def test_chinese_goes_by_script_english_is_english_and_all_others_get_chinese(
    code: str | None, language: str
) -> None:
    assert texts_for(code) is BY_LANGUAGE[language]


def test_a_remark_fills_in_its_values() -> None:
    text = remark_text(Remark(RemarkKind.SPELLING, ("汤小义", "汤晓义")))
    assert text == "没有找到“汤小义”，按“汤晓义”找的。"


def test_values_with_braces_are_taken_as_they_are() -> None:
    assert "{0}{x}" in remark_text(Remark(RemarkKind.ALIAS, ("{0}{x}", "甲")))


def test_a_note_is_the_remarks_a_line_each() -> None:
    remarks = (Remark(RemarkKind.GREETING), Remark(RemarkKind.ABOUT))
    assert note(Answer("你好", AnswerKind.COURTESY, remarks=remarks)).count("\n") == 1
    assert note(Answer("x", AnswerKind.PASSAGES)) == ""
