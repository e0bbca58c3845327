"""Pinyin and English questions: what of them stands in print, and what is said of it."""

from datetime import date

import pytest

from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, Remark, RemarkKind, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.name import Name, NameKind
from retrieval.query.parse import parse
from retrieval.query.pinyin import romanised
from retrieval.query.query import AnswerType
from retrieval.query.spelling import offered

TODAY = date(2023, 5, 18)
TOLD = (
    ("石门水库完工", "石门水库除险加固完工，县委书记欧阳建国到场，1200户居民受益。"),
    ("医疗队下乡", "县医院医疗队到柳河镇义诊，医生韦素芬带队，用上了CT和B超。"),
    ("食品安全周", "食品安全周开始，视频在县图书馆播放，银行网点也播。"),
    ("西安来客", "西安客商到县里考察，黑龙江客商也来了。"),
)
NAMES = (
    Name("欧阳建国", NameKind.PERSON, "县委书记"),
    Name("韦素芬", NameKind.PERSON, "医生"),
    Name("柳河镇", NameKind.PLACE),
    Name("石门水库", NameKind.PLACE),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    printed = (Printing(1, "报", None, None, 0),)
    stored = [
        StoredArticle(at, Article(title, paragraphs=(text,)), printed)
        for at, (title, text) in enumerate(TOLD, 1)
    ]
    return Snapshot.build(stored, Gazetteer.of(NAMES))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("shimenshuiku", "石门水库"),
        ("shimen shuiku shenme shihou wangong", "石门水库 shenme shihou 完工"),
        ("ou yang jian guo", "欧阳建国"),
        ("OuyangJianguo 去了哪里", "欧阳建国 去了哪里"),
        ("wei sufen", "韦素芬"),
        ("yiliao", "医疗"),
        ("yiliaodui 去哪了", "医疗队 去哪了"),
        ("liuhezhen", "柳河镇"),
        ("tu shu guan", "图书馆"),
        ("xi'an", "西安"),
        ("heilongjiang", "黑龙江"),
        ("hei long jiang", "黑龙江"),
        ("yinhang", "银行"),
        ("shipinanquan", "食品安全"),
        ("jumin", "居民"),
    ],
)
def test_pinyin_is_read_as_what_stands_in_print(snapshot: Snapshot, typed: str, line: str) -> None:
    query = parse(typed, snapshot, TODAY)
    assert query.line == line
    said = [one for one in query.remarks if one.kind is RemarkKind.SPELLING]
    assert said
    assert all(one.values[1] in line for one in said)


@pytest.mark.parametrize(
    "typed",
    [
        *("asdkjh", "ct", "CT检查", "vivo", "qwerty", "wo", "xian", "nihao", "zzz", "de", "B超"),
        *("iphone", "open", "5g", "covid-19"),
    ],
)
def test_what_is_in_print_as_it_is_or_sounds_like_nothing_there_stays(
    snapshot: Snapshot, typed: str
) -> None:
    query = parse(typed, snapshot, TODAY)
    assert RemarkKind.SPELLING not in {one.kind for one in query.remarks}
    assert query.line == typed.lower()


def test_of_words_that_sound_the_same_none_is_taken_and_all_are_offered(
    snapshot: Snapshot,
) -> None:
    query = parse("shipin", snapshot, TODAY)
    assert query.line == "shipin"
    ways = offered(snapshot, query, words_too=True)
    assert {way.text for way in ways} == {"食品", "视频"}


def test_names_that_sound_the_same_are_all_offered() -> None:
    told = Article("两个人", paragraphs=("居民张薇和张伟获奖。",))
    names = Gazetteer.of([Name("张薇", NameKind.PERSON, "居民"), Name("张伟", NameKind.PERSON)])
    made = Snapshot.build([StoredArticle(1, told, (Printing(1, "报", None, None, 0),))], names)
    query = parse("zhang wei 得了什么奖", made, TODAY)
    assert query.line.startswith("zhang wei")
    ways = offered(made, query, words_too=False)
    assert {way.text for way in ways} == {"张薇 得了什么奖", "张伟 得了什么奖"}


@pytest.mark.parametrize(
    ("asked", "looked_for", "kind"),
    [
        ("How many households benefit from Shimen Shuiku?", None, AnswerType.NUMBER),
        ("who is Ouyang Jianguo", None, AnswerType.PERSON),
        ("where is the CT of the hospital", "ct、医院", AnswerType.PLACE),
        ("what about 1200 people", "1200", None),
        ("when does Liuhezhen get a CT", "ct", AnswerType.TIME),
    ],
)
def test_an_english_question_looks_for_what_is_in_print_and_says_so(
    snapshot: Snapshot, asked: str, looked_for: str | None, kind: AnswerType | None
) -> None:
    query = parse(asked, snapshot, TODAY)
    said = [one for one in query.remarks if one.kind is RemarkKind.LOOKED_FOR]
    assert said == ([Remark(RemarkKind.LOOKED_FOR, (looked_for,))] if looked_for else [])
    assert query.answer_type is kind
    telling = {unit.typed for unit in query.units if unit.weight > 0}
    assert not telling & {"how", "who", "where", "the", "of", "is", "what", "about", "when", "a"}


def test_a_reporter_is_found_by_pinyin(snapshot: Snapshot) -> None:
    told = Article("开工", reporters=("景静",), paragraphs=("东郊桥开工。",))
    names = Gazetteer.of([Name("景静", NameKind.REPORTER)])
    made = Snapshot.build([StoredArticle(1, told, (Printing(1, "报", None, None, 0),))], names)
    query = parse("jing jing xie le shenme", made, TODAY)
    assert query.line.startswith("景静")
    assert query.remarks[0] == Remark(RemarkKind.SPELLING, ("jing jing", "景静"))
    assert parse("jingjing", snapshot, TODAY).line == "jingjing"


def test_a_latin_word_alone_is_no_english_question(snapshot: Snapshot) -> None:
    query = parse("it", snapshot, TODAY)
    assert [unit.typed for unit in query.units] == ["it"]


def test_pinyin_of_any_length_is_read_in_bounds(snapshot: Snapshot) -> None:
    assert romanised("shi" * 200, snapshot) == []
    found = romanised(" ".join(["yiliao"] * 50), snapshot)
    assert [one.meant[0].word for one in found] == ["医疗"] * 50
