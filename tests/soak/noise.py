"""Texts, names and callback data that nobody in good faith sends; all by the dice it is given."""

import random
import string
from collections.abc import Sequence

NAMES = (
    "<u>主编</u>",
    '</b></blockquote><u><a href="https://example.org">点我</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#x202e;&nbsp",
    "*粗* _斜_ `码` ~删~ ||藏||",
    "[点我](https://example.org)",
    "\u202e报晚湾河\u2066\u200f",
    "\u200b",
    "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽",
    "超" * 64,
    "\x00\x07\x1b[31m\r\n",
    "'; DROP TABLE subscription;--",
    "{user.id}{0}{query}%s%(name)s%n",
    "../../etc/passwd",
    "河湾晚报",
    "@paper_bot",
    "﹫ＡＤＭＩＮ",
    "\ud83d",
    "记者 陆知行",
)
"""What people and chats may be called."""

FILES = (
    "A01.md",
    "2023-05-18/A01.md",
    "../../../../etc/cron.d/page.md",
    "..\\..\\page.txt",
    "/etc/passwd",
    "<b>A01</b>.md",
    "a" * 300 + ".md",
    "页\u202edm.exe",
    "con.md",
    ".md",
    "",
    "A01.md\x00.zip",
    "A01.zip",
    "{0}{name}.txt",
    "照片.jpg",
    "subscriptions.txt",
)
"""What documents may be called."""

_ASKED = (
    *(
        "东郊桥何时修缮？",
        "最新",
        "记者 陆知行",
        "东郊的灯谁修",
        "你好",
        "谁写的",
        "全文 1",
        "第二条全文",
    ),
    *("昨天有什么新闻", "还有吗", "静音", "更多 2", "全文"),
)
_WORDS = (
    *(
        "桥",
        "东郊 灯",
        "记者:陆知行",
        "标题:修缮",
        "日期:2023-05",
        "版:A01",
        "-桥",
        '"东郊桥"',
        "路|井",
    ),
    *("全部", "1", "99", "@paper_bot 桥", "(((((", '"""""', "日期:9999-99-99", "记者:", "a" * 499),
    *("每天 8:00", "quiet 22:00-7:00", "时区 ../../etc/passwd", "语言 中文", "zone Asia/Shanghai"),
)
_COMMANDS = (
    *("start", "help", "search", "latest", "article", "reporter", "subscribe", "subscriptions"),
    *("unsubscribe", "settings", "export", "import", "status", "broadcast", "privacy", "forget"),
    *("feedback", "quiet", "setcommands", "x" * 64, "START", "a_1"),
)
_PIECES = (
    *NAMES,
    *_ASKED,
    *(
        "\u0600",
        "\u2028",
        "\x85",
        "\ufffe",
        "\ufdd0",
        "\udc00",
        "e\u0301" * 9,
        "﷽",
        "𠮷",
        "\U0010ffff",
    ),
    *("https://127.0.0.1:9/x", "tg://user?id=1", "t.me/paper_bot?start=a_1", "#桥", "$USD", "١٢٣"),
)
_KEYS = (
    *("a:{n}", "a:{n}:{n}", "p:{n}:m", "p:{n}:n", "p:{n}:t{n}", "r{n}", "t{n}"),
    *(
        "u{n}",
        "v{n}",
        "by{n}",
        "bx{n}",
        "dy{n}",
        "dx{n}",
        "dz{n}",
        "d{n}:0",
        "l:{c}:0",
        "l:{c}:{n}",
    ),
    *("ss:{n}", "sp:{n}", "sr:{n}", "sd:{n}", "su:{n}", "sw:{n}", "sv:{n}"),
    *("ca:{c}", "cp:{c}:once", "cq:{c}:quiet off", "cz:{c}:zone Asia/Tokyo", "cl:{c}:language en"),
)
_NO_KEYS = (
    *(
        "",
        "\x00",
        "💣",
        "a:" + "9" * 60,
        "a:-1",
        "a:１",
        "l:0:0",
        "<b>",
        "a:1\n",
        "null",
        "x" * 300,
    ),
    *("m", "n", "w", "s:1", "cz:1:", "d", "by", "p:0:", "a:18446744073709551617"),
)
_NUMBERS = (0, 99, 10**17, 10**18 - 1, 2**63)
_LOW = 30  # most of what there is has a lower number


def text(dice: random.Random) -> str:
    """Return a message's text: never empty, up to 4096 characters."""
    match dice.randrange(8):
        case 0 | 1:
            said = dice.choice(_ASKED)
        case 2 | 3 | 4:
            said = command(dice)
        case 5:
            said = "".join(dice.choices(_PIECES, k=dice.randrange(1, 8)))
        case 6:
            said = "".join(chr(_code(dice)) for _ in range(dice.randrange(1, 60)))
        case _:
            said = dice.choice(_PIECES) * dice.choice((1, 3, 40, 700))
    return said[:4096] or "\u200b"


def command(dice: random.Random) -> str:
    """Return a command, most of them the bot's, with words behind it or none."""
    name = dice.choice(_COMMANDS)
    bot = dice.choice(("", "", "@paper_bot", "@PAPER_BOT", "@other_bot", "@"))
    words = dice.choice(("", *_WORDS, *_WORDS, *NAMES, *_PIECES))
    return f"/{name}{bot}{dice.choice((' ', ' ', '  ', chr(10), ''))}{words}"


def key(dice: random.Random, chats: Sequence[int]) -> str:
    """Return callback data, as made up by somebody who knows how ours look."""
    match dice.randrange(6):
        case 0:
            return dice.choice(_NO_KEYS)
        case 1:
            number = dice.choice(_NUMBERS)
        case 2 | 3:
            number = dice.randrange(1, 4)
        case _:
            number = dice.randrange(1, _LOW)
    return dice.choice(_KEYS).format(n=number, c=dice.choice(chats))


def altered(dice: random.Random, data: str) -> str:
    """Return the data of a button with one character another."""
    if not data:
        return data
    at = dice.randrange(len(data))
    return data[:at] + dice.choice(string.digits + ":-abdlmnpstuvwxyz") + data[at + 1 :]


def _code(dice: random.Random) -> int:
    return dice.choice(
        (
            dice.randrange(0x20),
            dice.randrange(0x80),
            dice.randrange(0x4E00, 0x9FFF),
            dice.randrange(0x2000, 0x2070),
            dice.randrange(0x1F300, 0x1FAFF),
            dice.randrange(0x110000),
        )
    )
