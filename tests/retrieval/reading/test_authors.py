"""Author lines: persons told by post, body, class or place, and lines that only resemble them."""

import pytest

from retrieval.reading.authors import author_line, is_reader, noted_author
from retrieval.reading.bylines import Credits, look, take
from retrieval.reading.plain import plain
from tests.retrieval.reading.shorthand import STORY, credits_of

AUTHORS = [
    ("东湖商报总编辑 逄稻章", "R 逄稻章"),
    ("东湖大学新闻学院教授 亓文和", "R 亓文和"),
    ("东湖区第二中学教师 仝正", "R 仝正"),
    ("青石药业有限公司副总经理 郤学文", "R 郤学文"),
    ("东湖大学声报社社长 樊泓瑜", "R 樊泓瑜"),
    ("市人大代表 缑正", "R 缑正"),
    ("青石县委书记 第五正", "R 第五正"),
    ("东湖社区居民 呼延文", "R 呼延文"),
    ("读者 令狐和平", "R 令狐和平"),
    ("读者：王正", "R 王正"),
    ("热心市民 张与同", "R 张与同"),
    ("青石镇 读者 尉迟正", "R 尉迟正"),
    ("东湖律师事务所律师 东方正", "R 东方正"),
    ("东湖实验小学五（2）班 郝正文", "R 郝正文"),
    ("高二（1）班 亓文", "R 亓文"),
    ("东湖区教育局 邸文", "R 邸文"),
    ("一读者 亓平", "R 亓平"),
    ("您的读者 马正", "R 马正"),
    ("亓文和 东湖大学教授", "R 亓文和"),
    ("东湖市文联主席、作家 逄正", "R 逄正"),
    ("东湖 缑文正", "R 缑文正"),
    ("[东湖] 郤正", "R 郤正"),
    ("亓文学（东湖）", "R 亓文学"),
    ("青石村村民 仝区", "R 仝区"),
    ("东湖市气象台首席预报员 王正和", "R 王正和"),
    ("東湖晚報總編輯 葉正文", "R 葉正文"),
    ("东湖区政协委员 张正 李文", "R 张正 李文"),
    ("□ 东湖大学教授 亓文和", "R 亓文和"),
    ("——读者 马 正", "R 马正"),
]


@pytest.mark.parametrize(("line", "expected"), AUTHORS)
def test_an_author_line_credits_its_person_where_authors_stand(line: str, expected: str) -> None:
    assert take([line, STORY, STORY], known=[0]) == (credits_of(expected), ("", STORY, STORY))
    assert take([STORY, STORY, line]) == (credits_of(expected), (STORY, STORY, ""))
    assert look(line).credits == credits_of(expected)


@pytest.mark.parametrize(("line", "expected"), AUTHORS)
def test_an_author_line_amid_text_stays(line: str, expected: str) -> None:
    assert expected
    assert take([STORY, line, STORY]) == (Credits(), (STORY, line, STORY))


def test_a_teacher_who_guided_the_author_is_credited_nowhere() -> None:
    line = "东湖实验小学 五年级 郝正 指导老师 王学"
    assert take([line, STORY], known=[0]) == (credits_of("R 郝正"), ("", STORY))
    assert take([STORY, line]) == (credits_of("R 郝正"), (STORY, ""))


def test_a_line_below_text_that_has_not_ended_is_no_signature() -> None:
    blocks = ("出席会议的有", "东湖区区长 王正")
    assert take(["昨天的会议上，", *blocks]) == (Credits(), ("昨天的会议上，", *blocks))


NO_AUTHORS = [
    "东湖区委书记",
    "市气象台 发布",
    "东湖区 开展消防演练",
    "市人大代表 建言",
    "居民 点赞",
    "教师 培训",
    "书记 谈心",
    "村民 致富路",
    "院长 在线",
    "王正（音）说，活动很好。",
    "青花瓷（外一首）",
    "张正 李文",
    "",
]


@pytest.mark.parametrize("line", NO_AUTHORS)
def test_what_names_nobody_beside_a_post_or_place_is_no_author_line(line: str) -> None:
    assert author_line(plain(line)) == ()


NOTED = [
    ("作者：邸正平（东湖市作家协会会员）", "邸正平"),
    ("撰文/连士正(东湖大学声报社前社长)", "连士正"),
    ("（作者 逄学正 系东湖大学教授）", "逄学正"),
    ("(作者系东湖市作家协会会员)", None),
    ("(作者单位：东湖大学)", None),
    ("作者：王正（待续）", None),
]


@pytest.mark.parametrize(("line", "name"), NOTED)
def test_a_note_on_the_author_names_them_or_nobody(line: str, name: str | None) -> None:
    span = noted_author(plain(line))
    assert (line[slice(*span)] if span else None) == name
    assert take([STORY, STORY, line])[0] == Credits(reporters=(name,) if name else ())


def test_readers_sign_letters() -> None:
    assert is_reader("热心市民 张三")
    assert is_reader("——读者：张三")
    assert not is_reader("区长 张三")
    assert take(["请关注此事，", "读者 张三"])[0] == credits_of("R 张三")
