import io
import json
import re
from pathlib import Path

import pytest

from bot.cli.commands import main

pytestmark = pytest.mark.usefixtures("here")
PAGE = "# 甲报道乙事\n\n本报讯 10月25日,{}。\n\n记者 景静\n"


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(PAGE.format(text), encoding="utf-8")


def ingest(capsys: pytest.CaptureFixture[str], *paths: str) -> tuple[int, dict[str, object]]:
    status = main(["ingest", *paths, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_articles_are_counted_as_new_changed_and_unchanged(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    undated = {"file": f"{samples}/dangke.md", "doubts": ["没有日期，不知道是哪一天的报。"]}
    none: dict[str, object] = {"failed": [], "replaced": [], "doubtful": [], "held": []}
    none["doubts"], none["left_out"] = [undated], []
    assert ingest(capsys, samples) == (0, {"new": 6, "changed": 0, "unchanged": 0, **none})
    assert ingest(capsys, samples) == (0, {"new": 0, "changed": 0, "unchanged": 6, **none})


FIRST, SECOND = "区里开会研究春耕备耕和农田水利建设", "城市书房每天开到晚上九点，藏书两万册"


def test_what_replaces_a_page_names_both(capsys: pytest.CaptureFixture[str]) -> None:
    write("二七日报/2022-10-27/A05.md", FIRST)
    write("二七日报/2022-10-27/A05b.md", FIRST + "的事")
    main(["ingest", "二七日报/2022-10-27/A05.md"])
    capsys.readouterr()
    Path("二七日报/2022-10-27/A05b.md").rename("二七日报/2022-10-27/A05.md")
    main(["ingest", "二七日报/2022-10-27/A05.md"])
    told = capsys.readouterr().out.splitlines()
    name = "二七日报 2022-10-27 A05版（文件 二七日报/2022-10-27/A05.md）"
    assert told[0] == f"更新：{name}替换了 {name}"
    assert told[1].startswith("新增 0 篇，更改 1 篇")


def test_a_doubtful_page_names_both_and_the_command_that_replaces(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("2022-10-27/A05.md", FIRST)
    main(["ingest", "2022-10-27/A05.md"])
    Path("2022-10-27/A05.md").write_text(f"# 书房\n\n{SECOND}。\n", encoding="utf-8")
    capsys.readouterr()
    status, done = ingest(capsys, "2022-10-27/A05.md")
    assert (status, done["new"], done["replaced"]) == (0, 1, [])
    name = {"paper": None, "issued": "2022-10-27", "page": "A05版", "file": "2022-10-27/A05.md"}
    assert done["doubtful"] == [
        {"file": "2022-10-27/A05.md", "page": {"id": 2, **name}, "former": {"id": 1, **name}}
    ]
    Path("2022-10-27/A05.md").write_text(f"# 书房开门\n\n{FIRST}，{SECOND}。\n", encoding="utf-8")


def test_the_command_that_is_told_replaces_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    write("2022-10-27/A05.md", FIRST)
    main(["ingest", "2022-10-27/A05.md"])
    Path("2022-10-27/A05.md").write_text(f"# 书房\n\n{SECOND}。\n", encoding="utf-8")
    capsys.readouterr()
    main(["ingest", "2022-10-27/A05.md"])
    told = capsys.readouterr().out.splitlines()[0]
    assert "替换：bulletin-bot ingest --replace 1 2022-10-27/A05.md" in told
    main(told.rpartition("bulletin-bot ")[2].split())
    assert capsys.readouterr().out.startswith("更新：2022-10-27 A05版")
    main(["check"])
    assert "1 个版面，1 篇报道" in capsys.readouterr().out


def test_a_page_that_is_not_there_is_not_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    write("2022-10-27/A05.md", FIRST)
    status, done = ingest(capsys, "--replace", "7", "2022-10-27/A05.md")
    assert (status, done["new"]) == (1, 0)
    assert "没有 7 号版面" in str(done["failed"])


def test_three_papers_of_one_day_with_a_page_a01_stay_three(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for paper, text in (("日报", FIRST), ("晚报", SECOND), ("商报", "果园丰收，苹果装车")):
        write(f"{paper}/2022-10-27/A01.md", text)
    status, done = ingest(capsys, ".")
    assert (status, done["new"], done["replaced"], done["doubtful"]) == (0, 3, [], [])
    main(["check"])
    assert "3 个版面，3 篇报道" in capsys.readouterr().out


def test_bad_files_are_listed_with_their_reasons_and_the_others_go_in(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    Path("empty.txt").touch()
    status, done = ingest(capsys, "photo.md", "empty.txt", "missing.md", samples)
    assert status == 1
    assert done["new"] == 6
    failed = done["failed"]
    assert isinstance(failed, list)
    assert [failure["file"] for failure in failed] == ["photo.md", "empty.txt", "missing.md"]
    assert all(failure["reason"] for failure in failed)


def test_the_date_may_stand_in_the_folders_name(capsys: pytest.CaptureFixture[str]) -> None:
    write("2021-03-05/A05.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    main(["ingest", "."])
    capsys.readouterr()
    main(["ask", "春耕备耕", "--json"])
    (hit,) = json.loads(capsys.readouterr().out)["results"]
    assert hit["date"] == "2021-10-25" or hit["date"] == "2020-10-25"


def test_standard_input_is_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.format("区里开会研究春耕备耕和农田水利建设的有关工作")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert ingest(capsys, "-")[1]["new"] == 1


def test_people_get_a_summary_in_a_sentence(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    printed = capsys.readouterr()
    assert printed.out == "新增 6 篇，更改 0 篇，未变 0 篇，失败 0 个文件。\n"
    assert [one for one in printed.err.splitlines() if "dangke.md" not in one] == []


def test_bad_settings_are_all_named_and_end_with_2(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMEZONE", "Mars/Base")
    monkeypatch.setenv("ADMIN_IDS", "me")
    assert main(["ingest", samples]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "TIMEZONE" in printed.err
    assert "ADMIN_IDS" in printed.err


def test_an_archive_that_cannot_be_opened_is_named(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.db").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("BULLETIN_DB", "broken.db")
    assert main(["ingest", samples]) == 1
    assert "broken.db" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (3600.0, False)])
def test_progress_shows_on_a_terminal_when_it_takes_long(
    patience: float, *, shown: bool, samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("bot.cli.progress.PATIENCE", patience)
    assert main(["ingest", samples]) == 0
    assert ("100%" in terminal.getvalue()) is shown


def test_progress_tells_how_many_how_fast_and_how_long_yet(
    samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("bot.cli.progress.PATIENCE", -1.0)
    count = len([path for path in Path(samples).rglob("*") if path.is_file()])
    main(["ingest", samples])
    last = re.split(r"[\r\n]", terminal.getvalue().rstrip("\n"))
    shown = next(line for line in reversed(last) if "存版面 pages" in line)
    assert re.search(rf"{count}/{count} +100% +[0-9.]+ 版/秒 \(pages/s\)", shown)


def test_no_progress_shows_where_nobody_looks(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.progress.PATIENCE", -1.0)
    main(["ingest", samples])
    assert "存版面" not in "".join(capsys.readouterr())


def test_doubts_are_told_of_each_file_as_parse_does(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    status, done = ingest(capsys, "a.md")
    assert status == 0
    assert done["doubts"] == [{"file": "a.md", "doubts": ["没有日期，不知道是哪一天的报。"]}]
    assert done["held"] == []


def test_an_undated_page_given_by_a_person_counts_as_of_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("a.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    main(["ingest", "a.md"])
    assert "a.md: 请看看：没有日期，就当作今天的报。" in capsys.readouterr().err


def test_a_page_dated_far_ahead_is_found_and_waits_to_be_released(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("2062-03-05/A05.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    main(["ingest", "2062-03-05"])
    printed = capsys.readouterr().err
    assert "放行以前不算最新，也不发提醒" in printed
    assert "ingest --release 1" in printed
    main(["ask", "春耕备耕", "--json"])
    assert json.loads(capsys.readouterr().out)["results"]
    assert main(["ingest", "--release", "A04.md"]) == 1
    assert "1  2062-03-05/A05.md（2062年3月5日）" in capsys.readouterr().err
    assert main(["ingest", "--release", "A05.md"]) == 0
    assert "2062-03-05/A05.md: 已放行" in capsys.readouterr().out
    assert main(["ingest", "--release", "1"]) == 1


def test_of_two_pages_of_one_name_the_number_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("2062-03-05/A05.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    write("2063-03-05/A05.md", "镇上的三家面条厂今年的出口订单翻了一番，主要卖到东南亚")
    main(["ingest", "."])
    capsys.readouterr()
    assert main(["ingest", "--release", "A05.md"]) == 1
    assert "请用号" in capsys.readouterr().err
    assert main(["ingest", "--release", "2"]) == 0
    assert main(["ingest", "--release", "2062-03-05/A05.md"]) == 0
