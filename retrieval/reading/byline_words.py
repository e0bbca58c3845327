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
from retrieval.reading.media import AGENCIES, MEDIUM, SOURCE, source_name
from retrieval.reading.personal_names import opens_name


class LexemeKind(Enum):
    """What a lexeme does in a byline."""

    REPORTER = auto()  # opens names: 本报记者, 实习生, 作者
    CORRESPONDENT = auto()  # opens names: 通讯员
    PHOTOGRAPHER = auto()  # opens names: 摄影记者
    EDITOR = auto()  # opens names that are no author's: 责编, 校对, 指导老师
    TEXT = auto()  # before or after names: 文
    PHOTO = auto()  # before or after names: 摄, 图
    BOTH = auto()  # before or after names: 文/图, 摄影报道
    SPOKEN = auto()  # before or after names: 口述, 视频, of what is not written
    SUBMITTED = auto()  # before or after names: 供稿, the work of 通讯员
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
TASKS = frozenset(
    {LexemeKind.TEXT, LexemeKind.PHOTO, LexemeKind.BOTH, LexemeKind.SPOKEN, LexemeKind.SUBMITTED}
)


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
_WRITING = f"(?:{spaced('文字整理', '采访整理', '文字', '整理', '记录')}|文)"
_PICTURE = f"(?:{spaced('摄影', '图片', '摄像', '拍摄')}|图|摄)"
_PHOTO = f"{spaced('摄影', '摄像', '供图', '拍摄')}|(?<!翻)摄(?:[于自][一-鿿-]{{2,16}})?"
# 文 glued to a name of three characters, as 摄 is to the next name: 王小明文 李四摄.
_WROTE = (
    f"(?:(?<=[ (者员、/]{_HAN}{{3}})|(?<=^{_HAN}{{3}}))文(?=[ 、/]?{_HAN}{{2,3}} ?[摄图]{_EDGE})"
)
_REPORTER = (
    f"{_OWN}? ?{_GRADE}{{0,4}} ?(?:{spaced('记者', '评论员', '撰稿人')})(?! ?[站节证团])"
    f"|(?:大?学生|校园|小)记者[团站](?:成员)?(?= )"
    f"|{_OWN}? ?(?:{spaced('实习生')})"
    f"|采访(?= ?[:/、|] ?)"
    f"|(?:特约|特邀|本报|本版)?(?<![合创制写工])(?:{any_spaced('byline_authors')})"
    f"|(?:{any_of('byline_report_kinds')})(?:报道|报导)(?= ?:)"
)
_CORRESPONDENT = (
    f"{_OWN}? ?(?:特约|全媒体|融媒体|特邀|骨干|学生|校园|小|[镇村乡]|街道|社区|企业)?"
    f"(?:{spaced('通讯员', '报道员', '信息员')})(?! ?[队站])|供稿人"
)
_EDITORS = f"(?:{any_spaced('byline_editors')})(?!员)"
_REPORT = (
    f"(?:{any_of('byline_report_kinds')}|从{_HAN}{{2,14}}?)?(?:发回)?(?:报道|报导)(?![组部])"
    f"|特稿|专电|专访|发自 ?{_HAN}{{2,6}}"
    f"|(?:外?电|(?<![资通快简短])讯|综合){_EDGE}"
)
_GIVERS = f"(?:{any_of('picture_givers')})"
_SUPPLIED = (
    f"(?:图片|照片|图|摄影)? ?[/:]? ?{_HAN}{{0,8}}"
    f"(?:{_GIVERS}供图|资料图片?|资料照片|视觉中国|网络图片|截图){_EDGE}"
    f"|(?:图片?|照片) ?[/:]? ?(?:来源|来自|源自|据|均?由)[ :]?(?:{_HAN}|[·A-Za-z]){{2,12}}"
    f"|(?:图片?|照片) ?[/:] ?(?:{_HAN}{{2,12}}提供|翻摄{_HAN}{{0,12}}"
    f"|{MEDIUM}"
    f"|{_HAN}{{0,6}}(?:(?<!记)者|方|网络|资料)){_EDGE}"
)
_SUBMITTED_BY = f"{_HAN}{{1,12}}(?:{any_of('byline_offices')}|[部局委办]) ?供稿{_EDGE}"
_COMBINED = f"{_WRITING} ?[/、&+并] ?{_PICTURE}|{_PICTURE} ?[/、&+并] ?{_WRITING}|文图|图文"
_OFFICE = (
    f"{_HAN}{{0,12}}(?:{any_of('byline_offices')}|[市区县]委|[市区县]局){_EDGE}"
    f"|{_HAN}{{3,12}}[局委办部厅镇乡村社网站]{_EDGE}"
    f"|{_HAN}{{2}}[镇乡县](?= +(?!通讯员|记者|见习|实习|摄影){_HAN}{{2,4}}(?:[ )]|$))"
)
_OUTLET = f"(?:{MEDIUM}(?:·{_HAN}{{1,6}}?)?|[A-Za-z0-9一-鿿]{{1,8}}?(?:{any_of('outlet_endings')}))"
_NAMED_BEFORE = f"(?!{_HAN}{{2,8}}(?:{AGENCIES}))"  # who stands glued before an agency's reporter
_OUTLETS = f"{_NAMED_BEFORE}(?:{_HAN}{{2,5}}[云端号]/)?{_OUTLET}(?: ?[、,·/-] ?{_OUTLET}){{0,2}}"
_DATE = (
    r"\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|[一二三四五六七八九十]{1,3}日"
)

