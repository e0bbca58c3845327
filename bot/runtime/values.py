"""Reads the values of settings. Each reader raises ValueError, which says what is expected."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")

UNDATED = ("ask", "today")
LONGEST_PAPER = 20  # characters of a paper's name
LONGEST_CONTACT = 200

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram asks for these signs
_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")
_LAST_PORT = 65535
_PROXIES = {"http": "http", "https": "https", "socks5": "socks5", "socks5h": "socks5h"}
_PROXIES["socks"] = "socks5"  # as desktops write it
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_]*(?:-[a-z0-9_]+)*")
_LONGEST_PREFIX = 40
_LONGEST_WAIT = 600.0
_WORTH_HIDING = 4  # characters of a password; a shorter one is in any line by chance


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A value that is not shown by accident: neither ``repr`` nor ``str`` contains it."""

    _value: str

    def reveal(self) -> str:
        """Return the value, for the one place that must send it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"


def token(text: str) -> Secret | None:
    """Return the token, None for nothing."""
    if not text:
        return None
    if not _TOKEN.fullmatch(text):
        raise ValueError(
            "不像机器人令牌；应当是 BotFather 给的那一串，如 123456789:AA…，前后没有别的字"
        )
    return Secret(text)


def url(text: str) -> str:
    """Return the address of a server, without a slash at its end."""
    parts = urlsplit(text)  # raises ValueError itself for a bracket without its pair
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("应当是 http:// 或 https:// 开头的地址，如 http://127.0.0.1:8081")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("端口应当是 1 到 65535 的数字，如 http://127.0.0.1:8081") from None
    return text.rstrip("/")


def is_this_machine(host: str) -> bool:
    """Return whether a host's name or address never leaves the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost" or host.endswith(".localhost")


def search_urls(text: str) -> tuple[str, ...]:
    """Return the addresses of a search cluster's nodes, without slashes at their ends; maybe none.

    The error repeats nothing of the value: there may be a password in it.
    """
    return tuple(_search_url(one) for one in re.split(r"[\s,，、;；]+", text.strip()) if one)


def _search_url(text: str) -> str:
    expected = "应当是 https:// 开头的地址，如 https://search.example:9200；几个节点用逗号分开"
    try:
        found = url(text)
        parts = urlsplit(found)
    except ValueError:
        raise ValueError(expected) from None
    if "@" in parts.netloc:
        raise ValueError("里面不要写用户名和密码；写在 SEARCH_USER 和 SEARCH_PASSWORD 里")
    if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
        raise ValueError(f"{expected}；只有本机（127.0.0.1、localhost）可以用 http://")
    return found


def search_prefix(text: str) -> str:
    """Return what the names of a cluster's indices begin with."""
    if not _PREFIX.fullmatch(text) or len(text) > _LONGEST_PREFIX:
        raise ValueError("应当是小写字母、数字、_ 或 -，最多 40 个，以字母或数字开头，如 bulletins")
    return text


def file_or_none(text: str) -> Path | None:
    """Return the path of a file that is there, None for nothing."""
    if text and not Path(text).is_file():
        raise ValueError("没有这个文件")
    return Path(text) if text else None


def seconds(text: str) -> float:
    """Return a time in seconds, up to ten minutes."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) or not 0 < float(text) <= _LONGEST_WAIT:
        raise ValueError("应当是秒数，最多 600，如 10 或 2.5")
    return float(text)


def hidden(text: str) -> Secret | None:
    """Return a password or key, None for nothing."""
    if not text.isprintable():
        raise ValueError("里面有看不见的字符；应当是一行")
    return Secret(text) if text else None


def proxy(text: str) -> Secret | None:
    """Return the address of a proxy, with the user and password that it asks for; None for nothing.

    Without a scheme it is http. What the user and the password may not hold in an address is
    written as it must be. The error repeats nothing of the value.
    """
    if not text:
        return None
    expected = (
        "应当是 http:// 或 socks5:// 开头的代理地址，如 http://127.0.0.1:7890；有用户名和密码时是 "
        "http://用户名:密码@主机:端口，其中的 @ : / # % 写成 %40 %3A %2F %23 %25"
    )
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        scheme, port = _PROXIES.get(parts.scheme), parts.port
    except ValueError:  # its text may hold the password
        raise ValueError(expected) from None
    ends = parts.path in {"", "/"} and not parts.query and not parts.fragment
    host = parts.hostname
    if not host or host.isdecimal():  # a number alone is a port, whose host is missing
        raise ValueError(expected)
    legible = parts.netloc.isprintable() and " " not in parts.netloc
    if scheme is None or port == 0 or not ends or not legible:
        raise ValueError(expected)
    user, password = (
        quote(unquote(one or ""), safe="") for one in (parts.username, parts.password)
    )
    shown = f"[{host}]" if ":" in host else host
    at = f"{user}:{password}@" if user or password else ""
    return Secret(f"{scheme}://{at}{shown}{'' if port is None else f':{port}'}")


def without_login(proxy: str) -> str:
    """Return the address of a proxy as it may be shown: without user and password."""
    scheme, _, rest = proxy.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def logins(proxy: str) -> Mapping[str, str]:
    """Return a proxy's login in each way it is spelt, by a name for it; nothing without one."""
    spelt = urlsplit(proxy).netloc.rpartition("@")[0]
    plain = unquote(spelt)
    if not plain:
        return {}
    found = {"proxy": spelt, "login": plain, "header": b64encode(plain.encode()).decode()}
    password = plain.partition(":")[2]
    return {**found, "password": password} if len(password) >= _WORTH_HIDING else found


