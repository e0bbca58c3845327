"""What the lines and paths of a saved page tell: the day, the page's label, the paper."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from retrieval.reading.day_words import FULL, day_of, full_day
from retrieval.reading.plain import plain

_PATH_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})[-_./]?([0-9]{2})[-_./]?([0-9]{2})(?![0-9])"
    r"|(?<![0-9])((?:19|20)[0-9]{2})[-_./年]([0-9]{1,2})[-_./月]([0-9]{1,2})(?![0-9])"
)
_LONGEST = 80  # characters of a line with a label
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LABEL = re.compile(
    rf"(?<![0-9A-Za-z转接至到见共])第? ?(?P<label>[A-Z]{{0,2}} ?\d{{1,3}} ?[版页]|{_NUMERAL} ?版"
    r"|[A-HT][A-H]?\d{1,2}(?=[ :：·|/]|[\u4e00-\u9fff]{0,4}(?:$| )))"
    r"(?![权面本式税图画])(?P<rest>.*)",
    re.IGNORECASE,
)
_DATED = 3
_LAST_NUMBER = re.compile(r"([A-Z]?\d{1,3})\.\w+$", re.IGNORECASE)
_COUNT = re.compile(r"(?:今日|本期|今天|本报今日|共) ?共? ?\d{1,3} ?版")
_SECTION = re.compile(
    r"[ :：·|/（(\-—]*(?P<section>[\u4e00-\u9fff·/、A-Za-z]{2,10})[)）]?(?= |$|[|])"
)
_NO_SECTION = re.compile(
    r"[上下前后]一?[版页期篇]|星期|周[一二三四五六日]|PDF|导航|日报|晚报|放大|缩小"
)
_ENDINGS = "日报|晚报|晨报|早报|时报|商报|导报|周报|都市报|快报|新报|晚刊|周刊|时讯|通讯|快讯|报"
_PAPER = re.compile(rf"(?:[\u4e00-\u9fff]{{2,10}}?(?:{_ENDINGS})|[\u4e00-\u9fff]{{2,4}}日报)")
_QUOTED = re.compile(rf"《([\u4e00-\u9fff·]{{2,12}}(?:{_ENDINGS}))》 ?(?:[（(]|数字|电子)")
_BEFORE = re.compile("^(?:欢迎(?:您)?(?:访问|光临|阅读|登录|来到)?|返回|进入|订阅|关于)+")
_NOT_OWN = re.compile("来源|稿源|转载|转自|据《")
_EDITION = re.compile(
    "(?:数字报|多媒体|电子报|电子版|数字版|多媒体数字|数字化|在线阅读|官方网站|官网|网络版|手机版|数字|电子|"
    "报刊|版面|首页|新闻网|在线|网|[- _|·:—–]+)+$"
)
_GENERAL = re.compile(
    "(?:数字|电子|手机|本|旧|往期|多媒体)?报|.{0,4}(?:通报|简报|海报|情报|预报|汇报|喜报|举报|申报|填报|上报|公报|播报|年报)"
)
_SPLIT = re.compile(r"[-_|—–·>:：,，、\s]+")


def path_day(*paths: str) -> dt.date | None:
    """Return the last day that one of these paths tells (``2026-06/11``, ``202606/11``)."""
    for path in paths:
        day: dt.date | None = None
        for found in _PATH_DAY.finditer(path):
            year, month, of_month = (part for part in found.groups() if part)
            day = day_of(int(year), int(month), int(of_month)) or day
        if day is not None:
            return day
    return None


def printed_days(texts: Iterable[str]) -> list[dt.date]:
    """Return the full days in lines, in order."""
    found: list[dt.date] = []
    for text in texts:
        for one in FULL.finditer(plain(text[:400])):
            day = full_day(one)
            if day is not None:
                found.append(day)
    return found


def issue_day(texts: Sequence[str], paths: Sequence[str]) -> dt.date | None:
    """Return an issue's day: of those printed the one that the path tells, too, or the first."""
    days, by_path = printed_days(texts), path_day(*paths)
    if by_path is not None and (by_path in days or not days):
        return by_path
    return days[0] if days else None


def label_in(text: str) -> tuple[str, str | None] | None:
    """Return the page's label in a line (``01版``, ``A02版``) and its section's name if it has one.

    None for a line without a label, and for one that runs on beside it.
    """
    if len(text) > _LONGEST:
        return None
    line = _COUNT.sub(" ", FULL.sub(" ", plain(text)))
    found = _LABEL.search(line)
    if found is None:
        return None
    label = found["label"].replace(" ", "").upper().replace("页", "版")
    if not label.endswith("版"):
        label += "版"
    if not label[0].isascii():
        label = f"第{label}"
    rest = found["rest"]
    section = _SECTION.match(rest)
    name = section["section"] if section else None
    if name is not None and _NO_SECTION.search(name):
        name = None
    if name is None:
        before = line[: found.start()].split()
        last = before[-1].strip("·|/:") if before else ""
        if re.fullmatch("[\u4e00-\u9fff·]{2,8}", last) and not _NO_SECTION.search(last):
            name = last if not _PAPER.fullmatch(last) else None
    return label, name


def ranked_labels(texts: Iterable[str], name: str) -> list[tuple[str, str | None]]:
    """Return the page labels in lines, with their sections, the likeliest to be the page's first.

    It is printed beside the day, or twice where the other pages' are printed once, or is the number
    in the name of the file. Of several alike the first comes first.
    """
    found: list[tuple[str, str | None]] = []
    votes: Counter[str] = Counter()
    for text in texts:
        one = label_in(text)
        if one is not None:
            found.append(one)
            votes[one[0]] += 1 + _DATED * (FULL.search(plain(text)) is not None)
    number = _LAST_NUMBER.search(name.rpartition("/")[2])
    for label in votes:
        if number is not None and label.lstrip("第").rstrip("版").lstrip("0") == number[1].lstrip(
            "0"
        ):
            votes[label] += 1
    return sorted(found, key=lambda one: -votes[one[0]])


def paper_in(texts: Iterable[str]) -> str | None:
    """Return the paper that most lines name by itself, in quotes or beside a day; maybe None."""
    votes: Counter[str] = Counter()
    for text in texts:
        line = text[:200].strip()
        if _NOT_OWN.search(line):
            continue
        for name in _QUOTED.findall(line):
            votes[name] += 3
        pieces = [line, *_SPLIT.split(FULL.sub(" ", line))]
        bare = [_BEFORE.sub("", one) for one in pieces]
        for piece in dict.fromkeys(
            _EDITION.sub("", one.strip("《》【】[]()（） ")) for one in bare
        ):
            if _PAPER.fullmatch(piece) and not _GENERAL.fullmatch(piece):
                votes[piece] += 1
    return votes.most_common(1)[0][0] if votes else None


def without_edition(name: str) -> str:
    """Return a paper's name without what says that it is the one on a screen (``数字报``)."""
    return _EDITION.sub("", name.strip("《》 "))


def is_paper(name: str) -> bool:
    """Return whether a name is that of a newspaper."""
    return _PAPER.fullmatch(name) is not None and _GENERAL.fullmatch(name) is None
