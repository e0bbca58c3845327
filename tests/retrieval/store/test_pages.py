import pytest

from retrieval.identity.page import Page
from retrieval.model import Evidence, PrintedDate
from retrieval.model.pages import PageName


def page(label: str | None = None) -> Page:
    return Page("a.md", "二七报", label, PrintedDate(10, 27, Evidence.PAGE))


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


def test_a_page_is_called_what_is_known_of_it() -> None:
    assert page("A5").named(3) == PageName(3, "二七报", "10-27", "A5", "a.md")
    assert Page("", None, None, None).named(4) == PageName(4, None, None, None, None)


def test_what_the_file_is_called_makes_no_other_page() -> None:
    assert Page("a.md", "二七报", None, None) == Page("b.md", "二七报", None, None)
