"""The kinds of lines: what the two files weigh, and what is done with it."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model.lines import LineKind
from retrieval.reading import labelling
from retrieval.reading.blocks import sort_lines
from retrieval.reading.kinds import role_of
from retrieval.reading.labelling import KINDS, best_states, label, reasons, weights
from retrieval.reading.markup import read_lines

F, K, H, S = LineKind.FURNITURE, LineKind.KICKER, LineKind.HEADLINE, LineKind.SUBTITLE
B, C, T, X = LineKind.BYLINE, LineKind.CAPTION, LineKind.TEXT, LineKind.CROSSHEAD
HEADS = (K, H, S)

REPORT = "本报讯 7月3日，临江县开通两条公交线路，沿途设站十八个，方便河东三个乡的群众进城。"
MORE = "据了解，新线路每天发车二十四班，首班早上六点，票价两元，老人和学生减半。"


def kinds(page: str) -> list[LineKind]:
    return [one.label.kind for one in sort_lines(read_lines(page)[0])[0]]


def roles(page: str) -> list[object]:
    return [role_of(kind) for kind in kinds(page)]


def test_no_lines_have_no_kinds() -> None:
    assert label([]) == []


def test_a_headline_with_kicker_subtitle_and_byline() -> None:
    lines = (
        "民生实事再落一子",
        "# 临江县开通两条公交线路",
        "——河东三个乡进城不再难",
        "记者 周明",
        REPORT,
    )
    page = "\n\n".join(lines)
    assert kinds(page) == [K, H, S, B, T]


@pytest.mark.parametrize(
    "line",
    [
        "第A18版:城事 上一版3  4下一版",
        "返回主页 | 临江晚报 | 标题导航 | 临江日报",
        "2022年7月4日 星期一 晴转多云 25~33℃ 临江县委宣传部主办",
        "点击上方“临江发布”关注我们",
        "索引号: 0048 主题分类: 交通 发布机构: 临江县交通局",
        "字号： 大 中 小　打印",
        "河东大桥合龙 …… 3版",
        "首页 > 新闻 > 本地",
    ],
)
def test_lines_made_of_what_pages_are_turned_and_found_by_are_furniture(line: str) -> None:
    assert kinds(f"{line}\n\n# 临江县开通两条公交线路\n\n{REPORT}\n\n{MORE}")[0] is F


@pytest.mark.parametrize(
    "line",
    [
        "聚福楼火锅城 盛大开业 凭报优惠八折",
        "本店转让 位置好 咨询电话 0700-5550123",
        "免费领取 名额有限 先到先得",
    ],
)
def test_an_advertisement_between_stories_belongs_to_none(line: str) -> None:
    page = f"# 临江县开通两条公交线路\n\n{REPORT}\n\n{line}\n\n# 城南医院新楼封顶\n\n{REPORT}"
    assert kinds(page) == [H, T, F, H, T]


@pytest.mark.parametrize("title", ["商户盛大开业送优惠", "我县出台招商优惠政策"])
def test_a_story_on_what_is_advertised_keeps_its_headline(title: str) -> None:
    assert kinds(f"{title}\n\n{REPORT}\n\n{MORE}")[0] in HEADS


def test_a_list_of_other_stories_below_is_furniture() -> None:
    links = "相关链接\n\n河东大桥今日合龙\n\n三所学校扩招新生"
    page = f"# 临江县开通两条公交线路\n\n{REPORT}\n\n{MORE}\n\n{links}"
    assert kinds(page) == [H, T, T, F, F, F]


def test_numbered_briefs_each_have_their_headline() -> None:
    page = (
        f"1. 公交新线开通\n{REPORT}\n"
        "2. 医院新楼封顶\n城南医院新楼昨天封顶，设床位三百张，明年投入使用。\n"
        "3. 荷花节开幕\n荷花节昨天在南湖开幕，三天里游人上万，周边客店住满。"
    )
    assert kinds(page) == [H, T, H, T, H, T]


def test_a_name_in_brackets_below_a_text_signs_it() -> None:
    page = f"# 临江县开通两条公交线路\n\n{REPORT}\n\n（陆知行）\n\n# 城南医院新楼封顶\n\n{REPORT}"
    assert kinds(page) == [H, T, B, H, T]


def test_what_a_notice_is_signed_with_is_no_part_of_the_next_ones_headline() -> None:
    page = (
        f"公 告\n\n{MORE}\n\n临江县水务公司\n\n7月3日\n\n"
        "招标公告\n\n临江县粮站修缮库房，欢迎有资质的单位投标，报名截至7月20日。"
    )
    assert kinds(page) == [H, T, T, T, H, T]


def test_a_teaser_above_the_headline_is_none_of_its_parts() -> None:
    page = f"城南医院新楼封顶 明年迎来首批病人\n\n临江县开通两条公交线路\n\n{REPORT}\n\n{MORE}"
    assert kinds(page)[0] is F


def test_a_marked_line_inside_an_open_story_is_a_crosshead() -> None:
    story = f"# 临江县开通两条公交线路\n\n{REPORT}\n\n# 票价怎么定\n\n{MORE}\n\n记者 周明"
    other = "# 城南医院新楼封顶\n\n本报讯 7月2日，城南医院新楼封顶，设床位三百张。\n\n记者 李岚"
    page = (
        f"{story}\n\n{other}\n\n# 荷花节开幕\n\n7月1日，荷花节在东湖开幕，游人上万。\n\n记者 周明"
    )
    assert [kind for kind in kinds(page) if kind in (H, X)] == [H, X, H, H]


def test_several_lines_without_marks_under_a_marked_headline_are_captions() -> None:
    page = f"# 百名厂长看临江\n\n厂长们走进展厅\n\n在车间交谈\n\n参观码头\n\n{REPORT}"
    assert kinds(page)[1:4] == [C, C, C]


def test_plain_headlines_stand_out_from_indented_paragraphs() -> None:
    page = (
        f"临江县开通两条公交线路\n　　{REPORT[4:]}\n　　{MORE}\n"
        "城南医院新楼封顶\n　　7月2日，城南医院新楼封顶，设床位三百张，明年投用。"
    )
    assert kinds(page) == [H, T, T, H, T]


def test_a_line_is_told_by_the_signs_that_weigh_for_it() -> None:
    (head, *_), _ = sort_lines(read_lines(f"# 临江县开通两条公交线路\n\n{REPORT}")[0])
    told = dict(reasons(head.signs, H))
    assert {"heading", "title", "echo", "over_opening"} <= set(told)
    assert sum(told.values()) > 0


def test_a_sure_line_has_a_wider_margin_than_a_doubtful_one() -> None:
    sure = sort_lines(read_lines(f"# 临江县开通两条公交线路\n\n{REPORT}")[0])[0][0]
    doubtful = sort_lines(read_lines(f"{REPORT}\n\n票价两元\n\n{MORE}")[0])[0][1]
    assert sure.label.margin > doubtful.label.margin >= 0


def test_every_sign_that_weighs_is_given_somewhere() -> None:
    room = Path(labelling.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in room.glob("line_*.py"))
    assert [name for name in weights().signs if f'"{name}"' not in code] == []


def test_every_sign_and_kind_has_its_column() -> None:
    assert all(len(row) == len(KINDS) for row in weights().signs.values())


SIGNS = st.lists(
    st.dictionaries(st.sampled_from(sorted(weights().signs)), st.just(1.0), min_size=1),
    min_size=1,
    max_size=5,
)


@given(SIGNS)
def test_the_way_through_the_page_is_the_best_there_is(signs: Sequence[dict[str, float]]) -> None:
    by = weights()
    columns = [KINDS.index(kind) for kind in labelling.STATES.values()]

    def worth(path: Sequence[int]) -> float:
        total = by.first[path[0]] + by.last[path[-1]]
        total += sum(by.steps[one][two] for one, two in pairwise(path))
        for state, found in zip(path, signs, strict=True):
            total += sum(by.signs[name][columns[state]] * n for name, n in found.items())
        return float(total)

    best = best_states(signs, by, [()] * len(signs))
    assert worth(best) + 1e-9 >= max(
        worth([*best[:at], state, *best[at + 1 :]])
        for at in range(len(best))
        for state in range(len(columns))
    )
    assert [one.kind for one in label(signs)] == [
        list(labelling.STATES.values())[state] for state in best
    ]


@given(SIGNS)
def test_a_margin_is_never_less_than_nothing(signs: Sequence[dict[str, float]]) -> None:
    assert all(one.margin >= -1e-9 for one in label(signs))
    assert all(role_of(one.kind) is not role_of(one.other) for one in label(signs))
