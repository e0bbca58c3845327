"""The count of the house, of this checkout and of ones that are laid out otherwise."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import FLOORS, ROOT, counted, main, plan

# What a newcomer sees first; files whose names begin with a dot stand beside it.
TOP = {
    *("bot", "data", "docs", "requirements", "retrieval", "tests"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md"),
    *("compose.yaml", "pyproject.toml"),
}


def laid(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_plan_of_this_checkout_is_read_from_its_file() -> None:
    assert plan(Path(__file__).parent.parent) == FLOORS


def test_a_checkout_is_counted_by_its_own_plan(tmp_path: Path) -> None:
    root = laid(
        tmp_path,
        {
            "bot/__init__.py": "",
            "bot/__main__.py": "",
            "bot/app.py": "class Shown: ...\n",
            "bot/cli/ask.py": "class Shown: ...\nclass _Own: ...\n",
            "bot/preview/page.py": "class Shown: ...\n",
            "retrieval/model.py": "\n\n",
            "tests/test_layers.py": 'FLOORS: tuple[tuple[str, ...], ...] = (("a", "b"), ("c",))\n',
        },
    )
    assert counted(root) == {
        "floors": 2,
        "rooms of the plan": 3,
        "folders right below bot/ and retrieval/": 2,
        "loose modules beside them": 2,
        "public class names used twice": 1,
        "modules in retrieval/": 1,
        "modules in bot/": 5,
        "lines in retrieval/": 2,
        "lines in bot/": 4,
    }


def test_a_checkout_without_a_plan_has_no_floors(tmp_path: Path) -> None:
    assert "floors" not in counted(laid(tmp_path, {"bot/app.py": ""}))


def test_a_folder_without_a_house_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(tmp_path)])
    assert ended.value.code == 2


def test_the_table_has_a_row_for_each_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert f"| floors | {len(FLOORS)} |" in capsys.readouterr().out


def test_nothing_new_stands_at_the_top() -> None:
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        (git, "ls-files", "-z"), cwd=ROOT, capture_output=True, text=True, check=True
    )
    tops = {name.partition("/")[0] for name in listed.stdout.split("\0") if name}
    assert {name for name in tops if not name.startswith(".")} == TOP
