"""What looks like a person's own data is masked, and what the news is full of is not."""

import pytest

from bot.services.private_words import without_private


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("打 13812345678 没人接", "打 *********** 没人接"),
        ("电话0371-67890123 对吗", "电话****-******** 对吗"),
        ("+86 138 1234 5678是谁的号码", "+** *** **** ****是谁的号码"),
        ("１３８１２３４５６７８", "***********"),
        ("一三八一二三四五六七八是诈骗吗", "***********是诈骗吗"),
        ("身份证11010119900307123X丢了", "身份证******************丢了"),
        ("卡号6222 0212 3456 7890 123", "卡号**** **** **** **** ***"),
        ("写信到 li.ming-1@mail.example.cn 有用吗", "写信到 *@* 有用吗"),
    ],
)
def test_numbers_and_addresses_of_people_are_masked(words: str, shown: str) -> None:
    assert without_private(words) == shown


@pytest.mark.parametrize(
    "words",
    [
        *("2022-10-27的报纸", "20221027有报纸吗", "2022.10.27 A05版", "2019-2022年的预算"),
        *(
            "12345热线打不通",
            "107国道二七段",
            "修桥用了300万元",
            "二七区二〇二二年预算",
            "邮箱@报社",
        ),
    ],
)
def test_days_years_and_sums_are_left(words: str) -> None:
    assert without_private(words) == words
