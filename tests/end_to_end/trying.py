"""The try without Telegram (``python -m bot start``), and a browser on its page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.end_to_end.running import environment

ADDRESS = "Preview: "
READY = "The bot is ready"
STOP_SECONDS = 30.0
TRIED = {"TELEGRAM_BOT_TOKEN": ""}
SEEN_SECONDS = 30.0
LOOK_SECONDS = 0.04  # between two looks at the page
FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium has none for root, as whom CI runs
    "--disable-dev-shm-usage",  # a container's is too small for it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """Its process, its page's address, and what was printed until it was ready."""

    process: subprocess.Popen[str]
    address: str
    printed: str


@contextmanager
def trying(home: Path, *arguments: str, settings: Mapping[str, str] = TRIED) -> Iterator[Trial]:
    """Begin a try in the folder and yield once it is ready; end it with the block."""
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "start", *arguments],
            cwd=home,
            env=environment(home, **settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
        )
    assert process.stdout is not None
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if READY in line:
                break
        printed = "".join(lines)
        assert READY in printed, printed + (home / "log").read_text(encoding="utf-8")
        address = printed.partition(ADDRESS)[2].partition("\n")[0]
        yield Trial(process, address, printed)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        finally:
            process.kill()
            process.stdout.close()


@dataclass(frozen=True, slots=True)
class Screen:
    """A browser that shows the page, looked at by CSS selectors. Raises TimeoutException."""

    driver: webdriver.Chrome

    def show(
        self, address: str, width: int = 1280, height: int = 800, *, dark: bool = False
    ) -> None:
        """Open an address anew, in a window of that size."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get(address)

    def wait(self) -> WebDriverWait[webdriver.Chrome]:
        """Return what waits for as long as the bot may take, and looks often."""
        passing = (StaleElementReferenceException,)
        return WebDriverWait(self.driver, SEEN_SECONDS, LOOK_SECONDS, passing)

    def one(self, selector: str, text: str = "") -> WebElement:
        """Wait for an element, in sight, that holds the text; return the last such."""

        def found(driver: webdriver.Chrome) -> WebElement | None:
            elements = driver.find_elements(By.CSS_SELECTOR, selector)
            fitting = [each for each in elements if each.is_displayed() and text in each.text]
            return fitting[-1] if fitting else None

        element = self.wait().until(found, f"no {selector} with {text!r}")
        assert isinstance(element, WebElement)
        return element

    def say(self, text: str) -> None:
        """Type a message into the open chat, and send it."""
        box = self.one("#text")
        box.send_keys(text)
        self.one("#send").click()

    def ask(self, text: str) -> WebElement:
        """Send a message; wait for the next one of another."""
        others = ".message:not(.mine)"
        before = len(self.driver.find_elements(By.CSS_SELECTOR, others))
        self.say(text)
        after = self.wait().until(
            lambda driver: driver.find_elements(By.CSS_SELECTOR, others)[before:]
        )
        return after[0]

    def answer(self, text: str) -> WebElement:
        """Wait for a message of another that holds the text."""
        return self.one(".message:not(.mine)", text)

    def open(self, chat: str) -> None:
        """Open the chat of that name."""
        self.one(".entry strong", chat).click()
        self.one("#title", chat)

    def play(self, name: str) -> None:
        """Be that person."""
        self.one("#people label", name).click()

    def drop(self, name: str, page: str) -> None:
        """Put a page into the inbox by the dialog."""
        self.one("#open-inbox").click()
        box = self.one("#inbox-name")
        box.clear()
        box.send_keys(name)
        self.one("#inbox-text").send_keys(page)
        self.one("#inbox-put").click()
        self.one(".toast", name)


@contextmanager
def browser(address: str, width: int = 1280, height: int = 800) -> Iterator[Screen]:
    """Open the page in a headless Chromium of its own for a ``with`` block."""
    with chromium() as driver:
        screen = Screen(driver)
        screen.show(address, width, height)
        yield screen


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Begin a headless Chromium for a ``with`` block.

    A test is skipped where there is none, but fails in CI.
    """
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if not all(programs):
        reason = "needs Debian's chromium and chromium-driver"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(str(programs[1])))
    try:
        yield driver
    finally:
        driver.quit()
