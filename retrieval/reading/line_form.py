"""What a line shows by its own words: its **form**, and the signs that it gives.

A **sign** speaks for a line's being one kind of line or another (`retrieval.reading.line_signs`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.model.lines import LineKind
from retrieval.reading.captions import is_caption, points_at_picture
from retrieval.reading.endings import begins_anew, ends, goes_on, is_running, wants_more
from retrieval.reading.headlines import could_be_headline, opens_report, tells_when
from retrieval.reading.lists import any_of, listed
from retrieval.reading.markup import Line, Mark
from retrieval.reading.plain import plain
from retrieval.reading.signatures import is_signature

Signs = Mapping[str, float]
"""Signs by name, with how strong each is; mostly 1."""

LONGEST = 45  # code points of a line of a headline
_LONG = 120
_LONGEST_FURNITURE = 160
_SHORT_RUNNING = 30  # a shorter line with a mark in it may be a headline
_UNMARKED = 80  # a longer line is a text, marks or not
_SHORT_CALL = 24  # a line in which a call may stand anywhere
_TINY = 2  # Chinese characters
_FEW_HAN = 20  # of them; a masthead with wide gaps has no more
_FEWEST_PIECES = 0.5  # of a line's characters, that are pieces of furniture
_MOSTLY = 0.8  # of them
_FEWEST_LETTERS = 0.34  # of a line's characters
_MANY_FIGURES = 0.33  # of them, digits

_MARKS = {
    Mark.HEADING: "heading",
    Mark.BOLD: "bold",
    Mark.ITEM: "item",
    Mark.ROW: "row",
    Mark.ALT: "alt",
}
_TOLD = {
    LineKind.FURNITURE: "told_furniture",
    LineKind.KICKER: "told_kicker",
    LineKind.HEADLINE: "told_headline",
    LineKind.SUBTITLE: "told_subtitle",
    LineKind.BYLINE: "told_byline",
    LineKind.CAPTION: "told_caption",
    LineKind.TEXT: "told_text",
    LineKind.CROSSHEAD: "told_crosshead",
    LineKind.ENTRY: "told_entry",
}
HEAD_MARKS = (Mark.HEADING, Mark.BOLD)

DASHES = ("——", "──", "－－", "--", "—")
NUMBER = re.compile(r"\d{1,2}[.、] ?(?=[^\d\s])")
STAMP = re.compile(
    r"\(?(?:\d{4}[年\-/.])? ?\d{1,2}[月\-/.]\d{1,2}日?"
    r"(?: ?(?:星期|周)[一二三四五六日天])?"
    r"(?: ?(?:上午|下午)? ?\d{1,2}:\d{2}(?::\d{2})? ?(?:[AP]M)?)?\)?"
)
"""A day, with or without its year, maybe with a time, and nothing else (in plain text)."""

COMMA = re.compile("[，,;；]")
_INNER = re.compile("[，。；！？,;!?]")
_PART = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))")
_RUBRIC = re.compile(r"\((?!本)[\u4e00-\u9fff]{2,8}\)")
_SPACED_OUT = re.compile(r"(?:[\u4e00-\u9fff][ ]{1,4}){2,7}[\u4e00-\u9fff]")
_GENRES = "|".join(re.escape(plain(word)) for word in listed("genres"))
_GENRE = re.compile(f".{{0,40}}(?:{_GENRES})")
_GENRE_ALONE = re.compile(f".{{0,4}}(?:{_GENRES})")
BULLET = re.compile("[·•▶►◆◇★☆▪●○] ?(?=[^ ])")
_REFERS_FORM = r".*[ .…·:—\-(]+(?:见|详见)? ?(?:{page}|P ?\d{1,3}|\d{1,2}[-—]\d{1,2}版)[)> ▶►]*"
_SALUTATION = re.compile(f".{{0,40}}(?:{any_of('addressees')}) ?:")
_ISSUE_NUMBER = re.compile(r"(?:总第?|第) ?\d{1,6} ?期|Issue ?\d|Vol\.? ?\d|No\.? ?\d")
_WIDE_GAP = re.compile(r"\S {4,}\S")
_CRUMBS = re.compile(r".{0,16}(?:首页|主页|位置).{0,40}>|.*>>.*")
_DOUBLED = re.compile("([\u4e00-\u9fff]{2,6})[，,、 ！!]*\\1[！!]?")
_FIELD = re.compile(rf"(?:^|[ (|/,])(?:{any_of('info_keys')}) ?:")
_KEYED = re.compile(r"(?:^|[ (|/])[\u4e00-\u9fff]{2,6} ?:")
_CALLS = "|".join(re.escape(plain(word)) for word in listed("reader_calls"))
_ALONE = "|".join(re.escape(plain(word)) for word in listed("reader_calls_alone"))
_HEADS_OF_LINKS = "|".join(re.escape(plain(word)) for word in listed("link_headings"))
_LINKS = re.compile(rf"[▲▼▶►>·★●■|( ]*(?:{_HEADS_OF_LINKS})[:>) ]*")
_CALL_WITHIN = re.compile(f"(?:{_CALLS})")
_CALL = re.compile(rf"[▲▼▶►>·★●■( ]*(?:{_CALLS})", re.IGNORECASE)
_CALL_ALONE = re.compile(rf"[▲▼▶►>·★●■ ]*(?:(?:{_ALONE})[▲▼▶►>·★●■ /|]*)+")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PAGE = rf"(?:第? ?[A-Z]{{0,2}} ?\d{{1,3}}[A-Z]? ?版|第?{_NUMERAL}版)"
_REFERS = re.compile(_REFERS_FORM.replace("{page}", _PAGE))
_LABEL_FIRST = re.compile(rf"(?:{_PAGE}|[A-Z]{{1,2}} ?\d{{1,3}} ?版?)[ :·|(]")
_DAY = (
    rf"(?:\d{{4}}|[一二三四五六七八九〇]{{4}}) ?[年\-/.] ?(?:\d{{1,2}}|{_NUMERAL})"
    rf" ?[月\-/.] ?(?:\d{{1,2}}|{_NUMERAL}) ?日?"
)
_CONTACT = re.compile(r"[\w.\-]+@[\w\-]+\.\w+|\d{3,4}-\d{7,8}|(?:电话|热线|信箱|邮箱|微信) ?:")
_ADVERT = re.compile(any_of("advert_words"))
_MOST_ADVERT = 60  # characters of a line of an advertisement
_DATED = re.compile(r"\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2}")
_TIME = r"\d{1,2}:\d{2}(?::\d{2})? ?(?:[AP]M)?"
_PIECE = re.compile(
    rf"{_DAY}(?: ?(?:上午|下午|[AP]M)? ?{_TIME})?|{_TIME} ?/ ?{_TIME}"
    r"|(?:星期|周|礼拜)[一二三四五六日天]|-?\d{1,2} ?(?:℃|°C?|度)? ?[~-]+ ?-?\d{1,2} ?(?:℃|°C?|度)"
    r"|[东南西北偏微]{1,3}风 ?\d(?: ?[-~] ?\d)? ?级"
    r"|(?:中华)?民国 ?\d{2,3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|(?:晴|阴|多云|[小中大阵]雨|[小中大]雪|雾|转|间){2,}"
    rf"|(?:https?://|www\.)[\w./?=&%#:\-]+|{_PAGE}|[上下前后]一?[版篇页期]\d?"
    r"|(?:总第?|第) ?\d{1,6} ?[期号]|(?:返回|回到)?(?:主页|首页|目录)|(?:标题|版面)导航|PDF版?"
    rf"|[一-鿿]{{2,6}}(?:{any_of('paper_endings')})|[|<>《》·:()\[\]/,\-]"
)
_PAPER = re.compile(f"[一-鿿]{{2,12}}(?:{any_of('paper_endings')}|{any_of('bulletin_endings')})")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class LineForm:
    """A line and what is true of it wherever it stands.

    ``plain`` is its beginning in plain characters, without space around it; ``is_furniture`` says
    that it has the whole form of furniture, ``is_spare`` that it nearly has. ``is_prose`` says that
    it reads like sentences, ``heads_links`` that a list of other stories' headlines follows it.
    """

    line: Line
    plain: str
    is_furniture: bool
    is_spare: bool
    is_title: bool
    is_signature: bool
    is_caption: bool
    heads_links: bool
    is_prose: bool
    opens: bool
    signs: Signs

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.line.text

    @property
    def is_brief(self) -> bool:
        """Whether it is no longer than a line of a headline, and no sentence."""
        return not self.is_prose and len(self.text) <= LONGEST

    @property
    def may_head(self) -> bool:
        """Whether it may be a line of a headline, by its length or its mark."""
        return self.is_title or self.line.mark in HEAD_MARKS

    @property
    def is_short(self) -> bool:
        """Whether it is a short unmarked line, and no byline, caption or furniture by its words."""
        plainly = self.line.mark is Mark.PLAIN and self.is_title and not self.line.full
        other = self.is_furniture or self.is_spare or self.is_signature or self.is_caption
        return plainly and not other


def form_of(line: Line, *, is_furniture: bool) -> LineForm:
    """Return the form of a line; whether it is furniture as a whole is known before."""
    text = line.text
    folded = plain(text[: _LONGEST_FURNITURE + 1]).strip()
    signature, caption = is_signature(text), line.mark is Mark.ALT or is_caption(text)
    spare = dict(_of_furniture(folded))
    is_spare = "call" in spare or "info" in spare or spare.get("pieces", 0.0) > _MOSTLY
    sentences = _reads_like_sentences(text)
    prose = sentences and not (is_furniture or signature or caption or is_spare)
    title, marked = could_be_headline(text), line.mark in HEAD_MARKS
    opens = opens_report(text) and _RUBRIC.fullmatch(folded) is None
    signs = {
        "any": 1.0,
        **spare,
        **dict.fromkeys(_of_words(line, folded), 1.0),
    }
    held = (
        ("furniture", is_furniture),
        ("title", title),
        ("prose", prose),
        ("signature", signature),
        ("credited", caption and not points_at_picture(text)),
        ("long_heading", marked and not (title or opens or "。" in text) and len(text) <= _LONG),
    )
    signs |= {name: 1.0 for name, holds in held if holds}
    return LineForm(
        line=line,
        plain=folded,
        is_furniture=is_furniture,
        is_spare=is_spare,
        is_title=title,
        is_signature=signature,
        is_caption=caption,
        heads_links=_LINKS.fullmatch(folded) is not None,
        is_prose=prose,
        opens=opens,
        signs=signs,
    )


def _of_words(line: Line, folded: str) -> Iterator[str]:
    """Yield the signs of a line's words, but those of furniture."""
    text = line.text
    doubled = _DOUBLED.fullmatch(text) is not None
    bullet = BULLET.match(folded) is not None
    stops, dashed = ends(text), text.rstrip().endswith(DASHES[0])
    if (mark := _MARKS.get(line.mark)) is not None:
        yield mark
    if line.told is not None:
        yield _TOLD[line.told]
    held = (
        ("long", len(text) > LONGEST),
        ("very_long", len(text) > _LONG),
        ("stops", stops and "。" in text),
        ("wants_more", not stops and not dashed and wants_more(text)),
        ("comma", line.mark is Mark.PLAIN and not doubled and _runs_on(text)),
        ("goes_on", goes_on(text) and not bullet),
        ("bullet", bullet and could_be_headline(text[1:])),
        ("part", _PART.match(folded)),
        ("figured", NUMBER.match(folded)),
        ("begins_anew", begins_anew(text)),
        ("when", tells_when(text)),
        ("rubric", _RUBRIC.fullmatch(folded)),
        ("points", points_at_picture(text)),
        ("dash", text.startswith(DASHES)),
        ("dash_end", dashed),
        ("colon_end", text.rstrip().endswith(("：", ":"))),
        ("spaced_out", _SPACED_OUT.fullmatch(folded)),
        ("genre", _GENRE.fullmatch(_SPACES.sub("", folded)) if len(text) <= LONGEST else None),
        ("salutation", _SALUTATION.fullmatch(folded)),
        ("genre_alone", _GENRE_ALONE.fullmatch(_SPACES.sub("", folded))),
        ("doubled", doubled),
        ("tiny", len(_HAN.findall(text[:LONGEST])) <= _TINY),
    )
    yield from (name for name, holds in held if holds)


