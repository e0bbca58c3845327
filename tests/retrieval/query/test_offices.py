import pytest

from retrieval.query.offices import NAMES, other_names, places


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("人社局", "人力资源和社会保障局"),
        ("人力资源和社会保障局", "人社局"),
        ("郑州市人社局", "郑州市人力资源和社会保障局"),
        ("劳动局", "人社局"),
        ("发改委", "发展和改革委员会"),
        ("工商局", "市场监督管理局"),
        ("国家医保局", "国家医疗保障局"),
        ("警察局", "公安局"),
        ("市中院", "市中级人民法院"),
    ],
)
def test_an_office_has_its_other_names(typed: str, other: str) -> None:
    assert other in other_names(typed)


def test_former_offices_that_were_merged_are_not_each_other() -> None:
    assert "质监局" not in other_names("工商局")


@pytest.mark.parametrize("typed", ["樊惠林", "局", "", "公安局长"])
def test_what_is_no_office_has_none(typed: str) -> None:
    assert other_names(typed) == ()


def test_a_name_that_stands_inside_other_words_is_read_and_not_looked_for() -> None:
    assert "中国人民银行" in other_names("人行")
    assert "人行" not in other_names("央行")


def test_there_are_some_hundred() -> None:
    assert len(NAMES) > 300


def test_the_longest_name_is_found() -> None:
    line = "市中级人民法院和发改委"
    assert [line[start:end] for start, end in places(line)] == ["中级人民法院", "发改委"]
