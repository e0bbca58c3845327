import os
import subprocess
from collections.abc import Callable, Sequence
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.examples import register_profiles

os.environ.setdefault("PTB_TIMEDELTA", "true")  # as the bot does
register_profiles()
settings.load_profile("test")

SPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc")


@pytest.fixture
def refuse_in_ci() -> Callable[[str], NoReturn]:
    """Skip with a reason; where CI is set the tool that is wanted should be there, so fail."""

    def refuse(reason: str) -> NoReturn:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return refuse


@pytest.fixture(scope="session")
def space() -> Sequence[str]:
    """The start of a command whose script may mount what it likes, seen by nobody else."""
    try:
        done = subprocess.run(
            (*SPACE, "mount -t tmpfs none /mnt"), capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare(1) to mount file systems with")
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.decode().strip()}")
    return SPACE
