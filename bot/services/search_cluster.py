"""The cluster that the settings name: what asks it, and what keeps its indexes."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bot.runtime.settings import SearchServer, SettingsInvalid
from retrieval.errors import SearchUnavailable
from retrieval.opensearch import (
    ClientWire,
    OpenSearchSearcher,
    SearchAddress,
    SearchClient,
    SearchIndex,
)
from retrieval.store import Database

_NOT_INSTALLED = (
    "SEARCH_URL：没有装 opensearch-py；请运行 make opensearch，或 pip install "
    "'bulletin-bot[opensearch]'（install what asks a cluster）"
)


@dataclass(frozen=True, slots=True)
class SearchCluster:
    """An open connection to a cluster."""

    searcher: OpenSearchSearcher
    index: SearchIndex


@asynccontextmanager
async def search_cluster(
    server: SearchServer, database: Database, owner: str | None = None
) -> AsyncIterator[SearchCluster]:
    """Connect for a ``with`` block, when it is first asked.

    Indexes are written in the name of ``owner``, of this process where there is none. Raises
    SettingsInvalid where that can't be done at all.
    """
    if find_spec("opensearchpy") is None:
        raise SettingsInvalid((_NOT_INSTALLED,))
    try:
        client = SearchClient(_address(server))
    except (SearchUnavailable, ValueError) as error:
        reason = error.reason if isinstance(error, SearchUnavailable) else str(error)
        raise SettingsInvalid((f"SEARCH_URL：{reason}",)) from error
    async with client:
        index = SearchIndex(database, ClientWire(client), client.prefix, owner or _own_name())
        yield SearchCluster(OpenSearchSearcher(client, index.is_own), index)


def bots_name(database: Path) -> str:
    """Return what a bot is called in the cluster: the same after a restart.

    No two bots run on one archive.
    """
    return f"bot on {socket.gethostname()}, {database.resolve()}"


def _own_name() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _address(server: SearchServer) -> SearchAddress:
    return SearchAddress(
        server.urls,
        server.user,
        server.password.reveal() if server.password else None,
        server.api_key.reveal() if server.api_key else None,
        server.ca_file,
        server.prefix,
        server.timeout,
    )
