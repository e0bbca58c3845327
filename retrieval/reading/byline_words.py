"""The words of bylines, and a byline's text cut into them.

A **lexeme** is a word of a byline. **Roles** open or close a list of names: 记者, 通讯员, 摄影,
文/图. What stands between roles is a **phrase**: names that are still to be parted. All patterns
read plain text (see `plain`).
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.model import Span
from retrieval.reading.lists import any_of, any_spaced, spaced
from retrieval.reading.media import MEDIUM, SOURCE, source_name


class LexemeKind(Enum):
    """What a lexeme does in a byline."""

    REPORTER = auto()  # opens names: 本报记者, 实习生, 作者
    CORRESPONDENT = auto()  # opens names: 通讯员
    PHOTOGRAPHER = auto()  # opens names: 摄影记者
    EDITOR = auto()  # opens names that are no author's: 责编, 校对
    TEXT = auto()  # before or after names: 文
    PHOTO = auto()  # before or after names: 摄, 图
    BOTH = auto()  # before or after names: 文/图, 摄影报道
    REPORT = auto()  # closes names, may follow a place: 报道, 电
    SOURCE = auto()  # names a medium: 据新华社电
    SUPPLIED = auto()  # a picture without a photographer: 受访者供图
    ASIDE = auto()  # says nothing of people: a date, (实习), 本版, an office
    SLASH = auto()
    COLON = auto()
    COMMA = auto()
    PHRASE = auto()


POSTS = frozenset(
    {LexemeKind.REPORTER, LexemeKind.CORRESPONDENT, LexemeKind.PHOTOGRAPHER, LexemeKind.EDITOR}
)
TASKS = frozenset({LexemeKind.TEXT, LexemeKind.PHOTO, LexemeKind.BOTH})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of a byline at ``[start, end)``; ``source`` is where its medium's name stands."""

    kind: LexemeKind
    start: int
    end: int
    source: Span | None = None


_OWN = "(?:本 {0,3}[报刊网台社版端站]|我[报社])"
_HAN = "[一-鿿]"
_GRADE = f"(?:{any_of('byline_grades')}|驻{_HAN}{{1,8}}?)"
_EDGE = "(?=[ /:,、()|]|$)"
_WRITING = f"(?:{spaced('文字', '整理')}|文)"
_PICTURE = f"(?:{spaced('摄影', '图片', '摄像')}|图|摄)"
_REPORTER = (
    f"{_OWN}? ?{_GRADE}{{0,4}} ?(?:{spaced('记者', '评论员', '撰稿人')})(?! ?[站节证])"
    f"|{_OWN}? ?(?:{spaced('实习生')})"
    f"|{any_spaced('byline_authors')}"
)
_EDITORS = any_spaced("byline_editors")
_REPORT = (
    f"(?:{any_of('byline_report_kinds')})?(?:报道|报导)|特稿|专电|专访|发自 ?{_HAN}{{2,6}}"
    f"|(?:外?电|讯|综合){_EDGE}"
)
_GIVERS = f"(?:{any_of('picture_givers')})"
_SUPPLIED = (
    f"(?:图片|照片|图|摄影)? ?[/:]? ?{_HAN}{{0,8}}"
    f"(?:{_GIVERS}供图|资料图片?|资料照片|视觉中国|网络图片|截图){_EDGE}"
    f"|(?:图片?|照片) ?[/:]? ?(?:来源|来自|源自|据|均?由)[ :]?(?:{_HAN}|[·A-Za-z]){{2,12}}"
    f"|(?:图片?|照片) ?[/:] ?(?:{_HAN}{{2,12}}提供|{MEDIUM}){_EDGE}"
)
_COMBINED = f"{_WRITING} ?[/、&+并] ?{_PICTURE}|{_PICTURE} ?[/、&+并] ?{_WRITING}|文图|图文"
_OFFICE = f"{_HAN}{{0,12}}(?:{any_of('byline_offices')}|[市区县]委|[市区县]局){_EDGE}"
_DATE = (
    r"\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|[一二三四五六七八九十]{1,3}日"
)

