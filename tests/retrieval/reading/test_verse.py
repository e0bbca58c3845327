import pytest

from retrieval.reading.page import read_text


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(
    "verse",
    [
        "春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。",
        "朝辞白帝彩云间\n千里江陵一日还\n两岸猿声啼不住\n轻舟已过万重山",
        "我走过许多地方的路\n看过许多次数的云\n却只爱过一个\n正当最好年龄的人",
        "明月几时有？把酒问青天。\n不知天上宫阙，今夕是何年。\n我欲乘风归去，\n又恐琼楼玉宇。",
        "项目  金额\n低保  4579万元\n就业  726万元",
        "张三  李四\n王五  赵六",
    ],
)
def test_verse_lists_and_cells_keep_their_lines(verse: str) -> None:
    assert body(verse) == tuple(verse.split("\n"))


def test_verse_parted_by_empty_lines_keeps_its_lines() -> None:
    lines = ("两个黄鹂鸣翠柳,", "一行白鹭上青天。", "窗含西岭千秋雪,", "门泊东吴万里船。")
    assert body("\n\n".join(lines)) == lines


def test_short_halves_of_prose_are_no_verse() -> None:
    assert body("要坚定信心，\n\n凝聚合力。\n\n要攻坚克难，全力\n\n推进。") == (
        "要坚定信心，凝聚合力。",
        "要攻坚克难，全力推进。",
    )
