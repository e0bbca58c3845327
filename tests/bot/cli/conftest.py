from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run commands in, with an empty archive and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BULLETIN_DB", "data/bulletins.db")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    return tmp_path


@pytest.fixture
def samples() -> str:
    return str(SAMPLES)
