"""Words for news and for what a paper prints, and what a question says beside them."""

import re

_NEWS = re.compile(
    "这一?[期版页份张天]|本期|本版|本报|当天|当日|那天|那一天|这天|今天|今日|今儿|最新|最近|近期|一期|头版|头条|要闻|"
    "报纸|报上|报|版面|新闻|报道|消息|文章|稿件|稿子|标题|题目|目录|大事|新鲜事|要事|事情|事件|事儿|事|活动|内容|"
    "动态|情况|主要|全部|所有|发生|刊登|刊发|登|讲|说|写|介绍|总结|概括|列(?:一下|出|表)?|看|来|给我|一?共|总共|"
    "[几多]少?[篇条]|几篇|篇|条|重要|重大|上|里|中|记者"
)
_NEWS_CORE = re.compile(
    "报纸|报上|新闻|报道|消息|文章|稿件|稿子|标题|目录|大事|新鲜事|要事|头条|要闻|本期|这一?期|本版|这一?版|这一?[张份]报|"
    "最新一期|刊登|刊发"
)
_SMALL = re.compile(
    "[的了着过是有在到和与都也还又个些点啊呀吧呢吗嘛哦么哪谁啥几你我他她咱们请问什么怎样如何告诉一下想知道位"
    "\\s?!,.;:、。'\"()《》“”]+"
)


def is_news(text: str) -> bool:
    """Return whether a folded question has a word for news or for a paper's stories."""
    return bool(_NEWS_CORE.search(text))


def beside_news(text: str) -> str:
    """Return what a folded question says beside words about news; empty where it is nothing."""
    return _SMALL.sub("", _NEWS.sub(" ", text))
