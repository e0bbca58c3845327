import pytest

from retrieval.identity.page import Page
from retrieval.model import Evidence, PrintedDate


def page(label: str | None = None, *, bulletin: str = "二七报", printed: bool = True) -> Page:
    return Page("a.md", bulletin, printed, label, PrintedDate(10, 27, Evidence.PAGE))


@pytest.mark.parametrize(
    "labels",
    [
        ("第A05版", "A05版", "A5", "Ａ０５版", "第 a5 版"),
        ("第2版", "2版", "02", "第二版", "第０２版"),
        ("第十版", "第10版"),
        ("第十二版", "12版"),
        ("第二十版", "20"),
        ("第二十一版", "第21版"),
        ("要闻版", "要闻"),
    ],
)
def test_ways_to_print_one_place(labels: tuple[str, ...]) -> None:
    assert len({page(label).place for label in labels}) == 1


def test_other_places_stay_apart() -> None:
    labels = ("第1版", "第10版", "第100版", "A1版", "B1版", "第十一版", "要闻", "综合", "版", None)
    assert len({page(label).place for label in labels}) == len(labels)


def test_only_a_printed_name_tells_the_paper() -> None:
    assert page(bulletin="二七 报").paper == page(bulletin="二七报").paper == "二七报"
    assert page(bulletin="A05", printed=False).paper is None


def test_what_the_file_is_called_makes_no_other_page() -> None:
    assert Page("a.md", "二七报", True, None, None) == Page("b.md", "二七报", True, None, None)
