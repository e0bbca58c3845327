import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.commands import main

pytestmark = pytest.mark.usefixtures("here")
HEAD = "潮起东方 声传滨海"
STORIES = (
    ("渔港码头添新吊机", "本报讯 渔港码头的两台新吊机开始干活，渔船靠岸后卸鱼快了一倍。"),
    ("旧纺织厂改成图书馆", "本报讯 旧纺织厂空了九年，改成了图书馆，周末开到晚上十点。"),
    ("山村通了公交车", "本报讯 石门村通了公交车，一天四趟，到镇上的票价是两元。"),
)
SUBSCRIBED = """
INSERT INTO chat (id, kind, title, timezone, pace, digest_at, digest_day, silent, amount)
    VALUES (7, 'private', '读者', 'Asia/Shanghai', 'at_once', 480, 0, 0, 'passage');
INSERT INTO subscription (chat_id, thread_id, query, folded, paused, made_by, made_at, revision)
    VALUES (7, 0, '本报', '本报', 0, 7, 1666859400, 1);
INSERT INTO message (chat_id, thread_id, message_id, shown, sent_at)
    VALUES (7, 0, 70, '["passage",null,0,[]]', 1666859400);
INSERT INTO delivery (chat_id, thread_id, article_id, state, made_at, changed_at, due_at, message)
    VALUES (7, 0, 1, 'sent', 1666859400, 1666859400, 1666859400, 1);
"""


@pytest.fixture(autouse=True)
def _paper(here: Path) -> None:
    for day, (title, text) in enumerate(STORIES, 21):
        page = here / "滨海新声报" / f"2022-10-{day}" / "A05.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"{HEAD}\n\n# {title}\n\n{text}\n", encoding="utf-8")
    assert main(["ingest", "滨海新声报"]) == 0


def rows(sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("data/bulletins.db")) as connection:
        return connection.execute(sql).fetchall()


def titles() -> list[object]:
    return [title for (title,) in rows("SELECT title FROM printing ORDER BY page_id")]


def test_a_preview_names_page_by_page_what_would_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = titles()
    capsys.readouterr()
    assert main(["reread"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "1 号：滨海新声报 2022-10-21 A05版（文件 滨海新声报/2022-10-21/A05.md）",
        f"  标题：{HEAD} {STORIES[0][0]} → {STORIES[0][0]}",
        f"  略去：{HEAD}",
    ]
    assert lines[-2:] == [
        "重读 3 版，有变化的 3 版，失败 0 版。",
        "什么都还没有改；要照这样改，加 --apply。",
    ]
    assert titles() == before


def test_applied_it_changes_the_pages_and_alerts_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(sqlite3.connect("data/bulletins.db")) as connection:
        connection.executescript(SUBSCRIBED)
    capsys.readouterr()
    assert main(["reread", "--apply"]) == 0
    assert capsys.readouterr().out.endswith("重读 3 版，改了 3 版，失败 0 版。\n")
    assert titles() == [title for title, _ in STORIES]
    assert rows("SELECT article_id, state FROM delivery") == [(1, "sent")]
    assert rows("SELECT edit_at FROM message") == [(None,)]


def test_json_says_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["reread", "--paper", "滨海新声报", "--since", "2022-10-23", "--json"]) == 0
    name = {"id": 3, "paper": "滨海新声报", "issued": "2022-10-23", "page": "A05版"}
    title = STORIES[2][0]
    none: dict[str, object] = {"renamed": None, "changed": [], "split": [], "joined": []}
    assert json.loads(capsys.readouterr().out) == {
        "applied": False,
        "pages": 1,
        "changes": [
            {
                **none,
                "page": {**name, "file": "滨海新声报/2022-10-23/A05.md"},
                "retitled": [{"before": f"{HEAD} {title}", "after": title}],
                "new": [],
                "gone": [],
                "left_out": [HEAD],
            }
        ],
        "without_text": [],
        "failed": [],
    }


def test_a_page_that_fails_is_named_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(sqlite3.connect("data/bulletins.db")) as connection:
        empty = zlib.compress("A05版\n".encode())
        connection.execute("UPDATE page_source SET text = ? WHERE id = 2", (empty,))
        connection.commit()
    capsys.readouterr()
    assert main(["reread", "--apply"]) == 1
    done = capsys.readouterr()
    assert "重读后没有文章了" in done.err
    assert "重读 2 版，改了 2 版，失败 1 版。" in done.out
    assert titles() == [STORIES[0][0], f"{HEAD} {STORIES[1][0]}", STORIES[2][0]]


def test_pages_without_a_text_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect("data/bulletins.db")) as connection:
        connection.execute("DELETE FROM page_source WHERE id = 1")
        connection.commit()
    capsys.readouterr()
    assert main(["reread"]) == 0
    assert "另有 1 版没有存下原文" in capsys.readouterr().out


def test_where_there_is_no_archive_none_is_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_DB", "none/a.db")
    assert main(["reread"]) == 1
    assert "还没有资料库" in capsys.readouterr().err
    assert not Path("none").exists()
