"""Why Telegram isn't reached, in words for whoever runs the bot, and what they can try.

It goes by the errors that a failed call came from: a name not found, a connection refused or cut, a
proxy that is off, asks for a password or refuses, a certificate, a server that is no Bot API. No
token is in what it says, and of a proxy only where it is.
"""

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from bot.runtime.values import without_login
from bot.telegram.calls import failure_in
from bot.telegram.outcome import NoConnection, StrangeReply

_OFFICIAL = "api.telegram.org"
_LONGEST = 80  # characters of what a proxy says that are repeated
_BEFORE = "Proxy Server could not connect: "  # said by httpcore before a reason


class _Said(NamedTuple):
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """That Telegram isn't reached, and why, in Chinese and English; and what to try.

    `str` is all of it, in one paragraph.
    """

    chinese: str
    english: str
    try_chinese: str
    try_english: str

    def __str__(self) -> str:
        return f"{self.chinese}{self.try_chinese}{self.english} {self.try_english}"


class _Why(Enum):
    """The reasons; where a failure shows several, the first of these says most."""

    CERTIFICATE = auto()
    TLS = auto()
    LOGIN = auto()
    NO_WAY = auto()  # the proxy says that it can't, or won't
    STRANGE = auto()
    SERVER = auto()
    NAME = auto()
    REFUSED = auto()
    TIMEOUT = auto()
    NETWORK = auto()
    CUT = auto()


_DIRECT = {
    _Why.NAME: _Said("找不到主机 {api}（DNS）", "the host {api} isn't found (DNS)"),
    _Why.REFUSED: _Said("{api} 拒绝连接", "{api} refuses the connection"),
    _Why.TIMEOUT: _Said("{api} 不回答（超时）", "{api} does not answer (timeout)"),
    _Why.CUT: _Said("和 {api} 的连接被切断", "the connection to {api} is cut"),
    _Why.NETWORK: _Said("这台机器的网络不通", "this machine's network is down"),
    _Why.CERTIFICATE: _Said("{api} 的证书不可信", "the certificate of {api} can't be trusted"),
    _Why.TLS: _Said("和 {api} 建不起加密连接", "no encrypted connection to {api} can be made"),
    _Why.STRANGE: _Said(
        "{api} 上的不是 Bot API（它答 {said}）",
        "what answers at {api} is no Bot API (it says {said})",
    ),
    _Why.SERVER: _Said("{api} 自己出了错（{said}）", "{api} has a fault of its own ({said})"),
}
_PROXIED = _DIRECT | {
    _Why.NAME: _Said(
        "找不到代理 {proxy} 的主机（DNS）",
        "the host of the proxy {proxy} isn't found (DNS)",
    ),
    _Why.REFUSED: _Said("代理 {proxy} 没有开", "nothing listens at the proxy {proxy}"),
    _Why.TIMEOUT: _Said(
        "经代理 {proxy} 等不到回答（超时）",
        "no answer comes through the proxy {proxy} (timeout)",
    ),
    _Why.CUT: _Said(
        "经代理 {proxy} 的连接被切断，或者那里不是 {kind} 代理",
        "the connection through the proxy {proxy} is cut, or that is no {kind} proxy",
    ),
    _Why.LOGIN: _Said(
        "代理 {proxy} 要用户名和密码，或者不认给的那一对（{said}）",
        "the proxy {proxy} wants a user and password, or others than it got ({said})",
    ),
    _Why.NO_WAY: _Said(
        "代理 {proxy} 连不到 {api}（{said}）",
        "the proxy {proxy} does not lead to {api} ({said})",
    ),
}

_NEEDS_PROXY = _Said(
    "在中国大陆要经代理：在 .env 里设 PROXY_URL，如 PROXY_URL=http://127.0.0.1:7890；"
    "用不着代理就请查网络、DNS 和防火墙",
    "Where Telegram is blocked, set a proxy in .env: PROXY_URL=http://127.0.0.1:7890; elsewhere "
    "look at the network, DNS and the firewall.",
)
_OWN_SERVER = _Said(
    "请核对 TELEGRAM_API_URL，看那台服务器开着没有；要经代理才到得了就设 PROXY_URL",
    "Is TELEGRAM_API_URL right, and does that server run? If only a proxy leads there, set "
    "PROXY_URL.",
)
_PROXY_SETTINGS = _Said(
    "请看代理程序开着没有，PROXY_URL（或 HTTPS_PROXY、ALL_PROXY）里是 http 还是 socks5、地址和端口"
    "对不对；都对就在代理程序里换一个节点",
    "Does the proxy run? Are http or socks5, address and port right in PROXY_URL (or HTTPS_PROXY, "
    "ALL_PROXY)? If so, choose another server in its program.",
)
_CLOCK = _Said(
    "请核对这台机器的时间；单位的网络换了证书的，把证书文件写进环境变量 SSL_CERT_FILE",
    "Is this machine's clock right? If your network puts in certificates of its own, name their "
    "file in the environment's SSL_CERT_FILE.",
)
_TRY = {
    _Why.LOGIN: _Said(
        "请把 PROXY_URL 写成 http://用户名:密码@主机:端口（socks5 也这样写）",
        "Write PROXY_URL as http://user:password@host:port (socks5:// alike).",
    ),
    _Why.NO_WAY: _Said(
        "请在代理程序里换一个能到 Telegram 的节点",
        "Choose another server in the proxy's program, one that leads to Telegram.",
    ),
    _Why.SERVER: _Said("一般过几分钟就好，不用动", "It mostly passes in minutes."),
}
_OF_THE_SERVER = (_Why.CERTIFICATE, _Why.TLS, _Why.STRANGE)