_ANYWHERE = (
    f"(?P<BOTH>摄影[/、]?报道|图文报道|(?:{_COMBINED}){_EDGE})"
    f"|(?P<PHOTOGRAPHER>{_OWN}? ?{_GRADE}{{0,3}}(?:{spaced('摄影记者', '图片记者', '摄影师')}))"
    f"|(?P<CORRESPONDENT>{_CORRESPONDENT})"
    f"|(?P<REPORTER>{_REPORTER})"
    f"|(?P<EDITOR>{_EDITORS})"
    f"|(?P<ARRANGED>整理{_EDGE})"
    f"|(?P<WROTE>{_WROTE})"
    f"|(?P<SPOKEN>(?:口述人?|讲述人?(?= ?[:/|])|(?:视频|音频|航拍)(?! ?记者)){_EDGE})"
    f"|(?P<SUBMITTED>(?:{spaced('供稿', '投稿')}){_EDGE})"
    f"|(?P<REPORT>{_REPORT})"
    f"|(?P<PHOTO>(?:{_PHOTO}){_EDGE})"
    f"|(?P<QUOTED_REPORTER>(?:{AGENCIES}|《{_HAN}{{2,12}}》(?:杂志|周刊)?){_GRADE}{{0,2}}记者)"
    f"|(?P<QUOTED_CORRESPONDENT>(?:{AGENCIES}|《{_HAN}{{2,12}}》(?:杂志|周刊)?)(?:特约)?通讯员)"
    f"|(?P<ASIDE>{_DATE}|[今昨当][日天晚晨](?=从)|等(?=[ )]|$))"
)
_AT_EDGE = (
    f"(?P<COMBINED>(?:文[/、]图|图[/、]文)|文摄{_EDGE})"
    f"|(?P<SUPPLIED>{_SUPPLIED})"
    f"|(?P<SUBMITTED_BY>{_SUBMITTED_BY})"
    f"|(?P<MEDIA_REPORTER>{_OUTLETS}[ ·]?{_GRADE}{{0,4}}(?:记者|实习生))"
    f"|(?P<MEDIA_CORRESPONDENT>{_NAMED_BEFORE}{MEDIUM}(?:特约)?通讯员)"
    f"|(?P<SOURCE>{SOURCE})"
    f"|(?P<TEXT>{_WRITING}(?:{_EDGE}|(?={_HAN}{{2,4}} ?/ ?(?:摄|图))))"
    f"|(?P<PICTURE>(?:图片|漫画|插[图画]|绘[图画]|图){_EDGE})"
    f"|(?P<REMARK>(?:实习|见习|{_HAN}{{1,4}}族){_EDGE}|除?署名(?:除?外)?[,、]?|(?:均|全部)[由为]"
    rf"|(?:{any_of('page_facts')}) ?:(?: ?\d{{1,7}}(?= |$))?|星期[一二三四五六日天]"
    rf"|{_HAN}{{0,4}}(?:热线|电话|邮箱|QQ|微信) ?: ?[0-9A-Za-z@._-]{{3,40}}"
    f"|本[版组文期](?:(?:图片|照片|稿件|文字)?均?[由为])?|{_OFFICE})"
)
_INSIDE = re.compile(_ANYWHERE)
_GLUED = re.compile("(?P<PHOTO>摄影)")  # to the names after it
_WORD = re.compile(f"{_ANYWHERE}|{_AT_EDGE}")
_ALIASES = {
    "COMBINED": LexemeKind.BOTH,
    "ARRANGED": LexemeKind.TEXT,
    "WROTE": LexemeKind.TEXT,
    "PICTURE": LexemeKind.PHOTO,
    "MEDIA_REPORTER": LexemeKind.REPORTER,
    "MEDIA_CORRESPONDENT": LexemeKind.CORRESPONDENT,
    "QUOTED_REPORTER": LexemeKind.REPORTER,
    "QUOTED_CORRESPONDENT": LexemeKind.CORRESPONDENT,
    "SUBMITTED_BY": LexemeKind.SUPPLIED,
    "REMARK": LexemeKind.ASIDE,
}
_BULLETS = "□■◎●◇◆▲"  # between the bylines of one line
_NAMING_MEDIA = ("SOURCE", "MEDIA_REPORTER", "QUOTED_REPORTER")
_MARKS: dict[str, LexemeKind | None] = dict.fromkeys(" ()*")
_MARKS |= {"/": LexemeKind.SLASH, ":": LexemeKind.COLON}
_MARKS |= dict.fromkeys(f"、,;&|{_BULLETS}", LexemeKind.COMMA)
_FOREIGN = re.compile(r"[^㐀-鿿〇\U00020000-\U000323afA-Za-z0-9·.'+ ()/:、,;&|《》“”\"*□■◎●◇◆▲@_-]")
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
        char = _mark_at(plain, at, apart=apart, named=phrase is not None)
        word = _word_at(plain, at, apart=apart, posted=posted, named=phrase is not None)
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


