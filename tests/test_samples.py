"""The sample pages are read as their printed form says, and carry what people will ask about."""

from pathlib import Path

import pytest

from retrieval.model import Bulletin, NoteKind, Reading
from retrieval.reading.page import read_page

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PAGES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
FACTS = [
    "樊惠林",
    "虎荣鑫",
    "汤晓义",
    "申红涛",
    "王潜",
    "王传胜",
    "陈卫东",
    "董治会",
    "郑州大学超算中心",
    "国家超级计算郑州中心",
    "超硬材料实验室",
    "河南省大数据研究院",
    "郑州二七数据科技集团有限公司",
    "湾刘",
    "台郭",
    "郭小寨",
    "海一云商",
    "潘多拉野生动物园",
    "火车来斯",
    "山海经中原城",
    "樱桃沟",
    "花花牛",
    "名扬窗饰",
    "秉信包装",
    "康师傅饮品中原区域总部",
    "仝吉",
    "华中食品",
    "帝益肥",
    "万家食品",
    "5000吨",
    "4846.19万元",
    "4579万元",
    "726.26万元",
    "1+N",
    "水源地、环保、西气东输",
    "《建设具有强大凝聚力和引领力的社会主义意识形态》",
]


def read(path: Path) -> Reading:
    return read_page(path.read_bytes(), str(path.relative_to(SAMPLES)))


def bulletin(name: str) -> Bulletin:
    return read(SAMPLES / name).bulletin


def test_dates_are_printed_or_in_the_path_or_without_a_year_where_nothing_tells() -> None:
    assert [str(a.date) for a in bulletin("2022-10-27/A01.md").articles] == [
        "2022-10-25",
        "2022-10-26",
    ]
    assert str(bulletin("2022-10-27/A02.md").date) == "2022-10-27"
    assert [a.date for a in bulletin("2022-10-27/A02.md").articles] == [None, None]
    assert [str(a.date) for a in bulletin("dangke.md").articles] == ["10-24"]
    assert [str(a.date) for a in bulletin("zuotanhui.txt").articles] == ["2022-10-20"]


def test_reporters_photographers_and_pages_are_told_apart() -> None:
    articles = [a for path in PAGES for a in read(path).bulletin.articles]
    assert [(a.page, a.reporters, a.photographers) for a in articles] == [
        ("第A01版", ("朱翔宇",), ()),
        ("第A01版", ("景静",), ("景静",)),
        ("A02版", ("景静",), ()),
        ("A02版", ("景静",), ()),
        ("第A03版", ("景静",), ("朱翔宇",)),
        ("第A04版", ("景静",), ()),
    ]


def test_the_paper_is_called_by_its_printed_name() -> None:
    assert bulletin("2022-10-27/A01.md").paper == "二七快报"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_is_left_to_check(path: Path) -> None:
    assert [note for note in read(path).notes if note.kind is NoteKind.WARNING] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_paragraph_is_whole(path: Path) -> None:
    for article in read(path).bulletin.articles:
        for paragraph in article.paragraphs:
            assert paragraph.endswith("。"), paragraph


@pytest.mark.parametrize("fact", FACTS)
def test_the_facts_are_there(fact: str) -> None:
    assert any(fact in a.body for path in PAGES for a in read(path).bulletin.articles)
