import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.preview.participant import Participant
from bot.preview.server import Preview, serve
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
