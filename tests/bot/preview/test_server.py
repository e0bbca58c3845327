import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.preview.participant import Participant
from bot.preview.server import Afterwards, Call, Preview, serve
from bot.preview.wire import Dropped, Json, Page
from bot.preview.world import World

TOKEN = "123456:secret"  # noqa: S105 (of no bot)


@pytest.fixture
async def served(world: World) -> AsyncIterator[Preview]:
    async with serve(world, TOKEN) as preview:
        yield preview


@pytest.fixture
async def http(served: Preview) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(served.url) as session:
        yield session


async def test_listens_on_loopback_only(served: Preview) -> None:
    assert served.url.startswith("http://127.0.0.1:")


async def test_results_and_refusals_come_in_telegrams_envelope(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get(f"/bot{TOKEN}/getMe") as response:
        shape = await response.json()
        assert (response.status, shape["ok"], shape["result"]["id"]) == (200, True, 123456)
    async with http.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": "1"}) as response:
        assert response.status == 400
        assert await response.json() == {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: chat not found",
        }


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 404, "Not Found"),
        (f"/bot{TOKEN}/getThem", 404, "Not Found: method not found"),
        (f"/file/bot{TOKEN}/documents/none", 404, "Not Found"),
        ("/file/bot1:wrong/documents/none", 401, "Unauthorized"),
    ],
)
async def test_wrong_tokens_methods_and_files(
    http: aiohttp.ClientSession, path: str, status: int, description: str
) -> None:
    async with http.get(path) as response:
        assert response.status == status
        assert (await response.json())["description"] == description


async def test_parameters_come_as_query_form_multipart_or_json(
    http: aiohttp.ClientSession, reader: Participant
) -> None:
    path, chat = f"/bot{TOKEN}/sendMessage", reader.chat.id
    form = aiohttp.FormData({"chat_id": str(chat), "text": "multipart"}, default_to_multipart=True)
    for answered in (
        http.get(path, params={"chat_id": chat, "text": "query"}),
        http.post(path, data={"chat_id": chat, "text": "form"}),
        http.post(path, data=form),
        http.post(path, json={"chat_id": chat, "text": "json"}),
    ):
        async with answered as response:
            assert response.status == 200
    assert [message.text for message in reader.from_bot()] == ["query", "form", "multipart", "json"]


async def test_a_body_that_is_no_json_is_refused(http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    for body in ("{", json.dumps([])):
        async with http.post(f"/bot{TOKEN}/getMe", data=body, headers=headers) as response:
            assert response.status == 400


async def test_an_uploaded_file_is_downloaded_whole(
    http: aiohttp.ClientSession, reader: Participant
) -> None:
    page = "# 版面".encode("gb18030")
    reader.upload("版面.md", page)
    async with http.get(f"/bot{TOKEN}/getUpdates") as response:
        document = (await response.json())["result"][0]["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("版面.md", len(page))
    async with http.get(f"/bot{TOKEN}/getFile?file_id={document['file_id']}") as response:
        path = (await response.json())["result"]["file_path"]
    async with http.get(f"/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == page


async def test_a_proxys_page_comes_as_it_is(served: Preview, http: aiohttp.ClientSession) -> None:
    async def fault(_call: Call) -> None:
        raise Page(502, "<html>502</html>")

    served.fault = fault
    async with http.post(f"/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert await response.text() == "<html>502</html>"


async def test_a_dropped_call_is_not_carried_out(
    served: Preview, http: aiohttp.ClientSession, reader: Participant
) -> None:
    async def fault(_call: Call) -> None:
        raise Dropped

    served.fault = fault
    given = {"chat_id": reader.chat.id, "text": "x"}
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await http.post(f"/bot{TOKEN}/sendMessage", data=given)
    assert reader.from_bot() == []
    served.fault = None
    async with http.post(f"/bot{TOKEN}/sendMessage", data=given) as response:
        assert response.status == 200


async def test_an_answer_is_lost_after_the_deed(
    served: Preview, http: aiohttp.ClientSession, reader: Participant
) -> None:
    results: list[Json] = []

    def lose(result: Json) -> None:
        results.append(result)
        raise Dropped

    async def fault(_call: Call) -> Afterwards:
        return lose

    served.fault = fault
    given = {"chat_id": reader.chat.id, "text": "x"}
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await http.post(f"/bot{TOKEN}/sendMessage", data=given)
    (message,) = reader.from_bot()
    (result,) = results
    assert isinstance(result, dict)
    assert result["message_id"] == message.id


async def test_a_poller_that_is_killed_leaves_its_updates_to_the_next(
    world: World, served: Preview, http: aiohttp.ClientSession, reader: Participant
) -> None:
    reader.say("一")
    following = world.updates.first(1)[0].id + 1
    url = f"{served.url}/bot{TOKEN}/getUpdates"
    second = f"{url}?offset={following}&timeout=50"
    last = f"from urllib.request import urlopen as o; o('{url}'); o('{second}')"
    poller = await asyncio.create_subprocess_exec(sys.executable, "-c", last)
    await world.changes.until(lambda: world.updates.polls == 2 or None, 30)
    poller.send_signal(signal.SIGKILL)
    await poller.wait()
    reader.say("二")
    reader.say("三")
    for _ in range(2):  # nobody has confirmed them
        async with http.get(f"/bot{TOKEN}/getUpdates") as response:
            updates = (await response.json())["result"]
        assert [update["message"]["text"] for update in updates] == ["二", "三"]
    assert served.refused == []


def sending_of(reader: Participant, text: str) -> bytes:
    """The bytes of a call of sendMessage."""
    body = f"chat_id={reader.chat.id}&text={text}"
    head = (
        f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return (head + body).encode()


async def test_a_sender_that_is_killed_in_the_midst_has_sent_nothing(
    served: Preview,
    http: aiohttp.ClientSession,
    reader: Participant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = sending_of(reader, "half")
    address = urlsplit(served.url)
    for cut in (1, len("half"), len(whole) // 2):
        _, sending = await asyncio.open_connection(address.hostname, address.port)
        sending.write(whole[:-cut])
        await sending.drain()
        sending.transport.abort()
    given = {"chat_id": reader.chat.id, "text": "whole"}
    async with http.post(f"/bot{TOKEN}/sendMessage", data=given) as response:
        assert response.status == 200
    assert [message.text for message in reader.from_bot()] == ["whole"]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_sender_that_is_killed_after_it_sent_has_sent_once(
    world: World, served: Preview, reader: Participant
) -> None:
    address = urlsplit(served.url)
    _, sending = await asyncio.open_connection(address.hostname, address.port)
    sending.write(sending_of(reader, "whole"))
    await world.changes.until(lambda: reader.from_bot() or None, 30)
    sending.transport.abort()
    assert len(world.sent) == 1
