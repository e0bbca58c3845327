"""Hostile input: ``python -m tests.soak.hostile --updates 10000`` (`--help` tells the rest).

A town of strangers (`tests.soak.strangers`) sends updates to the bot's handlers over our loopback
Bot API, with its checks on. In the end no handler may have failed, the server may have refused
nothing but what nobody could foresee (a chat that shut the bot out meanwhile), nobody may have been
shown what is another's or have changed it, and nothing that people wrote may be in the log. Status
1 if that is not so.
"""

import argparse
import asyncio
import json
import logging
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bot.access import flood
from bot.access.flood import RateLimit
from bot.alerts.delivery import DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.app import Running, build
from bot.preview.model import User
from bot.preview.people import person, private
from bot.preview.server import Call, Preview, serve
from bot.preview.wire import Refusal
from bot.preview.world import World
from bot.runtime.logs import Redacting
from bot.runtime.settings import Settings
from bot.runtime.values import Secret
from bot.telegram.pacing import Limit, Limits, Pacing
from bot.telegram.sender import Sender
from tests.end_to_end.running import SPECIFICATION, TOKEN
from tests.soak.strangers import MARK, Town
from tests.support.specification import load

_GARBLED = re.compile("[\x00-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
AT_ONCE = 20  # updates that wait together
_BETWEEN = 400  # updates between two bulletins
_FREE = Limit(10**9, 1.0)
_HEARD = RateLimit(
    1e9, 1e9
)  # or else most of what is sent would meet the limit and nothing behind it
_LOOKED_UP = frozenset({"getChat", "getChatMember", "getFile"})
# What Telegram says to a call that was well when it was made.
_UNFORESEEN = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "no text in the message",
)
_OWNED = (
    "SELECT * FROM chat WHERE id IN (:reader, :group, :channel)",
    "SELECT * FROM subscription WHERE chat_id IN (:reader, :group, :channel)",
    "SELECT * FROM upload WHERE owner = :admin",
    "SELECT * FROM upload_page JOIN upload ON id = upload_id WHERE owner = :admin",
    "SELECT * FROM notice WHERE made_by = :admin",
    "SELECT delivery.* FROM delivery JOIN notice ON notice.id = notice_id WHERE made_by = :admin",
)
_DRAFT = "# {mark} 还没有发布\n\n本报讯 5月17日，{mark} 要到明天才见报。\n\n记者 欧阳晓岚\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What went wrong, a line each, in how many updates and seconds."""

    updates: int
    seconds: float
    calls: int
    failed: Sequence[str]
    refused: Sequence[str]
    shown: Sequence[str]
    changed: Sequence[str]

    @property
    def well(self) -> bool:
        """Whether nothing did."""
        return not (self.failed or self.refused or self.shown or self.changed)

    def __str__(self) -> str:
        counted = (
            f"{self.updates} updates, {self.calls} calls of the bot's, {self.seconds:.1f} s\n"
            f"handlers failed {len(self.failed)}, calls refused {len(self.refused)}, "
            f"others' shown {len(self.shown)}, others' changed {len(self.changed)}"
        )
        lines = [counted]
        for found in (self.failed, self.refused, self.shown, self.changed):
            lines += found[:5]
        return "\n".join(lines) + "\n"


