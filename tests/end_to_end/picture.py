"""``python -m tests.end_to_end.picture [FILE]``: the picture of the page that the README shows.

It is taken of a real try, in Debian's chromium; the letters are those of its fonts
(``apt install chromium chromium-driver fonts-noto-cjk fonts-noto-color-emoji``).
"""

import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.end_to_end.trying import SEEN_SECONDS, Screen, browser, trying

PICTURE = Path("docs/preview.png")
SIZE = (1200, 800)
TITLE = "河湾区图书馆夜间开放到十点"
QUESTION = "图书馆有几个免费的自习座位？"


def main(file: Path) -> None:
    """Play a short scene, and write its picture as PNG."""
    with (
        tempfile.TemporaryDirectory() as home,
        trying(Path(home)) as trial,
        browser(trial.address, *SIZE) as screen,
    ):
        play(screen)
        file.write_bytes(screen.driver.get_screenshot_as_png())


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
    gone = WebDriverWait(screen.driver, SEEN_SECONDS)
    gone.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".toast") == [])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
