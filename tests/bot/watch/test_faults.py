import logging
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime import logs
from bot.watch.faults import KINDS, OTHER, Faults, not_collected
from retrieval.errors import ArchiveUnavailable
from retrieval.store import sqlite_errors

OURS = logging.getLogger("bot.test")
THEIRS = logging.getLogger("asyncio")


@pytest.fixture
def counted() -> list[int]:
    return []


@pytest.fixture
def faults(counted: list[int]) -> Iterator[Faults]:
    handler = Faults(lambda: counted.append(1))
    with logs.with_handler(handler):
        yield handler


def raised(text: str) -> ValueError:
    try:
        int(text)
    except ValueError as error:
        return error
    raise AssertionError


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorcode = code
    return error


def log(error: Exception) -> None:
    OURS.error("update %d failed: %s", 7, "words", extra={logs.FAULT: logs.fault_of(error)})


def test_the_same_error_again_is_one_fault(faults: Faults) -> None:
    for text in ("甲", "乙", "丙"):
        log(raised(text))
    [fault] = faults.all()
    assert fault.count == 3
    assert fault.kind.startswith("bot.test: ValueError, ")
    assert "test_faults.py:" in fault.kind


def test_errors_raised_elsewhere_are_other_faults(faults: Faults) -> None:
    log(raised("甲"))
    log(KeyError())
    assert len(faults.all()) == 2


@pytest.mark.parametrize("wrapped", ["alone", "in a group"])
@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "磁盘满了，腾出空间再试"),
        (OSError(30, "Read-only file system"), "资料库不能写"),
        (of_sqlite(sqlite3.SQLITE_FULL), "磁盘满了，腾出空间再试"),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), "资料库损坏了，请从备份恢复"),
    ],
)
def test_an_archive_that_can_not_be_used_is_told_in_its_sentence(
    error: Exception, sentence: str, wrapped: str, faults: Faults
) -> None:
    with pytest.raises(ArchiveUnavailable) as caught, sqlite_errors(Path("archive.db")):
        raise error
    told = caught.value
    log(told if wrapped == "alone" else ExceptionGroup("tasks", [told]))
    [fault] = faults.all()
    assert sentence in fault.kind
    assert ".py:" not in fault.kind


def test_nothing_of_the_words_is_kept(faults: Faults) -> None:
    log(raised("问了什么"))
    OURS.error("can't be stored (%s)", "问了什么")
    THEIRS.error("Task exception was never retrieved: 问了什么")
    THEIRS.error("failed", exc_info=raised("问了什么"))
    kinds = [fault.kind for fault in faults.all()]
    assert "问了什么" not in "".join(kinds)
    assert kinds[1] == "bot.test: can't be stored"
    assert kinds[2] == "asyncio"
    assert kinds[3].startswith("asyncio: ValueError")


def test_warnings_are_no_faults_and_errors_are_counted(faults: Faults, counted: list[int]) -> None:
    OURS.warning("later")
    OURS.error("now")
    assert len(faults.all()) == len(counted) == 1


def test_errors_of_telling_are_counted_but_no_faults(faults: Faults, counted: list[int]) -> None:
    with not_collected():
        OURS.error("again")
    assert faults.all() == []
    assert counted == [1]


def test_kinds_are_bounded(faults: Faults) -> None:
    for number in range(KINDS + 30):
        logging.getLogger(f"bot.test{number}").error("x")
    kept = faults.all()
    assert len(kept) == KINDS + 1
    assert (kept[-1].kind, kept[-1].count) == (OTHER, 30)


def test_a_fault_names_the_last_update(faults: Faults) -> None:
    with logs.for_update(8):
        OURS.error("x")
    OURS.error("x")
    assert faults.all()[0].update == 8


def test_what_is_untold_begins_anew(faults: Faults) -> None:
    OURS.error("x")
    OURS.error("x")
    [fault] = faults.all()
    fault.told = 1
    faults.restart(fault)
    [rest] = faults.all()
    assert (rest.count, rest.told) == (1, 0)
    rest.told = 1
    faults.restart(rest)
    assert faults.all() == []


def test_threads_may_log(faults: Faults) -> None:
    threads = [threading.Thread(target=OURS.error, args=("x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults.all()[0].count == 8