@dataclass
class Watch:
    """Looks at every call before it is carried out, and at every line of the log."""

    town: Town
    failed: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    calls: int = 0

    def check(self, call: Call) -> None:
        """Record what is shown to people whom it does not concern."""
        self.calls += 1
        given = call.parameters
        text = json.dumps(given.given, ensure_ascii=False)
        text += "".join(file.data.decode("utf-8", "replace") for file in given.uploads.values())
        shown = given.text("text") + given.text("caption")
        if ("<u>" in shown and given.text("parse_mode")) or _GARBLED.search(shown):
            self.failed.append(f"{call.method}: markup or signs that are not ours: {text[:300]}")
        marks = set(MARK.findall(text))
        if marks and not marks <= self._allowed(call):
            self.shown.append(f"{call.method}: {text[:300]}")

    def _allowed(self, call: Call) -> set[str]:
        world, given = self.town.world, call.parameters
        if press := world.presses.get(given.text("callback_query_id")):
            chat = world.chats[press.message.chat_id]
            return self.town.may_see(chat, press.user)
        if typed := world.inline.get(given.text("inline_query_id")):
            return self.town.may_see(world.chats[typed.user.id], typed.user)
        chat_id = given.text("chat_id")
        if call.method in _LOOKED_UP or not chat_id.lstrip("-").isdecimal():
            return set(self.town.marks.values())
        return self.town.may_see(world.chats[int(chat_id)], None)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Read the log as long as the ``with`` block lasts."""
        handler = logging.Handler()
        handler.setFormatter(Redacting({"token": TOKEN}))
        handler.emit = lambda record: self._logged(handler.format(record))  # type: ignore[method-assign]
        root, levels = logging.getLogger(), {"": logging.WARNING, "bot": logging.DEBUG}
        before = {name: logging.getLogger(name).level for name in levels}
        root.addHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        try:
            yield
        finally:
            root.removeHandler(handler)
            for name, level in before.items():
                logging.getLogger(name).setLevel(level)

    def _logged(self, line: str) -> None:
        if (" failed" in line and "failed: Forbidden" not in line) or "Traceback" in line:
            self.failed.append(line)
        if MARK.search(line):
            self.shown.append(f"in the log: {line}")


class Siege:
    """One run: a world, and a town in it."""

    def __init__(self, updates: int, seed: int) -> None:
        self._updates = updates
        self._world = World(
            User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True)
        )
        self._town = Town(self._world, random.Random(seed))  # noqa: S311 (no secret)
        self._watch = Watch(self._town)

    async def passed(self, home: Path) -> Outcome:
        """Run to the end. Raises TimeoutError if the bot does not go on."""
        specified = load(SPECIFICATION).check if SPECIFICATION.exists() else lambda _: None

        def check(call: Call) -> None:
            self._watch.check(call)
            specified(call)

        began = time.perf_counter()
        with (
            patch.multiple(flood, PERSON=_HEARD, GROUP=_HEARD),
            self._watch.listening(),
        ):
            async with (
                serve(self._world, TOKEN, check=check) as preview,
                OpenArchive.of(self._settings(preview, home)) as here,
            ):
                changed = await self._withstood(preview, here, home)
        return Outcome(
            self._world.updates.last - self._world.updates.before,
            time.perf_counter() - began,
            self._watch.calls,
            self._watch.failed,
            [
                f"{call.method}: {why.description}"
                for call, why in preview.refused
                if _is_ours(call, why)
            ],
            self._watch.shown,
            changed,
        )

    def _settings(self, preview: Preview, home: Path) -> Settings:
        return Settings(
            Secret(TOKEN),
            preview.url,
            home / "bulletins.db",
            home / "inbox",
            frozenset({self._town.quiet[0].user.id, self._town.admin.user.id}),
            ZoneInfo("Asia/Shanghai"),
            max_subscriptions=20,
            alert_max_age_days=7,
            log_level="DEBUG",
        )

    async def _withstood(self, preview: Preview, here: OpenArchive, home: Path) -> list[str]:
        """Send it all; return what was changed of those who did nothing."""
        settings = self._settings(preview, home)
        pacing = Pacing(time.monotonic, Limits(_FREE, _FREE, _FREE))
        application = build(settings, Secret(TOKEN), here, pacing)
        assert application.updater is not None
        async with application:
            await application.start()
            await application.updater.start_polling()
            delivery = DeliveryWorker(here.database, here.archive, Sender(application.bot), pacing)
            await here.archive.add_page(_page(1), "2023-05-18/A01.md")
            await self._moved_in()
            before = await self._owned(here)
            try:
                end, printed = self._world.updates.last + self._updates, 0
                while (done := self._updates - (end - self._world.updates.last)) < self._updates:
                    if done >= printed * _BETWEEN:
                        printed += 1
                        await _alerted(here, delivery, settings, printed)
                    await self._sent(application)
                after = await self._owned(here)
                await self._still_answers()
            finally:
                await application.updater.stop()
                await application.stop()
        return [f"{was} -> {now}" for was, now in zip(before, after, strict=True) if was != now]

    async def _moved_in(self) -> None:
        """Prepare, for the two who will do nothing, what others may want."""
        admin, *readers = self._town.quiet
        for reader in readers:
            mark = self._town.marks[reader.chat.id]
            for said in (f"/subscribe@paper_bot {mark}|桥", "/settings@paper_bot 每天 8:00"):
                await reader.reply(reader.say(said))
        mark = self._town.marks[admin.chat.id]
        await admin.reply(admin.say(f"/broadcast {mark} 还没有发出"))
        await admin.reply(admin.upload("A02.md", _DRAFT.format(mark=mark).encode()))

    async def _sent(self, application: Running) -> None:
        updates = self._world.updates
        for _ in range(AT_ONCE):
            self._town.happens()
        last = updates.last
        await self._world.changes.until(lambda: updates.confirmed >= last or None, 60.0)
        async with asyncio.timeout(60.0):
            await application.update_queue.join()

    async def _still_answers(self) -> None:
        asker = private(self._world, person(self._world, "读者"))
        answer = await asker.reply(asker.say("东郊的桥什么时候修缮"))
        if "修缮" not in answer.text:
            self._watch.failed.append(f"after it all the bot says: {answer.text}")

    async def _owned(self, here: OpenArchive) -> list[object]:
        """Return the rows of those who do nothing, and how many messages they have got."""
        names = ("admin", "reader", "group", "channel")
        who = {name: one.chat.id for name, one in zip(names, self._town.quiet, strict=True)}
        async with here.database.reading() as view:
            rows = [[tuple(row) for row in await view.fetch_all(sql, who)] for sql in _OWNED]
        return [*rows, len(self._town.quiet[0].from_bot())]


async def _alerted(
    here: OpenArchive, delivery: DeliveryWorker, settings: Settings, number: int
) -> None:
    day = datetime.now(settings.timezone).date()
    await here.archive.add_page(_page(number), f"{day}/A{number:02}.md")
    await delivery.poll()
    await delivery.round()
    await delivery.drain()


def _page(number: int) -> bytes:
    """A page of stories that people subscribe to, with markup of all sorts in print."""
    things = "桥路灯井亭"
    return "\n".join(
        f"# &lt;u&gt;东郊{thing}修缮&amp;*第{number}号*\u202e\n\n"
        f"本报讯 {{0}} 5月17日，&lt;u&gt;东郊的{thing}开始第{number}次修缮，[详情](https://example.org)。\n\n"
        f"记者 {'陆知行' if number % 2 else '欧阳晓岚'}\n"
        for thing in things
    ).encode()


def _is_ours(call: Call, why: Refusal) -> bool:
    """Return whether the bot could have known that the call would be refused."""
    if why.code == 403 or call.method in _LOOKED_UP:
        return False
    return not any(said in why.description for said in _UNFORESEEN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile", description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="siege-") as home:
        outcome = asyncio.run(Siege(chosen.updates, chosen.seed).passed(Path(home)))
    sys.stdout.write(str(outcome))
    return int(not outcome.well)


if __name__ == "__main__":
    sys.exit(main())
