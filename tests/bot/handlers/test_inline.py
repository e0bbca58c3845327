"""`@bot words` in any chat."""

import re
from typing import NoReturn

import pytest

from bot.preview.model import ChatKind, InlineAnswer
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from tests.bot.handlers.conftest import House, page, said
from tests.bot.handlers.test_start import links


async def typed(reader: Participant, words: str, offset: str = "") -> InlineAnswer:
    return await reader.inline_answer(reader.inline(words, offset))


async def test_headlines_come_with_reporter_date_and_snippet(running: House) -> None:
    answer = await typed(running.reader(), "东郊桥")
    first = answer.results[0]
    assert first["title"] == "东郊桥修缮工程第1号"
    assert "记者 欧阳晓岚 · 2023年5月18日刊" in str(first["description"])
    assert "东郊的桥开始修缮" in str(first["description"])
    assert not answer.is_personal
    assert answer.cache_time == 10


async def test_choosing_one_posts_the_passage_with_its_source_and_link(running: House) -> None:
    owner = person(running.world, "群主")
    member = gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner)
    query = member.inline("东郊桥")
    answer = await member.inline_answer(query)
    posted = member.choose(query.id, str(answer.results[0]["id"]))
    assert posted.text.startswith("东郊桥修缮工程第1号\n记者 欧阳晓岚 · 2023年5月18日刊")
    assert "由第1施工队承担" in posted.text
    assert re.fullmatch(r"https://t\.me/paper_bot\?start=a_\d+", links(posted)[0])


async def test_nothing_typed_shows_the_newest_bulletin(running: House) -> None:
    assert len((await typed(running.reader(), "  ")).results) == 25


async def test_pages_go_on_by_their_offset_and_give_each_story_once(house: House) -> None:
    south = page(25).decode().replace("东郊", "南山").replace("修缮", "扩建")
    west = page(25).decode().replace("东郊", "西关").replace("修缮", "拆除")
    whole = "\n".join([page(25).decode(), south, west])
    await house.archive.add_page(whole.encode(), "2023-04-01/A01.md")
    async with house.bot():
        seen, offset, pages = [], "", 0
        while True:
            answer = await typed(house.reader(), "施工队", offset)
            seen += [result["id"] for result in answer.results]
            offset, pages = answer.next_offset, pages + 1
            if not offset:
                break
        assert (len(seen), len(set(seen)), pages) == (75, 75, 2)
        assert len((await typed(house.reader(), "施工队", "' OR 1")).results) == 50


async def test_without_a_result_a_button_asks_it_in_private(running: House) -> None:
    reader = running.reader()
    answer = await typed(reader, "火星移民招募")
    assert answer.results == ()
    assert answer.is_personal
    assert answer.button is not None
    parameter = str(answer.button["start_parameter"])
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
    asked = await said(reader, f"/start {parameter}")
    assert asked.text.startswith("问：火星移民招募")
    stranger = await said(running.reader(), f"/start {parameter}")
    assert "火星" not in stranger.text


async def test_while_search_is_away_a_button_says_so_and_asks_later(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> NoReturn:
        raise SearchUnavailable("no answer in 5 s")

    monkeypatch.setattr(Archive, "inline", away)
    reader = running.reader()
    answer = await typed(reader, "东郊桥")
    assert (answer.results, answer.cache_time, answer.is_personal) == ((), 0, True)
    assert answer.button is not None
    assert answer.button["text"] == "现在查不了，过几分钟再试"
    monkeypatch.undo()
    assert len((await typed(reader, "东郊桥")).results) > 0
