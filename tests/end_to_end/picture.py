"""``python -m tests.end_to_end.picture [FILE]``: the picture of the page that the README shows.

It is taken of a real try, in Debian's chromium; the letters are those of its fonts
(``apt install chromium chromium-driver fonts-noto-cjk``).
"""

import sys
import tempfile
from pathlib import Path

from tests.end_to_end.trying import Screen, browser, trying

PICTURE = Path("docs/preview.png")
SIZE = (1200, 720)
QUESTION = "困难群众救助一共安排了多少钱？"


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
    """Have an admin write in the channel and the group, and the reader ask."""
    screen.play("王编辑")
    for chat, text in (("今日快讯", "今天的报纸到了"), ("读报群", "大家可以 @问报 提问")):
        screen.open(chat)
        screen.say(text)
        screen.one(".message.mine, .message", text)
    screen.play("小李")
    screen.open("问报")
    screen.ask(QUESTION)
    screen.driver.execute_script("arguments[0].blur()", screen.one("#text"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
