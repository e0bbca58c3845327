"""The largest page that is read, within the memory that the unit and the container give the bot."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from retrieval.evaluation.speed.generated import generated
from retrieval.reading.decode import MAX_PAGE_BYTES

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "docs" / "install" / "bulletin-bot.service").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
GIVEN = 1 << 30
SPARE = GIVEN // 4  # for a larger archive than the test's
V1, V2 = Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup")
TAKES_IN = """
import asyncio, json, re, sys
from pathlib import Path
import bot.app  # all that the running bot has loaded
from bot.alerts.open_archive import OpenArchive
from bot.runtime.settings import load

async def main():
    data = Path(sys.argv[1]).read_bytes()
    async with OpenArchive.of(load()) as here:
        await here.archive.add_page("# 樱桃沟修路\\n\\n樱桃沟的路修好了。".encode(), "A01.md")
        await here.archive.search("樱桃沟")
        first = await here.archive.add_page(data, "2022-10-27/A02.md")
        again = await here.archive.add_page(data[:-30], "2022-10-27/A02.md")
        # What getrusage tells is the peak of whoever started this process, where that is more.
        peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
        print(json.dumps([first.new, again.changed, peak]))

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
def group() -> Iterator[Path | None]:
    """A group of processes that are killed for more memory than is given; None where none can be.

    https://docs.kernel.org/admin-guide/cgroup-v2.html#memory, and cgroup-v1/memory.html
    """
    version_1 = (V1 / "memory.limit_in_bytes").exists()
    group = (V1 if version_1 else V2) / f"largest-page-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        yield None
        return
    try:
        (group / ("memory.limit_in_bytes" if version_1 else "memory.max")).write_text(str(GIVEN))
        if not version_1:
            (group / "memory.swap.max").write_text("0")
        (group / "cgroup.procs").write_text("")
    except OSError:
        group.rmdir()
        yield None
        return
    yield group
    with suppress(OSError):  # a process that is killed leaves it a moment later
        group.rmdir()


def largest() -> bytes:
    """Return a page in one line: the most of all pages tried, see docs/operating.md."""
    text = "# 题\n\n" + "".join(
        passage for passages in generated(MAX_PAGE_BYTES // 300) for passage in passages
    )
    data = text.encode()
    assert len(data) >= MAX_PAGE_BYTES
    return data[:MAX_PAGE_BYTES].decode("utf-8", "ignore").encode()


def test_what_is_given_is_as_documented() -> None:
    assert re.search(r"(?m)^MemoryMax=1G$", UNIT)
    assert re.search(r"(?m)^ *mem_limit: 1g$", COMPOSE)


def test_the_largest_page_is_taken_in_within_it_and_taken_in_again(
    group: Path | None, tmp_path: Path
) -> None:
    page, script = tmp_path / "page.md", tmp_path / "takes_in.py"
    page.write_bytes(largest())
    script.write_text(TAKES_IN, encoding="utf-8")
    joins = f"echo $$ >{group}/cgroup.procs; " if group else ""
    done = subprocess.run(
        ["/bin/sh", "-ec", f'{joins}exec "$@"', "sh", sys.executable, script, page],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BULLETIN_DB": "archive.db"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    new, changed, peak = json.loads(done.stdout)
    assert (new, changed) == (1, 1)
    assert peak <= GIVEN - SPARE
