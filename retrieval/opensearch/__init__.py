"""The searcher that asks a cluster of OpenSearch, and what keeps the cluster's indexes.

``bot/`` imports what stands here.
"""

from retrieval.opensearch.address import SearchAddress
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.generations import Generation
from retrieval.opensearch.keeping import Filled, IndexStatus, NotWhole, SearchIndex, Superseded
from retrieval.opensearch.marker import IndexHeld
from retrieval.opensearch.searcher import OpenSearchSearcher
from retrieval.opensearch.wire import ClientWire

__all__ = [
    "ClientWire",
    "Filled",
    "Generation",
    "IndexHeld",
    "IndexStatus",
    "NotWhole",
    "OpenSearchSearcher",
    "SearchAddress",
    "SearchClient",
    "SearchIndex",
    "Superseded",
]