_ANYWHERE = (
    f"(?P<BOTH>摄影[/、]?报道|图文报道|(?:{_COMBINED}){_EDGE})"
    f"|(?P<PHOTOGRAPHER>{_OWN}? ?{_GRADE}{{0,3}}(?:{spaced('摄影记者', '图片记者', '摄影师')}))"
    f"|(?P<CORRESPONDENT>{_OWN}? ?(?:特约|全媒体|特邀|骨干)?(?:{spaced('通讯员')}))"
    f"|(?P<REPORTER>{_REPORTER})"
    f"|(?P<EDITOR>{_EDITORS})"
    f"|(?P<REPORT>{_REPORT})"
    f"|(?P<PHOTO>(?:{spaced('摄影', '摄像', '供图')}|摄){_EDGE})"
    f"|(?P<ASIDE>{_DATE}|等(?=[ )]|$))"
)
_AT_EDGE = (
    "(?P<COMBINED>(?:文[/、]图|图[/、]文))"
    f"|(?P<SUPPLIED>{_SUPPLIED})"
    f"|(?P<MEDIA_REPORTER>{MEDIUM}[ ·]?{_GRADE}{{0,4}}(?:记者|实习生))"
    f"|(?P<MEDIA_CORRESPONDENT>{MEDIUM}(?:特约)?通讯员)"
    f"|(?P<SOURCE>{SOURCE})"
    f"|(?P<TEXT>{_WRITING}{_EDGE})"
    f"|(?P<PICTURE>(?:图片|漫画|插[图画]|绘[图画]|图){_EDGE})"
    f"|(?P<REMARK>(?:实习|见习){_EDGE}|除?署名(?:除?外)?[,、]?|(?:均|全部)[由为]"
    f"|本[版组文期](?:(?:图片|照片|稿件|文字)?均?[由为])?|{_OFFICE})"
)
_INSIDE = re.compile(_ANYWHERE)
_GLUED = re.compile("(?P<PHOTO>摄影)")  # to the names after it
_WORD = re.compile(f"{_ANYWHERE}|{_AT_EDGE}")
_ALIASES = {
    "COMBINED": LexemeKind.BOTH,
    "PICTURE": LexemeKind.PHOTO,
    "MEDIA_REPORTER": LexemeKind.REPORTER,
    "MEDIA_CORRESPONDENT": LexemeKind.CORRESPONDENT,
    "REMARK": LexemeKind.ASIDE,
}
_MARKS = {" ": None, "(": None, ")": None, "/": LexemeKind.SLASH, ":": LexemeKind.COLON}
_MARKS |= dict.fromkeys("、,;&|", LexemeKind.COMMA)
_FOREIGN = re.compile(r"[^㐀-鿿〇\U00020000-\U000323afA-Za-z0-9·.'+ ()/:、,;&|《》“”\"-]")
_NAMING = re.compile(r"[㐀-鿿〇\U00020000-\U000323afA-Za-z·.'-]")


def lexemes(plain: str) -> list[Lexeme] | None:
    """Return the lexemes of a plain text, in order; None where it holds what no byline does."""
    if _FOREIGN.search(plain):
        return None
    found: list[Lexeme] = []
    phrase: int | None = None  # where the current phrase began
    apart = True  # whether a word that must stand apart may begin here
    posted = False  # whether a post has shown this to be a byline
    at = 0
    while at < len(plain):
        char = plain[at]
        word = (_WORD if apart else _INSIDE).match(plain, at)
        word = word or (_GLUED.match(plain, at) if posted else None)
        if word is None and char not in _MARKS and not _NAMING.match(char):
            return None
        if word is None and (char == " " or char not in _MARKS):
            phrase = at if phrase is None and char != " " else phrase
            apart = char == " "
            at += 1
            continue
        if phrase is not None:
            found.append(Lexeme(LexemeKind.PHRASE, phrase, at))
            phrase = None
        if word is not None:
            found.append(_lexeme(word))
            posted = posted or found[-1].kind in POSTS
        elif (mark := _MARKS[char]) is not None:
            found.append(Lexeme(mark, at, at + 1))
        at = word.end() if word is not None else at + 1
        apart = True
    if phrase is not None:
        found.append(Lexeme(LexemeKind.PHRASE, phrase, at))
    return found


def _lexeme(word: re.Match[str]) -> Lexeme:
    group = word.lastgroup or ""
    kind = _ALIASES.get(group) or LexemeKind[group]
    name = source_name(word[0]) if group in ("SOURCE", "MEDIA_REPORTER") else None
    source = Span(word.start() + name.start, word.start() + name.end) if name else None
    return Lexeme(kind, word.start(), word.end(), source)
