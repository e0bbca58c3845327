from datetime import date

import pytest

from retrieval.reading.masthead import Masthead, masthead

DAY = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("line", "label", "section"),
    [
        ("2025年11月3日 星期一 【A03版】 民生关注", "A03版", "民生关注"),
        ("【第A03版】 2025年11月3日 晴 12~20℃ 民生", "第A03版", "民生"),
        ("2025年11月3日 星期一 乙巳年九月十四 总第12345期 〔04版〕 城事", "04版", "城事"),
        ("第二版 | 街坊邻里 | 2025.11.03 | 多云转晴", "第二版", "街坊邻里"),
        ("(A2版) 副刊·芳草地 2025-11-03", "A2版", "副刊"),
        ("2025年11月3日 星期一 责编 王小明 校对 李丽 A06版 便民", "A06版", "便民"),
        ("今日8版 2025年11月3日 星期一 第2版 本埠", "第2版", "本埠"),
        ("《第3版》 天下 2025年11月3日 农历九月十四 周一", "第3版", "天下"),
        ("2025/11/03 【5版】 读者来信 新闻热线:0371-66778899", "5版", "读者来信"),
        ("二〇二五年十一月三日 星期一 第四版 综合新闻", "第四版", "综合新闻"),
        ("2025年11月3日 A12 版 读书 气温8℃~15℃ 东北风3级", "A12版", "读书"),
        ("『06版』乡村振兴 2025年11月3日 总第88期", "06版", "乡村振兴"),
        ("农历乙巳年九月十四 2025年11月3日 星期一 五版 社会广角", "五版", "社会广角"),
        ("12版 2025年11月3日 星期一 晴到多云 白天最高温度19℃", "12版", None),
    ],
)
def test_day_label_and_section_are_told_whatever_the_words(
    line: str, label: str, section: str | None
) -> None:
    assert masthead(line) == Masthead(DAY, label, section)


def test_the_paper_is_told_where_a_piece_names_one() -> None:
    told = masthead("青榆时讯 2025年11月3日 第3版 我们的街道")
    assert told == Masthead(DAY, "第3版", "我们的街道", "青榆时讯")


@pytest.mark.parametrize(
    "line",
    [
        "2025年11月3日本报第3版刊登的消息引起关注",
        "市民反映2025年11月3日A05版报道的路口已修好",
        "2025年11月3日,第4版《我们的街道》一文中人名有误,特此更正。",
        "截至2025年11月3日出版第88版图书的出版社共有三家参加了本次书展活动",
        "我市出台2025年11月3日起施行的新版社区工作者管理办法 第二版征求意见",
        "2025年11月3日 会议纪要",
        "第3版 民生关注",
        "2025年13月3日 第3版 民生",
        "",
    ],
)
def test_a_sentence_or_half_a_masthead_is_none(line: str) -> None:
    assert masthead(line) is None
