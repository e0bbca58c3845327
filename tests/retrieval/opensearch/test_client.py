import asyncio
import logging
import socket
import ssl
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.address import SearchAddress
from retrieval.opensearch.client import NOT_INSTALLED, SearchClient
from retrieval.opensearch.responses import SearchAnswer
from tests.retrieval.opensearch.answering_nodes import HANGS, HOST, node
from tests.support.proxies import certified

pytest.importorskip("opensearchpy", reason="bulletin-bot[opensearch] is not installed")

SECRET = "hunter2"  # noqa: S105 (no real one)
SHORT = 0.4
SHARDS = {"total": 2, "successful": 2, "skipped": 0, "failed": 0}
FOUND = {
    "took": 1,
    "timed_out": False,
    "_shards": SHARDS,
    "hits": {"total": {"value": 3, "relation": "eq"}, "hits": []},
    "status": 200,
}


def client(*urls: str, **given: Any) -> SearchClient:  # noqa: ANN401 (an address's fields)
    return SearchClient(SearchAddress(urls, **{"timeout": 5.0, **given}))


def closed() -> str:
    """Return the URL of a node that is not there."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return f"http://{HOST}:{taken.getsockname()[1]}"


async def reason(asking: SearchClient, **given: Any) -> str:  # noqa: ANN401 (a request's)
    """Return why a request fails."""
    async with asking:
        with pytest.raises(SearchUnavailable) as failed:
            await asking.request("GET", "/somewhere", object, **given)
    return failed.value.reason


async def test_a_request_is_sent_and_its_answer_read() -> None:
    async with node({"a": [1]}) as one, client(one.url) as asking:
        found = await asking.request("GET", "/there", dict[str, list[int]], params={"b": "c"})
        assert found == {"a": [1]}
        await asking.request("POST", "/_bulk", object, [{"一": 1}, {"b": 2}])
        await asking.request("POST", "/x", object, {"q": "词"})
    assert one.asked == [
        ("GET", "/there", "b=c", b""),
        ("POST", "/_bulk", "", '{"一":1}\n{"b":2}\n'.encode()),
        ("POST", "/x", "", '{"q":"词"}'.encode()),
    ]
    kinds = [each["content-type"] for each in one.headers]
    assert kinds == ["application/json", "application/x-ndjson", "application/json"]
    assert "authorization" not in one.headers[0]


async def test_a_large_body_is_sent_whole() -> None:
    body = b'{"a":1}\n' * 300_000
    async with node({}) as one, client(one.url) as asking:
        await asking.request("POST", "/_bulk", object, body)
    assert one.asked[0][3] == body


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"user": "bot", "password": SECRET}, "Basic Ym90Omh1bnRlcjI="),
        ({"api_key": SECRET}, f"ApiKey {SECRET}"),
    ],
)
async def test_what_opens_the_cluster_is_sent_and_never_logged(
    given: dict[str, str], sent: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with node({"error": {"type": "security_exception", "reason": sent}}, status=403) as one:
        why = await reason(client(one.url, **given), body={"query": "问题"})
    assert one.headers[0]["authorization"] == sent
    assert why == "GET /somewhere: 403 security_exception"
    ours = [record for record in caplog.records if not record.name.startswith("aiohttp")]
    logged = "".join(record.getMessage() for record in ours)
    assert SECRET not in logged
    assert "问题" not in logged


async def test_where_nobody_answers_it_is_said() -> None:
    assert "Connect" in await reason(client(closed()))


async def test_a_node_that_is_not_there_is_stood_in_for() -> None:
    async with node({"a": 1}) as one, client(closed(), one.url, closed()) as asking:
        for _ in range(6):
            assert await asking.request("GET", "/", dict[str, int]) == {"a": 1}
    assert len(one.asked) == 6


async def test_a_node_that_hangs_is_stood_in_for_in_time() -> None:
    async with (
        node(HANGS) as hanging,
        node({"a": 1}) as one,
        client(hanging.url, one.url, timeout=2 * SHORT) as asking,
    ):
        for _ in range(4):
            await asking.request("GET", "/", object)
    assert len(hanging.asked) <= 1


async def test_a_cluster_that_hangs_is_given_up_at_the_deadline() -> None:
    async with node(HANGS) as one, node(HANGS) as other:
        begun = time.monotonic()
        why = await reason(client(one.url, other.url, timeout=SHORT))
        assert time.monotonic() - begun < 4 * SHORT
        assert why == f"GET /somewhere: no answer in {SHORT:g} s"
        assert "in 0.2 s" in await reason(client(one.url), seconds=0.2)


async def test_whoever_asks_may_give_up() -> None:
    async with node(HANGS) as one, client(one.url) as asking:
        task = asyncio.create_task(asking.request("GET", "/", object))
        await one.reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize(
    ("status", "answer", "why"),
    [
        (400, {"error": {"type": "parsing_exception", "reason": SECRET}}, "400 parsing_exception"),
        (401, f"Unauthorized {SECRET}", "401"),
        (404, {"error": {"type": "index_not_found_exception"}}, "404 index_not_found_exception"),
        (429, {"error": {"type": "rejected_execution_exception"}}, "429"),
        (500, "", "500"),
        (502, f"<html>{SECRET}</html>", "502"),
        (503, {"error": {"type": "search_phase_execution_exception"}}, "503 search_phase"),
    ],
)
async def test_a_refusal_says_its_status_and_kind_alone(
    status: int, answer: object, why: str
) -> None:
    async with node(answer, status=status) as one:
        said = await reason(client(one.url))
    assert said.startswith(f"GET /somewhere: {why}")
    assert SECRET not in said


@pytest.mark.parametrize("answer", ["no JSON", "", [1, 2]])
async def test_an_answer_that_is_none_is_a_failure(answer: object) -> None:
    async with node(answer) as one, client(one.url) as asking:
        with pytest.raises(SearchUnavailable) as failed:
            await asking.request("GET", "/there", dict[str, int])
    assert failed.value.reason == "/there: an answer that can't be read"


async def test_searches_are_asked_together() -> None:
    async with node({"took": 1, "responses": [FOUND, FOUND]}) as one, client(one.url) as asking:
        found = await asking.searches("some", [{"size": 0}, {"size": 1}], everywhere=True)
        assert [answer.count for answer in found] == [3, 3]
        assert await asking.searches("some", []) == []
    [(method, path, _, body)] = one.asked
    header = b'{"index":"some","allow_partial_search_results":false'
    assert (method, path) == ("POST", "/_msearch")
    assert body.count(header) == 2
    assert body.count(b'"search_type":"dfs_query_then_fetch"') == 2
    assert body.count(b'"timeout":"5000ms"') == 2


@pytest.mark.parametrize(
    "answer",
    [
        {**FOUND, "timed_out": True},
        {**FOUND, "_shards": {**SHARDS, "failed": 1}},
        {key: value for key, value in FOUND.items() if key != "_shards"},
        {"error": {"type": "index_not_found_exception", "reason": SECRET}, "status": 404},
    ],
)
async def test_a_part_of_an_answer_is_none(answer: object) -> None:
    async with node({"responses": [FOUND, answer]}) as one, client(one.url) as asking:
        with pytest.raises(SearchUnavailable) as failed:
            await asking.searches("some", [{}, {}])
    assert SECRET not in failed.value.reason


async def test_an_answer_to_each_search_is_wanted() -> None:
    async with node({"responses": [FOUND]}) as one, client(one.url) as asking:
        with pytest.raises(SearchUnavailable):
            await asking.searches("some", [{}, {}])


@pytest.fixture
def certificate(
    tmp_path: Path, refuse_in_ci: Callable[[str], NoReturn]
) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate of this machine, and what serves by it."""
    file, key = certified(tmp_path, "search.example", refuse_in_ci)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, key)
    return file, context


