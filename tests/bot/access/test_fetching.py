"""Nothing that people send makes the bot reach for anything but the Bot API."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bot.preview.entities import Entity
from bot.preview.shapes import entity_shape, message_shape
from tests.bot.handlers.conftest import House

AWAY = "http://198.51.100.7:8081/secret"  # RFC 5737: nobody's
LINKS = (AWAY, "http://localhost:8081/", "https://example.org/a.md", "file:///etc/passwd")
PAGE = f"# 见 {AWAY}\n\n本报讯 5月17日，![图]({AWAY}) <img src={AWAY}> 开始修缮。\n\n记者 陆知行\n"


class Reached:
    """The addresses that this process connects to, while it is noted."""

    noted: list[object] | None = None
    hooked = False

    @classmethod
    def hook(cls, event: str, arguments: tuple[object, ...]) -> None:
        if cls.noted is None:
            return
        if event == "socket.connect":
            cls.noted.append(arguments[1])
        elif event == "socket.getaddrinfo":
            cls.noted.append(arguments[:2])

    @classmethod
    @contextmanager
    def noting(cls) -> Iterator[list[object]]:
        if not cls.hooked:  # it can't be taken out again
            sys.addaudithook(cls.hook)
            cls.hooked = True
        found: list[object] = []
        cls.noted = found
        try:
            yield found
        finally:
            cls.noted = None


async def test_links_in_all_that_is_sent_are_never_followed(running: House) -> None:
    reader, world = running.reader(), running.world
    api = urlsplit(running.preview.url)
    with Reached.noting() as reached:
        for link in LINKS:
            for said in (link, f"/search {link}", f"/subscribe {link}", f"/article {link}"):
                await reader.reply(reader.say(said))
            await reader.reply(reader.upload(link, PAGE.encode(), caption=f"/import {link}"))
        message = message_shape(world, reader.say("桥"))
        mark = Entity("text_link", 0, 1, AWAY)
        world.updates.add("message", {**message, "entities": [entity_shape(world, mark)]})
        last = reader.say("/help")
        await reader.reply(last)
    assert reached != []
    allowed = {(api.hostname, api.port)}
    assert {tuple(one)[:2] for one in reached if isinstance(one, tuple)} <= allowed


async def test_no_message_of_the_bot_has_a_preview_of_a_link(running: House) -> None:
    await running.archive.add_page(PAGE.encode(), "2023-05-19/A01.md")
    reader = running.reader()
    for said in (AWAY, "/latest", "/article 1", f"/subscribe {AWAY}", "/settings", "/help"):
        await reader.reply(reader.say(said))
    assert [one.text for one in reader.from_bot() if one.preview] == []
