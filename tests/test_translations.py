"""Documents in two languages say the same: `tests.translations` tells where they part."""

from pathlib import Path

import pytest

from tests.translations import Version, blocks, differences, raised

ROOT = Path(__file__).parent.parent
# What somebody needs who runs a paper's bot, and cannot be without in either language.
PAIRED = (
    *("alerts.zh.md", "cases.zh.md", "operating.zh.md", "query.zh.md", "security.zh.md"),
    *(f"install/{page}.zh.md" for page in ("docker", "pipx", "systemd", "webhook")),
)
TRANSLATED = sorted({*(ROOT / "docs").rglob("*.zh.md"), *(ROOT / "docs" / one for one in PAIRED)})

ENGLISH = """# Alerts

[中文](a.zh.md)

A chat has 50, and `/status` counts them ([more](b.md)).

- The button 再试 tries them again.

```sh
make run    # the bot
```

| what | how long |
|---|---|
| a note | two days |
"""
CHINESE = """# 提醒

[English](a.md)

一个聊天有 50 个，`/status` 会数（[更多](b.md)）。

- 点“再试”，再发一次。

```sh
make run    # 机器人
```

| 什么 | 多久 |
|---|---|
| 一张便条 | 2 天 |
"""


def _english(chinese: Path) -> Path:
    return chinese.with_name(chinese.name.replace(".zh.md", ".md"))


def _version(path: Path) -> Version:
    return Version(path, blocks(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("chinese", TRANSLATED, ids=lambda path: path.name)
def test_a_document_says_the_same_in_both_languages(chinese: Path) -> None:
    english = _english(chinese)
    assert english.exists(), f"{chinese.name} translates nothing"
    found = differences(_version(english), _version(chinese))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("chinese", TRANSLATED, ids=lambda path: path.name)
def test_each_leads_to_the_other_at_the_top(chinese: Path) -> None:
    english = _english(chinese)
    assert chinese.read_text("utf-8").splitlines()[2] == f"[English]({english.name})"
    assert english.read_text("utf-8").splitlines()[2] == f"[中文]({chinese.name})"


def test_the_halves_of_the_readme_say_the_same() -> None:
    path = ROOT / "README.md"
    both = blocks(path.read_text(encoding="utf-8"))
    half = next(at for at, block in enumerate(both) if block.text == "English")
    rest = next(at for at, block in enumerate(both[half + 1 :], half + 1) if block.level == 2)
    found = differences(Version(path, raised(both[half:rest])), Version(path, both[:half]))
    assert not found, "\n".join(found)


def _compared(chinese: str) -> list[str]:
    here = ROOT / "docs" / "a.md"
    versions = (Version(here, blocks(ENGLISH)), Version(here.with_name("a.zh.md"), blocks(chinese)))
    return differences(*versions)


def test_a_translation_differs_in_nothing_that_is_held() -> None:
    assert _compared(CHINESE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("# 提醒", "## 提醒", "the headings part: a.md:1 “Alerts”, but a.zh.md:1 “提醒”"),
        (" 50 个", " 60 个", "a.zh.md:5 (a.md:5): figure 50 is missing"),
        ("`/status`", "/status", "a.zh.md:5 (a.md:5): code /status is missing"),
        ("(b.md)", "(c.md)", "a.zh.md:5 (a.md:5): link b.md is missing"),
        ("再试", "重试", "a.zh.md:7 (a.md:7): “再试” is missing"),
        ("make run ", "make test ", "a.zh.md:9 (a.md:9): code 'make test' should be 'make run'"),
        ("2 天 |", "2 天 | |", "a.zh.md:15 (a.md:15): the row has another number of cells"),
        ("2 天", "3 天", "a.zh.md:15 (a.md:15): figure 3 is not in the English"),
        ("- 点", "点", "the blocks part: a.md:7 item -, but a.zh.md:7 paragraph"),
        (
            "| 一张便条 | 2 天 |\n",
            "",
            "the blocks part: a.md:15 row, but a.zh.md:1 ends",
        ),
    ],
)
def test_what_differs_is_told_with_its_line(right: str, wrong: str, told: str) -> None:
    assert right in CHINESE
    assert told in _compared(CHINESE.replace(right, wrong))