def _of_furniture(text: str) -> Iterator[tuple[str, float]]:
    """Yield what of a plain line is such as furniture is made of."""
    if not text or len(text) > _LONGEST_FURNITURE:
        return
    if "。" not in text:
        left = _SPACES.sub("", _PIECE.sub("", text))
        share = 1 - len(left) / len(_SPACES.sub("", text))
        if share >= _FEWEST_PIECES:
            yield "pieces", share
        if fields := len(_FIELD.findall(text)):
            yield "info", float(min(fields, 3))
        forms = (
            ("dated", _DATED.search(text)),
            ("labelled", _LABEL_FIRST.match(text)),
            ("names_paper", _PAPER.fullmatch(text)),
            ("advert", len(text) <= _MOST_ADVERT and len(_ADVERT.findall(text)) > 1),
            ("issue_number", _ISSUE_NUMBER.search(text)),
            ("contact", _CONTACT.search(text)),
            ("refers", _REFERS.fullmatch(text)),
            ("wide_gap", len(_HAN.findall(text)) <= _FEW_HAN and _WIDE_GAP.search(text)),
            ("crumbs", _CRUMBS.match(text)),
        )
        yield from ((name, 1.0) for name, found in forms if found)
    if len(_KEYED.findall(text)) > 1:
        yield "keyed", 1.0
    within = len(text) <= _SHORT_CALL and _CALL_WITHIN.search(text)
    if within or _CALL.match(text) or _CALL_ALONE.fullmatch(text):
        yield "call", 1.0
    letters, figures = len(_LETTER.findall(text)), len(_DIGIT.findall(text))
    shares = (
        ("wordless", letters < _FEWEST_LETTERS * len(text)),
        ("latin", letters and not _HAN.search(text)),
        ("figures", figures > _MANY_FIGURES * len(text)),
    )
    yield from ((name, 1.0) for name, holds in shares if holds)


def _runs_on(text: str) -> bool:
    return COMMA.search(text) is not None and is_running(text)


def _reads_like_sentences(text: str) -> bool:
    if not is_running(text):
        return False
    marked = len(text) > _SHORT_RUNNING and _INNER.search(text) is not None
    return ends(text) or marked or len(text) > _UNMARKED
