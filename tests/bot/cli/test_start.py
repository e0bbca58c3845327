"""What `start` does without a token and without a terminal."""

import os
from pathlib import Path

import pytest

from bot.cli.commands import main
from bot.cli.trial import BotEnded, OfferedSetUp
from bot.runtime.settings import Settings
from retrieval.store import locked


@pytest.mark.parametrize("arguments", [[], ["--try"], ["--reset"]])
def test_without_a_terminal_it_is_tried_on_an_archive_of_its_own(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    data = here / "data"
    (data / "demo.db-index").mkdir(parents=True)
    for name in ("demo.db", "demo.db-wal", "demo.db-index/manifest", "bulletins.db-index"):
        (data / name).touch()
    tried: list[Path] = []

    async def run(settings: Settings, offer: OfferedSetUp) -> bool:
        tried.append(settings.database)
        assert not offer.offered  # the environment sets the token to nothing
        assert "why" in await offer.about()
        return offer.saved.is_set()

    monkeypatch.setattr("bot.cli.trial.run", run)
    assert main(["start", *arguments]) == 0
    assert tried == [Path("data/demo.db")]
    assert capsys.readouterr().out == ""
    left = sorted(path.name for path in data.iterdir())
    kept = ["demo.db", "demo.db-index", "demo.db-wal"]
    if "--reset" in arguments:
        kept = ["demo.db.lock"]
    assert left == sorted(["bulletins.db-index", "demo.lock", *kept])


def test_only_what_is_the_trys_own_is_thrown_away(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "demo.db.2026").touch()
    monkeypatch.setenv("BULLETIN_DB", "demo.db.2026")
    monkeypatch.setattr("bot.cli.trial.run", _set_up_by_nobody)
    assert main(["start", "--reset"]) == 0
    (here / "demo.db").touch()
    monkeypatch.setenv("BULLETIN_DB", "./demo.db")
    assert main(["start", "--reset"]) == 2
    assert "demo.db" in capsys.readouterr().err
    assert {"demo.db", "demo.db.2026"} <= {path.name for path in here.iterdir()}


async def _set_up_by_nobody(*_: object) -> bool:
    return False


def test_a_bot_that_ended_by_itself_is_told_of(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def run(*_: object) -> bool:
        raise BotEnded(9)

    monkeypatch.setattr("bot.cli.trial.run", run)
    assert main(["start"]) == 1
    assert "状态 9" in capsys.readouterr().err
    assert not (here / "data" / "bulletins.db").exists()


@pytest.mark.parametrize(("token", "archive"), [("", "demo"), ("1:AA", "bulletins.db")])
def test_a_second_one_is_told_of_the_first_before_anything_else(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    token: str,
    archive: str,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with locked(here / "data" / archive):
        assert main(["start"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("holds this archive" if token else "a try or a set-up runs") in printed.err
    assert str(os.getpid()) in printed.err
    assert len(printed.err.splitlines()) == 1
