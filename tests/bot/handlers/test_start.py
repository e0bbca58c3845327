"""Links behind headlines: the story in private chat; forged ones are harmless."""

from typing import NoReturn

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.people import gathering, person
from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from tests.bot.handlers.conftest import House, said


def links(message: Message) -> list[str]:
    return [e.url for e in message.content.entities if e.type == "text_link" and e.url]


async def test_the_title_of_an_answer_in_a_group_opens_the_story(running: House) -> None:
    owner = person(running.world, "群主")
    member = gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner)
    answer = await said(member, "/search@paper_bot 东郊桥")
    url = links(answer)[0]
    address, _, payload = url.partition("?start=")
    assert address == "https://t.me/paper_bot"
    story = await said(running.reader(), f"/start {payload}")
    assert "由第1施工队承担" in story.text
    assert links(story) == [url]


async def test_every_headline_has_its_link(running: House) -> None:
    reader = running.reader()
    for text, count in (("/latest", 10), ("/search 东郊", 3), ("/subscribe 东郊", 3)):
        assert len(links(await said(reader, text))) == count


@pytest.mark.parametrize(
    "payload", ["a_", "a_-1", "a_x", "q_1", "q_99999", "a_1' OR 1", "z_1", "a_" + "9" * 30]
)
async def test_a_forged_payload_is_a_start_like_any_other(running: House, payload: str) -> None:
    assert "你的用户号" in (await said(running.reader(), f"/start {payload}")).text


async def test_a_story_that_is_gone_is_said_to_be(running: House) -> None:
    assert "已经不在" in (await said(running.reader(), "/start a_999999")).text


async def test_while_search_is_away_the_bot_introduces_itself_all_the_same(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> NoReturn:
        raise SearchUnavailable("no answer in 5 s")

    monkeypatch.setattr(Archive, "latest", away)
    reader = running.reader()
    told = await said(reader, "/start")
    assert str(reader.user.id) in told.text
    assert "现在查不了" in told.text
