"""Words to wishes: what is wished, of what, and what is a question all the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.settings_words import settings_from_words
from bot.services.wishes import (
    ChangeSetting,
    ForgetMe,
    ResumeAll,
    SeeHelp,
    SeePrivacy,
    SeeSettings,
    SeeSubscriptions,
    StopAll,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
    opts_out,
    wish_of,
)
from tests.bot.services.test_settings_words import NOW

QUESTIONS = Path(__file__).parents[3] / "fixtures" / "questions" / "qinghe.jsonl"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("订阅公交", "公交"),
        ("我想订阅食品的新闻", "食品"),
        ("关注 樊惠林", "樊惠林"),
        ("有食品新闻通知我", "食品"),
        ("以后有地铁的消息告诉我", "地铁"),
        ("帮我盯着学区划分", "学区划分"),
        ("我对养老院感兴趣，有新的就告诉我", "养老院"),
        ("麻煩幫我追蹤菜價的新聞", "菜價"),
        ("景静写的报道以后都推给我", "记者:景静"),
        ("有机食品的新闻通知我", "有机食品"),
        ("有新闻就通知我", "全部"),
        ("怎么订阅", ""),
        ("follow food news", "food"),
        ("tell me when there is news on metro", "metro"),
    ],
)
def test_being_told_of_a_subject_is_subscribing_to_it(text: str, words: str) -> None:
    assert wish_of(text) == SubscribeTo(words)


def test_a_pace_said_with_a_subject_goes_with_it() -> None:
    assert wish_of("每天早上八点发食品的新闻给我") == SubscribeTo("食品", pace="daily 8:00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("取消订阅 食品", "食品"),
        ("退订公交", "公交"),
        ("别再给我发公交的了", "公交"),
        ("不关注房价了", "房价"),
        ("删掉食品这个订阅", "食品"),
        ("unfollow metro", "metro"),
        ("怎么退订", ""),
    ],
)
def test_being_told_of_it_no_more_is_unsubscribing(text: str, words: str) -> None:
    assert wish_of(text) == UnsubscribeFrom(words)


@pytest.mark.parametrize("text", ["把医保那个取消掉", "公交的不要发了", "取消考试的原因"])
def test_opting_out_that_may_be_a_question_is_not_sure(text: str) -> None:
    wish = wish_of(text)
    assert isinstance(wish, UnsubscribeFrom)
    assert not wish.sure


@pytest.mark.parametrize(
    "text",
    [
        *("不要再发了", "别烦我", "停", "stop", "STOP", "打住", "以后都不用通知", "退订全部"),
        *("取消订阅", "我要退订", "注销", "cancel my subscription"),
        *("别发了", "我不想收了", "太多了别发了", "unsubscribe", "别再傳給我了", "全部取消"),
        *(
            "please stop messaging me",
            "烦死了，别发了",
            "把所有提醒都关了",
            "no more alerts please",
        ),
    ],
)
def test_opting_out_of_all_is_stopping(text: str) -> None:
    assert wish_of(text) == StopAll()


@pytest.mark.parametrize("text", ["滚", "拉黑", "闭嘴", "太多了", "shut up"])
def test_rude_words_stop_what_there_is(text: str) -> None:
    assert wish_of(text) == StopAll(sure=False)


@pytest.mark.parametrize("text", ["恢复提醒", "重新开始发", "继续发吧", "start sending again"])
def test_being_sent_again_is_resuming(text: str) -> None:
    assert wish_of(text) == ResumeAll()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每天早上八点发给我", "daily 8:00"),
        ("一周发一次", "weekly"),
        ("有了就马上发", "once"),
        ("每周一早上九点半", "weekly 1 9:30"),
        ("晚上八点汇总一次", "daily 20:00"),
        ("改成每晚八点半发", "daily 20:30"),
        ("晚上不要打扰", "quiet 22:00-7:00"),
        ("夜里十点到早上七点别发", "quiet 22:00-7:00"),
        ("中午十二点到两点别打扰我", "quiet 12:00-14:00"),
        ("午休别吵我", "quiet 12:00-14:00"),
        ("取消免打扰", "quiet off"),
        ("静音发", "silent on"),
        ("别响", "silent on"),
        ("把声音打开", "silent off"),
        ("只要标题", "text headlines"),
        ("发全一点", "text passages"),
        ("换成繁体", "language zh-hant"),
        ("說繁體", "language zh-hant"),
        ("用英文", "language en"),
        ("speak English", "language en"),
    ],
)
def test_settings_are_wished_in_words_that_settings_read(text: str, words: str) -> None:
    assert wish_of(text) == ChangeSetting(words)
    assert settings_from_words(NOW, words) is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("周一三五早上八点", "daily 8:00"),
        ("隔天发一次", "daily"),
        ("一个月一次就行", "weekly"),
    ],
)
def test_what_is_not_to_be_had_is_offered_as_the_nearest(text: str, words: str) -> None:
    assert wish_of(text) == ChangeSetting(words, sure=False, nearest=True)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("我订了什么", SeeSubscriptions()),
        ("看看我的订阅", SeeSubscriptions()),
        ("what am I subscribed to", SeeSubscriptions()),
        ("怎么设置提醒", SeeSettings()),
        ("提醒时间在哪里改", SeeSettings()),
        ("把我的记录删掉", ForgetMe()),
        ("delete my data", ForgetMe()),
        ("你们会保存我的聊天记录吗", SeePrivacy()),
        ("怎么用", SeeHelp()),
    ],
)
def test_other_commands_are_wished_too(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        *("订阅数有多少", "公交什么时候停运", "取消了哪些收费", "关注民生的报道有哪些"),
        *(
            "通知什么时候发的",
            "谁关注这个项目",
            "静音仓在哪里",
            "停水通知",
            "停课了吗",
            "提醒家长防溺水",
        ),
        *("恢复供水了吗", "每天早上八点升旗在哪", "告诉我樊惠林去哪调研了", "有没有食品的新闻"),
        *(
            "给我看看疫苗的报道",
            "忘记密码怎么办",
            "who stopped the project",
            "今天的报纸",
            "你好",
            "",
        ),
    ],
)
def test_questions_and_other_words_are_no_wishes(text: str) -> None:
    assert wish_of(text) is None


def test_no_question_of_a_set_is_taken_for_a_wish() -> None:
    asked = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    assert [one["q"] for one in asked if wish_of(one["q"]) is not None] == []


@given(st.text())
def test_no_words_are_too_odd(text: str) -> None:
    wish_of(text)


@given(
    st.sampled_from(["水", "公交 食品", "a", "有", "的", "2024", "ß", "İ"]), st.text(max_size=20)
)
def test_a_subject_stands_in_what_was_typed(subject: str, beside: str) -> None:
    wish = wish_of(f"订阅 {subject}{beside}")
    if isinstance(wish, SubscribeTo) and wish.words not in ("", "全部"):
        assert wish.words.removeprefix("记者:") in f"{subject}{beside}"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("老人家不会弄，别给我发新闻了", StopAll()),
        ("公交的新闻，别发了", UnsubscribeFrom("公交", sure=False, likely=True)),
        ("我老伴腿不好，社区医生的新闻有了告诉我们", SubscribeTo("社区医生")),
        ("眼睛不好，字太多，只发标题", ChangeSetting("text headlines")),
    ],
)
def test_a_reason_before_a_wish_is_no_subject(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "我受够你们这些推送啦",
        "滾遠啲，唔好再煩我",
        "让我消失在你们名单里",
        "kindly discontinue this service",
    ],
)
def test_opting_out_in_unlisted_words_stops_or_offers_to(text: str) -> None:
    wish = wish_of(text)
    assert isinstance(wish, StopAll)
    assert wish.sure or wish.likely


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("字改成台湾那种写法", ChangeSetting("language zh-hant", sure=False)),
        ("有消息别憋着，马上弹给我", ChangeSetting("once", sure=False)),
        ("please flag anything on 骑行 for me", SubscribeTo("骑行", sure=False)),
        ("帮我盘一盘我订了几样", SeeSubscriptions()),
    ],
)
def test_a_likely_wish_in_unlisted_words_is_offered(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    ["退订短信回复什么才有效", "静音车厢在第几节", "谁让停的工", "who cancelled the flower show"],
)
def test_news_in_the_words_of_wishes_stays_a_question(text: str) -> None:
    assert wish_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["给我换别的", "别攒着，直接发", "不用等，有了就发", "别光发这个，别的呢", "別停，接著發"],
)
def test_what_is_put_as_no_opt_out_stops_nothing_unasked(text: str) -> None:
    wish = wish_of(text)
    assert wish is None or not wish.sure
    assert not opts_out(text)
