"""Questions for issues, in words of many kinds; what has a telling word of its own is none."""

from dataclasses import replace
from datetime import date

import pytest

from retrieval.analysis.normalise import compact_text
from retrieval.answer.issue_answers import asked_issue
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.issues import Edge, IssueQuestion, Sought, issue_question
from retrieval.query.parse import parse

TODAY = date(2022, 10, 27)
PAPERS = ("郑州晚报", "郑州日报")

ASKING_DAY = [
    "10月26日的报纸",
    "2022年10月26日报上登了什么",
    "给我看看十月二十六号的报",
    "26号那天的报纸",
    "2022-10-26的报纸有吗",
    "麻烦查一下10月26日见报的新闻",
    "我想读一读2022年10月26号的报纸，谢谢",
    "10.26的报纸内容",
    "10月26日都有哪些报道",
    "请问10月26号出了什么新闻",
    "10/26报纸",
    "10月26日那期",
    "2022年10月26日那份报纸能给我看看吗",
    "把10月26日的报纸调出来",
    "10月26号的新闻目录",
    "想看10月26日的标题",
    "你好，10月26日报纸上都写了些什么呀",
    "2022.10.26 报纸",
    "10月26日全部报道列一下",
    "找一下2022年10月26日的整份报纸",
]
ASKING_RELATIVE = [
    "昨日报纸",
    "前天的报上有啥",
    "今天的报纸出了吗",
    "今天报纸有什么",
    "昨天都有什么新闻啊",
    "大前天的报",
    "请给我昨天那份报纸",
    "今日要闻",
    "昨天见报的都有哪些",
    "我想看看前天的报纸",
    "今天有新报纸吗",
    "昨天的头条新闻",
    "今天报道了什么",
    "昨天报纸的标题",
    "能看下昨天的报纸么",
    "前天有哪些新闻",
    "今天的新闻给我列一下",
    "昨日新闻汇总",
    "麻烦发一下今天的报纸",
]
ASKING_PERIOD = [
    "这周的报纸",
    "上个星期有什么新闻",
    "上个月的报纸都有哪些内容",
    "本月报纸",
    "10月的报纸",
    "2022年10月的新闻",
    "10月下旬的报纸",
    "上周报上有什么",
    "去年的报纸",
    "本周要闻",
    "2022年的报纸给我看看",
    "10月份有哪些报道",
    "上月的新闻",
    "这个月都登了什么",
    "去年国庆的报纸",
    "上星期的报",
    "十月中旬有什么新闻",
    "今年的报纸",
    "10月底的报纸",
    "请列一下上周的新闻标题",
]
ASKING_PAGE = [
    "第二版",
    "2版有什么",
    "看看A03版",
    "第四版都登了啥",
    "A02版讲了什么",
    "三版的新闻",
    "给我第3版",
    "a2版",
    "第A01版的内容",
    "第二版面有哪些文章",
    "B01版",
    "请问第2版有哪些报道",
    "打开A03",
    "A02",
    "想看四版",
    "第二版和第三版",
    "第02版的标题",
    "把A01版发来",
    "A04版有什么新闻吗",
    "翻到第五版",
]
ASKING_FRONT = [
    "头版",
    "今天头版是什么",
    "头版新闻",
    "头条是什么",
    "头版头条讲了啥",
    "请问头版登了什么",
    "第一版头条",
    "最新的头版",
    "这期头条",
    "封面新闻有哪些",
    "首版内容",
    "看下头版",
    "头版都有哪些文章",
    "今天的头条新闻是啥",
    "头条",
    "最近一期的头版头条",
    "给我看头版头条吧",
    "报纸头版",
    "头版标题",
    "10月26日头版",
]
ASKING_NEWEST = [
    "最新的一期",
    "最新报纸",
    "最近一期报纸有什么",
    "新出的报纸",
    "最近的报纸给我看看",
    "最近有什么新闻",
    "最近报上都登了什么",
    "这期报纸",
    "本期内容",
    "刚出的那期",
    "最后一期",
    "有新报纸吗",
    "现在最新的是哪一份",
    "看最新一期",
    "最近都有啥新闻呀",
    "最新的报纸内容",
    "来一份最新的报纸",
    "最新要闻",
    "近期报道",
    "最近几天的新闻",
]
ASKING_OLDEST = [
    "最早一期",
    "最早的报纸",
    "第一期报纸",
    "最老的那份报纸",
    "最早的一期登了什么",
    "给我看最早的报",
    "最旧的报纸有什么",
    "头一期的内容",
    "最早那期的头版",
    "看看最早的那张报纸",
    "最初的报纸",
    "上一期报纸",
    "上一期有什么",
    "前一期的内容",
    "请打开最早一期",
    "最早的报纸上有什么新闻",
    "创刊号",
    "最早那一份",
    "第一份报纸",
    "最先的一期",
]
ASKING_DATES = [
    "都有哪些日期的报纸",
    "你这里有哪几天的报纸",
    "最早到什么时候",
    "最新的报纸是几号的",
    "报纸从哪天开始",
    "收录了哪些日期",
    "有几期报纸",
    "最早的一期是哪一天",
    "哪天有报纸",
    "一共有多少期",
    "最早能看到哪天的报纸",
    "有什么时候的报纸",
    "10月有哪几天的报纸",
    "日期列表",
    "请问最早的报纸是什么时候的",
    "哪些天有报纸",
    "能查哪些天的",
    "往期有哪些",
    "最近一期是几月几号",
    "资料库里有哪些日期",
]
ASKING_PAPERS = [
    "有哪些报纸",
    "都有什么报",
    "还有别的报纸吗",
    "你们收录了几家报纸",
    "报纸有哪几种",
    "请问这里有几份报",
    "除了这份还有哪些报纸",
    "有什么报纸可以看",
    "一共有多少种报纸",
    "哪几家报纸",
    "还有其他报吗",
    "报纸名单",
    "能看哪些报",
    "都收了哪些报纸",
    "你有啥报纸",
    "有多少份报纸",
    "这里的报纸都有哪些",
    "还有什么报",
    "想知道有哪几份报纸",
    "报都有哪些",
]
ASKING_PAPER = [
    "晚报10月26日第二版有什么",
    "郑州晚报最新一期",
    "晚报有什么新闻",
    "昨天的晚报",
    "日报头版头条",
    "郑州日报10月26日",
    "晚报A02版",
    "看看晚报",
    "上周的日报",
    "请问晚报最早是哪天",
    "晚报有哪些日期",
    "日报最近登了什么",
    "10月26日的晚报头版",
    "我要看郑州日报",
    "晚报最近一期",
    "今天日报有啥",
    "郑州晚报头条",
    "日报和晚报10月26日的新闻",
    "晚报上一期",
    "麻烦给我昨天郑州日报的第三版",
]
ASKING_SOMETHING_ELSE = [
    "10月27日的报纸上有没有停电",
    "10月26日谁去了樱桃沟",
    "第三版的停水通知",
    "晚报记者是谁",
    "最近的天气",
    "头版上的樊惠林",
    "昨天哪里着火了",
    "最早的食品企业",
    "最新的房价",
    "有哪些食品企业",
    "报名时间是哪天",
    "报销流程",
    "A02次列车",
    "几点开会",
    "哪天停水",
    "最近谁上任了",
    "日报社招聘",
    "停电的通知在哪一版",
    "第三中学",
    "2022年的财政收入",
    "哪些报告通过了",
    "通报了什么问题",
    "这份通知什么时候发的",
    "奖学金什么时候发",
    "体检哪天开始",
]


