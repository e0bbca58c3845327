from collections import Counter
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.model import Reading, Reason
from retrieval.model.pages import NO_HABITS, PaperHabits
from retrieval.reading.page import read_text
from retrieval.reading.shapes import is_habit, words_of
from tests.examples import examples

NAME = "滨海新声/2022-10-27/05.md"
STORIES = (
    (
        "渔港码头添新吊机 卸鱼快了一倍",
        (
            "本报讯 10月26日，渔港码头的两台新吊机开始干活，渔船靠岸后卸鱼比过去快了一倍。",
            "码头负责人说，吊机是今年夏天订的，一共花了三百二十万元，年底以前还要再添一台。",
        ),
    ),
    (
        "旧纺织厂改成图书馆 周末开放到晚上十点",
        (
            "本报讯 城西的旧纺织厂空了九年，昨天起改成了图书馆，周末开放到晚上十点。",
            "馆里有藏书六万册，孩子的阅览室占了半层楼，家长可以陪着一起看。",
        ),
    ),
    (
        "山村通了公交车 一天四趟票价两元",
        (
            "本报讯 石门村昨天通了公交车，一天四趟，到镇上的票价是两元。",
            "村里的老人说，从前赶集要走一个多小时，现在二十分钟就到了。",
        ),
    ),
    (
        "校园农场丰收 学生把白菜送到养老院",
        (
            "本报讯 实验小学的校园农场收了八百斤白菜，学生们昨天把其中一半送到了养老院。",
            "这片地有三亩，由四年级到六年级的学生轮流照管，已经种了五年。",
        ),
    ),
)


def page(at: int, where: str, line: str, *, marked: bool = True) -> str:
    """The page with that number, with a line ``above``, ``below``, between or over its texts."""
    one, other = islice(cycle(STORIES), at, at + 2)
    sign = "# " if marked else ""
    first = [f"{sign}{one[0]}", "", *one[1]]
    second = [f"{sign}{other[0]}", "", *other[1]]
    line = line.replace("{n}", str(at + 1)).replace("{nn}", str(20 + at))
    lines = {
        "above": [line, "", *first, "", *second],
        "below": [*first, "", *second, "", line],
        "between": [*first, "", line, "", *second],
        "headline": [*first, "", line, "", *other[1]],
        "under": [f"{sign}{one[0]}", "", line, "", *one[1], "", *second],
        "within": [f"{sign}{one[0]}", "", one[1][0], "", line, "", one[1][1], "", *second],
        "end": [*first, line, "", *second],
        "list": [*first, "", *second, "", *line.split("/")],
    }[where]
    return "\n".join(lines) + "\n"


def habits_of(*readings: Reading) -> PaperHabits:
    spare, needed = Counter[str](), Counter[str]()
    for reading in readings:
        for one in reading.seen:
            (needed if one.needed else spare)[one.shape] += 1
    return PaperHabits(frozenset(one for one in spare if is_habit(spare[one], needed[one])), 1)


def read(text: str, habits: PaperHabits = NO_HABITS) -> Reading:
    return read_text(text, NAME, habits=habits)


def words(reading: Reading) -> str:
    """All that is told of the page's stories, in one text without spaces."""
    return "\n".join(
        words_of(text)
        for one in reading.bulletin.articles
        for text in (
            one.title,
            *one.reporters,
            *one.correspondents,
            *one.photographers,
            *one.paragraphs,
            one.source or "",
        )
    )


FURNITURE = (
    ("above", "潮起东方 声传滨海"),
    ("above", "滨海新声·街坊"),
    ("above", "壬寅年十月 逢五出版 总第{nn}号"),
    ("above", "# 街坊邻里"),
    ("above", "关注"),
    ("between", "# 高新片区"),
    ("above", "## 海风拂面的早晨"),
    ("above", "**百姓身边的事**"),
    ("above", "码头之声 / 每周{n}见"),
    ("above", "大海·大港·大城"),
    ("between", "# 渔歌唱晚"),
    ("between", "——— 听潮阁 ———"),
    ("below", "排字 老周 把关 小吴"),
    ("below", "滨海人自己的报纸"),
    ("below", "本叠由潮声工作室制作"),
    ("below", "有话您说 六楼北屋收"),
    ("below", "读完请传给邻居"),
    ("below", "# 潮声到此为止"),
    ("list", "首叠/海港叠/街坊叠/副叠"),
    ("above", "BINHAI VOICE  街坊叠  {n}"),
    ("below", "海港叠 {n} 完"),
)

