"""`make run` without a token, from its start to its end."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import trial
from bot.cli.set_up_page import SetUpPage
from bot.runtime.settings import Settings, load
from tests.end_to_end.trying import READY, trying

pytestmark = pytest.mark.xdist_group("trial")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return replace(load({}, tmp_path / ".env"), database=tmp_path / "demo.db")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The processes that are begun, as they are."""
    begin, begun = asyncio.create_subprocess_exec, []

    async def note(*program: str, **given: object) -> asyncio.subprocess.Process:
        assert program[0] == sys.executable
        begun.append(await begin(*program, **given))  # type: ignore[arg-type]
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    return begun


def test_with_its_input_closed_it_answers_three_questions_and_serves_until_a_signal(
    tmp_path: Path,
) -> None:
    with trying(tmp_path) as begun:
        assert begun.printed.count("问：") == 3
        assert "4846.19万元" in begun.printed
        assert begun.address.startswith("http://127.0.0.1:")
        assert begun.printed.index(begun.address) < begun.printed.index("问：")
        assert "make demo-reset" in begun.printed
        begun.process.send_signal(signal.SIGINT)
        assert begun.process.wait(30) == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "TELEGRAM_BOT_TOKEN" in log
    assert "stopping" in log
    assert "Traceback" not in log
    assert (tmp_path / "demo.db").exists()
    assert not (tmp_path / "bulletins.db").exists()


async def test_a_signal_ends_the_bot_too(
    settings: Settings, processes: list[asyncio.subprocess.Process]
) -> None:
    def told(text: str) -> None:
        if READY in text:
            os.kill(os.getpid(), signal.SIGTERM)

    assert not await trial.run(settings, SetUpPage(settings), told)
    assert [process.returncode for process in processes] == [0]


async def test_a_bot_that_dies_is_told_of_and_not_begun_again(
    settings: Settings, processes: list[asyncio.subprocess.Process]
) -> None:
    with pytest.raises(trial.BotEnded) as ended:
        await trial.run(
            *(settings, SetUpPage(settings)),
            lambda text: processes[0].kill() if READY in text else None,
        )
    assert ended.value.status == -signal.SIGKILL
    assert len(processes) == 1
