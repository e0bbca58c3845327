"""What the page can do beside, in a browser: the bot is played, so that it does all of it."""

import asyncio
import queue
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from bot.cli.gallery.page import gallery_page
from bot.cli.gallery.scenes import PlayedScene, Scene
from bot.preview.entities import Formatted
from bot.preview.languages import LANGUAGES
from bot.preview.methods.table import known
from bot.preview.model import Button, Message, User
from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.wire import Json, Parameters, Upload
from bot.preview.world import World
from tests.end_to_end.trying import Screen

pytestmark = pytest.mark.xdist_group("page")

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
LONG = "问一问：青瓦巷第三百六十五号院子里的老裁缝一共做了多少件双边贝壳纽扣的蓝布衫" * 2
ASKS: Json = {"force_reply": True, "input_field_placeholder": "哪一句"}
ELSEWHERE: Json = {
    "inline_keyboard": [
        [{"text": LONG, "callback_data": "toast"}],
        [
            {"text": "分享", "switch_inline_query": "食品"},
            {"text": "复制", "copy_text": {"text": "《河湾晚报》"}},
        ],
    ]
}


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
        if came := next((each for each in ("photo", "voice", "sticker") if each in message), None):
            await self._call("sendMessage", chat_id=chat, text=f"收到 {came}")
        elif "document" in message:
            upload = Upload("回.json", "application/json", b"[]")
            await self._call("sendDocument", upload, chat_id=chat, caption="收到")
        elif words in ("按钮", "/keys@paper_bot"):
            await self._call(
                "sendMessage", chat_id=chat, text=TEXT, parse_mode="HTML", reply_markup=KEYS
            )
        elif words == "带走":
            await self._call("sendMessage", chat_id=chat, text="拿去", reply_markup=ELSEWHERE)
        elif words == "报错":
            await self._call("sendMessage", chat_id=chat, text="哪里错了？", reply_markup=ASKS)
        elif words == "语言":
            await self._call(
                "sendMessage", chat_id=chat, text=f"说 {message['from']['language_code']}"
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served, by a loop of its own beside the tests."""
    told: queue.Queue[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def serve() -> None:
        world, stop = World(User(123456, "报纸", "paper_bot", is_bot=True)), asyncio.Event()
        cast = Cast.gathered(world)
        bot = asyncio.create_task(Played(world).go_on())
        async with serve_page(cast, tmp_path_factory.mktemp("inbox"), 0) as url:
            told.put((url, asyncio.get_running_loop(), stop))
            await stop.wait()
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    url, loop, stop = told.get(timeout=30)
    yield url
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)


@pytest.fixture
def page(address: str, screen: Screen) -> Screen:
    """The page, opened anew."""
    screen.show(address)
    screen.one("#title", "报纸")
    return screen


def focused(page: Screen) -> str:
    """What has the focus: its id, or its class and the words that it is called by."""
    return str(
        page.driver.execute_script(
            "const at = document.activeElement;"
            "return at.id || `${at.className} ${at.getAttribute('aria-label') ?? at.textContent}`"
        )
    )


def press(page: Screen, *keys: str) -> str:
    """Press keys wherever the focus is; return where it is then."""
    for key in keys:
        ActionChains(page.driver).send_keys(key).perform()
    return focused(page)


def test_entities_are_shown_and_buttons_do_what_they_are_for(page: Screen) -> None:
    message = page.ask("按钮")
    assert message.find_element(By.CSS_SELECTOR, "strong em").text == "斜"
    assert "<u>" in message.text
    outward = message.find_element(By.LINK_TEXT, "外链")
    assert outward.get_dom_attribute("rel") == "noopener noreferrer"
    quote = message.find_element(By.CSS_SELECTOR, "blockquote")
    before = quote.size["height"]
    page.one(".toggle", "展开").click()
    assert quote.size["height"] > before
    page.one(".spoiler").click()
    assert page.one(".spoiler.shown").text == "谜底"

    page.one(".key", "提示").click()
    page.one(".toast", "toast 好")
    page.one(".key", "警告").click()
    page.one("#alert", "alert 好").find_element(By.TAG_NAME, "button").click()
    page.one(".key", "翻页").click()
    page.one(".message:not(.mine)", "第二页")
    assert page.driver.find_elements(By.CSS_SELECTOR, ".key") == []


@pytest.mark.parametrize(("selector", "text"), [(".text a", "深链"), (".key", "打开")])
def test_a_deep_link_starts_the_bot_in_private_chat(page: Screen, selector: str, text: str) -> None:
    page.open("读报群")
    page.ask("/keys@paper_bot")
    page.one(selector, text).click()
    page.one("#title", "报纸")
    page.answer("听见：/start a_7")


def test_an_inline_result_is_found_chosen_and_posted(page: Screen) -> None:
    page.ask("按钮")
    page.one(".key", "转发").click()
    page.one(".option", "食品 第1条")
    page.one(".further").click()
    page.one(".option", "食品 第4条").click()
    message = page.one(".message.mine", "选了第4条")
    assert "via @paper_bot" in message.text
    assert not page.driver.find_element(By.ID, "suggestions").is_displayed()


def test_a_long_button_wraps_and_others_take_something_elsewhere(page: Screen) -> None:
    page.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    page.ask("带走")
    long, share, copied = page.driver.find_elements(By.CSS_SELECTOR, ".key")[-3:]
    assert long.size["height"] > share.size["height"]
    wide, room = (long.get_property(name) for name in ("scrollWidth", "clientWidth"))
    assert wide == room
    copied.click()
    page.one(".toast", "已复制 Copied：《河湾晚报》")
    paste = "navigator.clipboard.readText().then(arguments[0])"
    assert page.driver.execute_async_script(paste) == "《河湾晚报》"
    share.click()
    page.one("#share .option", "读报群").click()
    page.one("#title", "读报群")
    assert page.one("#text").get_property("value") == "@paper_bot 食品"
    page.one(".option", "食品 第1条")


def test_one_replies_and_edits_by_the_keyboard(page: Screen) -> None:
    first = page.ask("头一句")
    first.find_element(By.CSS_SELECTOR, ".tool").send_keys(Keys.ENTER)
    page.one("#about-text", "回复")
    page.ask("接着说")
    mine = page.one(".message.mine", "接着说")
    assert "听见：头一句" in mine.find_element(By.CSS_SELECTOR, ".quoted").text
    mine.find_elements(By.CSS_SELECTOR, ".tool")[1].send_keys(Keys.ENTER)
    page.one("#about-text", "修改")
    page.one("#text").send_keys("，改过", Keys.ENTER)
    page.one(".message.mine", "接着说，改过")


def test_a_reply_that_is_asked_for_is_begun_and_ones_own_words_are_in_sight(page: Screen) -> None:
    for _ in range(6):
        page.ask("按钮")
    page.ask("报错")
    page.one("#about-text", "哪里错了？")
    assert page.one("#text").get_property("placeholder") == "哪一句"
    assert focused(page) == "text"
    page.driver.execute_script("document.getElementById('scroll').scrollTop = 0")
    page.say("第一句")
    mine = page.one(".message.mine", "第一句")
    assert "哪里错了？" in mine.find_element(By.CSS_SELECTOR, ".quoted").text
    log, own = page.one("#scroll").rect, mine.rect
    assert log["y"] <= own["y"] < own["y"] + own["height"] <= log["y"] + log["height"]
    assert "Ask a question" in str(page.one("#text").get_property("placeholder"))


def test_files_pictures_voices_and_stickers_go_out_and_a_file_comes_back(
    page: Screen, tmp_path: Path
) -> None:
    sheet = tmp_path / "版面.md"
    sheet.write_text("# 标题", encoding="utf-8")
    page.driver.find_element(By.ID, "file").send_keys(str(sheet))
    page.one(".message.mine .file", "版面.md")
    file = page.one(".message:not(.mine) .file", "回.json")
    assert file.get_dom_attribute("download") == "回.json"
    for chosen, came, shown in (
        ("#sample-photo", "photo", ".message.mine img.photo"),
        ("#sample-voice", "voice", ".message.mine audio"),
        ("#stickers button", "sticker", ".message.mine img.sticker"),
    ):
        page.one("#attach").click()
        page.one(chosen).click()
        page.answer(f"收到 {came}")
        page.one(shown)
    loaded = "return [...document.querySelectorAll('.mine img')].map(one => one.naturalWidth > 99)"
    page.wait().until(lambda driver: driver.execute_script(loaded) == [True, True])


def test_typing_is_shown_for_a_while(page: Screen) -> None:
    page.say("等")
    page.one("#typing", "正在输入")
    page.ask("好了")
    page.wait().until(lambda driver: driver.find_elements(By.ID, "typing") == [])


def test_each_person_speaks_a_language_that_is_chosen(page: Screen) -> None:
    Select(page.one("#speaks")).select_by_visible_text("English")
    page.one("#people label", "小李 读者 · English")
    page.one("#people label", "王编辑 管理员 · 简体中文")
    assert "说 en" in page.ask("语言").text
    page.play("王编辑")
    page.wait().until(
        lambda _: Select(page.one("#speaks")).first_selected_option.text == "简体中文"
    )


def test_by_the_keyboard_alone_all_is_reached_seen_and_named(page: Screen, address: str) -> None:
    page.ask("按钮")
    page.show(address)  # the focus is nowhere yet
    page.one(".message .key")
    reached = [press(page, Keys.TAB)]
    assert reached == ["skip"]
    ring = (
        "const at = document.activeElement, near = at.nextElementSibling ?? at;"
        "const rings = [at, near, at.querySelector?.('.bubble') ?? at].map(getComputedStyle);"
        "return rings.some(one => one.outlineStyle !== 'none' || one.boxShadow.includes('0px 2px'))"
    )
    while reached[-1] != "send" and len(reached) < 60:
        reached.append(press(page, Keys.TAB))
        assert page.driver.execute_script(ring), f"nothing shows the focus on {reached[-1]}"
    order = ("skip", "set-up", "speaks", "open-examples", "open-inbox", "attach", "text", "send")
    assert [stop for stop in reached if stop in order] == list(order)
    assert len([stop for stop in reached if stop.startswith("entry")]) == 1
    assert len([stop for stop in reached if stop.startswith("message")]) == 1

    tree = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    unnamed = [node for node in tree if can_be_focused(node) and not node["name"]["value"]]
    assert unnamed == []
    roles = {node["role"]["value"] for node in tree}
    assert {"banner", "navigation", "main", "log", "status", "radio", "textbox"} <= roles

    page.driver.execute_script("document.getElementById('skip').focus()")
    assert press(page, Keys.ENTER) == "text"


def test_arrows_go_through_chats_and_messages(page: Screen) -> None:
    page.ask("按钮")
    page.driver.execute_script("document.querySelector('.entry[tabindex=\"0\"]').focus()")
    assert "读报群" in press(page, Keys.ARROW_DOWN)
    press(page, Keys.ENTER)
    page.one("#title", "读报群")
    page.open("报纸")
    page.driver.execute_script("document.querySelector('.message[tabindex=\"0\"]').focus()")
    assert focused(page).startswith("message 报纸：")
    assert press(page, Keys.ARROW_UP) == "message mine 我：按钮"
    assert press(page, Keys.ARROW_DOWN, Keys.ENTER) == "key 提示"
    assert press(page, Keys.ESCAPE).startswith("message 报纸：")
    assert press(page, Keys.ESCAPE) == "text"
    page.one("#open-examples").send_keys(Keys.ENTER)
    page.one("#examples")
    assert press(page, Keys.ESCAPE) == "open-examples"


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_the_list_or_the_chat_and_nothing_beyond_its_edge(
    address: str, screen: Screen, *, dark: bool
) -> None:
    screen.show(address, 390, 780, dark=dark)
    screen.open("报纸")
    screen.ask("带走")
    assert not screen.driver.find_element(By.ID, "chats").is_displayed()
    assert screen.driver.execute_script("return document.documentElement.scrollWidth") <= 390
    screen.one("#back").click()
    screen.one("#chats")
    ground = screen.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) < 3 * 128) is dark


@pytest.mark.parametrize("width", [1200, 390])
def test_the_gallerys_keys_stay_in_their_columns(
    screen: Screen, tmp_path: Path, width: int
) -> None:
    bot = User(1, "问报", "wenbao_bot", is_bot=True)
    rows = ((LONG,), (LONG, LONG), ("全文 1", "全文 2", "全文 3", "全文 4", "全文 5"))
    keyboard = tuple(tuple(Button(label, "x", {}) for label in row) for row in rows)
    message = Message(1, 1, bot, 0, Formatted("好"), keyboard=keyboard)
    scene = Scene("长按钮", dict.fromkeys(LANGUAGES, PlayedScene(None, [message])))
    file = tmp_path / "gallery.html"
    file.write_text(gallery_page([scene], bot), encoding="utf-8")
    screen.show(file.as_uri(), width)
    outside = screen.driver.execute_script(
        "return [...document.querySelectorAll('.key')].filter(key => {"
        "  const column = key.closest('section').getBoundingClientRect();"
        "  const {left, right} = key.getBoundingClientRect();"
        "  return left < column.left || right > column.right || key.scrollWidth > key.clientWidth;"
        "}).map(key => key.textContent)"
    )
    assert outside == []
    assert screen.driver.execute_script("return document.documentElement.scrollWidth") == width


def can_be_focused(node: Mapping[str, Any]) -> bool:
    """Whether a node of the accessibility tree is one that the Tab key comes to."""
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    role = node.get("role", {}).get("value")
    return not node["ignored"] and properties.get("focusable") is True and role != "RootWebArea"
