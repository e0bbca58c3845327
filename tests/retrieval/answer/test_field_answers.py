"""Questions about articles' own fields, in many wordings: who wrote what, how many, who else.

Each kind has twenty cases or more, each in ten wrappings; what is counted is how many are right.
"""

from collections.abc import Callable, Iterable

import pytest

from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Article, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from tests.retrieval.answer.made_archive import MADE, TITLES, TODAY, WRAPPINGS, written_by

KEPT = 0.95
XIE, GAO, DING = "谢雨桐", "高岚", "丁一凡"


def ask(question: str) -> Answer:
    return answer(MADE, question, today=TODAY)


def titles(got: Answer) -> set[str]:
    return {hit.citation.title for hit in got.hits}


def said(got: Answer, kind: RemarkKind) -> tuple[str, ...] | None:
    return next((one.values for one in got.remarks if one.kind is kind), None)


def lost(questions: Iterable[str], right: Callable[[Answer], bool]) -> list[str]:
    """Return the wrapped questions whose answers are not right."""
    wrapped = [wrapping.format(question) for question in questions for wrapping in WRAPPINGS]
    return [question for question in wrapped if not right(ask(question))]


BYLINES = {
    "水库加固": ("欧阳建国去石门水库那篇谁写的", "欧阳建国督导石门水库的报道是谁写的"),
    "水库完工": ("鲁思源给石门水库剪彩的稿子出自谁手", "石门水库完工那条新闻是哪位记者采写的"),
    "苹果产业": ("谁写的鲁思源到丰谷果业的稿子", "写鲁县长调研苹果的记者叫什么名字"),
    "食堂开张": ("谁报道的青石社区食堂", "欧阳书记去社区食堂那个报道作者是谁"),
    "校车上路": ("校车那篇的记者是哪个", "实验小学校车的新闻哪个写的"),
    "剪纸进课堂": ("韦素芬到实验小学那篇文章是谁的稿子", "剪纸的报道谁采访的"),
    "古桥修缮": ("东郊桥修缮作者是谁", "写欧阳建国和东郊桥的那篇是谁写的"),
    "葡萄架下": ("鲁思源在葡萄园座谈那篇谁的稿子", "葡萄长廊的报道署的谁的名"),
    "夜市开街": ("滨河夜市的稿件是哪位写的", "夜市那篇报道的作者叫啥"),
    "记者节表彰": ("高岚获奖那篇是谁写的", "优秀新闻奖的报道是哪名记者写的"),
}


def test_who_wrote_a_story_is_told_of_that_story() -> None:
    wrong = []
    for title, questions in BYLINES.items():

        def right(got: Answer, title: str = title) -> bool:
            named = said(got, RemarkKind.WRITTEN_BY)
            return named is not None and named[0] == title and titles(got) == {title}

        wrong += lost(questions, right)
    assert len(wrong) <= (1 - KEPT) * 2 * len(BYLINES) * len(WRAPPINGS), wrong


def test_a_title_in_marks_is_a_story_s_where_a_story_has_it() -> None:
    assert said(ask("《古桥修缮》的作者是谁"), RemarkKind.WRITTEN_BY) == ("古桥修缮", GAO)
    assert said(ask("《滕王阁序》的作者是谁"), RemarkKind.WRITTEN_BY) is None


@pytest.mark.parametrize("period", ["10月", "10月下旬", "2022年"])
def test_who_wrote_a_story_of_a_period_is_said(period: str) -> None:
    assert said(ask(f"{period}古桥修缮那篇是谁写的"), RemarkKind.WRITTEN_BY) == ("古桥修缮", GAO)


def test_an_unsigned_story_is_said_to_be_that() -> None:
    assert said(ask("停止供水那篇是谁写的"), RemarkKind.NO_BYLINE) == ("供水公告",)


def test_of_stories_that_say_as_much_one_with_a_byline_is_meant() -> None:
    told = [
        Article("苹果靠岸", paragraphs=("苹果船靠岸，苹果卸下，苹果满仓。",)),
        Article("苹果丰收", reporters=("谢雨桐",), paragraphs=("县里今年丰收，果农采摘。",)),
        Article("夜市开街", reporters=("高岚",), paragraphs=("滨河夜市开街。",)),
    ]
    stored = [
        StoredArticle(at, one, (Printing(at, "日报", None, None, at),))
        for at, one in enumerate(told, 1)
    ]
    names = Gazetteer.of(name for one in stored for name in extract_names(one.article))
    found = answer(Snapshot.build(stored, names), "谁写的苹果那篇", today=TODAY)
    assert said(found, RemarkKind.WRITTEN_BY) == ("苹果丰收", "谢雨桐")


