"""The phrases that say how to change a text.

甲改成乙, 把甲改为乙, “甲”应为“乙”, 甲→乙, 不是甲是乙, 乙误印成甲, 删去甲, 甲后面加上乙; some are
English. Words that stand around 甲 and 乙 are taken off in several ways, and the text decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis import cut_fast, folded_text

_LONGEST = 400  # characters that a change takes out
_QUOTED = re.compile(r"“(.+?)”|「(.+?)」|『(.+?)』|‘(.+?)’|\"(.+?)\"")
_ALL = "都|全都|全部|一律|均|统统|all"
_TO = (
    *("应该改成", "应该改为", "应当改成", "应当改为", "应改成", "应改为", "应改作", "应更正为"),
    *("改成", "改为", "改作", "改回", "换成", "换为", "替换成", "替换为", "更正为", "更正成"),
    *("订正为", "修改成", "修改为", "修正为", "写成", "应该写成", "应写成", "应写作"),
    *("应该为", "应该是", "应该作", "应当为", "应当是", "应为", "应是", "应作", "该是", "当为"),
    *("→", "->", "-->", "=>", "⇒", "➔", "➜", "—>", "⟶", "==>"),
    *("should be", "should read", "should have been", "must be", ",是", ",改成", ",改为"),
)
_WEAK = ("改", " to ", " with ")
_WRONGLY = tuple(
    f"{wrongly}{done}{so}"
    for wrongly in ("误", "错", "")
    for done in ("印", "写", "打", "排", "植", "")
    for so in ("成了", "成", "为", "作")
    if wrongly or (done and so in ("成了", "成"))
)
_NUMBER = "一二三四五六七八九十"
_NTH = re.compile(rf"第([{_NUMBER}]|\d{{1,2}})(?:处|个|次)")
_LEAD = re.compile(
    r"(?:(?:请|麻烦|烦请|应该|应当|应|文中|文内|这里|此处|原文|其中|上面|里面"
    rf"|第[{_NUMBER}\d]+段|第[{_NUMBER}\d]+(?:处|个|次)|所有|全部|每一?处|(?<!第)[两三四五几各\d]处"
    r"|please|correct|change|replace|fix|the words?)(?:里面|中|里)?(?:的)?[\s,:]*)"
)
_HOLD = re.compile(r"(?:把|将|是把|将把)\s*")
_TAIL = re.compile(
    rf"(?:[\s,。]+|(?:{_ALL})|这(?:一?句话?|一?段话?|一?处)|这?(?:个字|个词|几个字|一?词|一句话?|句话|二字|两字|两个字|三字|三个字"
    r"|四个字|字|处)|是?(?:有误|错了|不对|误|有错|错的|错字|印错了|写错了|打错了|是错的|笔误|是笔误"
    r"|系误植|is wrong|被))$"
)
_AFTER_NEW = re.compile(
    r"(?:[\s,。!]*(?:才对|才是|吧|谢谢|多谢|thanks|thank you|please))+[\s。!]*$"
)
_CUT = re.compile(
    r"(?:删去|删掉|删除|去掉|拿掉|delete|remove)[\s:]*(?:多余的|多出来?的|那个|一个)*(?P<a>.+)"
)
_TOO_MANY = re.compile(
    r"(?:这里|此处|文中)?多(?:印|打|写|出)?了(?:一个|个|两个字|一个字)?[\s:]*(?P<a>.+)"
)
_CUT_BEHIND = re.compile(
    r"(?P<a>.+?)(?:(?:,|是|为|系)*(?:多余的?|多出来的|衍字|衍文|应?该?(?:删去|删掉|删除|去掉)|应删|删))+"
)
_COMES = re.compile(
    r"在?(?P<a>.+?)(?:的)?(?P<side>后面?|之后|后边|前面?|之前|前边)[\s,]*(?:应该|应当|应|要|请|还)?"
    r"(?:加上|加|补上|补|添上|添|插入|少印?了|漏印?了|缺了?|少)(?:一个|个)?(?P<b>.+)"
)
_NOT = re.compile(
    r"(?:应该?|应当)?不是(?P<a>.+?)[\s,;]*(?:而应该?|而应当|应该?|应当|而)?是(?P<b>.+)"
)
_AND_NOT = re.compile(
    r"(?:应该?是?|应当是?|应?为|是)(?P<b>.+?)[\s,;]*(?:而不是|而非|不是|非)(?P<a>.+)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a way of reading the words changes.

    ``old`` are the forms that the words to be changed may have, the likeliest first; ``new``
    replaces them, or comes in ``beside`` them (before: -1, after: 1). ``which`` is None for the
    only place, 0 for all of them, or the number of one. It is ``weak`` where the
    words may well say something else.
    """

    old: tuple[str, ...]
    new: str
    beside: int = 0
    which: int | None = None
    weak: bool = False


