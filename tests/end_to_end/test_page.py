"""What the page can do beside, in a browser: the bot is played, so that it does all of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from bot.preview.methods.table import known
from bot.preview.model import User
from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.wire import Json, Parameters, Upload
from bot.preview.world import World
from tests.end_to_end.trying import Screen, browser

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("page")]

DEEP = "https://t.me/paper_bot?start=a_7"
TEXT = (
    f'<b>粗<i>斜</i></b> <a href="{DEEP}">深链</a> <a href="https://example.org/">外链</a> '
    "&lt;u&gt; <tg-spoiler>谜底</tg-spoiler>\n<blockquote expandable>"
    + "长引文\n" * 9
    + "</blockquote>"
)
KEYS: Json = {
    "inline_keyboard": [
        [{"text": "提示", "callback_data": "toast"}, {"text": "警告", "callback_data": "alert"}],
        [{"text": "翻页", "callback_data": "edit"}, {"text": "打开", "url": DEEP}],
        [{"text": "转发", "switch_inline_query_current_chat": "食品"}],
    ]
}
Use = Callable[[Screen], None]


class Played:
    """A bot that answers everything in a way of its own."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def go_on(self) -> None:
        """Answer one update after the other."""
        updates = self._world.updates
        while True:
            update = await self._world.changes.until(
                lambda: updates.first(1)[0] if len(updates) else None, 600
            )
            updates.confirm(update.id + 1)
            payload: Any = update.payload
            match update.kind:
                case "message":
                    await self._hear(payload)
                case "callback_query":
                    await self._feel(payload)
                case "inline_query":
                    await self._find(payload)

    async def _call(self, method: str, upload: Upload | None = None, **given: Json) -> None:
        uploads = {"document": upload} if upload else {}
        await known(method)(self._world, Parameters(given, uploads))

    async def _hear(self, message: Mapping[str, Any]) -> None:
        chat = message["chat"]["id"]
        words = message.get("text", "")
        if "via_bot" in message:
            return
        if "document" in message:
            upload = Upload("回.json", "application/json", b"[]")
            await self._call("sendDocument", upload, chat_id=chat, caption="收到")
        elif words in ("按钮", "/keys@paper_bot"):
            await self._call(
                "sendMessage", chat_id=chat, text=TEXT, parse_mode="HTML", reply_markup=KEYS
            )
        elif words == "等":
            await self._call("sendChatAction", chat_id=chat, action="typing")
        else:
            reply: Json = {"message_id": message["message_id"]}
            text = f"听见：{words}"
            await self._call("sendMessage", chat_id=chat, text=text, reply_parameters=reply)

    async def _feel(self, query: Mapping[str, Any]) -> None:
        message, data = query["message"], query["data"]
        if data == "edit":
            await self._call(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text="第二页",
            )
        await self._call(
            "answerCallbackQuery",
            callback_query_id=query["id"],
            text="" if data == "edit" else f"{data} 好",
            show_alert=data == "alert",
        )

    async def _find(self, query: Mapping[str, Any]) -> None:
        first = int(query["offset"] or 0)
        results: list[Json] = [
            {
                "type": "article",
                "id": str(number),
                "title": f"{query['query']} 第{number}条",
                "input_message_content": {"message_text": f"选了第{number}条"},
            }
            for number in (first + 1, first + 2)
        ]
        await self._call(
            "answerInlineQuery",
            inline_query_id=query["id"],
            results=results,
            next_offset="2" if first == 0 else "",
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    cast = Cast.gathered(world)
    bot = asyncio.create_task(Played(world).go_on())
    async with serve_page(cast, tmp_path_factory.mktemp("inbox"), 0) as url:
        yield url
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)


async def used(address: str, use: Use) -> None:
    """Open the page and use it, beside the loop that serves it."""

    def go() -> None:
        with browser(address) as screen:
            screen.one("#title", "报纸")
            use(screen)
            assert screen.driver.get_log("browser") == []  # type: ignore[no-untyped-call]

    await asyncio.to_thread(go)


