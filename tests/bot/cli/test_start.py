from pathlib import Path

import pytest

from bot.cli.commands import main
from bot.cli.trial import BotEnded
from bot.runtime.settings import Settings


@pytest.mark.parametrize("status", [0, 1])
def test_without_a_token_three_questions_are_answered_before_the_page_is_served(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    async def run(settings: Settings, ready: object) -> None:
        assert callable(ready)
        ready("http://127.0.0.1:8080")
        assert settings.database.name == "demo.db"
        if status:
            raise BotEnded(9)

    monkeypatch.setattr("bot.cli.trial.run", run)
    assert main(["start"]) == status
    printed = capsys.readouterr()
    assert printed.out.count("问：") == 3
    assert "4846.19万元" in printed.out
    assert printed.out.index("http://127.0.0.1:8080") > printed.out.rindex("问：")
    assert "TELEGRAM_BOT_TOKEN" in printed.err
    assert ("状态 9" in printed.err) is bool(status)
    assert (here / "data" / "demo.db").exists()
    assert not (here / "data" / "bulletins.db").exists()