STORIES = {
    "谢雨桐写过欧阳建国什么": {"水库加固", "食堂开张"},
    "谢雨桐写的石门水库": {"水库加固"},
    "谢雨桐关于鲁思源的报道有哪些": {"苹果产业", "校车上路"},
    "谢雨桐有没有写过苹果": {"苹果产业"},
    "谢雨桐报道鲁县长的稿子": {"苹果产业", "校车上路"},
    "高岚写过剪纸吗": {"剪纸进课堂"},
    "高岚采写的东郊桥": {"古桥修缮"},
    "高岚写韦素芬的那篇": {"剪纸进课堂"},
    "丁一凡写的夜市": {"夜市开街"},
    "丁一凡关于石门水库写了啥": {"水库完工"},
    "克里木·江写的葡萄园": {"葡萄架下"},
    "王小满写过欧阳建国没有": {"古桥修缮", "春耕动员"},
    "谢雨桐3月5日写了什么": {"苹果产业"},
    "谢雨桐总共写了哪些报道": written_by(XIE),
    "高岚一共发过哪些稿子": written_by(GAO),
    "丁一凡名下都有哪些文章": written_by(DING),
    "谢雨桐的作品": written_by(XIE),
    "哪些报道是高岚写的": written_by(GAO),
    "谢雨桐写的东西": written_by(XIE),
    "记者丁一凡都报道过什么": written_by(DING),
    "克里木江写了哪些": {"葡萄架下"},
    "谢雨桐最近写了什么": written_by(XIE),
    "谢雨桐": written_by(XIE),
    "谢雨桐 苹果": {"苹果产业"},
}


def test_a_reporter_s_stories_are_those_on_the_matter_asked_for() -> None:
    wrong = []
    for question, wanted in STORIES.items():

        def right(got: Answer, wanted: set[str] = wanted) -> bool:
            return got.answered and got.kind is AnswerKind.LISTING and titles(got) == wanted

        wrong += lost([question], right)
    assert len(wrong) <= (1 - KEPT) * len(STORIES) * len(WRAPPINGS), wrong


OTHERS = (
    *("不是谢雨桐写的有哪些", "哪些报道不是谢雨桐写的", "除了谢雨桐写的，还有什么报道"),
    *("谢雨桐以外的稿子有哪些", "非谢雨桐的稿件", "不是谢雨桐采写的新闻", "没署谢雨桐名字的报道"),
    *("除谢雨桐外都有哪些新闻", "谢雨桐没写过的报道有哪些", "排除谢雨桐的文章"),
    *("不要谢雨桐的稿子", "哪些稿子不是出自谢雨桐之手", "除了谢雨桐的文章还有哪些文章"),
    *("不由谢雨桐采写的报道", "不算谢雨桐的报道有啥", "除开谢雨桐还有哪些稿子"),
    *("抛开谢雨桐的稿子，剩下的稿子有哪些", "有哪些新闻不是谢雨桐报道的"),
    *("谢雨桐之外的报道", "不是记者谢雨桐写的稿子"),
)


def test_what_somebody_did_not_write_is_all_the_rest() -> None:
    wanted = set(TITLES) - written_by(XIE)
    wrong = lost(
        OTHERS,
        lambda got: (
            titles(got) == wanted and said(got, RemarkKind.NOT_BY) == (XIE, str(len(wanted)))
        ),
    )
    assert len(wrong) <= (1 - KEPT) * len(OTHERS) * len(WRAPPINGS), wrong


STAFF = (
    *("报纸有哪些记者", "你们都有哪些记者", "有几个记者", "一共有多少位记者", "记者都有谁"),
    *("都有谁在写稿", "有什么记者", "记者名单", "所有记者", "记者们都是哪些人", "写稿的记者有几位"),
    *("报社记者有多少", "都有哪几位记者署名", "咱们报纸有多少个记者", "署过名的记者有哪些"),
    *("记者的名单有没有", "有哪些作者", "全部记者", "谁在给你们写稿", "报上都有谁的署名"),
)


def test_who_writes_is_told_with_numbers() -> None:
    wrong = lost(
        STAFF,
        lambda got: (
            said(got, RemarkKind.STAFF) == ("4", f"{XIE} 4、{DING} 3、{GAO} 3、克里木·江 1")
        ),
    )
    assert len(wrong) <= (1 - KEPT) * len(STAFF) * len(WRAPPINGS), wrong


