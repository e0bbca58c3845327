"""The lines below a headline: which are captions, crossheads, links, and which the text."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from statistics import median

from retrieval.formats.html.chrome import names_caption
from retrieval.formats.html.lines import MOSTLY_LINKS, HtmlLine
from retrieval.formats.html.story import StoryLine
from retrieval.formats.html.tree import Element
from retrieval.model.lines import LineKind
from retrieval.reading.captions import is_caption
from retrieval.reading.furniture import furniture
from retrieval.reading.lists import listed
from retrieval.reading.plain import plain

_LONGEST_CAPTION = 160  # characters of one that its place tells
_LONGEST_LOOKED = 70  # of one that its look tells
_LONGEST_CROSSHEAD = 30
_ALL = 0.8
_FEWEST_LOOKS = 2  # signs of a caption
_SMALLER = 0.92  # of the text's size
_STOPS = "。！？；…"
_PROSE = re.compile("[，。；！？]")
_HEADS_LINKS = frozenset(plain(word) for word in listed("link_headings"))
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DECORATION = re.compile(r"[\s\W_]+")
_CALL = re.compile(
    r"(?:点击|长按|扫描?|识别|扫一扫|关注|戳|↓|↑|▼|▲|点亮|点个|点赞|在看|分享|转发|收藏|留言|星标|置顶"
    r"|阅读原文|二维码|小程序|公众号|客户端|投稿|蓝字|上方|下方|喜欢|视频号)"
)
_FEWEST_CALLS = 2
_LONGEST_CALL = 40
_EDGE = re.compile(
    r"点击|关注|蓝字|订阅|扫码|扫一扫|二维码|长按|在看|点赞|点亮|转发|分享到|收听|下载|客户端|公众号|视频号|星标|置顶"
    r"|投稿|回复“|转载|声明|版权|往期|阅读原文|留言|加入.{0,4}群|商务合作|广告|热线|爆料|喜欢(?:就|请)|精彩内容"
)
_END = re.compile(r"[\W_]*(?:the )?(?:end|fin|完|全文完|本文完|终)[\W_]*", re.IGNORECASE)
_TOOLS = re.compile(
    "(?:大号?|中号?|小号?|打印(?:本[页文])?|关闭(?:窗口)?|字[号体](?:大小)?|放大|缩小|默认|收藏|复制链接|(?:分享|转发|打印|收藏|推荐)(?:此文|本文|本页|文章)?到?"
    "|朋友圈|qq好友|豆瓣|微信好友|微信|新浪微博|腾讯微博|微博|qq空间|qq|t|a|纠错|返回顶部|回到顶部|我要评论|推荐给朋友)+"
)
_ENDS = re.compile(
    r"(?:网友|最新|热门|全部|精彩|用户|发表)?(?:评论|跟帖|留言)(?: ?[(:]? ?\d*(?:条)?[)]?)?$"
    r"|(?:免责|版权|特别|郑重|重要|网站)声明 ?:|凡本(?:网|站|报)(?:注明|站)|[上下]一[篇条则] ?:"
)
_SHORTEST_SENTENCE = 12
_LONGEST_EDGE = 60
_LONG = 28  # characters of a sentence that surely belongs to the text
_ALONE = re.compile(r"[0-9０-９]{1,2}|PART\W*\d{1,2}|NO\W*\d{1,2}", re.IGNORECASE)


def squeezed(text: str) -> str:
    """Return a text's letters and figures alone, for comparing."""
    return _DECORATION.sub("", plain(text)).lower()


def story_lines(
    lines: Sequence[HtmlLine], said: Collection[str] = (), *, within: Element | None = None
) -> Iterator[StoryLine]:
    """Yield the lines of a story's body, in order.

    ``said`` are the parts of its headline, which are left out where they stand above the text once
    more. ``within`` is the element that holds the body: what surrounds it tells nothing.
    """
    known = {squeezed(text) for text in said if text} - {""}
    captions = _captions(lines, within)
    looks = _Looks(lines)
    first, last = _first_and_last(lines)
    in_links = begun = over = False
    holder: Element | None = None
    for at, line in enumerate(lines):
        bare = squeezed(line.text)
        if line.image is not None or not bare or (not begun and bare in known):
            continue
        call = _is_call(line, edge=not first <= at <= last)
        if at in captions and (not call or (is_caption(line.text) and not _calls_twice(line.text))):
            yield StoryLine(_plainly(line), LineKind.CAPTION)
            continue
        is_prose = _PROSE.search(line.text) is not None and line.links < MOSTLY_LINKS
        over = over or (begun and _ENDS.match(plain(line.text)) is not None)
        if heads_links(line.text):
            in_links, holder = True, _list_of(line, within)
        elif in_links and is_prose:
            outside = holder is not None and not _stands_in(line.place, holder)
            in_links = not (_is_long(line) or (outside and _ends_sentence(line)))
        begun = begun or (is_prose and not in_links)
        if (
            over
            or in_links
            or call
            or is_tools(line.text)
            or line.links >= _ALL
            or _is_numeral(line)
        ):
            yield StoryLine(_plainly(line), LineKind.FURNITURE)
        elif looks.stands_out(line):
            yield StoryLine(f"**{_plainly(line)}**", gap=line.gap)
        else:
            yield StoryLine(_plainly(line), gap=line.gap)


def is_tools(text: str) -> bool:
    """Return whether a line sets the letters' size, prints or shares a page."""
    return _TOOLS.fullmatch(squeezed(text)) is not None


def is_around(text: str) -> bool:
    """Return whether a line heads or is what stands round a story: links, tools, comments."""
    return heads_links(text) or is_tools(text) or _ENDS.match(plain(text)) is not None


