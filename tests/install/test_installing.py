"""What is installed when; another program stands in the place of pip."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from requirements import installing
from requirements.installing import FAILED, Environment, main


class Steps:
    """The steps that would have been taken: the last word of each command."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.fails = ""

    def take(
        self, command: Sequence[str | Path], failed: str, *, line: object = None, of: int = 0
    ) -> None:
        assert line is None or of > 0
        last = Path(command[-1])
        self.taken.append("venv" if "venv" in command else last.stem)
        if "venv" in command:
            python = last / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.write_text("#!/bin/sh\nexit 0\n", "utf-8")
            python.chmod(0o755)
            (last / "pyvenv.cfg").touch()
        else:
            assert "--require-hashes" in command
        if self.taken[-1] == self.fails:
            raise installing.NotInstalled(failed)

    def since(self) -> list[str]:
        taken, self.taken = self.taken, []
        return taken


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    taken = Steps()
    monkeypatch.setattr(installing, "_run", taken.take)
    return taken


def test_one_environment_serves_running_and_testing_and_nothing_is_done_twice(
    steps: Steps, tmp_path: Path
) -> None:
    venv = tmp_path / ".venv"
    assert main(["--venv", str(venv), "run"]) == 0
    assert steps.since() == ["venv", "build", "run"]
    assert main(["--venv", str(venv), "run"]) == 0
    assert steps.since() == []
    assert main(["--venv", str(venv), "run", "dev"]) == 0
    assert steps.since() == ["build", "dev"]
    assert main(["--venv", str(venv), "run"]) == 0
    assert steps.since() == []
    (venv / ".installed-run").write_text("what was pinned before", "utf-8")
    assert main(["--venv", str(venv), "run", "dev"]) == 0
    assert steps.since() == ["build", "run"]


@pytest.mark.parametrize("broken", ["#!/no/such/python\n", "#!/bin/sh\nexit 1\n"])
def test_an_environment_whose_python_is_gone_or_another_is_made_anew(
    steps: Steps, tmp_path: Path, broken: str
) -> None:
    assert main(["--venv", str(tmp_path / ".venv"), "run"]) == 0
    steps.since()
    Environment(tmp_path / ".venv").python.write_text(broken, "utf-8")
    assert main(["--venv", str(tmp_path / ".venv"), "run", "dev"]) == 0
    assert steps.since() == ["venv", "build", "dev"]


def test_a_folder_that_holds_other_things_is_left_alone(
    steps: Steps, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "稿子.md").touch()
    assert main(["--venv", str(tmp_path), "run"]) == FAILED
    assert f"{tmp_path} holds other things" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["稿子.md"]
    (tmp_path / "稿子.md").rename(tmp_path / "pyvenv.cfg")
    assert main(["--venv", str(tmp_path), "run"]) == 0
    assert steps.since() == ["venv", "build", "run"]


def test_what_broke_off_is_said_and_starts_over(
    steps: Steps, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps.fails = "run"
    assert main(["--venv", str(tmp_path / ".venv"), "run"]) == FAILED
    assert installing.NOT_INSTALLED in capsys.readouterr().err
    steps.fails = ""
    steps.since()
    assert main(["--venv", str(tmp_path / ".venv"), "run"]) == 0
    assert steps.since() == ["venv", "build", "run"]


def test_what_pip_says_is_shown_where_it_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = Environment(tmp_path).python
    python.parent.mkdir()
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || { echo no route to host; exit 1; }\n', "utf-8")
    python.chmod(0o755)
    assert main(["--venv", str(tmp_path), "run"]) == FAILED
    assert "no route to host\n没装好" in capsys.readouterr().err