BESIDE = (
    *(
        "除了谢雨桐还有谁写稿",
        "除谢雨桐外还有哪些记者",
        "谢雨桐以外的记者有谁",
        "还有谁，除了谢雨桐",
    ),
    *("除了谢雨桐，别的记者是哪几个", "谢雨桐之外谁还写报道", "除开谢雨桐，其他记者都有谁"),
    *("除了记者谢雨桐还有哪位记者", "不算谢雨桐，还有几个记者", "除谢雨桐以外还有多少记者"),
    *("撇开谢雨桐还有谁在写", "除了谢雨桐其他记者有哪些", "抛开谢雨桐还有哪些人写稿子"),
    *(
        "除谢雨桐之外的记者名单有谁",
        "除了谢雨桐还有什么人写新闻",
        "还有哪些记者，谢雨桐除外不算谢雨桐",
    ),
    *(
        "除去谢雨桐还有谁署名",
        "不包括谢雨桐，记者有哪些",
        "谢雨桐以外还有谁发稿",
        "除了谢雨桐谁还写",
    ),
)


def test_who_writes_beside_somebody_is_told_without_them() -> None:
    wrong = lost(
        BESIDE,
        lambda got: said(got, RemarkKind.STAFF_BESIDE) == (XIE, f"{DING} 3、{GAO} 3、克里木·江 1"),
    )
    assert len(wrong) <= (1 - KEPT) * len(BESIDE) * len(WRAPPINGS), wrong


MOST = (
    *("谁写得最多", "哪个记者写得最多", "写稿最多的记者是谁", "谁发稿最多", "哪位记者报道最多"),
    *("写得最多的是谁", "谁的稿子最多", "谁最高产", "哪个记者最能写", "发稿量最大的记者"),
    *("谁写的文章最多", "署名最多的记者是哪个", "哪名记者稿件数量最多", "记者里谁写得最多"),
    *("谁写报道写得最多", "稿子写得最勤的是哪个记者", "谁发表的新闻最多", "哪位记者发的稿最多"),
    *("写稿排第一的记者是谁", "最多产的记者是谁"),
)


def test_who_wrote_most_is_named_with_the_next() -> None:
    wrong = lost(
        MOST,
        lambda got: (
            said(got, RemarkKind.WROTE_MOST) == (XIE, "4")
            and said(got, RemarkKind.RUNNERS_UP) == (f"{DING} 3、{GAO} 3、克里木·江 1",)
            and titles(got) == written_by(XIE)
        ),
    )
    assert len(wrong) <= (1 - KEPT) * len(MOST) * len(WRAPPINGS), wrong


COUNTS = {
    "谢雨桐写了多少篇": written_by(XIE),
    "谢雨桐总共发了几篇稿子": written_by(XIE),
    "高岚报道过几次": written_by(GAO),
    "丁一凡有多少报道": written_by(DING),
    "谢雨桐关于鲁思源的稿子有几篇": {"苹果产业", "校车上路"},
    "谢雨桐写欧阳建国写了几篇": {"水库加固", "食堂开张"},
    "关于石门水库的报道有几篇": {"水库加固", "水库完工"},
    "石门水库一共有多少条新闻": {"水库加固", "水库完工"},
    "欧阳建国的报道有多少篇": {"水库加固", "食堂开张", "古桥修缮", "春耕动员"},
    "鲁思源上过几次报": {"苹果产业", "校车上路", "葡萄架下", "水库完工"},
    "有几篇写到实验小学": {"校车上路", "剪纸进课堂"},
    "夜市登过几篇": {"夜市开街"},
    "果农的新闻有几条": {"苹果产业", "葡萄架下"},
    "3月12日有几篇报道": {"校车上路", "剪纸进课堂"},
    "2024年3月15日登了多少篇": {"古桥修缮", "葡萄架下"},
    "谢雨桐3月份写了几篇": written_by(XIE),
    "不是谢雨桐写的有多少篇": set(TITLES) - written_by(XIE),
    "一共有多少篇报道": set(TITLES),
    "资料库里总共多少篇新闻": set(TITLES),
    "你们收了多少篇文章": set(TITLES),
    "报上一共登了几篇": set(TITLES),
    "稿子总数是多少篇": set(TITLES),
}


def test_how_many_stories_there_are_is_counted_and_they_are_listed() -> None:
    wrong = []
    for question, wanted in COUNTS.items():

        def right(got: Answer, wanted: set[str] = wanted) -> bool:
            told = [
                one.values[1 if one.kind is RemarkKind.NOT_BY else 0]
                for one in got.remarks
                if one.kind in (RemarkKind.COUNTED, RemarkKind.COUNTED_ALL, RemarkKind.NOT_BY)
            ]
            return told == [str(len(wanted))] and titles(got) == wanted

        wrong += lost([question], right)
    assert len(wrong) <= (1 - KEPT) * len(COUNTS) * len(WRAPPINGS), wrong


