from datetime import date

import pytest

from retrieval.reading.info_lines import published, source
from retrieval.reading.page import read_text


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("发布时间：2022-7-4 10:00　来源：临江日报　浏览量：1957", "临江日报"),
        ("稿源: 河东网", "河东网"),
        ("2022年7月4日06:15 河东网-临江晚报", "临江晚报"),
        ("来源：本报", None),
        ("字号： 大 中 小", None),
    ],
)
def test_a_line_of_information_names_the_source(line: str, name: str | None) -> None:
    assert source([line]) == name


def test_the_first_day_in_them_is_that_of_publishing() -> None:
    assert published(["字号： 大 中 小", "2022/7/4 3:27:48 PM"]) == date(2022, 7, 4)
    assert published([]) is None


def test_a_storys_own_day_of_publishing_tells_its_yesterday() -> None:
    page = (
        "# 河边的旧磨坊开放\n\n2022-07-04 06:15 河东网\n\n昨天，河边的旧磨坊开放，进门不收票。\n\n"
        "# 新桥开工建设\n\n2022-07-09 08:20 河东网\n\n昨天，新桥开工，工期两年，投资三亿元。"
    )
    days = [str(one.date) for one in read_text(page, "p.md").bulletin.articles]
    assert days == ["2022-07-03", "2022-07-08"]