def _list_of(line: HtmlLine, within: Element | None) -> Element | None:
    """Return the element with the links that a line heads, None where it holds the text, too."""
    one: Element | None = line.place
    if one is not None and one.text == line.text:
        one = one.parent
    if one is None or one is within or within is None or _stands_in(within, one):
        return None
    return one


def _stands_in(one: Element, holder: Element) -> bool:
    return one is holder or any(up is holder for up in one.above())


def _ends_sentence(line: HtmlLine) -> bool:
    return line.text[-1] in _STOPS and len(line.text) >= _SHORTEST_SENTENCE and not line.links


def _is_long(line: HtmlLine) -> bool:
    return len(line.text) > _LONGEST_CROSSHEAD


def _is_numeral(line: HtmlLine) -> bool:
    return not line.row and _ALONE.fullmatch(plain(line.text).strip()) is not None


def heads_links(text: str) -> bool:
    """Return whether a line says that links to other stories follow."""
    return _EDGES.sub("", plain(text)) in _HEADS_LINKS


def _calls_twice(text: str) -> bool:
    return len(set(_CALL.findall(plain(text)))) >= _FEWEST_CALLS


def _first_and_last(lines: Sequence[HtmlLine]) -> tuple[int, int]:
    """Return where the first and the last line stand that surely belong to the text."""
    sure = [
        at
        for at, line in enumerate(lines)
        if line.row
        or (len(line.text) >= _LONG and line.text[-1] in "。！？”…）" and line.links < MOSTLY_LINKS)
    ]
    kept = [at for at in sure if lines[at].row or _RIGHTS.search(lines[at].text) is None]
    return (kept[0], kept[-1]) if kept else (len(lines), -1)


_RIGHTS = re.compile("转载|版权|侵权|原创|来源于网络|联系删除|公众号")


def _is_call(line: HtmlLine, *, edge: bool) -> bool:
    """Return whether a line asks the reader to click, to scan or to pass on.

    ``edge`` says that it stands above or below all that is surely text.
    """
    text = plain(line.text)
    if edge and _END.fullmatch(text):
        return True
    if edge and len(text) <= _LONGEST_EDGE and _EDGE.search(text):
        return "。" not in text or len(set(_EDGE.findall(text))) >= _FEWEST_CALLS
    if len(text) > _LONGEST_CALL or "。" in text:
        return False
    return _calls_twice(text) and furniture(text) is None


def _plainly(line: HtmlLine) -> str:
    """Return a line as reading takes it, without Markdown for how it looks."""
    bare = HtmlLine(line.text, line.place, row=line.row)
    return bare.markdown


class _Looks:
    """How the text of a body looks, and what stands out from it."""

    def __init__(self, lines: Sequence[HtmlLine]) -> None:
        prose = [line for line in lines if line.image is None and _PROSE.search(line.text)]
        long = [line for line in prose if len(line.text) > _LONGEST_CROSSHEAD] or prose
        self.bold = sum(line.bold for line in long) * 2 > len(long)
        sizes = [line.size for line in long if line.size]
        self.size = median(sizes) if sizes else 0.0
        colours = Counter(line.colour for line in long)
        self.colour = colours.most_common(1)[0][0] if colours else ""
        self.centred = sum(line.centred for line in long) * 2 > len(long)

    def stands_out(self, line: HtmlLine) -> bool:
        """Return whether a short line is set as a heading is."""
        text = line.text
        if len(text) > _LONGEST_CROSSHEAD or text[-1] in "。；，、：:,;" or line.row:
            return False
        if furniture(text, heading=True) is not None:
            return False
        larger = bool(self.size) and line.size > self.size
        coloured = bool(line.colour) and line.colour != self.colour
        centred = line.centred and not self.centred
        if line.heading or (line.bold and not self.bold):
            return True
        return larger and (coloured or centred)

    def sets_small(self, line: HtmlLine) -> bool:
        """Return whether a line is set as what stands below a picture is."""
        signs = (
            line.centred and not self.centred,
            bool(self.size and line.size) and line.size < self.size * _SMALLER,
            bool(line.colour) and line.colour != self.colour,
            line.text[-1] not in _STOPS,
        )
        return sum(signs) >= _FEWEST_LOOKS and not line.bold and not line.heading


def _captions(lines: Sequence[HtmlLine], within: Element | None) -> set[int]:
    """Return the places of the captions."""
    looks = _Looks(lines)
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.image is not None or line.row or not line.text:
            continue
        below = line.below_image or (at - 1 in found and not line.gap)
        above = at + 1 < len(lines) and lines[at + 1].image is not None
        if _is_caption(line, looks, within, below=below, above=above):
            found.add(at)
    return found


def _is_caption(
    line: HtmlLine, looks: _Looks, within: Element | None, *, below: bool, above: bool
) -> bool:
    text = line.text
    if line.caption:
        return True
    if len(text) > _LONGEST_CAPTION or heads_links(text):
        return False
    if _in_picture(line.place, within):
        return True
    if is_caption(text):
        return below or above or line.centred
    if not below or len(text) > _LONGEST_LOOKED or line.links >= MOSTLY_LINKS:
        return False
    return not line.gap or looks.sets_small(line)


def _in_picture(place: Element, within: Element | None) -> bool:
    """Return whether an element belongs to a picture: a table or a block that is about it alone."""
    for one in (place, *place.above()):
        if one is within or one.tag in ("body", "html"):
            return False
        about = one.tag in ("table", "figure") or names_caption(one)
        if about and _holds_image(one) and len(one.text) <= _LONGEST_CAPTION * 2:
            return True
    return False


def _holds_image(one: Element) -> bool:
    return one.first("img") is not None
