"""Files that go in and out: documents sent to the bot and by it, pages for the inbox."""

from typing import Any

import pytest

from bot.preview.methods.table import known
from bot.preview.model import ChatKind
from bot.preview.page.inbox import put
from bot.preview.participant import Participant
from bot.preview.wire import Parameters, Refusal, Upload
from tests.bot.preview.page.browsing import Browser

PHOTO = b"\xff\xd8\xff the light of a page"
STICKER = b"RIFF\0\0\0\0WEBP"


def received(browser: Browser) -> list[Any]:
    """What the bot was sent, as Telegram's messages."""
    return [update.payload for update in browser.cast.world.updates.first(9)]


async def fetched(browser: Browser, file: Any) -> tuple[bytes, str]:  # noqa: ANN401 (JSON)
    """What the bot downloads of a file, which is what the page shows; and the page's type of it."""
    told: Any = await browser.bot_does("getFile", file_id=file["file_id"])
    async with browser.session.get(f"{browser.url}/files/{file['file_id']}") as response:
        data = await response.read()
        assert told["file_size"] == len(data)
        return data, response.headers["Content-Type"]


@pytest.fixture
def admin(browser: Browser) -> Participant:
    return browser.at(browser.cast.admin, ChatKind.PRIVATE)


async def test_a_document_reaches_the_bot(browser: Browser, admin: Participant) -> None:
    fields = {"as": admin.user.id, "chat": admin.chat.id, "text": "请收下"}
    status, shown = await browser.send("/upload", "版面.md", "# 标题".encode(), **fields)
    assert status == 200
    message = admin.chat.messages[shown["message_id"]]  # type: ignore[index]
    assert message.media is not None
    assert (message.media.file.name, message.text) == ("版面.md", "请收下")
    assert admin.download(message) == "# 标题".encode()
    assert len(browser.cast.world.updates) == 1


async def test_photos_and_albums_reach_the_bot(browser: Browser, admin: Participant) -> None:
    fields = {"as": admin.user.id, "chat": admin.chat.id, "album": "a"}
    pictured = {**fields, "kind": "photo", "width": 600, "height": 900, "text": "两版"}
    await browser.send("/upload", "1.jpg", PHOTO, small=PHOTO[:9], **pictured)
    await browser.send("/upload", "2.png", b"two", **fields)
    photo, document = received(browser)
    assert (photo["media_group_id"], photo["caption"]) == ("a", "两版")
    assert document["media_group_id"] == "a"
    assert document["document"]["mime_type"] == "image/png"
    sizes = [(size["width"], size["height"], size["file_size"]) for size in photo["photo"]]
    assert sizes == [(60, 90, 9), (600, 900, len(PHOTO))]
    assert await fetched(browser, photo["photo"][-1]) == (PHOTO, "image/jpeg")


async def test_voices_and_stickers_reach_the_bot(browser: Browser, admin: Participant) -> None:
    fields = {"as": admin.user.id, "chat": admin.chat.id}
    await browser.send("/upload", "说.ogg", b"OggS", **fields, kind="voice", seconds=3, text="听")
    await browser.send("/upload", "x.webp", STICKER, **fields, kind="sticker", emoji="🙏")
    voice, sticker = received(browser)
    assert (voice["voice"]["duration"], voice["caption"]) == (3, "听")
    assert sticker["sticker"]["emoji"] == "🙏"
    assert await fetched(browser, voice["voice"]) == (b"OggS", "audio/ogg")
    assert await fetched(browser, sticker["sticker"]) == (STICKER, "image/webp")


@pytest.mark.parametrize(
    ("name", "data", "given"),
    [
        ("x.jpg", b"<html>", {"kind": "photo", "width": 6, "height": 9}),
        ("x.jpg", PHOTO, {"kind": "photo"}),
        ("x.exe", b"OggS", {"kind": "voice"}),
        ("x.webp", PHOTO, {"kind": "sticker"}),
        ("x.mp4", PHOTO, {"kind": "film"}),
        ("x.md", PHOTO, {"thread": 99}),
    ],
)
async def test_what_it_is_not_is_refused(
    browser: Browser, admin: Participant, name: str, data: bytes, given: dict[str, object]
) -> None:
    fields = {"as": admin.user.id, "chat": admin.chat.id, **given}
    assert (await browser.send("/upload", name, data, **fields))[0] == 400
    assert admin.chat.messages == {}


async def test_an_upload_needs_a_file_with_something_in_it_and_a_place(
    browser: Browser, admin: Participant
) -> None:
    place = {"as": admin.user.id, "chat": admin.chat.id}
    assert (await browser.send("/upload", "a.md", b"", **place))[0] == 400
    assert (await browser.send("/upload", "a.md", b"x"))[0] == 404
    assert admin.chat.messages == {}


async def test_what_the_bot_sends_is_downloaded_under_its_name(
    browser: Browser, admin: Participant
) -> None:
    upload = Upload("导出 1.json", "application/json", b"[1]")
    given = Parameters({"chat_id": admin.chat.id}, {"document": upload})
    await known("sendDocument")(browser.cast.world, given)
    (message,) = admin.from_bot()
    assert message.media is not None
    async with browser.session.get(f"{browser.url}/files/{message.media.file.id}") as response:
        assert await response.read() == b"[1]"
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        disposition = response.headers["Content-Disposition"]
    assert disposition == "attachment; filename*=UTF-8''%E5%AF%BC%E5%87%BA%201.json"
    assert (await browser.get("/files/none"))[0] == 404


async def test_a_page_dropped_lies_in_the_inbox_whole(browser: Browser) -> None:
    for data in (b"# one", b"# two"):
        assert await browser.send("/inbox", "A03.md", data) == (200, {"name": "A03.md"})
        assert (browser.inbox / "A03.md").read_bytes() == data
    assert [path.name for path in browser.inbox.iterdir()] == ["A03.md"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../A03.md", "A03.md"), ("C:\\x\\A03.PDF", "A03.PDF"), ("/etc/版面.md", "版面.md")],
)
def test_folders_in_a_name_are_left_out(browser: Browser, name: str, kept: str) -> None:
    assert put(browser.inbox, name, b"# x") == kept
    assert (browser.inbox / kept).exists()


@pytest.mark.parametrize(
    "name",
    ["", ".md", ".hidden.md", "a.md.part", "a\n.md", "a\0.md", "..", "字" * 99 + ".md"],
)
async def test_what_is_no_page_by_its_name_is_refused(browser: Browser, name: str) -> None:
    with pytest.raises(Refusal):
        put(browser.inbox, name, b"# x")
    assert not browser.inbox.exists()


async def test_an_empty_page_is_refused(browser: Browser) -> None:
    assert (await browser.send("/inbox", "A03.md", b" \n"))[0] == 400