_DOWN = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
_LOGIN = ("407", "username/password", "authentication", "no acceptable methods")  # in small letters
_SHOWN_BY: tuple[tuple[type[BaseException], _Why], ...] = (
    (ssl.SSLCertVerificationError, _Why.CERTIFICATE),
    (ssl.SSLEOFError, _Why.CUT),  # in the middle of the handshake
    (ssl.SSLError, _Why.TLS),
    (socket.gaierror, _Why.NAME),
    (ConnectionRefusedError, _Why.REFUSED),
    (httpx.TimeoutException, _Why.TIMEOUT),
    (TimeoutError, _Why.TIMEOUT),
)
"""What a kind of error shows; the first that fits decides."""


def why(error: Exception, api_url: str, proxy: str | None = None) -> Unreached | None:
    """Return why a call to ``api_url`` through ``proxy`` did not reach Telegram.

    ``error`` is the library's, or a CallFailed. None where Telegram was reached, whatever it said.
    """
    failure = failure_in(error)
    if failure is None or not isinstance(failure.outcome, NoConnection):
        return None
    forwards = proxy is not None and proxy.startswith("http") and api_url.startswith("http:")
    found = [shown for one in _causes(error) if (shown := _shown(one, forwards=forwards))]
    reason, said = min(found, key=lambda shown: shown[0].value, default=(_Why.CUT, ""))
    api = urlsplit(api_url).netloc.rpartition("@")[2]
    told = (_PROXIED if proxy else _DIRECT)[reason]
    advice = _advice(reason, official=api == _OFFICIAL, proxied=proxy is not None)
    blanks = {
        "api": api,
        "proxy": without_login(proxy or ""),
        "kind": (proxy or "").partition(":")[0],
        "said": said,
    }
    return Unreached(
        f"连不上 Telegram：{told.chinese.format(**blanks)}。",
        f"Telegram can't be reached: {told.english.format(**blanks)}.",
        f"{advice.chinese}。",
        advice.english,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it came from."""
    left, seen = [error], set[int]()
    while left:
        one = left.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            left += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
            left += [cause for cause in (one.__cause__, one.__context__) if cause is not None]


def _shown(error: BaseException, *, forwards: bool) -> tuple[_Why, str] | None:
    """Return the reason that an error shows, with what was said by whoever answered; or None.

    By ``forwards`` a proxy reads the calls, and what answers may be itself.
    """
    match error:
        case httpx.ProxyError():
            said = str(error).removeprefix(_BEFORE).rstrip(".")[:_LONGEST]
            login = any(word in said.lower() for word in _LOGIN)
            return (_Why.LOGIN if login else _Why.NO_WAY), said
        case StrangeReply(status=status):
            return _strange(status, forwards=forwards), str(status)
        case OSError() if error.errno in _DOWN:
            return _Why.NETWORK, ""
    kinds = (reason for kind, reason in _SHOWN_BY if isinstance(error, kind))
    reason = next(kinds, None)
    return None if reason is None else (reason, "")


def _strange(status: int, *, forwards: bool) -> _Why:
    if forwards:
        unauthorised = status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED
        return _Why.LOGIN if unauthorised else _Why.NO_WAY
    return _Why.SERVER if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _Why.STRANGE


def _advice(reason: _Why, *, official: bool, proxied: bool) -> _Said:
    """Return what to try."""
    if reason in _TRY:
        return _TRY[reason]
    if reason in _OF_THE_SERVER and official and reason is not _Why.STRANGE:
        return _CLOCK
    if proxied and (official or reason not in _OF_THE_SERVER):
        return _PROXY_SETTINGS
    return _NEEDS_PROXY if official else _OWN_SERVER
