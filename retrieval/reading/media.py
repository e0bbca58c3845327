"""The media that a story can be taken from, as datelines and source lines name them.

A **medium** is a name with a press's ending (…社, …网, …日报, …新闻, …客户端), or one between 《》.
A story's **source** is a medium other than the paper itself: an agency's dateline
(新华社北京10月25日电), 据…报道, 来源:…. 本报 and 本网 are none, nor is
the paper of a 记者 unless it is one of the agencies and national media that others reprint. All
patterns read plain text.
"""

import re

from retrieval.model import Span
from retrieval.reading.lists import any_of

AGENCIES = any_of("agencies")
_ENDING = f"(?:{any_of('media_endings')})"
_NAME = '[一-鿿A-Za-z0-9·“”"+]'
_TITLE = r"《[^《》\n]{2,24}》"
MEDIUM = (
    rf"(?:{_TITLE}|(?:{AGENCIES})(?:[·“]{_NAME}{{2,12}}?)?|(?!本[报刊网台社]|据|来源)"
    f"(?:(?!本[报刊网台社]|记者|通讯员){_NAME}){{1,20}}?{_ENDING}(?:·{_NAME}{{2,10}}?{_ENDING})?)"
)
_WIRE = f"(?:{AGENCIES}|[一-鿿]{{2,8}}?(?:{any_of('wire_endings')}))"
_OUTLET = "(?:客户端|官网|网站|微信公众号|微博)?"
_PLACE = "[一-鿿]{0,8}?"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DAY = rf"(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日|(?:{_NUMERAL}月)?{_NUMERAL}日"
_WHERE_AND_WHEN = f"{_PLACE} ?(?:{_DAY})? ?"
_TAKEN = f"(?:{any_of('source_openings')})"
_SENT = "(?:综合)?(?:报道|消息|电|讯|专电|供稿|播发|发|供本报特稿)"
SOURCE = (
    rf"{_TAKEN}(?: ?[:/|] ?| ?(?=《)| )(?:{_TITLE}|[^\s,;:()、/。]{{2,24}})"
    f"|(?:据|综合) ?{MEDIUM}(?:[、和]{MEDIUM}){{0,3}}{_OUTLET}{_WHERE_AND_WHEN}{_SENT}?"
    "(?=[ ,:()]|$)"
    f"|(?:{AGENCIES}){_WHERE_AND_WHEN}{_SENT}(?=[ :()]|$)"
    f"|(?:{AGENCIES})(?=[ )]|$)"
)
_OPENING = re.compile(f"(?:据|综合|{_TAKEN})? ?[:/|]? ?")
_NAMED = re.compile(
    f"(?P<name>(?:{AGENCIES}|{MEDIUM}|.{{2,24}}?)(?: ?[、和] ?{MEDIUM}){{0,3}})"
    f"{_OUTLET}(?:{_WHERE_AND_WHEN}{_SENT})?"
)
_AGENCY_REPORTER = re.compile(f"(?P<name>{AGENCIES})(?=.*记者)")
_DATELINE = re.compile(
    f"[ (]*(?:据 ?)?(?P<name>{_WIRE}) ?{_WHERE_AND_WHEN}(?:综合)?(?:电|讯|专电|消息|专稿)"
    "(?=[ (:,)]|$)"
)
_DATED = re.compile(f"[ (]*(?:据 ?)?(?P<name>{_WIRE}) ?{_PLACE} ?(?:{_DAY}) ?(?:综合)?[电讯]")
_QUOTED = re.compile(f" ?(?:据|综合) ?(?P<name>{MEDIUM}){_OUTLET}{_WHERE_AND_WHEN}(?:报道|消息|电)")
# A site's line run into the report: 2022年7月4日06:15 东湖网-东湖晚报 本报讯.
_SITED = re.compile(
    rf"[ (]*\d{{4}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}日? ?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)? *"
    rf"(?:{MEDIUM} ?- ?)?(?P<name>{MEDIUM}) +(?=\(?本[报网台社][^ ]{{0,12}}[讯电])"
)
_OPENED = re.compile(f" ?据 ?(?P<name>{AGENCIES}) ")


def source_name(word: str) -> Span | None:
    """Return where a source word names its medium: 新华社 in ``据新华社北京10月25日电``."""
    if word.endswith("记者"):
        return _name(_AGENCY_REPORTER.match(word))
    opening = _OPENING.match(word)
    return _name(_NAMED.fullmatch(word, opening.end() if opening else 0))


def dateline_source(plain: str) -> Span | None:
    """Return where a story's first block names its agency or paper in its opening words."""
    forms = (_DATELINE, _DATED, _QUOTED, _OPENED, _SITED)
    return _name(next((match for form in forms if (match := form.match(plain))), None))


def _name(match: re.Match[str] | None) -> Span | None:
    """Return the place of a match's name without its 《》; none for what a paper calls itself."""
    if match is None or match["name"].startswith("本"):
        return None
    title = match["name"].startswith("《") and match["name"].endswith("》")
    return Span(match.start("name") + title, match.end("name") - title)
