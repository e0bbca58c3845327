"""What the lines and paths of saved pages tell: labels, days, papers."""

import datetime as dt

import pytest

from retrieval.formats.html.links import FileNames
from retrieval.formats.html.told import label_in, paper_in, path_day, ranked_labels


@pytest.mark.parametrize(
    ("text", "label", "section"),
    [
        ("第A1版：要闻", "A1版", "要闻"),
        ("A01要闻", "A01版", "要闻"),
        ("第 01 版", "01版", None),
        ("Ａ０１版", "A01版", None),
        ("要闻·A01版", "A01版", "要闻"),
        ("第一版：要闻", "第一版", "要闻"),
        ("2026年5月7日 第04版：体育", "04版", "体育"),
    ],
)
def test_a_line_tells_a_pages_label_and_section(text: str, label: str, section: str) -> None:
    assert label_in(text) == (label, section)


@pytest.mark.parametrize("text", ["今日共8版", "下转03版", "第12版权局", "G20峰会今天开幕", "要闻"])
def test_other_lines_tell_no_label(text: str) -> None:
    assert label_in(text) is None


def test_the_label_beside_the_day_is_the_pages_own() -> None:
    lines = ["第01版：要闻", "第02版：民生", "柳岸晚报 2026年5月7日 第02版"]
    assert ranked_labels(lines, "a.htm")[0][0] == "02版"


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("柳岸晚报数字报", "柳岸晚报"),
        ("《柳岸晚报》（2026年5月7日 第 01 版）", "柳岸晚报"),
        ("柳岸晚报 2026年5月7日 星期四", "柳岸晚报"),
        ("欢迎访问柳岸晚报电子版", "柳岸晚报"),
        ("来源：人民日报", None),
        ("天气预报", None),
    ],
)
def test_a_line_names_the_paper(text: str, paper: str | None) -> None:
    assert paper_in([text]) == paper


@pytest.mark.parametrize(
    "path",
    ["html/2026-05/07/node_1.htm", "pc/layout/202605/07/node_01.html", "20260507/a.htm",
     "2026年5月7日/a.htm", "a/2026/5/7/b.htm"],
)  # fmt: skip
def test_a_path_tells_the_issues_day(path: str) -> None:
    assert path_day(path) == dt.date(2026, 5, 7)


def test_a_path_without_a_day_tells_none() -> None:
    assert path_day("html/node_1.htm", "") is None


@pytest.mark.parametrize(
    "link",
    ["content_1.htm", "./content_1.htm?x=1#top", "../07/CONTENT_1.htm",
     "https://paper.example/html/2026-05/07/content_1.htm"],
)  # fmt: skip
def test_a_link_is_found_among_the_files(link: str) -> None:
    names = FileNames(["html/2026-05/07/content_1.htm", "html/2026-05/06/content_1.htm"])
    assert names.find(link, "html/2026-05/07/node_1.htm") == "html/2026-05/07/content_1.htm"


@pytest.mark.parametrize(
    "link", ["javascript:void(0)", "#top", "mailto:a@b.example", "none.htm", ""]
)
def test_a_link_to_no_file_finds_none(link: str) -> None:
    assert FileNames(["a.htm"]).find(link, "b.htm") is None
