import io
import json
from pathlib import Path

import pytest

from bot.cli.commands import main

PAGE = """2022年10月27日 星期四 第A05版:要闻

# 区长走访企业 食品产业再加力

本报讯 10月25日上午,区长来到经开区,听取企业介绍,并提出要

求,要求做好服务。

记者 景静 通讯员 张明
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("page.md")
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_json_is_a_list_of_articles_with_every_key(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["parse", str(page), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == [
        {
            "title": "区长走访企业 食品产业再加力",
            "subtitle": "食品产业再加力",
            "reporters": ["景静"],
            "correspondents": ["张明"],
            "photographers": [],
            "source": None,
            "date": "2022-10-25",
            "paper": None,
            "issued": "2022-10-27",
            "page": "第A05版",
            "paragraphs": [
                "本报讯 10月25日上午,区长来到经开区,听取企业介绍,并提出要求,要求做好服务。"
            ],
            "doubts": [],
        }
    ]


def test_json_is_utf_8_and_readable_as_it_stands(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["parse", str(page), "--json"])
    assert "区长走访企业".encode() in capsysbinary.readouterr().out


@pytest.mark.usefixtures("page")
def test_standard_input_is_a_page_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("gb18030"))))
    assert main(["parse", "-"]) == 0
    assert capsys.readouterr().out.startswith("# 区长走访企业 食品产业再加力\n")


def test_what_was_dropped_and_joined_is_explained_by_line_on_standard_error(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(page), "--explain"]) == 0
    explained = capsys.readouterr().err.splitlines()
    assert any(line.startswith("page.md:1: 略去") for line in explained)
    assert any(line.startswith("page.md:7: 接上") for line in explained)


def test_nothing_is_explained_unasked(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["parse", str(page)])
    assert capsys.readouterr().err == ""


def test_a_bad_file_is_named_with_its_reason_while_the_others_are_read(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    Path("empty.md").touch()
    assert main(["parse", "photo.md", "missing.md", "empty.md", str(page), "--json"]) == 1
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)) == 1
    assert [line.partition(":")[0] for line in printed.err.splitlines()] == [
        "photo.md",
        "missing.md",
        "empty.md",
    ]


def test_with_nothing_readable_json_is_an_empty_list(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(page.with_name("missing.md")), "--json"]) == 1
    assert capsys.readouterr().out == "[]\n"


UNDATED = "# 樱桃沟修通山路\n\n侯寨乡樱桃沟的路通了。\n"


def test_doubts_are_told_a_line_each_on_standard_error_and_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(UNDATED, encoding="utf-8")
    assert main(["parse", "a.md", "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "a.md: 请看看：没有日期，不知道是哪一天的报。\n"
    (story,) = json.loads(printed.out)
    assert story["doubts"] == ["没有日期，不知道是哪一天的报。"]


def test_a_day_far_ahead_is_in_doubt_and_an_old_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for day in ("2062-10-27", "1999-10-27"):
        Path(day).mkdir()
        Path(day, "A02.md").write_text(UNDATED, encoding="utf-8")
    main(["parse", "."])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("2062-10-27/A02.md: 请看看：日期是 2062-10-27")


def test_the_paper_is_named_by_the_setting_and_never_by_a_file(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("PAPER_NAME", "二七日报")
    main(["parse", str(page), "--json"])
    (story,) = json.loads(capsysbinary.readouterr().out)
    assert story["paper"] == "二七日报"


def test_text_columns_side_by_side_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    woven = (
        "凌晨四点，石桥村的菜农打    区图书馆的流动书车开进了\n"
        "着手电下地割韭菜。六点钟    柳林小学，带来一千二百本\n"
        "两辆小货车装满了菜，沿着    新书，孩子们排着队挑选。\n"
        "新修的水泥路开往了县城。    书车每两周来一次，停在操\n"
    )
    Path("a.md").write_text(woven, encoding="utf-8")
    assert main(["parse", "a.md"]) == 1
    assert "请按栏导出" in capsys.readouterr().err


def test_what_is_no_page_is_refused_by_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text('{"title": "老桥改造"}', encoding="utf-8")
    assert main(["parse", "a.md"]) == 1
    assert "这是 JSON" in capsys.readouterr().err
