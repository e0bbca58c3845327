"""``python -m tests.end_to_end.picture [FOLDER]``: the pictures of the documents.

In the folder, docs if none is given: ``preview.png`` and ``gallery.png`` are the README's, those in
``first-day/`` are of the editor's first day. They are taken of a real try and gallery, in Debian's
chromium; the letters are those of its fonts
(``apt install chromium chromium-driver fonts-noto-cjk fonts-noto-color-emoji``).
"""

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from selenium.webdriver.common.by import By

from bot.cli.commands import main as bot
from tests.end_to_end.trying import Screen, browser, trying

PICTURES = Path("docs")
SIZE = (1200, 800)
TALL = (1200, 1536)
SCENES = ("直接说 In plain words", "不是提问 Words that ask nothing")
"""The gallery's scenes that its picture shows, by their titles."""
TITLE = "河湾区图书馆夜间开放到十点"
QUESTION = "图书馆有几个免费的自习座位？"
PHONE = (390, 844)
SHEET = """\
河湾晚报 {day.year}年{day.month}月{day.day}日 第A01版：要闻

# 老码头改成展馆 沿江步道明年贯通

本报讯 河湾区老码头改造工程昨天动工，旧仓库改作展馆，断头的沿江步道明年国庆前贯通。
附近居民担心停车难，二号仓库旁边增设三百个车位。

记者 陆知行

# 十七路公交改道到年底 坐到菜市场要多走两站

本报讯 青石桥从下周一起封闭大修，十七路公交改走望江路，到菜市场的乘客要多走两站。
公交公司说，改道到年底为止。

记者 欧阳晓岚
"""


def main(folder: Path) -> None:
    """Play a short scene on the page, open the gallery, and write the pictures as PNG."""
    with tempfile.TemporaryDirectory() as home:
        with trying(Path(home)) as trial, browser(trial.address, *SIZE) as screen:
            play(screen)
            take(screen, folder / "preview.png")
        with (
            trying(Path(home), "--reset", settings={}) as trial,
            browser(trial.address, *PHONE) as screen,
        ):
            first_day(screen, trial.address, Path(home), folder / "first-day")
        gallery = Path(home, "gallery.html")
        assert bot(["gallery", str(gallery)]) == 0
        with browser(gallery.as_uri(), *TALL) as screen:
            leave_only(screen, *SCENES)
            take(screen, folder / "gallery.png")


def take(screen: Screen, file: Path) -> None:
    """Write what the screen shows."""
    file.write_bytes(screen.driver.get_screenshot_as_png())


def leave_only(screen: Screen, *titles: str) -> None:
    """Leave nothing of the gallery but the scenes of those titles."""
    screen.driver.execute_script(
        "for (const title of document.querySelectorAll('h2'))"
        " if (!arguments[0].includes(title.textContent)) {"
        "  title.nextElementSibling.remove(); title.remove(); }",
        titles,
    )


def play(screen: Screen) -> None:
    """Have the reader subscribe, be alerted of a page that is dropped, and ask about it."""
    screen.play("王编辑")
    screen.open("读报群")
    screen.say("今天的报纸到了，有什么想问的？")
    screen.one(".message.mine")
    screen.play("小李")
    screen.open("问报")
    screen.ask("有图书馆的新闻通知我")
    screen.one("#open-inbox").click()
    screen.one("#inbox-example").click()
    screen.one("#inbox-put").click()
    screen.answer(TITLE)
    screen.ask(QUESTION)
    settled(screen)


def first_day(screen: Screen, address: str, home: Path, folder: Path) -> None:
    """Set up, publish a page, ask about it, be alerted, and open the desk, on a telephone."""
    folder.mkdir(exist_ok=True)
    screen.show(f"{address}/set-up", *PHONE)
    screen.one("#token")
    take(screen, folder / "set-up.png")
    screen.show(address, *PHONE)
    open_private(screen)
    screen.ask("订阅公交")
    screen.one("#people label", "王编辑").click()
    open_private(screen)
    day = datetime.now(ZoneInfo("Asia/Shanghai"))
    sheet = home / "A01.txt"
    sheet.write_text(SHEET.format(day=day), encoding="utf-8")
    screen.driver.find_element(By.ID, "file").send_keys(str(sheet))
    button = screen.one(".keyboard button", "确认发布")
    settled(screen)
    screen.driver.execute_script("arguments[0].scrollIntoView({block: 'end'})", button)
    take(screen, folder / "draft.png")
    button.click()
    screen.answer("已发布")
    screen.ask("编辑台")
    settled(screen)
    take(screen, folder / "desk.png")
    screen.one("#people label", "小李").click()
    open_private(screen)
    screen.answer("十七路公交改道到年底")
    settled(screen)
    take(screen, folder / "alert.png")
    screen.ask("十七路公交改走哪条路？")
    settled(screen)
    take(screen, folder / "answer.png")


def open_private(screen: Screen) -> None:
    """Open the private chat, from the list that a telephone shows first."""
    for back in screen.driver.find_elements(By.ID, "back"):
        if back.is_displayed():
            back.click()
    screen.open("问报")


def settled(screen: Screen) -> None:
    """Wait until nothing passes over the messages, and nothing has the focus."""
    screen.driver.execute_script("document.activeElement.blur()")
    screen.wait().until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".toast") == [])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
