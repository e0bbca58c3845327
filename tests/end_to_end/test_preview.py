"""The page that `make run` serves, in a browser, with the real bot behind it."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.end_to_end.trying import Screen, trying

pytestmark = pytest.mark.xdist_group("page")

QUESTION = "困难群众救助一共安排了多少钱？"
TRIES = 50
FIGURE = "4846.19万元"
PAGE = """河湾晚报 2023年6月1日 星期四 第A02版：民生

# 青石桥封闭大修 公交十七路绕行

本报讯 5月31日起，青石桥封闭大修三个月，公交十七路改走望江大道。桥头的早市临时搬到体育场北门。

记者 陆知行
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with trying(tmp_path_factory.mktemp("trial")) as trial:
        yield trial.address


@pytest.fixture(autouse=True)
def home(address: str, screen: Screen) -> None:
    """Begin as the reader, in private chat."""
    screen.show(address)
    screen.one("#title", "问报")


def asked_until(screen: Screen, question: str, wanted: str) -> str:
    """Ask until the answer holds what is wanted, which the bot is about to read."""
    for _ in range(TRIES):
        answer = screen.ask(question).text
        if wanted in answer:
            return answer
    pytest.fail(f"no {wanted} in {answer}")


def test_a_chat_where_nothing_was_said_is_begun_by_a_button(screen: Screen) -> None:
    screen.one(".empty button").click()
    assert "我从本地报纸里找答案" in screen.answer("用户号").text


def test_the_page_says_that_it_is_a_preview_on_this_machine(screen: Screen) -> None:
    notice = screen.one(".notice").text
    assert "只在本机，不连 Telegram" in notice
    assert "preview" in notice


def test_a_question_is_answered_and_the_story_read_in_full(screen: Screen) -> None:
    screen.say(QUESTION)
    answer = screen.answer(FIGURE)
    assert answer.find_elements(By.CSS_SELECTOR, "strong")
    answer.find_element(By.CSS_SELECTOR, ".key").click()
    story = screen.answer("城乡低保对象、特困人员、孤儿")
    assert "二七区晒出民生账本" in story.text


def test_a_command_is_offered_as_one_types_and_sent_by_the_keyboard(screen: Screen) -> None:
    box = screen.one("#text")
    box.send_keys("/la")
    screen.one(".option", "/latest").send_keys(Keys.ENTER)
    assert box.get_property("value") == "/latest "
    box.send_keys(Keys.ENTER)
    screen.answer("虎荣鑫走访二七经开区食品企业")


def test_markup_in_what_is_said_is_shown_as_said(screen: Screen) -> None:
    said = "<img src=x onerror=document.title='gone'> <b>食品</b>"
    screen.say(said)
    assert said in screen.one(".message.mine", "onerror").text
    assert "问报" in screen.driver.title


def test_in_a_topic_the_bot_answers_what_mentions_it_there(screen: Screen) -> None:
    screen.open("食品")
    screen.say(f"@wenbao_demo_bot {QUESTION}")
    answer = screen.answer(FIGURE)
    assert QUESTION[:6] in answer.find_element(By.CSS_SELECTOR, ".quoted").text
    screen.open("民生")
    shown = screen.driver.find_elements(By.CSS_SELECTOR, ".message")
    assert all(FIGURE not in message.text for message in shown)


def test_a_page_that_is_dropped_is_asked_about(screen: Screen) -> None:
    screen.drop("late.md", PAGE)
    screen.play("王编辑")
    screen.open("问报")
    assert "记者 陆知行" in asked_until(screen, "青石桥大修多久？", "封闭大修三个月")


def test_a_page_of_a_list_is_turned_by_changing_the_message(screen: Screen) -> None:
    streets = "东南西北前后左右上下内外"
    stories = (
        f"# {street}街添了一处口袋公园\n\n本报讯 {street}街的口袋公园昨天开放。\n\n记者 何知微\n"
        for street in streets
    )
    screen.drop("parks.md", "河湾晚报 2023年6月2日 星期五 第A04版：民生\n\n" + "\n".join(stories))
    first = asked_until(screen, "/reporter 何知微", "共 12 篇")
    shown = len(screen.driver.find_elements(By.CSS_SELECTOR, ".message"))
    screen.one(".key", "下一页").click()
    second = screen.answer("第 2/2 页").text
    titles = [f"{street}街添了一处口袋公园" for street in streets]
    assert [title in first for title in titles] == [title not in second for title in titles]
    assert len(screen.driver.find_elements(By.CSS_SELECTOR, ".message")) == shown


def test_who_has_subscribed_is_alerted_of_the_example_page(screen: Screen) -> None:
    assert "已订阅：图书馆" in screen.ask("/subscribe 图书馆").text
    screen.open("食品")
    screen.one("#open-inbox").click()
    screen.one("#inbox-example").click()
    screen.one("#inbox-put").click()
    screen.one(".entry .count")
    screen.open("问报")
    screen.answer("河湾区图书馆夜间开放到十点").find_element(By.CSS_SELECTOR, ".key, a")


def test_only_admins_write_in_the_channel(screen: Screen) -> None:
    screen.open("今日快讯")
    screen.one("#readonly", "只有管理员")
    screen.play("王编辑")
    screen.open("今日快讯")
    screen.say("今天的报纸到了")
    screen.one(".message", "今天的报纸到了")
    screen.play("小李")
    screen.one(".entry .last", "今天的报纸到了")


@pytest.mark.parametrize("example", ["两版的一期", "提醒", "频道", "编辑台"])
def test_an_example_plays_itself(screen: Screen, example: str) -> None:
    screen.one("#open-examples").click()
    screen.one("#example-list strong", example).click()
    screen.one("#playing-text", "完")
    assert f"例子 · {example}：演完了：" in screen.one("#playing-text").text
