import pytest

from retrieval.errors import SearchUnavailable
from retrieval.opensearch import bulk
from retrieval.opensearch.bulk import Write, bodies, check_written
from retrieval.opensearch.wire import Reply


def test_a_write_is_two_lines_and_a_deletion_one() -> None:
    assert Write("1-0", 7, {"article": 1}, "1").lines.splitlines() == [
        b'{"index":{"_id":"1-0","version":7,"version_type":"external_gte","routing":"1"}}',
        b'{"article":1}',
    ]
    assert Write("\u6a0a", 7).lines == (
        '{"delete":{"_id":"\u6a0a","version":7,"version_type":"external_gte"}}\n'.encode()
    )


def test_what_is_routed_together_is_sent_together_and_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "BYTES", 1)
    writes = [Write(f"{number}-{at}", 7, {}, str(number)) for number in (1, 2) for at in range(3)]
    found = list(bodies(writes))
    assert [body.count(b'"index"') for body in found] == [3, 3]
    assert b"".join(found) == b"".join(write.lines for write in writes)


def test_small_writes_share_a_request() -> None:
    assert len(list(bodies(Write(str(number), 7, {}) for number in range(100)))) == 1
    assert list(bodies([])) == []


@pytest.mark.parametrize(
    "item",
    [
        {"index": {"_id": "1-0", "status": 201}},
        {"delete": {"_id": "1-0", "status": 404, "result": "not_found"}},
        {"index": {"_id": "1-0", "status": 409, "error": {"type": "version_conflict"}}},
    ],
)
def test_what_is_there_already_or_is_newer_is_no_failure(item: object) -> None:
    check_written(Reply(200, {"errors": True, "items": [item]}))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(429, {"error": {"type": "too_many"}}), "429 too_many"),
        (
            Reply(200, {"items": [{"index": {"_id": "1", "status": 400, "error": {"type": "x"}}}]}),
            "writing 1: 400 x",
        ),
        (
            Reply(200, {"items": [{"delete": {"_id": "1", "status": 404, "error": "no index"}}]}),
            "writing 1: 404 no index",
        ),
    ],
)
def test_what_was_refused_is_told_with_the_reason(reply: Reply, reason: str) -> None:
    with pytest.raises(SearchUnavailable) as caught:
        check_written(reply)
    assert reason in caught.value.reason
