"""Many pages at once are stored as one by one."""

import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from retrieval.archive import Addition, Archive, ArchiveChanges, Verdict, serving
from retrieval.errors import PageRefused
from retrieval.store.database import Database
from retrieval.store.transaction import Transaction, View
from tests.retrieval.archive.many import page, pages, put, put_one_by_one, rows, story, told

ROOT = Path(__file__).parents[3]


class Hook:
    """Keeps what it is told; fails once it is told of a story with ``bad`` in its headline."""

    def __init__(self, bad: str | None = None) -> None:
        self.calls: list[ArchiveChanges] = []
        self._bad = bad

    async def wants_changes(self, view: View) -> bool:
        del view
        return True

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        del transaction
        titles = [one.stored.article.title for one in changes.stories]
        if self._bad is not None and any(self._bad in title for title in titles):
            raise RuntimeError("no")
        self.calls.append(changes)


@asynccontextmanager
async def hooked(path: Path, hook: Hook) -> AsyncIterator[Archive]:
    async with Database.open(path) as database:
        yield await Archive.over(database, hook=hook)


async def test_what_is_stored_is_what_page_by_page_would_be(tmp_path: Path) -> None:
    async with Archive.open(tmp_path / "one.db") as archive:
        first = told(await put_one_by_one(archive, pages()))
    async with Archive.open(tmp_path / "many.db") as archive:
        assert told(await put(archive, pages())) == first
    assert rows(tmp_path / "many.db") == rows(tmp_path / "one.db")


async def test_verdicts_go_by_the_pages_of_the_same_run(tmp_path: Path) -> None:
    async with Archive.open(tmp_path / "a.db") as archive:
        taken = {
            at: one
            for at, one in enumerate(await put(archive, pages()))
            if isinstance(one, Addition)
        }
    again, corrected, reprint, doubtful = taken[8], taken[9], taken[10], taken[11]
    assert (again.verdict, again.new, again.unchanged) == (Verdict.SAME, 0, 2)
    assert (corrected.verdict, corrected.new, corrected.page_id) == (Verdict.SAME, 0, 3)
    assert (reprint.verdict, reprint.new, reprint.unchanged) == (Verdict.NEW, 1, 1)
    assert (doubtful.verdict, doubtful.meant and doubtful.meant.page_id) == (Verdict.DOUBTFUL, 2)


async def test_a_page_that_is_none_is_refused_in_its_turn(tmp_path: Path) -> None:
    async with Archive.open(tmp_path / "a.db") as archive:
        taken = await put(archive, pages())
    refused = [at for at, one in enumerate(taken) if isinstance(one, PageRefused)]
    assert (len(taken), refused) == (len(pages()), [7, 12])


async def test_the_hook_is_told_page_by_page_what_it_is_told_of_each(tmp_path: Path) -> None:
    one, many = Hook(), Hook()
    async with hooked(tmp_path / "one.db", one) as archive:
        await put_one_by_one(archive, pages())
    async with hooked(tmp_path / "many.db", many) as archive:
        await put(archive, pages())
    assert [(call.stories, call.gone) for call in many.calls] == [
        (call.stories, call.gone) for call in one.calls
    ]
    aliases = [[call.names.aliased("樊书记") for call in hook.calls] for hook in (one, many)]
    assert aliases[0] == aliases[1]


async def test_the_hook_is_told_what_others_wrote_between(tmp_path: Path) -> None:
    hook = Hook()
    given = [page(f"a/2024-05-01/A{at:02}.md", story(at), story(100 + at)) for at in range(60)]
    mended = page("a/2024-05-01/A00.md", story(0, "还要再修。"), story(100))
    async with (
        hooked(tmp_path / "a.db", hook) as archive,
        Archive.open(tmp_path / "a.db") as other,
    ):
        await put(archive, given[:30])
        await other.add_page_text(mended)
        await put(archive, [*given[30:], page("a/2024-05-01/A00.md", story(0), story(100))])
    [change] = [one for one in hook.calls[-1].stories if one.before != one.stored]
    assert change.before is not None
    assert "还要再修" in change.before.article.body


async def test_a_page_that_fails_in_its_transaction_leaves_those_before_it(tmp_path: Path) -> None:
    given = [page(f"{at}.md", story(at)) for at in range(40)]
    async with hooked(tmp_path / "a.db", Hook(bad="第31期")) as archive:
        with pytest.raises(RuntimeError):
            await put(archive, given)
    assert len(rows(tmp_path / "a.db")["page"]) == 31


async def test_what_waits_is_not_stored_when_it_is_closed(tmp_path: Path) -> None:
    async with Archive.open(tmp_path / "a.db") as archive:
        with closing(archive.many_pages()) as many:
            taken = [one for at in range(20) for one in await many.put(page(f"{at}.md", story(at)))]
    assert len(rows(tmp_path / "a.db")["page"]) == len(taken) < 20


async def test_much_is_indexed_for_the_first_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Archive.open(tmp_path / "a.db") as archive:
        await put(archive, [page("a.md", story(1))])
        await archive.index_many()
        assert not (tmp_path / "a.db-index").exists()
    monkeypatch.setattr("retrieval.archive.page_writer.WORTH_SAVING", 1)
    monkeypatch.setattr(serving, "WORTH_SAVING", 1)
    async with Archive.open(tmp_path / "a.db") as archive:
        await put(archive, [page("b.md", story(2))])
        await archive.index_many()
    assert (tmp_path / "a.db-index").is_dir()


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from retrieval.archive import Archive
from retrieval.store.database import Database
from tests.retrieval.archive.many import page, put, story

class Hook:
    async def wants_changes(self, view):
        return True

    async def on_changes(self, transaction, changes):
        if any("第31期" in one.stored.article.title for one in changes.stories):
            os.kill(os.getpid(), signal.SIGKILL)

async def main():
    given = [page(f"{at}.md", story(at), story(100 + at)) for at in range(60)]
    async with Database.open(Path(sys.argv[1])) as database:
        await put(await Archive.over(database, hook=Hook()), given)

if __name__ == "__main__":
    asyncio.run(main())
"""


def killed(folder: Path) -> int:
    """Run what kills itself while it puts pages in, and return its status."""
    script = folder / "killed.py"
    script.write_text(KILLED)
    process = subprocess.Popen(
        [sys.executable, script, folder / "a.db"],
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    process.communicate(timeout=240)  # ends when the last that holds the pipe does, a worker too
    return process.returncode


async def test_a_process_that_is_killed_leaves_whole_pages_and_the_rest_can_be_put_in_again(
    tmp_path: Path,
) -> None:
    assert killed(tmp_path) == -signal.SIGKILL
    left = rows(tmp_path / "a.db")
    assert 0 < len(left["page"]) <= 31
    assert len(left["printing"]) == 2 * len(left["page"])
    given = [page(f"{at}.md", story(at), story(100 + at)) for at in range(60)]
    async with Archive.open(tmp_path / "a.db") as archive:
        await put(archive, given)
    async with Archive.open(tmp_path / "one.db") as archive:
        await put_one_by_one(archive, given)
    for table in ("page", "article", "printing", "sketch", "name", "cut", "page_line"):
        assert rows(tmp_path / "a.db")[table] == rows(tmp_path / "one.db")[table]
