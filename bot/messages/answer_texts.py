"""What the bot says about answers, their pages and stories, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerTexts:
    """The words under and beside answers."""

    hits: str  # {total}, of passages that answer, in several pages
    by_newest: str  # a button
    by_relevance: str  # a button
    not_yours: str
    expired: str
    ask_again: str  # a button
    ask_suggested: str  # {question}; a button
    alert_me: str  # {words}; a button
    before: str  # a button
    after: str  # a button
    followed: str  # {question}, what a follow-up was taken for
    which_person: str  # {word}, {people}
    which_number: str  # {first}, {last}
    no_more: str  # {total}
    written_by: str  # {title}, {names}
    no_byline: str  # {title}
    dated: str  # {title}, {day}
    undated: str  # {title}
    ask_in_private: str  # a button over inline results


ANSWERS_ZH = AnswerTexts(
    hits="共 {total} 处相关。",
    by_newest="按时间排",
    by_relevance="按相关排",
    not_yours="只有提问的人和管理员可以翻页。你也可以自己问一次。",
    expired="这个回答太久了，按钮已经失效。要再找一次吗？",
    ask_again="再找一次",
    ask_suggested="找：{question}",
    alert_me="🔔 有新消息时提醒我：{words}",
    before="◀ 上一篇",
    after="下一篇 ▶",
    followed="按「{question}」再找",
    which_person="“{word}”是哪一位？请写上名字：{people}",
    which_number="刚才那条消息里是第 {first} 到 {last} 条，没有这个序号。",
    no_more="没有了，一共就是这 {total} 条。",
    written_by="《{title}》的记者：{names}。",
    no_byline="《{title}》没有署记者的名字。",
    dated="《{title}》：{day}。",
    undated="《{title}》没有写日期。",
    ask_in_private="没有找到，到私聊里问",
)

ANSWERS_EN = AnswerTexts(
    hits="Passages that match: {total}.",
    by_newest="Newest first",
    by_relevance="Best first",
    not_yours="Only who asked and admins turn pages. You may ask it yourself.",
    expired="This answer is too old; its buttons no longer work. Search again?",
    ask_again="Search again",
    ask_suggested="Try: {question}",
    alert_me="🔔 Alert me to news: {words}",
    before="◀ Story before",
    after="Next story ▶",
    followed="Searched again for “{question}”",
    which_person="Who is “{word}”? Please write the name: {people}",
    which_number="That message has items {first} to {last}, and none of that number.",
    no_more="That is all; there are {total}.",
    written_by="{title}: reported by {names}.",
    no_byline="{title}: the paper names no reporter.",
    dated="{title}: {day}.",
    undated="{title}: the paper tells no date.",
    ask_in_private="Nothing found; ask in private",
)
