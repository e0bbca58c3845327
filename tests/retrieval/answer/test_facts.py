"""The fact that is asked for, as printed, and nothing else that looks like it."""

from datetime import date

import pytest

from retrieval.answer.cite import hits
from retrieval.answer.facts import MOST
from retrieval.index.passages import split
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Hit, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

TODAY = date(2024, 3, 21)


def seen(question: str, *printed: str, title: str = "城里的事") -> Hit:
    """The first passage of a story as a question shows it."""
    stored = StoredArticle(
        1, Article(title, paragraphs=printed), (Printing(1, "日报", None, None, 0),)
    )
    made = Snapshot.build([stored], Gazetteer.of(extract_names(stored.article)))
    (found,) = hits(made, parse(question, made, TODAY), [(split(stored)[0], 1.0)])
    return found


def facts(question: str, printed: str, title: str = "城里的事") -> list[str]:
    snippet = seen(question, printed, title=title).snippet
    return [snippet.text[start:end] for start, end in snippet.facts]


@pytest.mark.parametrize(
    ("question", "printed", "fact"),
    [
        ("桑葚节门票多少钱", "桑葚节4月开场,门票每位25元,停车免费位有300个。", ["25元"]),
        ("修渠花了多少钱", "全村修渠,一共投入1,200余万元,用工40人。", ["1,200余万元"]),
        ("书屋有多少册书", "书屋面积80平方米,藏书3.5万册。", ["3.5万册"]),
        ("搬走了几户", "石板沟搬走了十二户,留下3口井。", ["十二户"]),
        (
            "泵站几点换班",
            "泵站每天上午8:30至11:30、下午2时半换班。",
            ["上午8:30至11:30", "下午2时半"],
        ),
        ("展馆周几闭馆", "展馆逢周一至周二闭馆,节日照开。", ["周一至周二"]),
        ("报名电话是多少", "报名请打电话0371-55667788,名额80个。", ["0371-55667788"]),
        ("投稿邮箱是什么", "投稿邮箱为a.b-c@paper.example,月底截止。", ["a.b-c@paper.example"]),
        ("渡船坐一趟要多久", "渡船坐一趟约35分钟,每天12班。", ["35分钟"]),
        ("审批要多长时间", "审批从原来的20天压缩到3个工作日。", ["3个工作日"]),
        ("糖厂什么时候开榨", "糖厂将于11月8日开榨,去年是12月。", ["11月8日"]),
        ("大坝有多高", "大坝高86.5米,坝顶路面宽8米。", ["86.5米"]),
        ("合格率是多少", "抽检3批,合格率达98.6%。", ["98.6%"]),
        ("试点有哪几个镇", "试点先放在柳林、石桥、黄泥三个镇。", ["柳林、石桥、黄泥"]),
        (
            "社保卡怎么补办",
            "社保卡丢了,可登录“百事通”小程序补办,不用跑腿。",
            ["可登录“百事通”小程序补办"],
        ),
        ("谁去了养老院", "县长鲁思源和记者去了养老院。", ["鲁思源"]),
        (
            "鲁思源是什么职务",
            "本报讯 柳林县委副书记、县长鲁思源到石桥镇。",
            ["柳林县委副书记、县长"],
        ),
        ("柳林县县长是谁", "柳林县县长鲁思源到石桥镇。", ["鲁思源"]),
        ("气温要降几度", "气温要降4至8℃,下雨10毫米。", ["4至8℃"]),
        ("协议是哪天终止的", "协议去年9月谈过,协议于10月18日终止。", ["10月18日"]),
        ("鲁思源是谁", "本报讯 柳林县委副书记、县长鲁思源到石桥镇。", ["柳林县委副书记、县长"]),
        ("庙会在哪里举办", "今年的庙会在城隍庙广场举办,有秧歌。", ["城隍庙广场"]),
        ("展览的题目是什么", "展览题为《山里的灯》,展览20天。", ["《山里的灯》"]),
    ],
)
def test_the_fact_is_found_as_printed(question: str, printed: str, fact: list[str]) -> None:
    assert facts(question, printed) == fact


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("桑葚节怎么样", "桑葚节来了3万人,门票25元。"),
        ("门票25元的是哪里", "桑葚节门票25元。"),
        ("开馆几点", "全国有万家书屋,一家一家地开。"),
        ("有多少家店", "万家食品和一家人都来了。"),
        ("停摆多少天了", "15日,停摆仍未结束。"),
        ("谁去了养老院", "养老院添了高桥和楼梯。"),
        ("云杉窗饰在哪个镇", "云杉窗饰、帝丰肥等正在推进上市的企业,部门要跟踪。"),
    ],
)
def test_what_is_not_asked_for_is_no_fact(question: str, printed: str) -> None:
    assert facts(question, printed) == []


def test_of_what_was_and_what_it_has_become_the_latter_is_the_fact() -> None:
    assert facts("车程要多少分钟", "通车后车程由70分钟缩短到25分钟。") == ["25分钟"]


def test_of_two_numbers_the_one_beside_what_is_asked_is_the_fact() -> None:
    printed, title = "台风造成6人受伤、1.3万人转移。", "台风过境"
    assert facts("台风中多少人受伤", printed, title) == ["6人"]
    assert facts("台风中转移了多少人", printed, title) == ["1.3万人"]


def test_there_are_never_more_than_a_few() -> None:
    names = "、".join(f"县长鲁思{sign}" for sign in "源清泉江河湖海")
    assert 0 < len(facts("谁到会", f"{names}到会。")) <= MOST


BEFORE = "水上乐园是老城的一处水上乐园,老少都爱来水上乐园玩,一玩就是一整天,大人孩子都高兴。" * 3
AFTER = "暑期里天天都有水上的节目,一直演到晚上灯都亮了人才散。" * 3


def test_the_sentence_with_the_fact_is_first_in_view() -> None:
    found = seen("水上乐园门票多少钱", f"{BEFORE}门票成人每张60元。{AFTER}")
    snippet = found.snippet
    assert snippet.sentence is not None
    assert snippet.text[slice(*snippet.sentence)] == "门票成人每张60元。"
    assert snippet.text.startswith("门票成人每张60元。")


def test_of_sentences_with_a_fact_the_one_with_most_words_answers() -> None:
    printed = "儿童票每张30元。成人在水上乐园的门票每张60元。停车每辆5元。"
    assert facts("水上乐园成人门票多少钱", printed) == ["每张60元"]


def test_a_sentence_goes_on_after_its_semicolon() -> None:
    snippet = seen("门票多少钱", "乐园开门。门票每张60元;儿童免票。夜里不开。").snippet
    assert snippet.sentence is not None
    assert snippet.text[slice(*snippet.sentence)] == "门票每张60元;儿童免票。"


def test_a_short_sentence_without_a_fact_goes_on_with_the_next() -> None:
    snippet = seen("乐园开门", "水上乐园到了六月。乐园开门。池水每天换两次。夜里不开。").snippet
    assert snippet.sentence is not None
    assert snippet.text[slice(*snippet.sentence)] == "乐园开门。池水每天换两次。夜里不开。"


def test_facts_stand_in_a_sentence_that_is_cut_too() -> None:
    long = "大人孩子都来" * 40
    snippet = seen("水上乐园门票多少钱", f"{long},水上乐园门票每张60元,{long}。").snippet
    assert [snippet.text[start:end] for start, end in snippet.facts] == ["每张60元"]
    assert snippet.sentence == (0, len(snippet.text))
