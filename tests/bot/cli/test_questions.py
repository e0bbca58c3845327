"""``questions``: the list and the figures as printed, for people and for programs."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from bot.alerts.open_archive import OpenArchive
from bot.cli.commands import main
from bot.model import Inquiry, Way
from bot.model.asked import AnsweredQuestion, Days
from bot.runtime.settings import load
from bot.services.asked import AskedQuestions
from bot.services.questions import Inquiries
from retrieval.model import Band


async def ask(*asked: tuple[int, str, Band]) -> date:
    """Record questions of people as of now; return today."""
    settings = load()
    async with OpenArchive.of(settings) as here:
        for who, words, band in asked:
            inquiries = Inquiries(here.database, settings.timezone, here.clock)
            question = AnsweredQuestion(Inquiry(Way.QUESTION, words), band, who)
            await inquiries.keep([], question)
        zone = settings.timezone
        return AskedQuestions(here.database, here.archive, zone, here.clock).today()


@pytest.mark.usefixtures("here")
def test_the_list_and_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    today = asyncio.run(
        ask(
            (1, "谁家丢了橘猫\x1b[2J", Band.NOTHING),
            (1, "地铁8号线哪天通车", Band.NOTHING),
            (2, "八号线地铁什么时候开通", Band.NEAREST),
            (2, "东郊桥什么时候开始修缮", Band.ANSWER),
        )
    )
    span = f"{Days.up_to(today).first} 至 {today}"
    assert main(["questions", "--unanswered"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"报上答不了的问题，{span}：2 组，3 人次。"
    assert [line.split() for line in lines[3:6]] == [
        ["2", "1", "1", "地铁8号线哪天通车"],
        ["·", "八号线地铁什么时候开通"],
        ["1", "1", "0", "谁家丢了橘猫", "[2J"],
    ]
    assert main(["questions"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        span,
        "提问：4（答上的 1，只有相近的 1，没找到的 2）",
    ]
    assert main(["questions", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["questions"] == {"answer": 1, "nearest": 1, "nothing": 2}
    assert told["subscribers"] == {"chats": 0, "subscriptions": 0, "paused": 0}
    assert (told["alerts"], told["read"]) == ({"sent": 0, "failed": 0}, [])
    week = Days.week_of(today)
    assert main(["questions", "--unanswered", "--json", "--week", week.week.lower()]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["first"], told["last"], told["week"]) == (
        *(str(week.first), str(week.last), week.week),
    )
    assert [(one["count"], len(one["said"])) for one in told["groups"]] == [(2, 2), (1, 1)]


@pytest.mark.usefixtures("here")
def test_a_week_that_is_none_is_misuse_and_an_old_one_says_what_is_gone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["questions"]) == 1
    assert "还没有资料库" in capsys.readouterr().err
    asyncio.run(ask())
    assert main(["questions", "--week", "2026-W99"]) == 2
    assert "不是一周" in capsys.readouterr().err
    assert main(["questions", "--unanswered", "--week", "2020-W01"]) == 0
    printed = capsys.readouterr().out
    assert "2020-W01（2019-12-30 至 2020-01-05）：0 组" in printed
    assert "只留 30 天" in printed
    assert Path("data/bulletins.db").exists()
