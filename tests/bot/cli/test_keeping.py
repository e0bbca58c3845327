"""The commands that keep an archive: what they print, and how they end."""

import asyncio
import io
import json
import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.commands import main
from bot.model.inbox import SetAside
from bot.services.inbox.processed import ProcessedFiles
from bot.store.schema import steps
from retrieval.store.database import Database
from retrieval.store.lock import locked

pytestmark = pytest.mark.usefixtures("here")
ARCHIVE = Path("data/bulletins.db")
CHAT = (
    "INSERT INTO chat (id, kind, title, timezone, pace, digest_at, digest_day, silent, amount)"
    " VALUES (7, 'private', '读者', 'Asia/Shanghai', 'at_once', 0, 0, 0, 'passage')"
)
DELIVERY = (
    "INSERT INTO delivery (chat_id, thread_id, article_id, state, made_at, changed_at, due_at)"
    " VALUES (7, 0, {article}, 'pending', 0, {at}, 0)"
)


def answered(capsys: pytest.CaptureFixture[str], question: str = "虎荣鑫走访") -> object:
    capsys.readouterr()
    assert main(["ask", question, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_was_backed_up_answers_again_when_it_is_restored(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    before = answered(capsys)
    assert main(["backup", "copy.bak"]) == 0
    assert "copy.bak" in capsys.readouterr().out
    ARCHIVE.unlink()
    assert main(["restore", "copy.bak"]) == 0
    assert answered(capsys) == before


def test_restoring_says_where_the_former_archive_is(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    main(["backup", "copy.bak"])
    capsys.readouterr()
    assert main(["restore", "copy.bak"]) == 0
    (aside,) = ARCHIVE.parent.glob("bulletins.db.2*")
    assert str(aside) in capsys.readouterr().out


@pytest.mark.parametrize("left", ["bulletins.db.20221027T083000", "bulletins.db-index"])
@pytest.mark.parametrize(
    "command", ["ask 虎荣鑫", "chat", "ingest", "import copy.jsonl", "run", "start"]
)
def test_no_command_makes_an_archive_beside_what_one_left_unless_it_is_asked_to(
    command: str,
    left: str,
    samples: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:" + "a" * 35)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    Path("copy.jsonl").touch()
    ARCHIVE.parent.mkdir()
    (ARCHIVE.parent / left).mkdir()
    arguments = [*command.split(), *([samples] if command == "ingest" else [])]
    assert main(arguments) == 1
    told = capsys.readouterr().err.strip()
    assert len(told.splitlines()) == 1
    assert all(word in told for word in (left, "restore", "--new"))
    assert not ARCHIVE.exists()
    if command == "ingest":
        assert main([*arguments, "--new"]) == 0
        assert main(arguments) == 0  # from now on there is an archive


@pytest.mark.parametrize(
    "arguments", [["restore", "copy.bak"], ["import", "copy.jsonl"], ["check", "--repair"]]
)
def test_what_changes_the_file_is_refused_in_one_line_while_a_bot_runs(
    arguments: list[str], samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    main(["backup", "copy.bak"])
    main(["export", "copy.jsonl"])
    capsys.readouterr()
    with locked(ARCHIVE):
        assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "holds this archive" in printed.err


def test_a_backup_never_takes_the_place_of_a_file_unasked(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    Path("mine").write_text("mine")
    capsys.readouterr()
    assert main(["backup", "mine"]) == 1
    assert "mine" in capsys.readouterr().err
    assert Path("mine").read_text() == "mine"
    assert main(["backup", "mine", "--force"]) == 0


def test_an_export_goes_into_an_empty_archive_and_answers_alike(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    before = answered(capsys)
    assert main(["export", "copy.jsonl"]) == 0
    assert capsys.readouterr().out == "已导出到 copy.jsonl，21 行。\n"
    monkeypatch.setenv("BULLETIN_DB", "other.db")
    assert main(["import", "copy.jsonl"]) == 0
    assert capsys.readouterr().out == "已导入 4 个版面、6 篇报道。\n"
    assert answered(capsys) == before
    assert main(["import", "copy.jsonl"]) == 1
    assert "not empty" in capsys.readouterr().err
    assert main(["export", "copy.jsonl"]) == 1
    assert "exists" in capsys.readouterr().err


def test_an_export_may_go_to_standard_output(
    samples: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["ingest", samples])
    main(["export", "copy.jsonl"])
    capfdbinary.readouterr()
    assert main(["export", "-"]) == 0
    assert capfdbinary.readouterr().out == Path("copy.jsonl").read_bytes()


@pytest.mark.parametrize("command", ["backup", "export", "check"])
def test_of_no_archive_there_is_no_copy(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, *(["copy"] if command != "check" else [])]) == 1
    assert "no archive here yet" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_file_to_import_that_is_not_there_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "missing.jsonl"]) == 2
    assert "missing.jsonl" in capsys.readouterr().err


def harm(statement: str) -> None:
    with closing(sqlite3.connect(ARCHIVE)) as connection, connection:
        connection.execute(statement)


def test_a_sound_archive_is_told_in_a_few_lines_and_in_json(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    capsys.readouterr()
    assert main(["check"]) == 0
    printed = capsys.readouterr().out
    assert "4 个版面，6 篇报道，登载 6 次" in printed
    assert "没有发现问题" in printed
    assert main(["check", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["sound"], shape["articles"], shape["findings"]) == (True, 6, [])


def test_a_sound_archive_is_no_sound_bot(
    samples: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["ingest", samples])
    with socket.create_server(("127.0.0.1", 0)) as bound, locked(ARCHIVE):
        monkeypatch.setenv("HEALTH_PORT", str(bound.getsockname()[1]))
        bound.close()
        assert main(["check"]) == 0
    *_, reason, told = capsys.readouterr().out.splitlines()
    assert "healthz：没有回答" in reason
    assert told.startswith("资料库没有发现问题")


def test_what_is_wrong_ends_with_1_until_it_is_repaired(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    before = answered(capsys)
    harm("DELETE FROM article")
    assert main(["check"]) == 1
    assert (
        "问题：printing without article × 6（可以用 check --repair 修复）"
        in capsys.readouterr().out
    )
    assert main(["check", "--repair"]) == 0
    assert answered(capsys) == before


def test_what_waits_is_told_by_state_and_age(
    samples: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["ingest", samples])

    async def make() -> None:
        async with Database.open(ARCHIVE, steps()):
            pass

    asyncio.run(make())
    harm(CHAT)
    harm(DELIVERY.format(article=1, at=1000))
    harm(DELIVERY.format(article=2, at=4600))
    capsys.readouterr()
    monkeypatch.setattr("bot.cli.check.time.time", lambda: 1000 + 7300)
    assert main(["check"]) == 0
    assert "提醒 pending：2 条，最早的 2 小时前" in capsys.readouterr().out
    monkeypatch.setattr("bot.cli.check.time.time", lambda: 5)  # the clock has jumped back
    assert main(["check"]) == 0
    assert "最早的 刚才" in capsys.readouterr().out


def test_files_of_the_inbox_that_were_not_read_are_listed_and_make_nothing_unsound(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])

    async def keep() -> None:
        async with Database.open(ARCHIVE, steps()) as database:
            processed = ProcessedFiles(database)
            await processed.keep("a.md", SetAside("不是文本文件", 1, None, (1, 2, 3)))

    asyncio.run(keep())
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "没读成的文件：1 个\na.md：不是文本文件\n" in capsys.readouterr().out
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["set_aside"] == [
        {"name": "a.md", "reason": "不是文本文件", "tries": 1, "again": False}
    ]


def test_alerts_that_failed_are_listed_by_name_with_what_to_do(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])

    async def make() -> None:
        async with Database.open(ARCHIVE, steps()):
            pass

    asyncio.run(make())
    harm(CHAT)
    for article in (1, 2):
        harm(DELIVERY.format(article=article, at=1000))
    harm("UPDATE delivery SET reason = 'fault: KeyError', attempts = 5")
    harm("UPDATE delivery SET state = 'failed' WHERE article_id = 2")
    capsys.readouterr()
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "程序出错没发出的提醒：2 条\n发给“读者”的《" in out
    assert out.count("》：KeyError") == 2
    assert out.count("》：KeyError（会自动再试）") == 1
    assert "发 /status，点“再试”" in out
    assert main(["check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["not_sent"]
    assert (told["count"], told["quarantined"]) == (2, 1)
    assert [one["again"] for one in told["first"]] == [False, True]


def test_what_does_not_move_in_a_running_bot_is_told_by_check(
    samples: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["ingest", samples])
    body = json.dumps({"inbox": False, "reasons": {"inbox": "not moved for 6 min: 磁盘满了"}})
    answer = f"HTTP/1.0 503 Service Unavailable\r\n\r\n{body}".encode()
    with socket.create_server(("127.0.0.1", 0)) as listening, locked(ARCHIVE):

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.recv(1000)
                caller.sendall(answer)

        monkeypatch.setenv("HEALTH_PORT", str(listening.getsockname()[1]))
        thread = threading.Thread(target=serve)
        thread.start()
        capsys.readouterr()
        assert main(["check"]) == 0
        thread.join()
    assert "inbox：not moved for 6 min: 磁盘满了" in capsys.readouterr().out


def test_whether_a_bot_runs_shows_in_the_status() -> None:
    assert main(["check", "--running"]) == 1
    with locked(ARCHIVE):
        assert main(["check", "--running"]) == 0


@pytest.mark.parametrize(("answer", "status"), [(b"HTTP/1.0 200 OK\r\n\r\n", 0), (b"\r\n", 1)])
def test_a_bot_that_holds_the_archive_and_does_not_answer_is_not_well(
    answer: bytes, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, locked(ARCHIVE):

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.recv(1000)
                caller.sendall(answer)

        threading.Thread(target=serve).start()
        monkeypatch.setenv("HEALTH_PORT", str(listening.getsockname()[1]))
        assert main(["check", "--running"]) == status
    with locked(ARCHIVE):
        assert main(["check", "--running"]) == 1  # nobody listens there any more
