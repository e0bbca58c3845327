"""The audit of pinned packages, with another program in pip-audit's place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {"name": "aiohttp", "version": "3.14", "vulns": []}
BAD = {**GOOD, "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.15"]}]}
SKIPPED = {"name": "jieba", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("printed", "status", "said"),
    [
        (json.dumps({"dependencies": [GOOD]}), 0, "1 packages audited"),
        (json.dumps({"dependencies": [GOOD, BAD]}), 1, "PYSEC-2026-1, mended in 3.15"),
        (json.dumps({"dependencies": [GOOD, SKIPPED]}), 0, "could not be audited: 1 packages"),
        ("", 0, "could not be audited: no network"),
    ],
)
def test_a_known_fault_fails_and_a_server_out_of_reach_does_not(
    tmp_path: Path, printed: str, status: int, said: str
) -> None:
    program = f"import sys\nprint({printed!r})\nprint('no network', file=sys.stderr)\n"
    (tmp_path / "pip_audit.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        (sys.executable, ROOT / ".ci" / "audit", "requirements/run.txt"),
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert f"requirements/run.txt: {'aiohttp 3.14: ' if status else ''}{said}" in done.stdout
