"""Half a minute of everything at once, kills and troubles too; see `tests.soak.whole`."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.end_to_end.running import ROOT

SPACE = ("unshare", "--user", "--map-root-user", "--mount")
LOAD = "--minutes 0.5 --questions 3 --bulletins 8 --kills 12 --pause 3 --speed 6"


def own_space() -> Sequence[str]:
    """The start of a command that may mount a disk and fill it; empty where that is not allowed."""
    if shutil.which(SPACE[0]) is None:
        return ()
    done = subprocess.run((*SPACE, "true"), capture_output=True, check=False)
    return () if done.returncode else SPACE


@pytest.mark.xdist_group("soak")
async def test_no_reply_and_no_alert_is_lost(tmp_path: Path) -> None:
    log = tmp_path / "log"
    soak = await asyncio.create_subprocess_exec(
        *(*own_space(), sys.executable, "-m", "tests.soak.whole", *LOAD.split(), "--log", str(log)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await soak.communicate()
    assert soak.returncode == 0, told.decode() + log.read_text(encoding="utf-8")
