"""Wishing for something in plain words, saying what asks nothing, and asking what looks like it."""

import re
from collections.abc import Sequence
from contextlib import suppress

from bot.preview.participant import Participant
from tests.end_to_end.talking import Outcome, Reply, Talker, short

HERE = ("食品", "大桥")
ALL = re.compile("(?i)全部|所有|all")
BACK = re.compile("(?i)恢复|恢復|撤|还原|還原|继续|繼續|重新|undo|resume|restore|back")
PAUSED = re.compile("(?i)⏸|暂停|暫停|paused")
ANY = re.compile("")
LISTED = re.compile(r"(?m)^\s*\d+[.、]\s*(.+)$")
PROGRAM = re.compile("程序|程式|机器人|機器人|program|编辑部")


class Wisher(Talker):
    """Plays wishes, and what is none."""

    async def nothing(self, say: str, *, human: bool) -> Outcome:
        """Talk without asking for anything: a short reply is right."""
        got = await self.ask(self.somebody(), say)
        told = not human or PROGRAM.search(got.text)
        wrong = "" if got.is_kind and told else "no kind reply"
        return Outcome("nothing", "human" if human else "chat", say, wrong, short(got))

    async def question(self, say: str, story: str) -> Outcome:
        """Ask what looks like a wish: it is answered as a question, with that story, if any."""
        one = self.somebody()
        got = await self.ask(one, say)
        first = self.paper.story(got.shown[0]).title if got.shown else ""
        right = got.is_news and first.startswith(story)
        return Outcome("alike", "story" if story else "any", say, "" if right else "?", short(got))

    async def wish(self, say: str, effect: str, setup: Sequence[str]) -> Outcome:
        """Wish for something: it is done, or one button does it."""
        one = self.somebody()
        for words in setup:
            await self.ask(one, words)
        got = await self.ask(one, say)
        kind = effect.partition(":")[0]
        if kind == "list":
            listed = all(words.removeprefix("/subscribe ") in got.text for words in setup)
            right = listed and not got.is_news
            return Outcome("wishes", kind, say, "" if right else effect, short(got))
        right = await self._is_so(one, effect)
        if not right and not got.is_news and await self._pressed(one, got):
            right = await self._is_so(one, effect)
        return Outcome("wishes", kind, say, "" if right else effect, short(got))

    async def opts_out(self, say: str) -> Outcome:
        """Wish to be left alone: it is so, or one button does it; another brings all back."""
        one = self.somebody()
        for words in HERE:
            await self.ask(one, f"/subscribe {words}")
        got = await self.ask(one, say)
        how = "at once"
        if await self._alerting(one):
            how = "by a button"
            await self._pressed(one, got, ALL)
        if active := await self._alerting(one):
            return Outcome("optout", "not", say, f"still {active}", short(got))
        since = min(message.id for message in got.messages)
        shown = [message for message in one.from_bot() if message.id >= since]
        await self._pressed(one, self.paper.reply(shown), BACK)
        right = {*await self._alerting(one)} == {*HERE}
        return Outcome("optout", how, say, "" if right else "no way back", short(got))

    async def _pressed(self, one: Participant, got: Reply, label: re.Pattern[str] = ANY) -> bool:
        """Press the first button of a reply that says so; return whether it was answered."""
        for message in got.messages:
            for button in message.buttons:
                if button.data and label.search(button.text):
                    with suppress(TimeoutError):
                        await one.press_answer(one.press_data(message, button.data))
                        return True
        return False

    async def _is_so(self, one: Participant, effect: str) -> bool:
        kind, _, wanted = effect.partition(":")
        if kind == "set":
            settings = await self.ask(one, "/settings")
            lines = "\n".join(message.text for message in settings.messages)
            return re.search(f"(?i){wanted}", lines) is not None
        active = await self._alerting(one)
        if kind == "sub":
            return bool({*map(_plain, active)} & {_plain(words) for words in wanted.split("/")})
        if kind == "unsub":
            return len(active) == 1 and wanted not in active
        assert kind == "none", effect
        return not active

    async def _alerting(self, one: Participant) -> Sequence[str]:
        """Return the subscriptions that are not paused."""
        listed = await self.ask(one, "/subscriptions")
        lines = LISTED.findall("\n".join(message.text for message in listed.messages))
        return [words for words in (line.strip() for line in lines) if not PAUSED.search(words)]


def _plain(words: str) -> str:
    return re.sub(r"[“”\"「」#]", "", " ".join(words.split()))
