"""Words about what is on the screen, in any order, script and language; and what are none."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.conversation.grammar import act_of
from bot.services.conversation.steps import (
    About,
    Act,
    CountThem,
    GoBack,
    GoOn,
    More,
    NextStory,
    Open,
    Relate,
    Repeat,
    SameDay,
    SameReporter,
    ShowLatest,
    Tell,
    TurnPage,
)

SAID: dict[Act, str] = {
    Open(1): "1 ①",
    Open(2): "我选第二个 2 二 第二条 ② 看第2篇 第二条发给我 第２條全文 請打開第二篇 2号",
    Open(3): "第三则 三 第三个给我看看",
    Open(-1): "最后一条 最后一篇全文 倒数第一条 最后面那篇打开 最底下那条",
    Open(-2): "倒数第二篇",
    Open(): (
        "全文 原文 看全文 详细点 打开 給我看原文 这篇的全文 具体一点 再详细些 "
        "整条新闻发来看看 点进去看 把原文贴出来 能不能让我看看整篇报道"
    ),
    Tell(About.LEAD): (
        "简单说 这篇讲了什么 概括一下 大意是什么 主要内容 長話短說 它说的是什么 "
        "三言两语说说 到底是怎么一回事"
    ),
    Tell(About.LEAD, 2): "第二条讲了什么 简单说说第二条",
    More(): "后面还有吗 更多 还有吗 还有别的吗 換一批 再来几条 还有其他报道吗 更多的呢",
    TurnPage(forward=True): "下一页 翻页 往后翻 再来一页 再翻一页",
    TurnPage(forward=False): "上一页 上页 往前翻 退回前一页",
    NextStory(forward=True): "后面那篇呢 下一篇 下一条 看下一个",
    NextStory(forward=False): "上一篇 前一篇 上一條 回到前一篇",
    GoOn(forward=True): "继续 接着看 繼續讀",
    CountThem(): "就这一条吗 一共几条 总共多少篇 有几条结果 一共有多少条",
    GoBack(): "回到前面的列表 返回 回到列表 返回列表 回列表吧 回到上一个列表 回到刚刚的清单",
    Repeat(): "再给我发一次 再说一遍 重复一遍 再发一次",
    Tell(
        About.PLACE
    ): "哪一版 原文在哪一版 版面是多少 第几版登的 在哪个版面 哪天的报纸 哪份报登的 登在第几版",
    Tell(About.DAY): "什么时候的 哪天的报道 几号的新闻 哪天的報導",
    Tell(About.DAY, 3): "第三篇是哪天的",
    Tell(About.BYLINE): "谁写的 记者是谁 作者是哪位 這是誰寫的 哪个记者采写的",
    Tell(About.BYLINE, 1): "第一条是谁写的",
    Tell(About.PICTURES): "照片呢 有没有现场图片呀 有图吗 谁拍的照片 有没有现场照片 配圖呢",
    SameReporter(): (
        "她还写过什么 这位记者还写了什么 他还写过哪些报道 记者其他的报道 他还写过哪些稿 "
        "此记者还有啥作品"
    ),
    Relate(): "相关报道 类似的新闻 有没有相近的 相關的還有嗎 相關報導 后来有跟进报道吗",
    SameDay(): "这天还登了哪些 同一天还有什么 当天还登了什么 同一期的其他报道 同一天還有什麼報導",
}
ENGLISH: dict[Act, tuple[str, ...]] = {
    Open(2): ("read 2", "the second one", "show me the second story", "no. 2", "Read 2, please"),
    Open(-1): ("the last one",),
    Open(): ("full text", "show me the full story", "the whole article please", "more details"),
    Tell(About.LEAD): ("in short", "summary", "what is it about"),
    More(): ("more", "anything else?", "are there any more", "show me more"),
    TurnPage(forward=True): ("next page",),
    GoOn(forward=True): ("next", "continue"),
    GoOn(forward=False): ("previous",),
    NextStory(forward=True): ("next story", "the next one"),
    CountThem(): ("how many", "how many stories are there"),
    GoBack(): ("back", "go back to the list"),
    Repeat(): ("again", "say that again please"),
    Tell(About.BYLINE): ("who wrote it", "Who is the author?", "by whom"),
    Tell(About.DAY): ("when was it", "what day was it?"),
    Tell(About.PLACE): ("which page", "what page was it on", "which issue"),
    Tell(About.PICTURES): ("any pictures?", "photos", "who took the photo"),
    SameReporter(): ("what else did she write", "other stories by the same reporter"),
    Relate(): ("related", "similar stories", "anything related"),
    ShowLatest(): ("what is new today", "What's new?", "show me the latest news"),
    SameDay(): ("same day", "what else was printed that day"),
}
CASES = [
    *((words, act) for act, line in SAID.items() for words in line.split()),
    *((words, act) for act, said in ENGLISH.items() for words in said),
]


@pytest.mark.parametrize(("said", "meant"), CASES)
def test_words_ask_for_a_step(said: str, meant: Act) -> None:
    assert act_of(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "今天有什么新闻",
        "有什么新闻",
        "第二届食品节",
        "第三条跑道什么时候建",
        "谁写的第一篇党课",
        "谁写得最多",
        "还有哪些报",
        "有哪些记者",
        "还有多少钱没发",
        "更多的企业",
        "more about schools",
        "2022",
        "3月",
        "5000吨",
        "相关部门说了什么要求",
        "照片展在哪里办",
        "下一页是谁印刷的工厂",
        "一共有多少剂",
        "谢谢",
        "你好",
        "好的",
        "不要再发给我了",
        "一个都不要了",
        "不看了",
        "别再发了",
        "哪些记者写了报道",
        "有多少记者",
        "结果呢",
        "后来呢",
        "怎么看",
        "第二版有什么",
        "两条",
        "订阅公交",
        "取消订阅",
        "看病要花多少钱",
        "樊惠林的全文",
    ],
)
def test_a_word_of_its_own_makes_it_something_else(said: str) -> None:
    assert act_of(said) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [*product(("", "那", "请", "麻烦你", "我想看"), ("", "吧", "呢？", "，谢谢", "好吗"))],
)
def test_courtesies_and_particles_change_nothing(before: str, after: str) -> None:
    assert act_of(f"{before}第三篇{after}") == Open(3)


@given(st.integers(1, 99), st.sampled_from(["第{}条", "{}", "看第{}篇", "read {}", "#{}"]))
def test_any_number_is_the_storys(number: int, way: str) -> None:
    assert act_of(way.format(number)) == Open(number)


@given(st.text(max_size=70))
def test_any_words_are_read_and_those_beside_a_name_are_none(said: str) -> None:
    act_of(said)
    assert act_of(f"{said}樊惠林") is None


@pytest.mark.parametrize("said", ["咱们回列表吧", "我们看下一篇"])
def test_who_speaks_for_several_is_understood(said: str) -> None:
    assert act_of(said) is not None