def lists_in(said: str) -> Iterator[list[str]]:
    """Yield the ways to take the words for several changes."""
    for between in (r"\n+", r"[\n;；。]+", r"[\n;；。,，、]+|以及|并且"):
        yield [part for part in map(str.strip, re.split(between, said)) if part]


def changes_in(said: str) -> Iterator[Change]:
    """Yield what the words may change, the surest way to read them first."""
    said, low = _spelt(said)
    for form in (_COMES, _NOT, _AND_NOT):
        if found := form.fullmatch(low):
            old, new = (said[slice(*found.span(name))] for name in ("a", "b"))
            side = found.groupdict().get("side")
            beside = 0 if side is None else -1 if "前" in side else 1
            yield Change(_forms(old), _new(new), beside, _which(old))
    for joint in (_TO, _WRONGLY, _WEAK):
        for start, end in _joints(low, joint):
            left, right = said[:start], said[end:]
            if joint is _WRONGLY:
                left, right = right, _forms(left)[-1]
            if left.strip() and right.strip() and len(left) <= _LONGEST:
                yield Change(_forms(left), _new(right), 0, _which(left), joint is _WEAK)
    yield from cuts_in(said)


def cuts_in(said: str) -> Iterator[Change]:
    """Yield what the words may take out."""
    said, low = _spelt(said)
    for form in (_CUT, _TOO_MANY, _CUT_BEHIND):
        if found := form.fullmatch(low):
            old = said[slice(*found.span("a"))]
            yield Change(_forms(old), "", 0, _which(old))


def _spelt(said: str) -> tuple[str, str]:
    """Return the words without a full stop, and folded, a character for a character."""
    said = said.strip().rstrip("。.!！")
    low = folded_text(said)
    return (said, low) if len(low) == len(said) else (low, low)  # else a ligature or the like


def _joints(low: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of the words stands, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        yield from ((at.start(), at.end()) for at in re.finditer(re.escape(word), low))


def _forms(old: str) -> tuple[str, ...]:
    """Return what the words to be changed may be, without what is said around them."""
    if quoted := list(_QUOTED.finditer(old)):
        return (_inside(quoted[-1]),)
    leads = [old.strip(" ,，:：\u3000")]
    while found := _match_lead(leads[-1]):
        rest = leads[-1][found[0] :]
        leads = [rest] if found[1] else [*leads, rest]
    forms = []
    for lead in leads:
        tails = [lead]
        while (cut := _TAIL.search(folded_text(tails[-1]))) and cut.start():
            tails.append(tails[-1][: cut.start()])
        forms += tails
    return tuple(dict.fromkeys(filter(None, forms)))


def _match_lead(words: str) -> tuple[int, bool] | None:
    """Return the length of what is said before the words, and whether it is 把 or the like."""
    low = folded_text(words)
    if (held := _HOLD.match(low)) and cut_fast(low)[0] in ("把", "将", "是"):
        return held.end(), True
    lead = _LEAD.match(low)
    return None if lead is None or lead.end() == len(low) else (lead.end(), False)


def _new(new: str) -> str:
    """Return the words to come in, without what is said around them."""
    new = new.strip()
    new = new[: m.start()] if (m := _AFTER_NEW.search(folded_text(new))) else new
    if quoted := _QUOTED.match(new):
        return _inside(quoted)
    return new.strip(" :：\u3000")


def _inside(quoted: re.Match[str]) -> str:
    return next(filter(None, quoted.groups()), "")


def _which(old: str) -> int | None:
    """Return which of several places is meant, 0 for all."""
    low = folded_text(_QUOTED.sub("", old))
    if re.search(rf"所有|每一?处|(?<!第)[两三四五几各\d]处|(?:{_ALL})", low):
        return 0
    if nth := _NTH.search(low):
        return int(nth[1]) if nth[1].isascii() else _NUMBER.index(nth[1]) + 1
    return None