def test_what_is_counted_is_said_with_its_span_of_days() -> None:
    got = ask("谢雨桐总共写了多少篇")
    assert said(got, RemarkKind.COUNTED) == ("4", f"记者:{XIE}")
    assert said(got, RemarkKind.SPAN) == ("2024-03-03 – 2024-03-12",)
    assert said(ask("关于石门水库的报道有几篇"), RemarkKind.COUNTED) == ("2", "石门水库")
    assert said(ask("一共有多少篇报道"), RemarkKind.SPAN) == ("2024-03-03 – 2024-03-27",)


TOLD = (
    *("高岚得了什么奖", "记者高岚获的是什么奖", "高岚走遍了多少个村", "高岚优秀新闻奖"),
    *("本报记者高岚获奖", "高岚走遍一百个村"),
)


@pytest.mark.parametrize("question", TOLD)
def test_a_reporter_who_is_written_about_is_found_in_the_story(question: str) -> None:
    got = ask(question)
    assert got.hits[0].citation.title == "记者节表彰"


PASSAGES = (
    *(
        "明厨亮灶接入了多少所学校",
        "欧阳建国发表了几篇论文",
        "谁写的这首歌",
        "有多少名记者参加了座谈会",
    ),
    *("谁到了石门水库", "夜市有多少个摊位", "校车添了几辆", "谁发现的古桥", "苹果卖了多少钱"),
    *("柳河镇有几条路", "谁教孩子剪纸", "哪位领导去了食堂", "葡萄园的记者采访区在哪"),
    *("午餐几块钱", "滨河路停水几天", "写字楼租金多少", "谁获得了优秀新闻奖", "有几个村"),
    *("作文比赛谁得了第一", "谁给水库剪彩"),
)


@pytest.mark.parametrize("question", PASSAGES)
def test_what_a_story_says_is_no_question_about_the_stories(question: str) -> None:
    got = ask(question)
    counted = {
        *(RemarkKind.COUNTED, RemarkKind.COUNTED_ALL, RemarkKind.STAFF, RemarkKind.WROTE_MOST),
        *(RemarkKind.WRITTEN_BY, RemarkKind.STAFF_BESIDE, RemarkKind.NOT_BY),
    }
    assert not counted & {one.kind for one in got.remarks}


def test_what_a_reporter_did_not_write_on_shows_their_stories_as_nearest() -> None:
    got = ask("谢雨桐写过火箭吗")
    assert got.band is Band.NEAREST
    assert titles(got) == written_by(XIE)


def test_two_who_are_named_are_compared() -> None:
    got = ask("丁一凡和谢雨桐谁写得多")
    assert said(got, RemarkKind.WROTE_MOST) == (XIE, "4")
    assert said(got, RemarkKind.RUNNERS_UP) == (f"{DING} 3",)


def test_with_whom_somebody_writes_is_told() -> None:
    got = ask("谢雨桐和谁一起写过稿子")
    assert said(got, RemarkKind.STAFF_BESIDE) == (XIE, f"{GAO} 1")


def _of_paper(at: int, paper: str, by: str) -> StoredArticle:
    article = Article(f"{paper}第{at}篇", reporters=(by,), paragraphs=("桥修好了。",))
    return StoredArticle(at, article, (Printing(at, paper, None, "A01版", 0),))


PAPERS = [_of_paper(at, *told) for at, told in enumerate((("青禾日报", XIE), ("青禾晚报", GAO)), 1)]
TWO = Snapshot.build(
    PAPERS, Gazetteer.of(name for one in PAPERS for name in extract_names(one.article))
)


@pytest.mark.parametrize(
    "asked", ["晚报有哪些记者", "青禾晚报都有哪些记者啊", "你好，晚报记者有谁"]
)
def test_a_paper_that_is_named_restricts_to_its_own_stories(asked: str) -> None:
    got = answer(TWO, asked, today=TODAY)
    assert said(got, RemarkKind.STAFF) == ("1", f"{GAO} 1")
    assert said(got, RemarkKind.COUNTED) == ("1", "报纸:青禾晚报")


def test_of_all_papers_all_are_counted() -> None:
    assert said(answer(TWO, "一共几篇报道", today=TODAY), RemarkKind.COUNTED_ALL) == ("2",)


@pytest.mark.parametrize(
    "name", ["记者王小明写了几篇", "记者王小明写了哪些报道", "王小明写了多少篇"]
)
def test_who_signed_nothing_is_not_counted_with_everybody(name: str) -> None:
    got = ask(name)
    assert said(got, RemarkKind.COUNTED_ALL) is None
    assert not got.answered
    if name.startswith("记者"):
        assert said(got, RemarkKind.NO_REPORTER) == ("王小明",)
