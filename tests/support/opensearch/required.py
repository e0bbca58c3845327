"""A cluster for a test: where none can be had, the test is skipped with the reason.

Where ``REFUSE_TO_SKIP_CLUSTER`` is set, Java and Maven should be there, and it fails.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.opensearch.cluster import Cluster, Unavailable

REFUSE = "REFUSE_TO_SKIP_CLUSTER"


@contextmanager
def required_cluster(
    folder: Path, *, nodes: int = 2, settings: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Start a cluster and stop it, or skip."""
    try:
        cluster = Cluster(folder, nodes=nodes, settings=settings)
    except Unavailable as reason:
        refuse(str(reason))
    with cluster:
        yield cluster


def refuse(reason: str) -> NoReturn:
    """Skip, or fail where that is not to be."""
    if os.environ.get(REFUSE):
        pytest.fail(reason)
    pytest.skip(reason)
