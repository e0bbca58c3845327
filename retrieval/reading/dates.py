"""The date of an issue, the label of its page, and the date of a story.

An **issue's date** is printed on its page's furniture (``2022年10月27日 星期四 第2版``), or else is
in the page's path. A **story's date** is the day its report opens with: the first word for a time
in its dateline or first sentence (``本报讯 10月25日上午,…``). Where that word is vague (近日,
今年以来), or there is none, the story has no date; days further on are those of something else. A
year is printed or follows from the issue, or is unknown.
"""

import re
from collections.abc import Sequence
from datetime import date

from retrieval.model import Evidence, PrintedDate
from retrieval.reading.bylines import is_byline
from retrieval.reading.captions import is_caption
from retrieval.reading.day_words import FULL, day_of, full_day, printed
from retrieval.reading.media import dateline_source
from retrieval.reading.opening_day import opening_day
from retrieval.reading.plain import plain

_LONGEST = 120  # code points of a line of furniture
_PROSE = re.compile("[。!?;“”]|,.{12}|(?:(?<!通)讯|电)(?:[ ,(0-9]|$)")
_FURNITURE = re.compile(
    "星期[一二三四五六日天]|周[一二三四五六日]|农历|第 ?[0-9〇一二三四五六七八九十百]{1,8} ?[期号]"
    "|[0-9A-Z一二三四五六七八九十] ?版|刊号|邮发|[报刊](?:社|讯)?(?![一-鿿])|出版"
    "|发布时间|发布日期|日期|PDF|责编|编辑|主办|编印|印发|签发"
    "|(?:办公室|委员会|[部局办委])编?(?: |$)"
)
_TIME = re.compile(r"^ ?(?:上午|下午)? ?\d{1,2}:\d{2}(?::\d{2})? ?(?:[AP]M)?")
_DECORATION = " #*_|>=-·()"
_PATH_DAY = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})"
    r"(?:[-_./年](?P<month>[0-9]{1,2})[-_./月](?P<day>[0-9]{1,2})"
    r"|(?P<months>[0-9]{2})(?P<days>[0-9]{2}))(?![0-9])"
)
_LABEL = re.compile(
    "(?<![转接见至到共期日第0-9A-Za-z])(?P<label>"
    "第 ?(?:[A-Z]{0,2} ?[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?版"
    "|(?:[A-Z]{1,2}[0-9]{1,3}|[0-9]{1,3}) ?版)"
)
_LABEL_REST = 16  # Han characters beside a page's label: its name, the paper's name, a weekday
_PATH_ISSUE = re.compile("(?:总|总第|第)? ?[0-9]{1,6} ?[期号](?![一-鿿])|第 ?[0-9]{1,6} ?[期号]")
_PATH_LABEL = re.compile(
    r"(?:^|[-_. 第])(?P<label>[A-HT][A-H]?[0-9]{1,3}|[0-9]{1,2})"
    r"版?(?:[-_. ]?[(\u4e00-\u9fff][^/.]{0,40}|\([0-9]\))?(?:\.[A-Za-z]{1,8})?$",
    re.IGNORECASE,
)


def issue_date(page_lines: Sequence[str], name: str) -> PrintedDate | None:
    """Return the issue's day with its year, from the page's lines or else from its path, or None.

    A date inside a story or a headline is not the issue's.
    """
    for line in page_lines:
        if len(line) <= _LONGEST:
            day = _furniture_day(plain(line).strip(_DECORATION))
            if day is not None:
                return printed(day, Evidence.PAGE, Evidence.PAGE)
    day = _path_day(plain(name))
    return printed(day, Evidence.PATH, Evidence.PATH) if day else None


def _furniture_day(text: str) -> date | None:
    match = FULL.search(text)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {_TIME.sub(' ', text[match.end() :])}".strip(_DECORATION)
    return (
        full_day(match)
        if not rest or (_FURNITURE.search(rest) and not _PROSE.search(rest))
        else None
    )


def _path_day(name: str) -> date | None:
    """Return the last day in a path: that of the file itself, or of the nearest folder."""
    day: date | None = None
    for match in _PATH_DAY.finditer(name):
        month, of_month = match["month"] or match["months"], match["day"] or match["days"]
        day = day_of(int(match["year"]), int(month), int(of_month)) or day
    return day


def page_label(page_lines: Sequence[str], name: str) -> str | None:
    """Return the page's label as printed (``第2版``), or else from the file's name (``A05版``)."""
    for line in page_lines:
        if len(line) > _LONGEST:
            continue
        text = plain(line).strip(_DECORATION)
        match = _LABEL.search(text)
        if match is None or _PROSE.search(text):
            continue
        rest = FULL.sub("", text[: match.start()] + " " + text[match.end() :])
        if len(re.findall("[一-鿿]", rest)) <= _LABEL_REST:
            return match["label"].replace(" ", "")
    file = _PATH_DAY.sub(".", plain(name).replace("\\", "/")).rpartition("/")[2]
    match = _PATH_LABEL.search(_PATH_ISSUE.sub(".", file))
    if match is None:
        return None
    label = match["label"].upper()
    return f"第{label}版" if label.isdigit() else f"{label}版"


def report_date(paragraphs: Sequence[str], issue: PrintedDate | None) -> PrintedDate | None:
    """Return the day that a story reports, from its paragraphs in order, with their datelines.

    The year is the one in or beside the issue's that makes the day nearest; without ``issue`` there
    is none, and 昨日 is no date. Bylines and captions above the report do not count (of a story in
    pictures the captions are the report). Where it opens with no day, the dateline of a credit at
    its end does. A full day in a credit above the report (``2022-10-28 来源:…``) is that of its
    publication: it stands in for an issue's unknown day, and for the report's own.
    """
    published: PrintedDate | None = None
    texts = [text for paragraph in paragraphs if (text := plain(paragraph)).strip(" ")]
    for text in [text for text in texts if not is_caption(text)] or texts:
        signed = is_byline(text)
        full = FULL.search(text) if signed and published is None else None
        if full and (day := full_day(full)):
            published = printed(day, Evidence.PAGE, Evidence.PAGE)
            continue
        found = opening_day(text, issue or published)
        if found is not None:
            return found
        if not signed:
            break
    return _closing_day(paragraphs, issue) or published or _signing_day(paragraphs)


def _signing_day(paragraphs: Sequence[str]) -> PrintedDate | None:
    """Return the full day that signs a notice: the last paragraph, and nothing else."""
    last = plain(next((text for text in reversed(paragraphs) if text.strip()), "")).strip()
    found = FULL.fullmatch(last)
    day = None if found is None else full_day(found)
    return None if day is None else printed(day, Evidence.TEXT, Evidence.TEXT)


def _closing_day(paragraphs: Sequence[str], issue: PrintedDate | None) -> PrintedDate | None:
    """Return the day of the dateline at a story's end: ``(据新华社北京10月25日电)``."""
    last = next((text for text in reversed(paragraphs) if text.strip()), "")
    tail = re.split("[(。]", plain(last[-_LONGEST:]).rstrip(" 。"))[-1]
    return opening_day(tail, issue) if dateline_source(tail) else None
