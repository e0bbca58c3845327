"""Where printed sentences begin and end, by their marks and their form.

**Running text** has a mark inside a sentence or between two, or is too long for anything else.
Other text is a **label** (a crosshead, a name, a headline) or a short piece of running text.
"""

import re
from itertools import pairwise

from retrieval.reading.headlines import wants_object
from retrieval.reading.lists import any_of
from retrieval.reading.plain import plain

_CLOSERS = "”’」』）)】》〉\"'］]〕＞"
_FINAL = "。！？!?…︒｡：:"
_OPENERS = {")": "(", "]": "["}
_LONGEST_LABEL = 30  # characters; crossheads and list entries are shorter, paragraphs seldom
_LONGEST_TAIL = 80  # characters of a bracket after a last full stop

_PAIRS = ("“”", "「」", "《》", "（）", "()", "【】")
_SHORTEST_HALF = 3  # of a couplet, in characters

_CONTINUES = re.compile(
    r"[，,。、；;：:！!？?）)】》〉”’」』％%‰℃…·]|的(?!确|士)|了(?!解|不|却)|们|等(?![待到候级])|着(?![力眼手重装火])"
)
_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[、)]|\.(?!\d))|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"
    r"|第[一二三四五六七八九十百]{1,4}[条章节](?: |$)|[●■◆★▲◎□○◇※►▶•☆△]|[-*+] "
    r"|(?:问|答|记者|主持人|网友|Q|A):|(?:\d{4}年)?\d{1,2}月\d{1,2}日$"
)
_ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[、)]|\.(?!\d))|[●■◆★◎○◇※☆①-⑳]"
)
_ORDINALS = frozenset("一二三四五六七八九十首其第再最")
_FIELD = re.compile(r"[^ ,。:()]{2,8}(?<![说道称问答示出调为])(?:\([^()]{1,10}\))?: ?[^ :]")
_STOPS = re.compile(r"[。！？!?；;，]|,(?!\d{3})")
# A word or mark that wants another after it: a text that stops on one was cut.
_LINK = re.compile(
    r"(?:[的与和及或在对将把被向于由以让使从至到是为而但并则且跟该各每这那其某（(“‘「《〈【\-—、/]"
    rf"|{any_of('link_words')})$"
)
_TIME_OR_NUMBER = re.compile(r"(?:\d\.?|\d[年月日时点分]|[上下]午|晚上|[昨今][日天]|近日|日前)$")
# One character before a mark is seldom a clause, and few paragraphs open with a conjunction of
# nouns: what begins so was hardly a beginning.
_STUMP = re.compile(
    r"[^\W\d][，,。、；]|和(?![谐平美睦气解])|与(?![会此时])|及(?!时)|或(?![许者])|以及"
)
_BEGINS_A_SENTENCE = re.compile(
    rf"(?:\d{{1,2}}月\d|\d{{4}}年|{any_of('sentence_openers')}|昨[日天]|今[日天]年?|要(?![闻塞素点害])"
    r"|在.*[上中下里内时后前]$)"
)


def ends(text: str) -> bool:
    """Return whether the text stops where print lets a paragraph stop.

    That is at a full stop, ``！``, ``？``, ``…`` or the colon before what it announces, with
    closing quotes and brackets after it, or at a bracket that follows such a mark (``。(完)``). A
    point after a digit may be a decimal's.
    """
    stripped = text.rstrip()
    core = stripped.rstrip(_CLOSERS + " 　")
    if not core:
        return False
    last = core[-1]
    if last in _FINAL or (last == "." and len(core) > 1 and not core[-2].isdigit()):
        return True
    tail = plain(stripped[-_LONGEST_TAIL:])
    opener = _OPENERS.get(tail[-1])
    if opener is None:
        return False
    before = tail[: tail.rfind(opener)].rstrip() if opener in tail else ""
    return before != "" and before[-1] in "。!?…"


def may_go_on(text: str) -> bool:
    """Return whether the text, after one that did not stop, is more likely its end."""
    return goes_on(text) or _STUMP.match(text) is not None


def begins_anew(text: str) -> bool:
    """Return whether the text opens with what opens a paragraph: a number, a bullet, a speaker."""
    return _ANEW.match(plain(text[:40])) is not None


def goes_on(text: str) -> bool:
    """Return whether the text can't open a paragraph: its first mark or word follows another."""
    return _CONTINUES.match(text) is not None


def is_running(text: str) -> bool:
    """Return whether the text is running text, by its marks or its length."""
    core = text.strip()
    if len(core) > _LONGEST_LABEL:
        return True
    if _ENUMERATED.match(plain(core)):
        return _STOPS.search(core) is not None and ends(core)
    return _STOPS.search(core) is not None and not _is_couplet(core)


def is_field(text: str) -> bool:
    """Return whether a short piece says one thing of something (``时间：10月25日``)."""
    field = _FIELD.match(plain(text))
    if field is None or is_running(text) or _is_unclosed(text):
        return False
    return _LINK.search(plain(text[-8:])) is None


def wants_more(text: str) -> bool:
    """Return whether a text without a final mark stops where another word must follow."""
    core = text.rstrip()
    tail = plain(core[-8:])
    if _LINK.search(tail) or _TIME_OR_NUMBER.search(tail):
        return True
    if _BEGINS_A_SENTENCE.match(plain(core)):
        return True
    return _is_unclosed(core)


def is_parallel(one: str, other: str) -> bool:
    """Return whether two clauses begin alike, as in an enumeration (``一是…；``, ``二是…。``)."""
    return one[:1] == other[:1] or (one[:1] in _ORDINALS and other[:1] in _ORDINALS)


def _is_unclosed(text: str) -> bool:
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS)


def _is_couplet(text: str) -> bool:
    """Return whether short halves of one length stand side by side, as crossheads like them."""
    parts = re.split("[，,；;]", text.rstrip("！!"))
    alike = all(len(one) == len(other) for one, other in pairwise(parts))
    cut = _LINK.search(parts[0]) is not None or wants_object(parts[-1])
    return len(parts) > 1 and len(parts[0]) >= _SHORTEST_HALF and alike and not cut
