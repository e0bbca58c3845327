"""The settings, each read once from the environment or `.env`; nothing else reads either.

The environment beats `.env`, also where it sets a name to nothing. A value that is empty or blank
counts as not set, so that a line of `.env.example` may be kept as it is. Paths are relative to the
folder where the program is started.
"""

import os
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.runtime import values
from bot.runtime.values import Secret
from retrieval.errors import BulletinError
from retrieval.model.files import Bounds

DOTENV = Path(".env")
DEFAULTS: Mapping[str, str] = {
    "TELEGRAM_BOT_TOKEN": "",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "PROXY_URL": "",
    "BULLETIN_DB": "data/bulletins.db",
    "BULLETIN_INBOX": "data/inbox/",
    "ADMIN_IDS": "",
    "TIMEZONE": "Asia/Shanghai",
    "PAPER_NAME": "",
    "CONTACT": "",
    "UNDATED_PAGES": "ask",
    "FILE_MAX_MB": "128",
    "FILE_MAX_PAGES": "64",
    "PICTURE_MAX_MEGAPIXELS": "100",
    "OCR_MAX_SECONDS": "180",
    "OCR_MAX_MEMORY_MB": "3072",
    "MAX_SUBSCRIPTIONS": "50",
    "ALERT_MAX_AGE_DAYS": "7",
    "ALERT_WAIT_DAYS": "3",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "text",
    "ERROR_CHAT_ID": "",
    "WEBHOOK_URL": "",
    "WEBHOOK_SECRET": "",
    "WEBHOOK_HOST": "127.0.0.1",
    "WEBHOOK_PORT": "8443",
    "WEBHOOK_PATH": "",
    "HEALTH_HOST": "127.0.0.1",
    "HEALTH_PORT": "",
    "SEARCH_URL": "",
    "SEARCH_USER": "",
    "SEARCH_PASSWORD": "",
    "SEARCH_API_KEY": "",
    "SEARCH_CA_FILE": "",
    "SEARCH_PREFIX": "bulletins",
    "SEARCH_TIMEOUT": "5",
}