async def test_a_certificate_is_believed_by_its_authority_only(
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    file, context = certificate
    async with node({"a": 1}, tls=context) as one:
        async with client(one.url, ca_file=file) as asking:
            assert await asking.request("GET", "/", dict[str, int]) == {"a": 1}
        assert "certificate" in await reason(client(one.url))
    assert len(one.asked) == 1


async def test_a_certificate_of_another_host_is_refused(
    tmp_path: Path, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    file, context = certificate
    async with node({}, tls=context) as one:
        elsewhere = one.url.replace(HOST, "localhost")
        assert "certificate" in await reason(client(elsewhere, ca_file=file))
    assert one.asked == []
    (tmp_path / "empty.pem").write_text("")
    for missing in (tmp_path / "none.pem", tmp_path / "empty.pem"):
        with pytest.raises(SearchUnavailable) as refused:
            client("https://a", ca_file=missing)
        assert str(missing) in refused.value.reason


def test_without_the_extra_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(SearchUnavailable) as refused:
        client("http://a")
    assert refused.value.reason == NOT_INSTALLED
    assert "make opensearch" in NOT_INSTALLED
    assert "pip install 'bulletin-bot[opensearch]'" in NOT_INSTALLED


async def test_what_was_never_used_is_closed_all_the_same() -> None:
    await client("http://a", "http://b").close()
    assert SearchAnswer().count == 0