def asked(text: str) -> IssueQuestion | None:
    """Return what a question asks for that says nothing else."""
    known = {"A1", "A2", "A3", "B1"}.__contains__
    found = issue_question(compact_text(text), PAPERS, known, TODAY)
    return None if found is None or found.rest else replace(found, first=0)


def stories(text: str) -> IssueQuestion:
    found = asked(text)
    assert found is not None
    assert found.sought is Sought.STORIES
    return found


@pytest.mark.parametrize("text", [*ASKING_DAY, *ASKING_RELATIVE, *ASKING_PERIOD])
def test_a_day_or_period_asks_for_its_issues(text: str) -> None:
    assert stories(text).days is not None


@pytest.mark.parametrize("text", ASKING_PAGE)
def test_a_page_is_one_of_the_newest_issue(text: str) -> None:
    found = stories(text)
    assert found.pages
    assert (found.days, found.edge) == (None, Edge.NEWEST)


@pytest.mark.parametrize("text", ASKING_FRONT)
def test_the_front_page_or_its_first_story(text: str) -> None:
    found = stories(text)
    assert found.front or found.lead


@pytest.mark.parametrize("text", ASKING_NEWEST)
def test_the_newest_issue(text: str) -> None:
    assert stories(text) == IssueQuestion(Sought.STORIES)


@pytest.mark.parametrize("text", ASKING_OLDEST)
def test_the_oldest_issue_or_the_one_before(text: str) -> None:
    assert stories(text).edge is not Edge.NEWEST


@pytest.mark.parametrize(
    ("texts", "sought"), [(ASKING_DATES, Sought.DATES), (ASKING_PAPERS, Sought.PAPERS)]
)
def test_what_there_is(texts: list[str], sought: Sought) -> None:
    found = [asked(text) for text in texts]
    assert [one.sought for one in found if one is not None] == [sought] * len(texts)


@pytest.mark.parametrize("text", ASKING_PAPER)
def test_a_paper_is_known_by_its_name_or_the_end_of_it(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert set(found.papers) <= set(PAPERS)
    assert found.papers


@pytest.mark.parametrize("text", ASKING_SOMETHING_ELSE)
def test_a_telling_word_of_its_own_makes_it_another_question(text: str) -> None:
    assert asked(text) is None
    snapshot = Snapshot.build([], Gazetteer())
    assert asked_issue(snapshot, parse(text, snapshot, TODAY), TODAY) is None


@pytest.mark.parametrize(
    "filled",
    [
        "你好{}",
        "请问一下哈，{}",
        "劳驾您给瞅一眼，{}",
        "老师傅，{}，谢谢啦",
        "俺们家里人都想晓得{}",
        "哎呀{}嘛",
        "那个啥，{}来着",
        "各位大哥大姐帮忙看看{}呗",
    ],
)
def test_what_is_said_around_it_does_not_make_it_another_question(filled: str) -> None:
    snapshot = Snapshot.build([], Gazetteer())
    every = [*ASKING_DAY[:8], *ASKING_RELATIVE[:6], *ASKING_PAGE[:4], *ASKING_NEWEST[:6]]
    lost = [
        text
        for text in map(filled.format, every)
        if asked_issue(snapshot, parse(text, snapshot, TODAY), TODAY) is None
    ]
    assert len(lost) <= 1, lost


def test_all_of_it_at_once() -> None:
    found = stories("请问晚报10月26日第三版有什么？")
    assert found.papers == ("郑州晚报",)
    assert found.days is not None
    assert (found.days.first, found.pages) == ((10, 26), ("3",))


def test_a_paper_that_is_not_known_is_named() -> None:
    found = stories("晨报有什么新闻")
    assert (found.papers, found.unknown) == ((), "晨报")


def test_a_letter_and_a_number_are_a_page_where_there_is_such_one() -> None:
    assert stories("A02").pages == ("A2",)
    assert asked("C12") is None
