"""The line that moves, on a terminal and elsewhere, and what is compiled being told by it."""

import io
import logging
import os
import pty
from contextlib import suppress

import pytest

from bot.cli.compiling import WHAT, compiling_told
from bot.cli.moving import MovingLine, fitting


def test_elsewhere_than_on_a_terminal_it_is_plain_lines() -> None:
    out = io.StringIO()
    with MovingLine("安装 Installing", out) as line:
        line.at("1/2 a")
    begun, ended = out.getvalue().splitlines()
    assert begun == "安装 Installing …"
    assert ended.startswith("安装 Installing：")
    assert all(one.isprintable() for one in out.getvalue().splitlines())


def test_on_a_terminal_one_line_is_left_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")
    reader, writer = pty.openpty()
    with (
        os.fdopen(writer, "w", encoding="utf-8") as terminal,
        MovingLine("准备好一切需要的", terminal),
    ):
        pass
    shown = b""
    with suppress(OSError):  # the end, as a terminal tells it
        while read := os.read(reader, 10_000):
            shown += read
    os.close(reader)
    first, *_, last = shown.decode().split("\r\x1b[K")[1:]
    assert first.rstrip() == "准备好一切需要的 …"
    assert last.startswith("准备好一切需要的：")
    assert last.endswith("\r\n")


def test_a_failure_takes_the_line_away() -> None:
    out = io.StringIO()
    with pytest.raises(OSError, match="disk"), MovingLine("安装 Installing", out):
        raise OSError("disk")
    assert out.getvalue() == "安装 Installing …\n"


@pytest.mark.parametrize(
    ("columns", "shown"), [(0, ""), (1, ""), (2, "安"), (3, "安"), (5, "安装a"), (9, "安装ab")]
)
def test_chinese_takes_two_columns(columns: int, shown: str) -> None:
    assert fitting("安装ab", columns) == shown


def test_compiling_is_told_once_and_only_where_something_is_compiled(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = logging.getLogger("retrieval.compiled.native")
    monkeypatch.setattr(log, "propagate", False)  # other tests have handlers of their own
    with compiling_told():
        pass
    assert capsys.readouterr().err == ""
    with compiling_told():
        log.info("compiling %s", "part")
        log.info("compiling %s", "best")
    assert capsys.readouterr().err.count(WHAT) == 2  # that it begins, and that it ends
    log.info("compiling %s", "part")
    assert capsys.readouterr().err == ""
