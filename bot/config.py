"""The settings, each read once from the environment or `.env`; nothing else reads either.

The environment beats `.env`, also where it sets a name to nothing. A value that is empty or blank
counts as not set, so that a line of `.env.example` may be kept as it is. Paths are relative to the
folder where the program is started.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from retrieval.errors import BulletinError

DOTENV = Path(".env")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DEFAULTS: Mapping[str, str] = {
    "TELEGRAM_BOT_TOKEN": "",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "BULLETIN_DB": "data/bulletins.db",
    "BULLETIN_INBOX": "data/inbox/",
    "ADMIN_IDS": "",
    "TIMEZONE": "Asia/Shanghai",
    "MAX_SUBSCRIPTIONS": "50",
    "ALERT_MAX_AGE_DAYS": "7",
    "LOG_LEVEL": "INFO",
}

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SHOWN = 60  # characters of a bad value that its error repeats
_T = TypeVar("_T")


class SettingsInvalid(BulletinError):
    """Settings that can't be used: every one of them, with how to mend it."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        lines = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"设置有误，请改环境变量或 .env（说明见 .env.example）：\n{lines}")
        self.faults = faults


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A value that is shown to nobody by accident: neither ``repr`` nor ``str`` has it."""

    _value: str

    def reveal(self) -> str:
        """Return the value, for the one place that must send it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process is to run.

    ``api_url`` has no slash at its end; the bot's methods are at ``{api_url}/bot{token}/``, its
    files at ``{api_url}/file/bot{token}/``. ``admins`` are Telegram user ids. A chat may have up to
    ``max_subscriptions``; a bulletin dated more than ``alert_max_age_days`` ago alerts nobody.
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


def load(environ: Mapping[str, str] = os.environ, dotenv: Path = DOTENV) -> Settings:
    """Return the settings that ``environ`` and the file ``dotenv``, if there is one, give.

    Raises SettingsInvalid, which names all that is wrong at once. The token's value is in no error.
    """
    faults: list[str] = []
    given = {**_file(dotenv, faults), **environ}

    def value(name: str, read: Callable[[str], _T]) -> _T:
        text = given.get(name, "").strip() or DEFAULTS[name]
        try:
            return read(text)
        except ValueError as error:  # its text says what the value should be
            shown = "" if read is _token else f"={text[:_SHOWN]!r}"
            faults.append(f"{name}{shown}：{error}")
            return read(DEFAULTS[name])

    settings = Settings(
        token=value("TELEGRAM_BOT_TOKEN", _token),
        api_url=value("TELEGRAM_API_URL", _url),
        database=value("BULLETIN_DB", Path),
        inbox=value("BULLETIN_INBOX", Path),
        admins=value("ADMIN_IDS", _ids),
        timezone=value("TIMEZONE", _timezone),
        max_subscriptions=value("MAX_SUBSCRIPTIONS", _count),
        alert_max_age_days=value("ALERT_MAX_AGE_DAYS", _count),
        log_level=value("LOG_LEVEL", _level),
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


def _file(dotenv: Path, faults: list[str]) -> dict[str, str]:
    try:
        values = dotenv_values(dotenv, interpolate=False)
    except (OSError, UnicodeDecodeError):
        faults.append(f"{dotenv}：读不了这个文件；它应当是 UTF-8 文本，并且可读")
        return {}
    return {name: value for name, value in values.items() if value is not None}


def _token(text: str) -> Secret | None:
    if not text:
        return None
    if not _TOKEN.fullmatch(text):
        raise ValueError(
            "不像机器人令牌；应当是 BotFather 给的那一串，如 123456789:AA…，前后没有别的字"
        )
    return Secret(text)


def _url(text: str) -> str:
    parts = urlsplit(text)  # raises ValueError itself for a bracket without its pair
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("应当是 http:// 或 https:// 开头的地址，如 http://127.0.0.1:8081")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("端口应当是 1 到 65535 的数字，如 http://127.0.0.1:8081") from None
    return text.rstrip("/")


def _ids(text: str) -> frozenset[int]:
    words = re.split(r"[\s,，、;；]+", text.strip())
    if not all(re.fullmatch(r"[1-9][0-9]{0,18}", word) for word in words if word):
        raise ValueError("应当是数字的用户号，用逗号分开，如 12345,67890（向机器人发 /start 可见）")
    return frozenset(int(word) for word in words if word)


def _timezone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, OSError, ValueError):  # unknown; a folder of the database; a climbing path
        raise ValueError("没有这个时区；应当是如 Asia/Shanghai 的名称") from None


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValueError("应当是 1 以上的整数，如 50")
    return int(text)


def _level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"应当是 {'、'.join(LOG_LEVELS)} 之一")
    return text.upper()