STORIES_OWN = (
    ("headline", "# 天气预报"),
    ("headline", "天气预报"),
    ("headline", "# 遗失声明"),
    ("headline", "遗失声明"),
    ("headline", "# 讣告"),
    ("headline", "【快讯】"),
    ("headline", "# 简讯"),
    ("headline", "# 停水通知"),
    ("headline", "拍卖公告"),
    ("under", "记者 景静"),
    ("under", "本报记者 王海涛 通讯员 李娜"),
    ("end", "记者 景静"),
    ("end", "（王海涛）"),
    ("under", "王海涛"),
    ("end", "□王海涛"),
    ("within", "**相关链接**"),
    ("within", "## 新闻背景"),
    ("within", "一、工作目标"),
    ("list", "白菜 {n}.5元/西红柿 {n}.8元/黄瓜 3.{n}元/土豆 1.{n}元/茄子 {n}.2元"),
    ("within", "图为码头上的新吊机。 王海涛 摄"),
)


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(("where", "line"), FURNITURE)
def test_a_line_of_three_pages_is_left_out_of_the_fourth(
    where: str, line: str, *, marked: bool
) -> None:
    pages = [page(at, where, line, marked=marked) for at in range(4)]
    habits = habits_of(*map(read, pages[:3]))
    told = words(read(pages[3], habits))
    shown = line.strip("#* ").replace("{n}", "4").replace("{nn}", "23").split("/")
    assert [one for one in shown if words_of(one) in told] == []
    assert len(read(pages[3], habits).bulletin.articles) == 2


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(("where", "line"), STORIES_OWN)
def test_what_a_story_needs_stays_however_often_it_is_printed(
    where: str, line: str, *, marked: bool
) -> None:
    pages = [page(at, where, line, marked=marked) for at in range(9)]
    habits = habits_of(*map(read, pages[:8]))
    assert read(pages[8], habits).bulletin == read(pages[8]).bulletin


TEXTS = st.lists(
    st.tuples(
        st.sampled_from(STORIES),
        st.lists(st.sampled_from([line for _, line in (*FURNITURE, *STORIES_OWN)]), max_size=3),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=examples(40), deadline=None)
@given(stories=TEXTS, all_known=st.booleans())
def test_whatever_is_learnt_no_sentence_is_lost(
    stories: list[tuple[tuple[str, tuple[str, ...]], list[str]]], *, all_known: bool
) -> None:
    lines = [
        line for (title, texts), odd in stories for line in (f"# {title}", *odd[:1], *texts, *odd)
    ]
    text = "\n\n".join(lines)
    plain = read(text)
    shapes = frozenset(one.shape for one in plain.seen if all_known or not one.needed)
    known = read(text, PaperHabits(shapes, 1))
    for _, texts in (story for story, _ in stories):
        assert all(words_of(one) in words(known) for one in texts)
    assert not {one.shape for one in plain.seen if one.needed} & set(known.left_out)


def test_without_habits_a_page_reads_as_by_itself() -> None:
    for where, line in (*FURNITURE, *STORIES_OWN):
        text = page(0, where, line)
        assert read(text, PaperHabits(frozenset({"别的报的一行"}), 1)) == read(text)


def test_a_note_says_that_the_paper_prints_what_is_left_out() -> None:
    pages = [page(at, "above", "潮起东方 声传滨海") for at in range(4)]
    notes = read(pages[3], habits_of(*map(read, pages[:3]))).notes
    assert [(one.text, one.reason) for one in notes] == [("潮起东方 声传滨海", Reason.HABIT)]