async def test_entities_are_shown_and_buttons_do_what_they_are_for(address: str) -> None:
    def use(screen: Screen) -> None:
        message = screen.ask("按钮")
        assert message.find_element(By.CSS_SELECTOR, "strong em").text == "斜"
        assert "<u>" in message.text
        outward = message.find_element(By.LINK_TEXT, "外链")
        assert outward.get_dom_attribute("rel") == "noopener noreferrer"
        quote = message.find_element(By.CSS_SELECTOR, "blockquote")
        before = quote.size["height"]
        screen.one(".toggle", "展开").click()
        assert quote.size["height"] > before

        screen.one(".key", "提示").click()
        screen.one(".toast", "toast 好")
        screen.one(".key", "警告").click()
        screen.one("#alert", "alert 好").find_element(By.TAG_NAME, "button").click()
        screen.one(".key", "翻页").click()
        screen.one(".message:not(.mine)", "第二页")
        assert screen.driver.find_elements(By.CSS_SELECTOR, ".key") == []

    await used(address, use)


@pytest.mark.parametrize(("selector", "text"), [(".text a", "深链"), (".key", "打开")])
async def test_a_deep_link_starts_the_bot_in_private_chat(
    address: str, selector: str, text: str
) -> None:
    def use(screen: Screen) -> None:
        screen.open("读报群")
        screen.ask("/keys@paper_bot")
        screen.one(selector, text).click()
        screen.one("#title", "报纸")
        screen.answer("听见：/start a_7")

    await used(address, use)


async def test_an_inline_result_is_found_chosen_and_posted(address: str) -> None:
    def use(screen: Screen) -> None:
        screen.ask("按钮")
        screen.one(".key", "转发").click()
        screen.one(".option", "食品 第1条")
        screen.one(".further").click()
        screen.one(".option", "食品 第4条").click()
        message = screen.one(".message.mine", "选了第4条")
        assert "via @paper_bot" in message.text
        assert not screen.driver.find_element(By.ID, "suggestions").is_displayed()

    await used(address, use)


async def test_one_replies_and_edits_by_the_keyboard(address: str) -> None:
    def use(screen: Screen) -> None:
        first = screen.ask("头一句")
        reply = first.find_element(By.CSS_SELECTOR, ".tool")
        reply.send_keys(Keys.ENTER)
        screen.one("#about-text", "回复")
        screen.ask("接着说")
        mine = screen.one(".message.mine", "接着说")
        assert "听见：头一句" in mine.find_element(By.CSS_SELECTOR, ".quoted").text
        mine.find_elements(By.CSS_SELECTOR, ".tool")[1].send_keys(Keys.ENTER)
        screen.one("#about-text", "修改")
        screen.one("#text").send_keys("，改过", Keys.ENTER)
        screen.one(".message.mine", "接着说，改过")

    await used(address, use)


async def test_a_file_goes_out_and_one_comes_back(address: str, tmp_path: Path) -> None:
    page = tmp_path / "版面.md"
    page.write_text("# 标题", encoding="utf-8")

    def use(screen: Screen) -> None:
        screen.driver.find_element(By.ID, "file").send_keys(str(page))
        screen.one(".message.mine .file", "版面.md")
        file = screen.one(".message:not(.mine) .file", "回.json")
        assert file.get_dom_attribute("download") == "回.json"

    await used(address, use)


async def test_typing_is_shown_for_a_while(address: str) -> None:
    def use(screen: Screen) -> None:
        screen.say("等")
        screen.one("#typing", "正在输入")
        screen.ask("好了")
        gone = WebDriverWait(screen.driver, 10)
        gone.until(lambda driver: driver.find_elements(By.ID, "typing") == [])

    await used(address, use)


async def test_a_phone_shows_the_list_or_the_chat(address: str) -> None:
    def go() -> None:
        with browser(address, 390, 780) as screen:
            screen.open("读报群")
            assert not screen.driver.find_element(By.ID, "chats").is_displayed()
            width = screen.driver.execute_script("return document.documentElement.scrollWidth")
            assert width <= 390
            screen.one("#back").click()
            screen.one("#chats")

    await asyncio.to_thread(go)
