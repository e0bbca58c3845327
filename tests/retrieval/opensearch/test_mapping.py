import pytest

from retrieval.opensearch.mapping import IndexKind, index_body

LOCK_SECONDS = 5  # what a node waits for the lock of a shard, at each try
KEPT_SECONDS = 5 * 60 + 60  # how long a search whose node is lost may hold it


@pytest.mark.parametrize("kind", IndexKind)
def test_a_copy_is_tried_for_longer_than_a_lost_search_holds_its_lock(kind: IndexKind) -> None:
    settings = index_body(kind)["settings"]
    assert isinstance(settings, dict)
    assert settings["allocation.max_retries"] * LOCK_SECONDS > KEPT_SECONDS
