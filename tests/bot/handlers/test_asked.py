"""What counts as a question for the editors, in all the ways in which something is said."""

import pytest

from bot.model.asked import Figures
from bot.preview.model import ChatKind
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.services import questions
from bot.services.asked import AskedQuestions
from retrieval.errors import ArchiveUnavailable
from retrieval.model import Band
from tests.bot.handlers.conftest import PATH, House, issue, said
from tests.bot.handlers.test_guests import asked as asked_as_guest
from tests.bot.handlers.test_guests import elsewhere
from tests.bot.handlers.test_inline import typed


def asked(house: House) -> AskedQuestions:
    opened, zone = house.opened, house.settings.timezone
    return AskedQuestions(opened.database, house.archive, zone, opened.clock)


async def listed(house: House, *people: Participant) -> dict[str, int]:
    """The questions without an answer, once all is done that these people asked for."""
    for one in people:
        await said(one, "/help" if one.chat.kind is ChatKind.PRIVATE else "/help@paper_bot")
    groups = await asked(house).unanswered(asked(house).last_seven())
    return {one.words: one.count for one in groups}


async def figures(house: House) -> Figures:
    return await asked(house).figures(asked(house).last_seven())


async def test_what_is_no_question_is_not_recorded(running: House) -> None:
    reader = running.reader()
    for text in (
        "你好",
        "谢谢",
        "/latest",
        "/issues",
        "订阅 桥",
        "/settings",
        "asdfgh",
        "你能做什么",
    ):
        await said(reader, text)
    answer = await said(reader, "/search 修缮")
    await reader.press_answer(reader.press(answer, "下一页 ▶"))
    await said(reader, "全文 1")
    await said(reader, "谁写的")
    assert await listed(running, reader) == {}
    told = await figures(running)
    assert told.questions == {Band.ANSWER: 1, Band.NEAREST: 0, Band.NOTHING: 0}
    assert (told.subscribers.chats, told.subscribers.subscriptions) == (1, 1)
    assert [one.count for one in told.read] == [1]


async def test_a_question_counts_in_whatever_way_it_is_asked(running: House) -> None:
    reader = running.reader()
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", reader.user)
    await said(owner, "@paper_bot 水价涨了吗")
    await said(reader, "水价涨了吗？")
    await said(reader, "/search 橘猫 走失")
    await said(reader, "谁会量子计算？火星移民招募吗？")
    offered = await typed(reader, "北京高铁时刻")
    assert offered.button is not None
    before = await listed(running, reader, owner)
    await said(reader, f"/start {offered.button['start_parameter']}")
    after = await listed(running, reader)
    others = {"水价涨了吗？": 1, "橘猫 走失": 1, "谁会量子计算": 1, "火星移民招募吗": 1}
    assert before == others
    assert after == others | {"北京高铁时刻": 1}


async def test_a_question_of_its_own_counts_though_it_is_asked_of_the_story_at_hand(
    running: House,
) -> None:
    await running.archive.add_page(issue(PATH), "2023-05-19/A01.md")
    reader = running.reader()
    answer = await said(reader, "樱桃沟的路通了吗")
    assert "二十户人家" in answer.text
    asked_on = await said(reader, "樱桃沟门票多少钱")
    assert "没有直接说" in asked_on.text
    await said(reader, "有多少户")
    assert await listed(running, reader) == {"樱桃沟门票多少钱": 1}


async def test_an_edited_question_counts_as_what_it_became(running: House) -> None:
    reader = running.reader()
    first = reader.say("310国道封路吗")
    await reader.reply(first)
    reader.edit(first, "107国道封路吗")
    assert await listed(running, reader) == {"107国道封路吗": 1}


async def test_of_a_guest_nothing_is_kept_but_a_count(running: House) -> None:
    owner = elsewhere(running)
    await asked_as_guest(owner, "@paper_bot 火星移民招募吗")
    await asked_as_guest(owner, "@paper_bot 东郊桥什么时候开始修缮？")
    other = running.reader()
    assert await listed(running, other) == {}
    assert (await figures(running)).questions[Band.NOTHING] == 1
    async with running.opened.database.reading() as view:
        assert await view.fetch_all("SELECT * FROM asked_day") == []


async def test_an_answer_goes_out_though_it_cannot_be_recorded(
    running: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(*_given: object) -> None:
        raise ArchiveUnavailable("disk I/O error")

    monkeypatch.setattr(questions, "record", failing)
    reader = running.reader()
    assert "没有找到" in (await said(reader, "水价涨了吗")).text
    assert await listed(running, reader) == {}
    assert "what an answer shows: not recorded" in caplog.text


async def test_what_a_person_asked_goes_when_they_are_forgotten(running: House) -> None:
    reader, other = running.reader(), running.reader()
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", reader.user)
    await said(reader, "水价涨了吗")
    await said(owner, "@paper_bot 谁家丢了橘猫")
    await said(other, "107国道封路吗")
    asked_whether = await said(reader, "/forget")
    await reader.press_answer(reader.press(asked_whether, "全部删去"))
    assert await listed(running, reader, owner, other) == {"107国道封路吗": 1}


async def test_words_of_others_that_a_question_is_about_are_not_kept(running: House) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    friend = owner.joined_by(person(running.world, "老周"))
    told = friend.say("我家火星移民的事")
    await owner.reply(owner.say("@paper_bot 谁写的", reply_to=told))
    assert await listed(running, owner) == {}
