from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from selenium import webdriver

from tests.end_to_end.running import PAGES, TOKEN, Bot, command, running
from tests.end_to_end.trying import Screen, chromium


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """One bot for all tests of conversations: pages of a bulletin, a long story and many."""
    home = tmp_path_factory.mktemp("served")
    long_story = home / "2023-05-17" / "A02.md"
    long_story.parent.mkdir()
    long_story.write_text(_long_story(), encoding="utf-8")
    long_story.with_name("A03.md").write_text(_many_stories(), encoding="utf-8")
    pages = (str(PAGES / "2023-05-18"), str(long_story.parent))
    status, _, err = await command(home, "ingest", *pages)
    assert status == 0, err
    async with running(home) as bot:
        yield bot
    log = bot.log()
    assert TOKEN not in log
    assert [said for said in _said(bot) if said in log] == []


@pytest.fixture
def bot(served: Bot) -> Iterator[Bot]:
    """The shared bot; whatever Telegram would have refused fails the test."""
    yield served
    refused = [(call.method, refusal.description) for call, refusal in served.preview.refused]
    served.preview.refused.clear()
    assert refused == []


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """One browser for all tests of a worker."""
    with chromium() as begun:
        yield begun


@pytest.fixture
def screen(driver: webdriver.Chrome) -> Iterator[Screen]:
    """The shared browser; what it complains of fails the test."""
    yield Screen(driver)
    complaints = driver.get_log("browser")  # type: ignore[no-untyped-call]
    driver.get("about:blank")  # asks no server that is about to end
    assert complaints == []


def _said(bot: Bot) -> set[str]:
    """All that people wrote, commands without words left out: the log may name those."""
    messages = (message for chat in bot.world.chats.values() for message in chat.messages.values())
    texts = {message.text for message in messages if message.sender != bot.world.bot}
    return {text for text in texts if not text.isascii()}


def _long_story() -> str:
    paragraphs = (
        f"第{number}个窗口前，老裁缝把第{number}匹布量了又量，说这一匹要做{number + 7}件蓝布衫，"
        "袖口都得锁双边，纽扣用本地的贝壳磨成，交给河湾戏校的学生试穿。"
        for number in range(1, 301)
    )
    body = "\n\n".join(paragraphs)
    return f"2023年5月17日 星期三 第A02版：副刊\n\n# 老裁缝的蓝布衫\n\n{body}\n\n记者 陆知行\n"


def _many_stories() -> str:
    stories = (
        f"# 青瓦巷第{number}号修好屋顶\n\n本报讯 青瓦巷第{number}号的屋顶修好了，瓦是旧的。\n"
        for number in range(1, 9)
    )
    return "2023年5月17日 星期三 第A03版：街巷\n\n" + "\n".join(stories)
