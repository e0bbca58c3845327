"""The line beside a headline that tells when, where and by whom a story was published."""

import re
from itertools import islice

from retrieval.formats.html.chrome import AUTHOR_WORDS, words_of
from retrieval.formats.html.lines import HtmlLine, is_inline
from retrieval.reading.bylines import Credits, Sureness, look
from retrieval.reading.day_words import FULL
from retrieval.reading.plain import plain

_KEY = (
    "(?:来源|稿源|来自|出处|发布|时间|日期|浏览|阅读|点击|编辑|责编|责任编辑|校对|审核|作者|字号|字体"
    "|分享|评论|录入|栏目|标签|关键词)"
)
_INFO = re.compile(
    rf"{_KEY}[^ ]{{0,6}} ?[:/]|^\d{{4}}[-/.年]|\d{{1,2}}:\d{{2}}|(?<!\d)\d{{1,2}}[-/]\d{{1,2}}$"
)
_CITED = re.compile(
    r"《[^》]{2,20}》 ?[（(][^（）()]{4,40}[)）]|[（(]\d{4}年\d{1,2}月\d{1,2}日[^）)]{0,20}[)）]"
)
_ROLE = (
    "(?:本报|本网|见习|实习|全媒体|融媒体?|首席|特约|报社|日报|晚报)*"
    "(?:记者|通讯员|作者|撰文|撰稿|采写|文字|文/图|文|图|摄影|摄)"
)
_CREDIT = re.compile(
    rf"{_ROLE}(?: ?(?P<colon>[:/]) ?| )"
    r"[\u4e00-\u9fff·A-Za-z]{2,20}(?:[、, /]+[\u4e00-\u9fff·]{1,12})*"
)
_BEGUN = re.compile(rf"(?:^|[\s|])(?P<credit>[□■◆●]? ?{_ROLE}[ :/])")
_AUTHOR = re.compile(r"(?:^|(?<=\s))[□■◆●] ?[\u4e00-\u9fff·]{2,6}(?=\s|$)")
_FIELDS = re.compile(rf"[|]|\s+(?=[\u4e00-\u9fff/]{{1,6}} ?:)|(?:^|\s)(?={_KEY})|\s{{2,}}")
_WHEN = re.compile(
    r"\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}-\d{1,2}(?!\d)"
    r"|(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2})?|\[|\]"
)
_OF_WRITERS = re.compile("[记通作文图摄供撰]")
_LONGEST = 200  # characters
_MORE = re.compile(
    "(?:来源|稿源|出处|发布|时间|日期|浏览|阅读|点击|编辑|责编|校对|审核|字号|字体|分享|评论|录入|栏目|标签)"
    r"[^ ]{0,6} ?[:/]|\d{1,2}:\d{2}"
)
_NOBODY = re.compile(
    "(?:网站|系统)?管理员|佚名|匿名|不详|未知|暂?无|admin(?:istrator)?|小编|编辑部?|本[站网报]|原创|转载|网络",
    re.IGNORECASE,
)
_AUTHORED = re.compile(rf"{_ROLE}")
_FIELD = re.compile(
    "(?:信息|文章|稿件)?(?:来源|出处|作者|记者|日期|时间|责任编辑|责编|编辑|审核|校对)"
    "|(?:发布|发稿|更新|发表)(?:日期|时间|单位|机构)|(?:浏览|阅读|点击)(?:次数|量|数)"
)
_BY = re.compile("(?:(?:written )?by|由) ?:? ?([\u4e00-\u9fff·]{2,6})", re.IGNORECASE)
_OF_ROLE = re.compile(rf"[□■◆●]? ?{_ROLE} ?[:/]? ?")
_MOST_INLINE = 60
_LONGEST_NAME = 12


def is_info(line: HtmlLine) -> bool:
    """Return whether a line tells when, where and by whom something was published."""
    text = plain(line.text)
    if len(text) >= _LONGEST or "。" in text:
        return False
    if _FIELD.fullmatch(text.strip(": ")):
        return True
    return _INFO.search(text) is not None or FULL.search(text) is not None


def credits_in(line: HtmlLine) -> list[str]:
    """Return the bylines that a line of information holds, in order, each as it is printed."""
    apart = " ".join(line.parts) if len(line.parts) > 1 else line.text
    uncited = apart if _CITED.fullmatch(apart.strip()) else _CITED.sub(" ", apart)
    text = re.sub(r"\s+", " ", uncited).strip(" |｜")
    if not text or len(text) > _LONGEST:
        return []
    return [one for one in _credits_of(line, text) if not _names_nobody(one)]


def key_and_value(line: HtmlLine, following: HtmlLine | None) -> str:
    """Return the byline that two lines make, the first the name of a field (作者), or ""."""
    key = plain(line.text).rstrip(": ")
    if following is None or _AUTHORED.fullmatch(key) is None:
        return ""
    value = following.text
    named = len(value) <= _LONGEST_NAME and look(value).sureness is not Sureness.NONE
    return f"{key}：{value}" if named and not _names_nobody(value) else ""


def inline_author(line: HtmlLine) -> str:
    """Return the name in a line of information that only an element's name says is the author's.

    "" for none; who put a story on the site is often named so.
    """
    for one in islice(line.place.walk(), _MOST_INLINE):
        inline = one is not line.place and is_inline(one)
        said = words_of(one) & AUTHOR_WORDS or one.attributes.get("itemprop", "") == "author"
        name = one.text if inline and said else ""
        named = 0 < len(name) <= _LONGEST_NAME and not _names_nobody(name)
        if named and name in line.text and look(name).sureness is not Sureness.NONE:
            return name
    return ""


def _names_nobody(credit: str) -> bool:
    return _NOBODY.fullmatch(_OF_ROLE.sub("", plain(credit), count=1).strip()) is not None


def _credits_of(line: HtmlLine, text: str) -> list[str]:
    bare = plain(text)
    by = _BY.fullmatch(bare)
    if by is not None and look(by[1]).sureness is not Sureness.NONE:
        return [by[1]]
    more = FULL.search(bare) is not None or _MORE.search(bare) is not None
    sureness = Sureness.NONE if more else look(text).sureness
    if sureness is Sureness.BY_WORDS:
        return [text] if _OF_WRITERS.search(text) else []
    near = [line.place, *list(line.place.above())[:1]]
    authored = any(words_of(one) & AUTHOR_WORDS or one.tag == "founder-author" for one in near)
    if authored and sureness is not Sureness.NONE:
        return [text]
    text = _WHEN.sub(" ", FULL.sub(" ", plain(text)))
    begun = _BEGUN.search(text)
    text = text[begun.start("credit") :] if begun is not None else text
    pieces = (piece.strip(" ,;、·□■◆●()") for piece in _FIELDS.split(text) if piece)
    found = [piece for piece in pieces if _is_credit(piece)]
    return found or [author[0].strip() for author in _AUTHOR.finditer(text)]


def _is_credit(piece: str) -> bool:
    found = _CREDIT.fullmatch(piece)
    if found is None:
        credited = look(piece)
        sure = credited.sureness is Sureness.BY_WORDS and credited.credits != Credits()
        return sure and _OF_WRITERS.search(piece) is not None
    return bool(found["colon"]) or look(piece).sureness is Sureness.BY_WORDS
