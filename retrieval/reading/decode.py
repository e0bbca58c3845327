"""Bytes of a page to its text.

A byte order mark decides; without one, bytes that are valid UTF-8 are UTF-8 (they hardly ever are
by chance). The rest is GB18030 or Big5. Most bytes of one are valid in the other, so both are
tried, and the more *plausible* text wins. Chinese prose is made of few characters, and both
standards put the common ones in a region of their own (GB 2312's level 1, lead bytes B0 to D7;
Big5's frequent characters, A4 to C6); a wrong decoding scatters over the rare and the private ones.
"""

import codecs
import re
from hashlib import sha256

from retrieval.errors import PageRefused
from retrieval.model.page_text import PageText
from retrieval.reading.characters import usual, without_invisible
from retrieval.reading.foreign import Foreign, foreign_format
from retrieval.reading.side_by_side import stands_side_by_side

MAX_PAGE_BYTES = 4 * 1024 * 1024
"""A newspaper's page has some 20 kB of text. What reading, storing and indexing one take in memory
grows with its size: docs/operating.md has the figures, and a test holds the bound to the memory."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How files of other sorts begin; only those whose bytes might pass for text need a line here.
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP / Office"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
)

_FOREIGN = {
    Foreign.HTML: "这是网页，请打开它，把里面的正文另存为文本 .txt (HTML: save its text as .txt)",
    Foreign.XML: "这是 XML，请把里面的正文另存为文本 .txt (XML: save its text as .txt)",
    Foreign.JSON: "这是 JSON 数据，请把里面的正文另存为文本 .txt (JSON: save its text as .txt)",
}

# What newspapers print most, simplified and traditional: about two fifths of any page.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计"
    "别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海"
    "口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石"
    "记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青"
    "省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型"
    "眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严讯版镇街村项目企"
    "這為個國時來們對會發動過產說種後學經進著電裡現實體機當點從業應開還與關無數條結問題黨總設資邊"
    "圖統見計別論運農強決戰處隊給門規熱領東導壓爭濟術極認權證轉單風帶場車務萬達積議聲報鬥類離華確"
    "節話傳許廣記觀織裝眾書復須驗連斷難備辦習響約勞團歷構標寫親養層專廠識適屬滿縣參紅細聽該鐵價嚴"
    "訊項區員長並臺灣縣鄉鎮"
)
_PUNCTUATION = frozenset("，。、：；？！“”‘’（）《》「」『』【】—…·　０１２３４５６７８９")

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SOFT_HYPHEN_AT_END = re.compile("(?<=[A-Za-z])\xad(?=[ \t]*\n)")
_ASCII = re.compile("[\x00-\x7f]+")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
_SAMPLE = 20_000  # characters are judged on this much of a page
_MAX_SPOILT = 0.02  # of UTF-8 that a copy cut or damaged, beyond which it is no text
_FEW_ZEROS = 3  # bytes that a copy may have put into the shortest Chinese text


def decode(data: bytes, name: str) -> str:
    r"""Return the page's text with ``\n`` line ends, without byte order mark or control characters.

    Full-width spaces and digits stay as printed. ``name`` is for messages. Raises
    PageRefused where the page is empty or blank, larger than MAX_PAGE_BYTES, no text, HTML, XML or
    JSON, or has its text columns side by side.
    """
    text = characters_of(data, name)
    if (found := foreign_format(text)) is not None:
        raise PageRefused(name, _FOREIGN[found], found)
    if stands_side_by_side(text):
        raise PageRefused(
            name,
            "文字是几栏并排的，一行里有好几栏的字，连起来读不通；请按栏导出，一栏接着一栏 "
            "(text columns stand side by side: export them one after another)",
            "columns",
        )
    return text


def characters_of(data: bytes, name: str) -> str:
    """Return the characters of a text file, whatever is written in them, as `decode` does.

    Raises PageRefused where the file is empty or blank, larger than MAX_PAGE_BYTES, or no text.
    """
    if len(data) > MAX_PAGE_BYTES:
        raise _too_large(name, len(data))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise PageRefused(name, f"不是文本文件，是 {what}，请给文字 (binary: give text)")
    text = _BREAKS.sub("\n", _characters(data, name))
    text = usual(without_invisible(_SOFT_HYPHEN_AT_END.sub("-", text)))
    if not text.strip():
        raise PageRefused(name, "空文件，里面没有文字 (empty: there is no text in it)")
    return text


def text_page(data: bytes, name: str) -> PageText:
    """Return the page of a text file. Raises PageRefused as `decode` does."""
    return PageText(name, decode(data, name), sha256(data).digest())


def _too_large(name: str, size: int) -> PageRefused:
    return PageRefused(
        name,
        f"文件太大（{size:,} 字节，一版最多 {MAX_PAGE_BYTES:,} 字节），请按版拆开 "
        f"(too large: {size:,} bytes, a page has at most {MAX_PAGE_BYTES:,};"
        " split it into its pages)",
    )


def _characters(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    break
                reason = f"文件损坏，不是 {encoding} 文本 (damaged: no {encoding} text)"
                raise PageRefused(name, reason) from error
    if data.count(0) > max(0 if data.isascii() else _FEW_ZEROS, len(data) * _MAX_SPOILT):
        raise PageRefused(name, "不是文本文件，零字节太多 (binary: it holds many zero bytes)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _chinese(data, name)
    if _share_of_controls(text) > _MAX_SPOILT:
        raise PageRefused(name, "不是文本文件，控制字符太多 (binary: too many control characters)")
    return text


def _chinese(data: bytes, name: str) -> str:
    spoilt = data.decode("utf-8", errors="replace")
    if spoilt.count("\ufffd") <= max(1, len(spoilt) * _MAX_SPOILT) and _plausible(spoilt) > 1:
        return spoilt
    readings = []
    for encoding in ("gb18030", "big5", "cp950", "big5hkscs"):
        try:
            readings.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    if not readings:
        # A byte lost in copying spoils one character, not the page.
        readings = [data.decode(encoding, errors="replace") for encoding in ("gb18030", "big5")]
    best = max(readings, key=_plausible)
    if _plausible(best) < 0 or best.count("\ufffd") > max(1, len(best) * _MAX_SPOILT):
        reason = "不是 UTF-8、UTF-16、GB18030 或 Big5 文本 (binary: no text in these encodings)"
        raise PageRefused(name, reason)
    return best


def _plausible(text: str) -> float:
    """Return the mean worth of the characters beyond ASCII in the first `_SAMPLE`; prose has 2."""
    sample = without_invisible(text[:_SAMPLE])
    if sample.isascii():  # as the first pages of scripts in HTML are
        sample = without_invisible(_ASCII.sub("", text)[:_SAMPLE])
    worths = [_worth(char) for char in sample if char > "\x7f"]
    return sum(worths) / len(worths) if worths else 0.0


def _worth(char: str) -> int:
    if char in _FREQUENT:
        return 4
    if char in _PUNCTUATION:
        return 3
    if "\u4e00" <= char <= "\u9fff":
        return 1 if is_common(char) else -1
    if "\u3400" <= char <= "\u4dbf" or char >= "\ue000":
        return 1 if "\uff01" <= char <= "\uff5e" else -4
    return -1


def is_common(char: str) -> bool:
    """Return whether a Chinese character is one of those that GB 2312 or Big5 put first."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = char.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return True
    return False


def _share_of_controls(text: str) -> float:
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    return controls / len(sample) if controls > 1 else 0.0
