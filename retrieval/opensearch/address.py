"""Where a cluster is, and how to be let in."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

DEADLINE = 2.0
"""Seconds that a question may wait for a request."""

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.]*(?:-[a-z0-9_.]+)*")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """A cluster's nodes, and what opens it: a user and a password, or an API key, or nothing.

    Of ``https`` the certificates are verified, by the authorities in ``ca_file`` where that is
    given, or else by the system's. All indexes' names begin with ``prefix``. A request ends within
    ``timeout`` seconds. Raises ValueError, which tells no secret, for what can't be one.
    """

    urls: tuple[str, ...]
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    prefix: str = "bulletins"
    timeout: float = DEADLINE

    def __post_init__(self) -> None:
        if not self.urls:
            raise ValueError("no node of the cluster is named")
        for url in self.urls:
            _check(url)
        if (self.user is None) != (self.password is None):
            raise ValueError("a user and a password go together")
        if self.api_key is not None and self.user is not None:
            raise ValueError("either a user and a password, or an API key")
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(f"no index can be called {self.prefix!r}: small letters, digits, -, _")
        if not self.timeout > 0:
            raise ValueError("a request needs some time")


def urls_of(text: str) -> tuple[str, ...]:
    """Return the URLs of nodes that a text names, commas between them; maybe none."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class NodeAddress:
    """A node's address in parts; ``path`` is "" or what a proxy has it under."""

    host: str
    port: int
    secure: bool
    path: str

    @classmethod
    def of(cls, url: str) -> "NodeAddress":
        """Return the parts of a URL that a `SearchAddress` has."""
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname or "", port, parts.scheme == "https", parts.path.rstrip("/"))


def _check(url: str) -> None:
    """Raise ValueError for what is no URL of a node. It may hold a password: it is not repeated."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise ValueError("a node's URL is http://host:9200 or https://host:9200")
    if parts.username is not None or parts.password is not None:
        raise ValueError("a node's URL holds no user and no password: give these apart")
    if parts.query or parts.fragment:
        raise ValueError("a node's URL ends with its path")
