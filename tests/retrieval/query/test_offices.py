import pytest

from retrieval.model import Span
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


@pytest.mark.parametrize(
    ("typed", "other"), [("鹏城", "深圳"), ("高铁", "高速铁路"), ("wfp", "世界粮食计划署")]
)
def test_what_is_known_all_over_has_its_other_names(typed: str, other: str) -> None:
    assert other in other_names(typed)


def test_a_byname_is_never_looked_for_instead() -> None:
    assert other_names("深圳") == ()


def test_there_are_some_hundred() -> None:
    assert len(NAMES) > 300


def test_the_longest_name_is_found() -> None:
    line = "市中级人民法院和发改委"
    assert [line[start:end] for start, end in places(line)] == ["中级人民法院", "发改委"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("郑州人社局", "郑州市人力资源和社会保障局"),
        ("郑州人社局", "郑州市人社局"),
        ("河南师大", "河南师范大学"),
        ("市一中", "市第一中学"),
        ("郑州一中", "郑州市第一中学"),
        ("郑州市第一中学", "郑州市一中"),
        ("区招商局", "区投资促进局"),
        ("中纪委", "中央纪律检查委员会"),
        ("反诈中心", "反电信网络诈骗中心"),
        ("县教研室", "县教学研究室"),
        ("人防办", "国防动员办公室"),
        ("国土局", "自然资源和规划局"),
        ("公交公司", "公共交通集团"),
        ("市作协", "市作家协会"),
        ("爱卫办", "爱国卫生运动委员会办公室"),
        ("收容所", "救助管理站"),
        ("消防中队", "消防救援站"),
        ("自来水公司", "供水公司"),
        ("劳动仲裁院", "劳动人事争议仲裁院"),
        ("少年宫", "青少年宫"),
    ],
)
def test_twenty_more_offices_have_the_names_that_residents_use(typed: str, printed: str) -> None:
    assert printed in other_names(typed) or typed in printed


@pytest.mark.parametrize("typed", ["一中", "招商局", "第一中学", "交大", "其中一院", "师大"])
def test_what_says_an_office_only_behind_a_place_has_no_other_names_alone(typed: str) -> None:
    assert other_names(typed) == ()
    assert list(places(typed)) == ([Span(0, 4)] if typed == "第一中学" else [])


def test_a_name_that_needs_a_place_is_found_with_it() -> None:
    line = "郑州一中和市二院,一中一台"
    assert [line[start:end] for start, end in places(line)] == ["郑州一中", "市二院"]
