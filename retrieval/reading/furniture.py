"""Page furniture: what is printed for finding and turning pages, not for the story.

**Furniture** is what has the form of it as a *whole line*: page labels, navigation of digital
editions, mastheads, page numbers, and the imprint (retrieval.reading.imprint). A day or a paper's
name alone is a masthead only above all text; below, it signs a notice. **Jumps** (``下转第二版``,
``上接第一版``) also stand at the ends of paragraphs, from which they are cut.
"""

import re
from functools import partial

from retrieval.model import Reason
from retrieval.reading.imprint import imprint
from retrieval.reading.lists import any_of
from retrieval.reading.plain import plain

_LONGEST = 160  # characters; no furniture is longer, and longer lines need not be looked at

_MOST_STOPS = 1  # commas and full stops; with more, a line may be an imprint but nothing else

_NUMERAL = r"[0-9一二三四五六七八九十〇百]{1,4}"
_PAGE = rf"(?:第? ?[A-Za-z]{{0,2}} ?{_NUMERAL} ?[版页]|第? ?[A-Z]{{1,2}}\d{{1,3}} ?[版页]?)"
_DAY = r"(?:\d{4}|[一二三四五六七八九〇]{4}) ?年 ?\S{1,2} ?月 ?\S{1,3} ?日"
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_PAPER = rf"[\u4e00-\u9fff]{{1,10}}(?:{any_of('paper_endings')})"
_SECTIONS = any_of("sections")
_LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十|三十)"
)

# A line of such parts alone, in any number, is a masthead.
_MASTHEAD = re.compile(
    rf"{_DAY}|{_WEEKDAY}"
    rf"|(?:农历)?(?:[\u4e00-\u9fff]{{2}}年)?闰?[正一二三四五六七八九十冬腊]{{1,2}}月{_LUNAR_DAY}"
    r"|(?:总|总第|第) ?\d{1,6} ?[期号]|(?:今日|本期|今天)共? ?[0-9一二三四五六七八九十]{1,3} ?版面?"
    r"|国内统一(?:连续出版物|刊)号:? ?[A-Z\d\-/ ]+|(?:国内)?邮发代号:? ?[\d\-]+|CN ?\d{2}-\d{4}"
    r"|(?:https?://|www\.)[\w./?=&%#:\-]+|(?:零售价|定价|每份):? ?[\d.]+ ?元"
    rf"|{_PAGE}|{_PAPER}|(?<![^ ])[\u4e00-\u9fff]{{2,6}}报(?= |$)|PDF版?|pdf|{_SECTIONS}"
    r"|[A-Z][A-Za-z ]{2,30}(?:DAILY|Daily|NEWS|News|TIMES|Times|POST|Post|HERALD|Herald)"
)
_SECTION_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")  # of any wording, beside a paper and a page
_PROOF = re.compile(rf"{_WEEKDAY}|{_PAGE}|月{_LUNAR_DAY}|\d ?[期号]|代号|刊号|CN ?\d|www|http|今日")
_DATED = re.compile(rf" *(?P<name>[\u4e00-\u9fff]{{2,10}})[ :,|·]+{_DAY}")
_PROOF_ABOVE = re.compile(
    rf"{_DAY}|{_PAPER}|(?:{_SECTIONS})$|^[A-Z]|^[\u4e00-\u9fff]{{1,4}}(?<![喜捷简通预海公情举汇警])报$"
)

_LABEL = re.compile(
    rf"(?:{_PAGE}|\d{{2}})(?: ?[:·|\- ] ?[\u4e00-\u9fff·/、 ]{{0,12}}|[\u4e00-\u9fff]{{2,4}})?"
    r" ?(?:PDF版?|pdf)?"
)
_LABEL_AFTER = re.compile(
    rf"[\u4e00-\u9fff]{{2,6}} ?[:·|/ ]? ?第? ?[A-Z]{{1,2}}\d{{1,3}} ?版?|(?:{_SECTIONS}) ?\d{{1,2}}"
)
_NUMBER = re.compile(
    r"[\-·~( ]*\d{1,3}[\-·~) ]*|第 ?\d{1,3} ?页(?: ?/? ?共 ?\d{1,3} ?页)?|\d{1,3} ?/ ?\d{1,3}"
)
_NAVIGATION = re.compile(
    rf"[上下前后]一?[版篇页期](?:报纸)?|{any_of('navigation')}|第 ?[A-Z]?\d+ ?版|[大中小](?= |$)"
)
_NAVIGATION_PROOF = re.compile(rf"[上下前后]一[版篇页期]|{any_of('navigation_proof')}")
_SEPARATORS = re.compile(r"[\s<>《》|\[\]()\-·:,/+\d↑↓←→▲▼◀▶►]+")

