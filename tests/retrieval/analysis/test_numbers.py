from decimal import Decimal

import pytest

from retrieval.analysis.normalise import folded_text
from retrieval.analysis.numbers import Bound, Kind, numbers
from retrieval.analysis.values import first_ends, term_of, value_terms

SAME = (
    ("4800万元", "四千八百万元", "48000000元", "48,000,000元", "4800 万元"),
    ("1.2万户", "12000户", "12,000户", "一万二千户", "1万2千户", "一点二万户"),
    ("70%", "７０％", "百分之七十", "百分之70", "七成"),
    ("75%", "七成五", "七成半", "百分之七十五"),
    ("800㎡", "800平方米", "800平米", "800m²", "八百平方米"),
    ("零下5度", "-5℃", "零下五摄氏度", "零下5℃", "-5°C"),
    ("037166778899", "0371-66778899", "(0371) 66778899", "（0371）66778899"),
    ("13812345678", "138-1234-5678", "138 1234 5678"),
    ("4001234567", "400-123-4567", "400-1234-567"),
    ("wifi", "Wi-Fi", "WIFI", "ＷｉＦｉ"),
    ("八点半", "8点30分", "8:30", "8时30分", "八时三十分"),
    ("第14届", "第十四届"),
    ("5号线", "五号线"),
    ("3公里", "三公里", "3千米", "3km"),
    ("8.5折", "八点五折"),
    ("20050", "两万零五十", "二万零五十"),
    ("三斤半", "3.5斤"),
    ("120册", "一百二十册", "一百二册"),
    ("1.5亿元", "一点五亿元", "15000万元", "1亿5000万元"),
)
NONE = [
    "神舟二十一号",
    "二七区",
    "三门峡",
    "十八里河",
    "pm2.5",
    "v2.5",
    "5g",
    "3.15晚会",
    "一带一路",
    "二七",
    "三五",
    "万一",
    "千千万万",
    "百分百",
    "十分",
    "周三",
    "两会",
    "二三十人",
    "数百人",
    "十几",
    "五四",
    "九三学社",
    "2022-10-25",
    "10月25日",
    "二十五日",
    "1:2",
    "192.168.1.1",
    "1.2.3",
    "covid-19",
    "1+n",
    "一个",
    "一度",
    "一成不变",
    "三分之一",
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_value_have_one_term(spellings: tuple[str, ...]) -> None:
    assert len({term_of(folded_text(one)) for one in spellings} - {None}) == 1
    assert all(term_of(folded_text(one)) for one in spellings)


@pytest.mark.parametrize("text", NONE)
def test_a_name_is_no_number(text: str) -> None:
    assert list(numbers(folded_text(text))) == []


def test_what_is_not_the_same_has_other_terms() -> None:
    words = ["12000户", "12000元", "1200户", "-5°c", "5°c", "70%", "70", "70‰", "第3届", "3个"]
    assert len({term_of(word) for word in words}) == len(words)


def test_a_value_is_exact() -> None:
    (found,) = numbers("4846.19万元")
    assert (found.value, found.unit, found.kind) == (Decimal(48461900), "元", Kind.MONEY)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("超过3000人", Bound.OVER),
        ("3000多人", Bound.OVER),
        ("300多万元", Bound.OVER),
        ("3000人以上", Bound.OVER),
        ("近3000人", Bound.ABOUT),
        ("3000人左右", Bound.ABOUT),
        ("不足3000人", Bound.UNDER),
        ("3000人", Bound.EXACT),
    ],
)
def test_bounds_are_told(text: str, bound: Bound) -> None:
    assert [found.bound for found in numbers(text)] == [bound]


def test_both_ends_of_a_range_have_its_unit() -> None:
    assert [(int(one.value), one.unit) for one in numbers("5至8万元")] == [
        (50000, "元"),
        (80000, "元"),
    ]
    assert [one.unit for one in numbers("3-5天")] == ["天", "天"]


def test_commas_part_numbers_unless_they_set_off_thousands() -> None:
    assert [int(one.value) for one in numbers("110,119,120")] == [110, 119, 120]
    assert [int(one.value) for one in numbers("1,2,3")] == [1, 2, 3]
    assert [int(one.value) for one in numbers("12,000和123,456元")] == [12000, 123456]


def test_the_hour_is_that_of_the_afternoon() -> None:
    assert list(value_terms("下午3点半")) == ["#15:30"]


def test_a_large_sum_may_lack_its_unit() -> None:
    assert "#48000000元" in list(value_terms("总投资4800万。"))
    assert "#48000000元" not in list(value_terms("全国4800万农户"))
    assert term_of("4800万") == "#48000000"


def test_a_number_stands_where_it_is_written() -> None:
    text = "惠及1.2万户,共4800万元"
    assert [text[one.start : one.end] for one in numbers(text)] == ["1.2万户", "4800万元"]


@pytest.mark.parametrize(
    "run", ["1", "一", "万", "1,", "111,", "1万", "点一", "零下", "1-", "第", "("]
)
def test_any_run_is_read(run: str) -> None:
    assert len(list(numbers(run * 10_000))) <= 20_000


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("二十七千米", 27, "公里"),
        ("三点五千米", Decimal("3.5"), "公里"),
        ("一千六百千瓦", 1600, "千瓦"),
        ("三个百分点", 3, "个百分点"),
        ("五百分点", 5, "个百分点"),
        ("两千米", 2, "公里"),
        ("一点一分钟", Decimal("1.1"), "分钟"),
    ],
)
def test_a_unit_may_begin_as_a_numeral_or_a_clock(text: str, value: Decimal, unit: str) -> None:
    assert [(one.value, one.unit) for one in numbers(text)] == [(value, unit)]


@pytest.mark.parametrize("digit", ["7", "七"])
def test_more_digits_than_anything_is_counted_in_are_no_number(digit: str) -> None:
    run = digit * (1 << 20)
    assert list(numbers(run)) == []
    assert len(list(value_terms(run))) == 0
    assert first_ends(run) == {}