_STANDARD = ("HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
"""What other programs go by, too; also in small letters, which win as they do there."""
_UNSHOWN = (values.token, values.secret, values.hidden, values.search_urls)
"""Readers of what may hold a secret: their errors repeat nothing of it."""
_MEGA = 1024**2  # bytes
_SHOWN = 60  # characters of a bad value that its error repeats
_T = TypeVar("_T")


class SettingsInvalid(BulletinError):
    """Settings that can't be used: all of them, each with how to fix it."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        lines = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"设置有误，请改环境变量或 .env（说明见 .env.example）：\n{lines}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Address:
    """Where the bot's own server listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Hook:
    """The webhook: Telegram calls ``url``, which leads to ``path`` at ``listen``."""

    url: str
    secret: Secret
    listen: Address
    path: str


@dataclass(frozen=True, slots=True)
class SearchServer:
    """The cluster that questions are searched on: where it is, and how to log in.

    ``urls`` are its nodes', without slashes at their ends. There is a ``user`` with a
    ``password``, an ``api_key``, or neither. Certificates are checked against ``ca_file``, or what
    the system trusts. Names of indexes begin with ``prefix``; a request is waited for ``timeout``
    seconds at most.
    """

    urls: tuple[str, ...]
    user: str | None
    password: Secret | None
    api_key: Secret | None
    ca_file: Path | None
    prefix: str
    timeout: float

    @property
    def secrets(self) -> Mapping[str, str]:
        """What no line of a log may hold, by a name for it: each way in which it is sent, too."""
        found = {}
        if self.api_key is not None:
            found["search_key"] = self.api_key.reveal()
        if self.user is not None and self.password is not None:
            word = self.password.reveal()
            found["search_password"] = word
            found["search_login"] = b64encode(f"{self.user}:{word}".encode()).decode()
        return found


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process is to run.

    ``api_url`` has no slash at its end; the bot's methods are at ``{api_url}/bot{token}/``, its
    files at ``{api_url}/file/bot{token}/``. ``admins`` are Telegram user ids. A chat may have up to
    ``max_subscriptions``; a bulletin dated more than ``alert_max_age_days`` ago alerts nobody.
    An alert that a chat refuses waits ``alert_wait_days`` for somebody there to let the bot write.
    Without a ``hook`` the bot polls for updates; without ``health`` it serves no metrics. Errors
    are reported to ``error_chat``; None for the admins in private. ``paper`` names the pages that
    name no paper themselves; an undated page waits for an admin if ``asks_day``, or counts as of
    the day it comes. ``contact`` says how a person is reached. Of what comes in, so much is read as
    ``bounds`` say. Telegram is reached through ``proxy``, an address with user and password; None
    where nothing is set, and where the API is on this machine or one that NO_PROXY names; there
    ``spared`` is whether PROXY_URL is set in vain. Questions are searched on ``search``; None for
    the index beside the archive.
    """

    token: Secret | None
    api_url: str
    database: Path
    inbox: Path
    admins: frozenset[int]
    timezone: ZoneInfo
    max_subscriptions: int
    alert_max_age_days: int
    log_level: str
    alert_wait_days: int = 3
    log_format: str = "text"
    error_chat: int | None = None
    hook: Hook | None = None
    health: Address | None = None
    paper: str | None = None
    asks_day: bool = True
    contact: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    proxy: Secret | None = None
    spared: bool = False
    search: SearchServer | None = None

    @property
    def shows_token(self) -> bool:
        """Whether the token goes over a network that others may read: plain http, elsewhere."""
        parts = urlsplit(self.api_url)
        return parts.scheme == "http" and not values.is_this_machine(parts.hostname or "")

    @property
    def error_chats(self) -> frozenset[int]:
        """The chats that errors are reported to."""
        return self.admins if self.error_chat is None else frozenset({self.error_chat})


def load(environ: Mapping[str, str] = os.environ, dotenv: Path = DOTENV) -> Settings:
    """Return the settings in ``environ`` and in the file ``dotenv``, if there is one.

    Raises SettingsInvalid, which names all that is wrong at once. No secret's value is in an error.
    """
    faults: list[str] = []
    given = {**_in_capitals(_file(dotenv, faults)), **_in_capitals(environ)}

    def value(name: str, read: Callable[[str], _T]) -> _T:
        text = given.get(name, "").strip() or DEFAULTS[name]
        try:
            return read(text)
        except ValueError as error:  # its text says what the value should be
            shown = "" if read in _UNSHOWN else f"={text[:_SHOWN]!r}"
            faults.append(f"{name}{shown}：{error}")
            return read(DEFAULTS[name])

    api_url = value("TELEGRAM_API_URL", values.url)
    settings = Settings(
        token=value("TELEGRAM_BOT_TOKEN", values.token),
        api_url=api_url,
        proxy=_proxy(given, api_url, faults),
        spared=_is_spared(given, api_url),
        database=value("BULLETIN_DB", Path),
        inbox=value("BULLETIN_INBOX", Path),
        admins=value("ADMIN_IDS", values.ids),
        timezone=value("TIMEZONE", values.timezone),
        max_subscriptions=value("MAX_SUBSCRIPTIONS", values.count),
        alert_max_age_days=value("ALERT_MAX_AGE_DAYS", values.count),
        alert_wait_days=value("ALERT_WAIT_DAYS", values.count),
        log_level=value("LOG_LEVEL", values.level),
        log_format=value("LOG_FORMAT", values.log_format),
        error_chat=value("ERROR_CHAT_ID", values.chat),
        hook=_hook(value, faults),
        health=_health(value),
        search=_search(value, faults),
        paper=value("PAPER_NAME", values.paper),
        contact=value("CONTACT", values.contact),
        asks_day=value("UNDATED_PAGES", values.asks_day),
        bounds=Bounds(
            size=_MEGA * value("FILE_MAX_MB", values.count),
            pages=value("FILE_MAX_PAGES", values.count),
            pixels=1_000_000 * value("PICTURE_MAX_MEGAPIXELS", values.count),
            seconds=value("OCR_MAX_SECONDS", values.count),
            memory=_MEGA * value("OCR_MAX_MEMORY_MB", values.count),
        ),
    )
    if settings.database.is_dir():
        faults.append(
            f"BULLETIN_DB={settings.database}：是文件夹；应当是一个文件，如 data/bulletins.db"
        )
    if settings.inbox.exists() and not settings.inbox.is_dir():
        faults.append(f"BULLETIN_INBOX={settings.inbox}：是文件；应当是一个文件夹，如 data/inbox/")
    if faults:
        raise SettingsInvalid(tuple(faults))
    return settings


def token_is_fixed(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment sets the token, if only to nothing: `.env` can't then."""
    return "TELEGRAM_BOT_TOKEN" in environ


def _in_capitals(given: Mapping[str, str]) -> dict[str, str]:
    small = {name: given[name.lower()] for name in _STANDARD if name.lower() in given}
    return {**given, **small}


def _proxy(given: Mapping[str, str], api_url: str, faults: list[str]) -> Secret | None:
    """Return the proxy that leads to ``api_url``: our own setting, or else the standard ones."""
    parts = urlsplit(api_url)
    secure = ("HTTPS_PROXY",) if parts.scheme == "https" else ()
    names = ("PROXY_URL", *secure, "ALL_PROXY")
    name = next((name for name in names if given.get(name, "").strip()), None)
    if name is None:
        return None
    direct = values.is_this_machine(parts.hostname or "") or _in_no_proxy(given, parts.netloc)
    if direct and name != "PROXY_URL":  # what is others' is judged only where it is used
        return None
    try:
        proxy = values.proxy(given[name].strip())
    except ValueError as error:
        faults.append(f"{name}：{error}")
        return None
    return None if direct else proxy


def _is_spared(given: Mapping[str, str], api_url: str) -> bool:
    """Return whether NO_PROXY keeps PROXY_URL from being used."""
    parts = urlsplit(api_url)
    return (
        bool(given.get("PROXY_URL", "").strip())
        and not values.is_this_machine(parts.hostname or "")
        and _in_no_proxy(given, parts.netloc)
    )


def _in_no_proxy(given: Mapping[str, str], host: str) -> bool:
    return bool(proxy_bypass_environment(host, {"no": given.get("NO_PROXY", "")}))


class _Value(Protocol):
    def __call__(self, name: str, read: Callable[[str], _T]) -> _T: ...


def _hook(value: _Value, faults: list[str]) -> Hook | None:
    url = value("WEBHOOK_URL", values.url_or_none)
    secret = value("WEBHOOK_SECRET", values.secret)
    host, port = value("WEBHOOK_HOST", str), value("WEBHOOK_PORT", values.port)
    path = value("WEBHOOK_PATH", values.path_or_none)
    if url is None:
        return None
    if secret is None:
        faults.append("WEBHOOK_SECRET：设了 WEBHOOK_URL 就要设；可用 openssl rand -hex 32 生成")
        return None
    return Hook(url, secret, Address(host, port), path or urlsplit(url).path or "/")


def _health(value: _Value) -> Address | None:
    host, port = value("HEALTH_HOST", str), value("HEALTH_PORT", values.port_or_none)
    return None if port is None else Address(host, port)


def _search(value: _Value, faults: list[str]) -> SearchServer | None:
    urls = value("SEARCH_URL", values.search_urls)
    user, password = value("SEARCH_USER", values.hidden), value("SEARCH_PASSWORD", values.hidden)
    api_key = value("SEARCH_API_KEY", values.hidden)
    ca_file = value("SEARCH_CA_FILE", values.file_or_none)
    prefix = value("SEARCH_PREFIX", values.search_prefix)
    timeout = value("SEARCH_TIMEOUT", values.seconds)
    if not urls:
        return None
    if (user is None) != (password is None):
        faults.append("SEARCH_USER 和 SEARCH_PASSWORD 要么都设，要么都不设")
    if api_key is not None and user is not None:
        faults.append("SEARCH_API_KEY：设了它，就不要设 SEARCH_USER 和 SEARCH_PASSWORD")
    name = user.reveal() if user else None
    return SearchServer(urls, name, password, api_key, ca_file, prefix, timeout)


def _file(dotenv: Path, faults: list[str]) -> dict[str, str]:
    try:
        values = dotenv_values(dotenv, interpolate=False)
    except (OSError, UnicodeDecodeError):
        faults.append(f"{dotenv}：读不了这个文件；它应当是 UTF-8 文本，并且可读")
        return {}
    return {name: value for name, value in values.items() if value is not None}