_ARROWS = r"[▶►>◀<■●▲→\- ]*"
_WHERE = rf"(?:今日|本报)? ?{_PAGE}"
_JUMP = rf"{_ARROWS}(?:此文)?(?:[下紧续]?转|[上紧]接|见) ?{_WHERE}(?:[ ,][^()。]{{0,12}})?{_ARROWS}"
_DETAIL = r"(?:更多|相关|详细?)(?:报道|内容|新闻|评论|图片|情况)?(?:请?见|刊于?|载)? ?" + _WHERE
_JUMP_LINE = re.compile(rf"\(?(?:{_JUMP}|{_ARROWS}{_DETAIL}{_ARROWS})\)?")
_JUMP_END = re.compile(
    rf"(?:\((?:{_JUMP}|{_ARROWS}{_DETAIL})\)|[▶►>]*(?:下转|详见) ?{_WHERE}[▶►> )]*)$"
)
_JUMP_START = re.compile(
    rf"(?:\([上紧]接 ?{_WHERE}[^()。]{{0,12}}\)|[◀<▶►>]*上接 ?{_WHERE}[◀<▶►>]*) ?"
)


def furniture(text: str, *, above: bool = False, heading: bool = False) -> Reason | None:
    """Return what sort of furniture the line is, or None for a line of a story.

    ``above`` says that no text stands above it on the page, ``heading`` that it is marked as one.
    """
    if len(text) > _LONGEST:
        return None
    line = re.sub(r" +", " ", plain(text).strip(" *_").removeprefix("- "))
    if not line:
        return None
    reason = _page_mark(line, above=above)
    return reason or imprint(line, heading=heading)


def _page_mark(line: str, *, above: bool) -> Reason | None:
    """Return what sort of furniture the line is, other than an imprint, or None."""
    if line.count(",") + line.count("。") > _MOST_STOPS:
        return None
    forms = (
        (Reason.JUMP, _JUMP_LINE.fullmatch),
        (Reason.PAGE_LABEL, _is_label),
        (Reason.NAVIGATION, _is_navigation),
        (Reason.MASTHEAD, partial(_is_masthead, above=above)),
        (Reason.PAGE_NUMBER, _NUMBER.fullmatch),
    )
    return next((reason for reason, fits in forms if fits(line)), None)


def without_jumps(text: str) -> tuple[str, str, str]:
    """Return the jump at the start of a text, the text left, and the jump at its end."""
    head = _JUMP_START.match(plain(text[:_LONGEST]))
    start = head.end() if head else 0
    tail_from = max(start, len(text) - _LONGEST)
    tail = _JUMP_END.search(plain(text[tail_from:]))
    end = tail_from + tail.start() if tail else len(text)
    return text[:start], text[start:end].strip(), text[end:]


def paper(text: str) -> str | None:
    """Return the paper's name as a line of furniture prints it (``郑州日报``), or None.

    A name without 报 in it (``二七通讯``) stands right before the day.
    """
    line = plain(text)
    found = re.match(rf" *(?P<name>{_PAPER}|[\u4e00-\u9fff]{{2,6}}报)(?:[ :,|/·\-数]|$)", line)
    found = found or _DATED.match(line)
    if found is None or re.fullmatch(rf"{_SECTIONS}|{_WEEKDAY}", found["name"]):
        return None
    return text[found.start("name") : found.end("name")]


def _is_label(line: str) -> bool:
    if _LABEL_AFTER.fullmatch(line) is not None:
        return True
    return _LABEL.fullmatch(line) is not None and not line.isdigit()


def _is_navigation(line: str) -> bool:
    if _NAVIGATION_PROOF.search(line) is None:
        return False
    return not _SEPARATORS.sub("", _NAVIGATION.sub("", line))


def _is_masthead(line: str, *, above: bool) -> bool:
    rest = _MASTHEAD.sub("", line).strip()
    proof = _PROOF.search(line) is not None
    if name := _SEPARATORS.sub("", rest):
        if above and proof and re.match(_PAPER, line) and _SECTION_NAME.fullmatch(name):
            return True
        if above and proof and _DATED.match(line) and line.startswith(name):
            return True
        return proof and imprint(rest, heading=True) is not None
    return proof or (above and _PROOF_ABOVE.search(line) is not None)
