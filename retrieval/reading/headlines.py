"""What headlines look like, what reports open with, and where a headline's second part begins.

A **report opening** is what stands first in a report and nowhere else: ``本报讯``,
``杭州2月29日讯``, ``据新华社北京10月26日电``, a bracketed dateline, a byline before the text.
"""

import re

from retrieval.reading.lists import any_of
from retrieval.reading.plain import plain

_LONGEST_HEADLINE = 45  # characters of one headline line
_SHORTEST_HEADLINE = 2
_MOST_COMMAS = 2

_AGENCY = r"(?:新华|央视|中国[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,8}(?:通讯社|[社网报台]))"
_END = r"(?=[ (:,)\]\d]|$)"
_OPENING = re.compile(
    r"[(\[■□●▲ ]*(?:本[报刊网台](?:[^ ,。(通]{0,12}?讯(?![员息问])|综合)"
    r"|据?[^ ,。(]{0,14}\d{1,2}月\d{1,2}日"
    rf"(?:[讯电](?![力话视影子动商网信])|[^ ,。(]{{1,4}}[讯电]{_END})"
    rf"|据?{_AGENCY}[^ ,。(]{{0,8}}?(?:\d{{1,2}}日)?[讯电]{_END}"
    r"|\((?:[^()]{0,20}?(?:记者|通讯员|特派员|中心)[^()]{1,40}|[^()]{1,30}(?:[讯电]|报导|报道))\))"
)
_RUN_TOGETHER = re.compile(
    r"([^，。；,;]{4,45}?)[ 　]+(?=(?:本报讯|本報訊|【本報訊】|[(（]本报讯))"
)
_DAYS = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日[,上下晚]|[近前]日|日前|昨[日天晚]|今[日天晨]|前天"
    r"|连日来|近期|近段时间|今年以来|入[春夏秋冬]以来"
)


def opens_report(text: str) -> bool:
    """Return whether a body begins with a report opening."""
    return _OPENING.match(plain(text[:80])) is not None


def split_headline(text: str, *, lead: int = 0) -> tuple[str, str]:
    """Return headline and report of ``标题 本报讯 …``; the report is empty where it is not both.

    ``lead`` counts the characters in bold at the start; after them any opening will do.
    """
    if lead and opens_report(text[lead:].lstrip()):
        return text[:lead].strip(), text[lead:].strip()
    found = _RUN_TOGETHER.match(text[: _LONGEST_HEADLINE + 10])
    if found is not None and could_be_headline(found[1]):
        return found[1], text[found.end() :]
    return text, ""


def without_opening(text: str) -> str:
    """Return a body without its opening of a report, or as it is where it is nothing else."""
    opening = _OPENING.match(plain(text[:80]))
    return (text[opening.end() :].lstrip(" 　:：】)）]") or text) if opening else text


def tells_when(text: str) -> bool:
    """Return whether a body begins like a report by telling when: ``近日``, ``10月24日上午``."""
    return _DAYS.match(plain(text[:20])) is not None


def could_be_headline(text: str) -> bool:
    """Return whether a line may be a headline: it is short, and does not end as a sentence does."""
    core = text.strip()
    if not _SHORTEST_HEADLINE <= len(core) <= _LONGEST_HEADLINE:
        return False
    if core[-1] in "。，、；,;.．" or core[0] in "，。、；！？）”’》」』,;.!?)":
        return False
    if "。" in core or not any(char.isalpha() for char in core) or opens_report(core):
        return False
    return sum(core.count(mark) for mark in "，；,;") <= _MOST_COMMAS


# A part that stops on one of these still wants its object or its noun.
_WANTING = re.compile(f"(?:{any_of('wanting_words')})$")
_LINKING = re.compile(r"(?:[的与和及或在对将把被向于由以让使从至到是为、·——])$")
_OCCASION_VERB = re.compile(f"(?:{any_of('occasion_verbs')})")
_OCCASION = f"(?:{any_of('occasions')})"
_HAS_OCCASION = re.compile(_OCCASION)
_ENDS_IN_OCCASION = re.compile(_OCCASION + r"$")
_BARE_SUBJECT = re.compile(rf"[\u4e00-\u9fff·]{{1,10}}(?:{any_of('bodies')})$")
# What a clause of its own begins with (a verb, a coverb or an adverb), or how it ends.
_CLAUSE = re.compile(
    r"(?:[让使为把将以助促保防用靠在从向聚筑绘谱擦做抓打建推强提加优深扩增完健构激释凝汇弘传践争创引培扶支破化]"
    r"|[解严查守护织压扛夯拓畅延搭架唱奏吹点盘走看听学讲送赴赶共同携再又更全持积大着切扎不力合奋勇勠坚落]"
    r"|[确开启迈冲跑干实稳紧锚围突努]|[^ ]{0,10}(?:[了吗呢]|[提升高增长强好稳快美亮优新])$)"
)
_BREAK = re.compile(r"(?<=[\u2e80-\ufaff”’》）】！？…％%])[ 　]+(?=[\u2e80-\ufaff“‘《（【\d])")
_DASHES = re.compile(r"[ 　]*(?:——|──|－－|--)[ 　]*")


def subtitle(title: str) -> str | None:
    """Return the second part of a whole headline, as printed, or None where it has one part.

    A dash (``——``) opens a second part, always. Otherwise a printed space between Chinese words
    parts the headline, and what stands before it is a headline by itself unless it is *not whole*:

    - it stops on a word that wants another after it, a transitive verb, an adverb or a linking word
      (``二七区持续加大 民生保障投入力度``), and what follows begins no clause of its own;
    - its verb of holding an occasion has not got the occasion yet, and what follows ends in it
      (``召开基层执法领域 有关问题座谈会``);
    - it is a bare subject, a place or a body (``二七区 开展专题党课``);
    - it ends in a colon, which is no end (``二七区: 开展专题党课``);
    - it is one character, as where a short title is spaced out (``秋 思``).

    Words are added to the first part until it is whole; the rest is the second part.
    """
    dash = _DASHES.search(title, 1)
    if dash is not None:
        rest = title[dash.end() :].strip()
        return rest if rest and title[: dash.start()].strip() else None
    for space in _BREAK.finditer(title):
        first, rest = title[: space.start()], title[space.end() :]
        following = _BREAK.split(rest, maxsplit=1)[0]
        if _is_whole(first.strip(), following):
            return rest.strip() or None
    return None


def wants_object(text: str) -> bool:
    """Return whether the text stops on a word that wants another (``持续加大``, ``进一步``)."""
    return _WANTING.search(text) is not None


def _is_whole(first: str, following: str) -> bool:
    words = _BREAK.sub("", first)
    if len(words) == 1 or words[-1:] in "：:、，,":
        return False
    if _LINKING.search(words):
        return False
    clause = _CLAUSE.match(following) is not None
    if wants_object(words) and not clause:
        return False
    if _BARE_SUBJECT.fullmatch(words) and not _OCCASION_VERB.search(words):
        return False
    verbs = [verb.end() for verb in _OCCASION_VERB.finditer(words)]
    if verbs and _ENDS_IN_OCCASION.search(following) and not clause:
        return _HAS_OCCASION.search(words, verbs[-1]) is not None
    return True
