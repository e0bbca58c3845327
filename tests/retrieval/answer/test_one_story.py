"""What one story says to a question that leaves its subject to it."""

from datetime import date

import pytest

from retrieval.answer.about_story import about_story
from retrieval.answer.lead import lead
from retrieval.answer.one_story import ask_story
from retrieval.answer.paging import HitPage
from retrieval.answer.subject import on_subject, related, subject
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Article, Band, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2024, 4, 2)
STORIES = (
    (
        "白沙渡大桥开工",
        (
            (
                "4月1日上午，云岭省白沙县白沙渡大桥开工，县长鲁思源到场。大桥全长1.6公里，"
                "宽24米，总投资4.2亿元，由县交通运输局负责建设。"
            ),
            (
                "因老桥荷载不足，大货车要绕行40公里。新桥工期三十个月，建成后惠及沿岸2.3万户居民。"
                "咨询电话：0712-5566770。"
            ),
            "下一步，县里将同步改造两岸的引道。",
        ),
    ),
    (
        "白沙渡大桥主塔封顶",
        ("4月20日，白沙渡大桥主塔封顶，塔高118米，现场有工人六百名。",),
    ),
    (
        "县城夜市开街",
        ("4月1日晚，县城夜市开街，80个摊位亮灯，当晚接待游客1.2万人次，罚款的事没有发生。",),
    ),
)


def _stored(number: int, title: str, paragraphs: tuple[str, ...]) -> StoredArticle:
    printed = Printing(number, "日报", None, "A01版", 0)
    return StoredArticle(number, Article(title, paragraphs=paragraphs), (printed,))


STORED = tuple(_stored(at, *story) for at, story in enumerate(STORIES, 1))
SNAPSHOT = Snapshot.build(
    STORED, Gazetteer.of(name for one in STORED for name in extract_names(one.article))
)
BRIDGE, TOWER, MARKET = (SNAPSHOT.doc_id(number) or 0 for number in (1, 2, 3))


def ask(question: str, doc_id: int = BRIDGE) -> Answer:
    return ask_story(SNAPSHOT, doc_id, question, today=TODAY)


def facts(answer: Answer) -> list[str]:
    view = answer.hits[0].snippet
    return [view.text[start:end] for start, end in view.facts]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("花了多少钱", "4.2亿元"),
        ("有多长", "1.6公里"),
        ("多宽", "24米"),
        ("工期多久", "三十个月"),
        ("惠及多少户", "2.3万户"),
        ("什么时候开工的", "4月1日"),
        ("电话是多少", "0712-5566770"),
        ("谁负责", "县交通运输局"),
        ("為什麼要建", "因老桥荷载不足"),
        ("how much did it cost", "4.2亿元"),
        ("how long is it", "1.6公里"),
        ("why", "因老桥荷载不足"),
    ],
)
def test_the_thing_that_is_asked_for_is_found_and_marked(question: str, fact: str) -> None:
    answer = ask(question)
    assert answer.answered
    assert facts(answer) == [fact]


def test_what_comes_next_is_told_by_its_words() -> None:
    answer = ask("下一步呢")
    assert answer.answered
    assert facts(answer) == ["下一步"]


@pytest.mark.parametrize(
    "question",
    ["多少人参加", "票价多少", "罚了多少钱", "多高", "死了几个人", "在哪所学校", "工资多少"],
)
def test_another_number_is_no_answer(question: str) -> None:
    assert not ask(question).answered


def test_what_shares_nothing_with_a_story_is_shown_nothing_of_it() -> None:
    assert ask("票价多少", TOWER).band is Band.NOTHING


def test_a_question_of_another_matter_is_not_answered_by_a_number_of_this_one() -> None:
    assert not ask("新冠疫苗多少钱").answered


def test_the_first_hit_is_the_passage_that_says_it() -> None:
    answer = ask("惠及多少户")
    assert answer.hits[0].passage.ordinal == 1
    assert {hit.passage.article_id for hit in answer.hits} == {1}


def test_thanks_are_asked_of_no_story() -> None:
    assert ask("谢谢").kind is AnswerKind.COURTESY


def test_a_subject_is_what_tells_a_story_from_others() -> None:
    told = [word.text for word in subject(SNAPSHOT, BRIDGE)]
    assert any("白沙" in word for word in told)
    assert sum(word.weight for word in subject(SNAPSHOT, BRIDGE)) == pytest.approx(1.0)


def test_stories_on_one_subject_know_each_other() -> None:
    assert list(on_subject(SNAPSHOT, BRIDGE)) == [TOWER]
    assert list(on_subject(SNAPSHOT, TOWER)) == [BRIDGE]
    assert not on_subject(SNAPSHOT, MARKET)


def test_related_stories_come_in_pages() -> None:
    answer = related(SNAPSHOT, BRIDGE, HitPage(1, 5))
    assert (answer.hits, answer.total) == ((), 1)


def test_what_a_story_does_not_say_another_on_its_subject_may() -> None:
    assert not ask("有多少工人").answered
    answer = about_story(SNAPSHOT, BRIDGE, "有多少工人", HitPage(0, 5, stories=True), today=TODAY)
    assert answer.answered
    assert [hit.citation.title for hit in answer.hits] == ["白沙渡大桥主塔封顶"]
    assert facts(answer) == ["六百名"]


def test_what_came_after_is_the_newest_on_the_subject() -> None:
    answer = about_story(SNAPSHOT, BRIDGE, "后来呢", HitPage(0, 5, stories=True), today=TODAY)
    assert answer.answered
    assert [hit.citation.article_id for hit in answer.hits] == [2]


def test_stories_on_other_subjects_are_not_asked() -> None:
    page = HitPage(0, 5, stories=True)
    answer = about_story(SNAPSHOT, BRIDGE, "有多少个摊位", page, today=TODAY)
    assert answer.band is Band.NOTHING


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("本报讯 今天下雨。明天晴。", "今天下雨。"),
        ("本报讯(记者 张三)今天下雨。", "今天下雨。"),
        ("新华社北京10月9日电 今天下雨。", "今天下雨。"),
        ("据本报讯息员说，今天下雨。", "据本报讯息员说，今天下雨。"),
        ("他说：“下雨了。快收衣服。”大家就跑。", "他说：“下雨了。快收衣服。”"),
        ("种小麦；种玉米。种豆。", "种小麦；种玉米。"),
        ("没有句号", "没有句号"),
    ],
)
def test_a_lead_begins_with_what_is_told(paragraph: str, told: str) -> None:
    assert lead(Article("题", paragraphs=(paragraph,)), 1) == (told,)


def test_a_lead_goes_on_in_the_next_paragraph() -> None:
    assert lead(Article("题", paragraphs=("一。", "二。三。")), 2) == ("一。", "二。")


def test_a_story_without_a_text_has_no_lead() -> None:
    assert lead(Article("题"), 3) == ()
