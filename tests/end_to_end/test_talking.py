"""How much of what people say the real bot understands, by sets of cases that name no test.

Each set is played at once by as many people, and demands a reach, not every case: what people say
has no end, and a floor shows what is lost.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from tests.end_to_end.running import ROOT, Bot, command, running
from tests.end_to_end.saying import Case, Way, outcome
from tests.end_to_end.talking import Outcome, paper, talks
from tests.end_to_end.wishing import Wisher

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("talking")]

SETS = ROOT / "tests/fixtures/talk"
AT_ONCE = 24
MATRIX, WISHES, ALIKE, NOTHING, TALKS = 0.95, 0.9, 0.95, 0.9, 0.8


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def talked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """A bot on the sample pages and on two issues of another paper."""
    home = tmp_path_factory.mktemp("talked")
    samples = ROOT / "bot/samples"
    pages = (samples / "2022-10-27", samples / "zuotanhui.txt", *sorted((SETS / "pages").iterdir()))
    status, _, err = await command(home, "ingest", *map(str, pages))
    assert status == 0, err
    async with running(home) as bot:
        yield bot
        assert bot.preview.refused == []


@pytest.fixture
def wisher(talked: Bot) -> Wisher:
    return Wisher(talked.world, paper(SETS))


async def played(cases: Iterable[Coroutine[None, None, Outcome]]) -> Sequence[Outcome]:
    """Play cases, so many at once."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one(case: Coroutine[None, None, Outcome]) -> Outcome:
        async with free:
            return await case

    return await asyncio.gather(*map(one, cases))


def reaches(outcomes: Sequence[Outcome], floor: float) -> None:
    """Fail, with what went wrong, if fewer than that part of the cases are right."""
    wrong = [one for one in outcomes if one.wrong]
    told = "\n".join(f"[{one.kind}] {one.said}: wanted {one.wrong}; got {one.got}" for one in wrong)
    assert len(outcomes) - len(wrong) >= floor * len(outcomes), told


def lines(name: str) -> Sequence[str]:
    return (SETS / name).read_text(encoding="utf-8").splitlines()


async def test_the_way_and_the_kind_of_chat_change_no_answer(wisher: Wisher) -> None:
    questions = lines("questions.txt")
    bare = {}
    for question in questions:
        bare[question] = (await wisher.ask(wisher.somebody(), question)).shown[0]
    ways = [Way(**json.loads(line)) for line in lines("ways.jsonl")]
    said = [(way, kind) for way in ways for kind in way.kinds]
    asked = [
        Case(way, kind, questions[at % len(questions)], questions[(at + 3) % len(questions)])
        for at, (way, kind) in enumerate(said)
    ]
    reaches(await played(outcome(wisher, case, bare) for case in asked), MATRIX)


async def test_plain_wishes_are_granted(wisher: Wisher) -> None:
    cases = map(json.loads, lines("wishes.jsonl"))
    wishes = [wisher.wish(case["say"], case["effect"], case["setup"]) for case in cases]
    reaches(await played(wishes), WISHES)


async def test_questions_that_look_like_wishes_are_answered(wisher: Wisher) -> None:
    cases = map(json.loads, lines("alike.jsonl"))
    reaches(await played([wisher.question(case["say"], case["story"]) for case in cases]), ALIKE)


async def test_opting_out_always_works_in_one_step_with_a_way_back(wisher: Wisher) -> None:
    cases = map(json.loads, lines("optout.jsonl"))
    reaches(await played([wisher.opts_out(case["say"]) for case in cases]), 1)


async def test_what_asks_nothing_gets_a_kind_reply(wisher: Wisher) -> None:
    cases = map(json.loads, lines("nothing.jsonl"))
    asked_nothing = [wisher.nothing(case["say"], human=case["human"]) for case in cases]
    reaches(await played(asked_nothing), NOTHING)


async def test_a_conversation_goes_on(wisher: Wisher, talked: Bot) -> None:
    """The last of the module: the page that alerts is newer than all others."""
    cases = talks(SETS / "talks.jsonl")
    before = await played([wisher.talk(case) for case in cases if case.kind != "alert"])
    alerting = [case for case in cases if case.kind == "alert"]
    readers = [await wisher.alerted(case) for case in alerting]
    (talked.inbox / "A01.md").write_text(printed_today(SETS / "today/A01.md"), encoding="utf-8")
    began = zip(alerting, readers, strict=True)
    after = await asyncio.gather(*(wisher.after_alert(case, reader) for case, reader in began))
    reaches([*before, *after], TALKS)


def printed_today(page: Path) -> str:
    """Return a page with the day of the paper's time zone in its head."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    day = f"{now.year}年{now.month}月{now.day}日 星期{'一二三四五六日'[now.weekday()]}"
    return page.read_text(encoding="utf-8").replace("{today}", day)
