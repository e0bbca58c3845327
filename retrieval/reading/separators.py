"""What tools put between the pages of a file, and the marks of theirs that print nothing.

A **separator** is a line that only says that another page begins (``--- Page 3 ---``,
``{2}------``, ``第 3 页 共 8 页`` in rules), or which file it was read from. It has no place in a
story: what a page's end cut goes on below it.
"""

import re

from retrieval.model import Reason

_LONGEST = 120  # characters
_EDGE = r"[\s\-=*#_~—–─<>\[\](){}【】/|.:：·+]*"
_COUNT = r"[\s:：#._\-]*[0-9]{1,4}(?:\s*(?:/|of|共|-)\s*[0-9]{1,4})?"
_NUMERAL = "[0-9一二三四五六七八九十百]{1,4}"
_PAGE = re.compile(
    rf"{_EDGE}(?:"
    r"(?:begin(?:ning)? of |end of |start of )?"
    rf"(?:pdf )?(?:page|pg|slide|sheet)(?:no|num|number)?{_COUNT}(?: (?:begin|end|start)s?)?"
    rf"|第 ?{_NUMERAL} ?[页頁][,，/ ]*(?:共 ?{_NUMERAL} ?[页頁])?"
    r"|(?:new ?|next ?)page|page[ _\-]?(?:break|end|start|separator)"
    r"|[分换換][页頁](?:符|线|線)?|[页頁][分隔]{1,2}符?"
    r"|\\(?:newpage|pagebreak|clearpage)"
    rf"){_EDGE}$",
    re.IGNORECASE,
)
_COUNTED_RULE = re.compile(
    r"\{[0-9]{1,4}\}[-=_*]{3,}$|[-=]{2,} ?[0-9]{1,4}(?: (?:of|/) [0-9]{1,4})? ?[-=]{2,}$"
)
_FILE = re.compile(
    rf"{_EDGE}(?:图片|圖片|文件名?|檔案|file|image|source)?[\s:：]*"
    r"[\w\-./\\ ()（）]{1,80}\.(?:png|jpe?g|tiff?|pdf|webp|bmp|gif|heic)"
    rf"{_EDGE}$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\*{0,2}==> picture \[[0-9]+ x [0-9]+\] intentionally omitted <==\*{0,2}"
    r"|\*{0,2}-{2,} ?(?:start|end) of picture text ?-{2,}\*{0,2}"
    r"|[\[【<(（](?:images?|img|figure|picture|photo|[图圖]片?|照片)[ :：_\-]?[0-9]{0,4}[\]】>)）]"
    r"|!\[\[[^\[\]\n]{1,200}\]\]|\(?(?:\./)?(?:images?|imgs?|figures?|media|assets)/[\w\-./]{1,150}\)?",
    re.IGNORECASE,
)
_FENCE = re.compile(r"(?:`{3,}|~{3,})\s*[A-Za-z]{0,12}|:{3,}\s*(?:\{[^{}]*\}|[\w-]{0,30})")
_DEFINITION = re.compile(r"\[[^\[\]]{1,60}\]:\s*(?:<[^<>]*>|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'))?")
_ANCHOR = re.compile(r"(?:\[\]\{[^{}]{1,80}\}|\{[#.][^{}]{1,80}\})+")


def separator(text: str) -> Reason | None:
    """Return why a line of a tool's making is dropped, or None for a line of the page."""
    if len(text) > _LONGEST and not text.startswith(("!", "[")):
        return None
    if _COUNTED_RULE.match(text) or (_PAGE.match(text) and not _is_bare_label(text)):
        return Reason.PAGE_NUMBER
    if _PLACEHOLDER.fullmatch(text) or _FILE.match(text):
        return Reason.IMAGE
    if _FENCE.fullmatch(text) or _DEFINITION.fullmatch(text) or _ANCHOR.fullmatch(text):
        return Reason.MARKUP
    return None


def _is_bare_label(text: str) -> bool:
    """Return whether ``第3页`` stands there as print has it, which is told elsewhere."""
    return re.fullmatch(r"第 ?[0-9]{1,3} ?页", text) is not None
