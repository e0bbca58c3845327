"""Bylines of every make are read back, and no text is harmed on the way."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.model import Evidence, PrintedDate
from retrieval.reading.bylines import Credits, is_byline, take
from retrieval.reading.dates import issue_date, page_label, report_date
from retrieval.reading.plain import plain
from tests.examples import examples

SENTENCE = "二七区委书记到现场调研,详细了解项目推进情况。"
_WORDS = """
记者 通讯员 本报讯 摄影 文 图 / ( ) （ ） 【 】 、 ， 。 ： : 张三 李四 王晓明 欧阳修远 · 报道 电 讯
新华社 北京 10月25日 据 来源 《 》 责编 □ 从区委获悉 记 者 攝 記者 12 A “ ” 实习生
"""
WORDS = (*_WORDS.split(), "\u3000", " ")
ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=30).map("".join),
)
_PEOPLE = "张三 李四 王晓明 赵敏 陈志强 欧阳修远 诸葛亮 虎荣鑫 刘洋 孙丽娟 阿·买买提 次仁卓玛"
NAMES = st.sampled_from(tuple(_PEOPLE.split()))
ISSUE = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)


@given(st.lists(ANY_TEXT, max_size=6))
@settings(max_examples=examples(300))
def test_any_text_is_taken_and_only_pieces_go(lines: list[str]) -> None:
    found, left = take(lines)
    assert len(left) == len(lines)
    for before, after in zip(lines, left, strict=True):
        rest = iter(before)
        assert all(char in rest for char in after)
    if found == Credits():
        lost = sum(len(before) - len(after) for before, after in zip(lines, left, strict=True))
        assert lost == 0 or any(
            word in plain("".join(lines)) for word in "编校审图照供统策资执出协源"
        )


@given(st.lists(ANY_TEXT, max_size=4))
@settings(max_examples=examples(200))
def test_named_people_stand_in_the_text(lines: list[str]) -> None:
    found, _ = take(lines)
    letters = "".join("".join(lines).split())
    for name in (*found.reporters, *found.correspondents, *found.photographers):
        assert name.replace("·", "").replace(" ", "") in "".join(
            char for char in letters if char not in "·•‧・･∙⋅．"
        )


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=examples(200))
def test_any_text_is_looked_through_for_dates(line: str, name: str) -> None:
    is_byline(line)
    page_label([line], name)
    day = issue_date([line], name)
    assert day is None or day.year is not None
    report_date([line], ISSUE)
    told = report_date([line], None)
    assert told is None or told.year_from in (None, Evidence.TEXT)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_plain_text_is_as_long_as_the_printed(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(
    people=st.tuples(
        st.lists(NAMES, min_size=1, max_size=4, unique=True),
        st.lists(NAMES, max_size=3, unique=True),
    ),
    make=st.tuples(
        st.sampled_from(["记者", "本报记者", "见习记者", "全媒体记者", "首席记者"]),
        st.sampled_from([" ", "、", "，", "　", " / "]),
        st.sampled_from(["{}", "({})", "（{}）", "□ {}", "【{}】", "■{}"]),
    ),
    ends=st.booleans(),
)
def test_a_byline_of_any_make_is_read_back(
    people: tuple[list[str], list[str]], make: tuple[str, str, str], *, ends: bool
) -> None:
    reporters, correspondents = people
    post, mark, frame = make
    text = f"{post} {mark.join(reporters)}"
    if correspondents:
        text += f" 通讯员 {mark.join(correspondents)}"
    line = frame.format(text)
    expected = Credits(tuple(reporters), tuple(correspondents))
    assert take([SENTENCE, line] if ends else [line, SENTENCE])[0] == expected
    assert is_byline(line)
    if frame[0] not in "□■":
        assert take([SENTENCE + line]) == (expected, (SENTENCE,))
    if frame[0] in "(（":
        assert take([f"本报讯{line}{SENTENCE}"]) == (expected, (f"本报讯{SENTENCE}",))


@given(st.lists(NAMES, min_size=1, max_size=3, unique=True), NAMES)
def test_names_padded_to_one_width_are_read_as_printed_apart(names: list[str], last: str) -> None:
    wide = ["　".join(name) if len(name) == 2 else name for name in [*names, last]]
    assert take([SENTENCE, f"记者　{'　'.join(wide)}"])[0].reporters == tuple(
        dict.fromkeys([*names, last])
    )


def test_long_paragraphs_of_every_sort_are_read() -> None:
    hundred_thousand = 100_000
    pieces = [
        "记者",
        "(记者 张三)",
        "(",
        "（记",
        "记 ",
        "据新华社",
        "10月",
        "张三 ",
        "、",
        "本报讯 ",
    ]
    for piece in [*pieces, "来源:", "《", "图", " "]:
        text = (piece * hundred_thousand)[:hundred_thousand]
        _, left = take([text, text])
        assert len(left) == 2
        report_date([text], ISSUE)
        issue_date([text], text)
        page_label([text], text)