def ids(text: str) -> frozenset[int]:
    """Return the ids of users."""
    words = re.split(r"[\s,，、;；]+", text.strip())
    if not all(re.fullmatch(r"[1-9][0-9]{0,18}", word) for word in words if word):
        raise ValueError("应当是数字的用户号，用逗号分开，如 12345,67890（向机器人发 /start 可见）")
    return frozenset(int(word) for word in words if word)


def timezone(text: str) -> ZoneInfo:
    """Return the time zone of that name."""
    try:
        return ZoneInfo(text)
    except (KeyError, OSError, ValueError):  # unknown; a folder of the database; a climbing path
        raise ValueError("没有这个时区；应当是如 Asia/Shanghai 的名称") from None


def count(text: str) -> int:
    """Return a number from 1 up."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValueError("应当是 1 以上的整数，如 50")
    return int(text)


def level(text: str) -> str:
    """Return the level, in capitals."""
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"应当是 {'、'.join(LOG_LEVELS)} 之一")
    return text.upper()


def log_format(text: str) -> str:
    """Return the form of the log's lines."""
    if text.lower() not in LOG_FORMATS:
        raise ValueError(f"应当是 {'、'.join(LOG_FORMATS)} 之一")
    return text.lower()


def paper(text: str) -> str | None:
    """Return a paper's name without the 《》 around it, None for nothing."""
    text = text.removeprefix("《").removesuffix("》").strip()
    if len(text) > LONGEST_PAPER or not text.isprintable():
        raise ValueError(f"应当是报名，最多 {LONGEST_PAPER} 个字，如 二七日报")
    return text or None


def contact(text: str) -> str | None:
    """Return how a person is reached, None for nothing."""
    if len(text) > LONGEST_CONTACT or not text.isprintable():
        raise ValueError(f"应当是电话、地址或 @用户名，一行，最多 {LONGEST_CONTACT} 个字")
    return text or None


def asks_day(text: str) -> bool:
    """Return whether undated pages wait for an admin."""
    if text.lower() not in UNDATED:
        raise ValueError(f"应当是 {'、'.join(UNDATED)} 之一")
    return text.lower() == "ask"


def chat(text: str) -> int | None:
    """Return a chat's id, None for nothing."""
    if not text:
        return None
    if not re.fullmatch(r"-?[1-9][0-9]{0,18}", text):
        raise ValueError("应当是聊天的号，如 -1001234567890")
    return int(text)


def url_or_none(text: str) -> str | None:
    """Return the address that Telegram is to call, None for nothing."""
    return url(text) if text else None


def secret(text: str) -> Secret | None:
    """Return what Telegram is to show when it calls, None for nothing."""
    if not text:
        return None
    if not _SECRET.fullmatch(text):
        raise ValueError("应当是 16 到 256 个字母、数字、_ 或 -；可用 openssl rand -hex 32 生成")
    return Secret(text)


def port(text: str) -> int:
    """Return the number of a port."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) <= _LAST_PORT:
        raise ValueError("应当是 1 到 65535 的端口号")
    return int(text)


def port_or_none(text: str) -> int | None:
    """Return the number of a port, None for nothing."""
    return port(text) if text else None


def path_or_none(text: str) -> str | None:
    """Return the path of an address, None for nothing."""
    if text and not _PATH.fullmatch(text):
        raise ValueError("应当以 / 开头，如 /telegram")
    return text or None
