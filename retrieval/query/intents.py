"""What sort of reply a question asks for: what is left when the words for each sort are taken out.

``景静写了哪些报道`` is nothing but a reporter and words about writing: a REPORTER query, which
words that are left (``景静 食品``) restrict. In the same way a day and words about news make a DATE
query, and words about news alone an OVERVIEW. ``…是谁写的`` asks for the byline of what the rest
finds.
"""

import re

from retrieval.model import Span

_BYLINE = re.compile(
    "(?:是)?(?:由)?(?:谁|哪(?:一)?[位个]?(?:名)?(?:记者|作者|人))(?:写|采写|报道|撰写|采访|撰稿|署名|写出来|"
    "发(?=的|了|出来|稿|文|$|[^\\w]))"
    "(?:出来)?(?:的|了)?|(?:作者|记者|撰稿人|执笔)(?:都)?(?:是|叫)(?:谁|哪位|什么|啥)(?:名字)?|"
    "(?:谁|哪位)(?:是|的)?(?:作者|记者)|(?:作者|记者)(?:名字|姓名)|什么记者|"
    "(?:谁|哪位)的(?:稿子|稿件|报道)|(?:是)?(?:谁|哪位)(?:来)?(?:写|报道|采写|采访)的?"
)
_STORY = re.compile(
    "关于|有关|(?:[这那该此]一?|一)[篇则条个](?:关于|有关|讲|说|写)?|"
    "的?(?:新闻)?(?:报道|文章|稿子|稿件|新闻|消息)(?:的|$|(?= ))"
)
_WRITING = re.compile(
    "记者|作者|通讯员|摄影(?:记者)?|采写|撰写|撰稿|署名|写(?:作)?|拍(?:摄)?|报道|报导|文章|稿子|稿件|稿|新闻|作品|消息|"
    "发表|发(?:布)?|名下|所有|全部|有关|关于|最近|近期|最新|搜索?|查(?:找|询|一下)?|找|多少|看看?|篇"
)
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


def asks_byline(text: str) -> Span | None:
    """Return where a folded question asks who wrote a story, or None."""
    match = _BYLINE.search(text)
    return Span(*match.span()) if match else None


def story_words(text: str) -> str:
    """Return what a question that asks for a byline says beside words for a story."""
    return " ".join(_STORY.sub(" ", text).split())


def beside_writing(text: str) -> str:
    """Return what a question without the reporter's name says beside words about writing."""
    return _without(_WRITING, text)


def writes(text: str) -> bool:
    """Return whether a folded question has a word about writing other than 记者."""
    return bool(_WRITING.search(text.replace("记者", "")))


def is_overview(text: str) -> bool:
    """Return whether a folded question asks for news and nothing else."""
    return bool(_NEWS_CORE.search(text)) and not _without(_NEWS, text)


def is_about_news(text: str) -> bool:
    """Return whether a folded question, without its day, has only words about news."""
    return not _without(_NEWS, text)


def is_news(text: str) -> bool:
    """Return whether a folded question has a word for news or for a paper's stories."""
    return bool(_NEWS_CORE.search(text))


def _without(words: re.Pattern[str], text: str) -> str:
    return _SMALL.sub("", words.sub("", text))