def _mark_at(plain: str, at: int, *, apart: bool, named: bool) -> str:
    """Return the character at ``at``, a dot or ring that is no part of a name as another mark."""
    char = plain[at]
    if char == "〇" and apart and _WORD.match(plain, at + 1):
        return "□"  # a bullet
    if char == "·" and (not named or _INSIDE.match(plain, at + 1)):
        return "、"
    return char


def _word_at(
    plain: str, at: int, *, apart: bool, posted: bool, named: bool
) -> re.Match[str] | None:
    """Return the role or other word of a byline that begins at ``at``, if one does."""
    word = (_WORD if apart else _INSIDE).match(plain, at)
    word = word or (_GLUED.match(plain, at) if posted else None)
    return None if word is not None and named and _is_given(plain, word) else word


def _is_given(plain: str, word: re.Match[str]) -> bool:
    """Return whether 文 or 图 is no task but the rest of a padded name (``仝 文``)."""
    if len(word[0]) > 1:
        return False
    before = plain[: word.start()].rstrip(" ").rsplit(" ")
    single = next((i for i, part in enumerate(reversed(before)) if len(part) > 1), len(before))
    return single % 2 == 1 and opens_name(before[-1])


def _lexeme(word: re.Match[str]) -> Lexeme:
    group = word.lastgroup or ""
    kind = _ALIASES.get(group) or LexemeKind[group]
    name = source_name(word[0]) if group in _NAMING_MEDIA else None
    source = Span(word.start() + name.start, word.start() + name.end) if name else None
    return Lexeme(kind, word.start(), word.end(), source)
