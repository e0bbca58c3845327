import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.archive.settling import settle


class _Held:
    """Something with a reference to itself, if any."""

    itself: "_Held | None" = None


@pytest.fixture(autouse=True)
def unsettled() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_is_there_is_not_looked_through_again() -> None:
    settle()
    assert len(gc.get_objects()) < gc.get_freeze_count()


def test_garbage_that_was_there_is_gone() -> None:
    held = _Held()
    held.itself = held
    seen = weakref.ref(held)
    del held
    settle()
    assert seen() is None


def test_what_is_let_go_of_later_is_gone_at_once() -> None:
    held = _Held()
    seen = weakref.ref(held)
    settle()
    del held
    assert seen() is None


async def test_an_archive_that_is_warm_has_settled(tmp_path: Path) -> None:
    async with Archive.open(tmp_path / "archive.db") as archive:
        await archive.warm_up()
    assert gc.get_freeze_count()
