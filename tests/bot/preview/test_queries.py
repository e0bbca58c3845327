from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.wire import Json, Refusal
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def article(number: int = 1, text: str = "x", **more: Json) -> dict[str, Json]:
    content: Json = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": str(number),
        "title": "题",
        "input_message_content": content,
        **more,
    }


async def test_a_pressed_button_is_answered_once(
    world: World, reader: Participant, ask: Ask
) -> None:
    button: Json = {"text": "全文", "callback_data": "a:1"}
    markup: Json = {"inline_keyboard": [[button]]}
    await ask("sendMessage", chat_id=reader.chat.id, text="x", reply_markup=markup)
    press = reader.press(reader.from_bot()[0], "全文")
    (update,) = world.updates.first(9)
    assert (update.kind, update.payload["data"]) == ("callback_query", "a:1")
    await ask("answerCallbackQuery", callback_query_id=press.id, text="好")
    assert (await reader.press_answer(press)).text == "好"
    with pytest.raises(Refusal, match=TOO_OLD):
        await ask("answerCallbackQuery", callback_query_id=press.id)


async def test_a_callback_answer_is_short(reader: Participant, ask: Ask) -> None:
    press = reader.press_data(reader.say("x"), "forged")
    with pytest.raises(Refusal, match="MESSAGE_TOO_LONG"):
        await ask("answerCallbackQuery", callback_query_id=press.id, text="长" * 201)


def test_only_a_button_that_is_there_is_pressed(reader: Participant) -> None:
    with pytest.raises(LookupError, match="全文"):
        reader.press(reader.say("x"), "全文")


async def test_an_inline_query_is_answered(reader: Participant, ask: Ask) -> None:
    query = reader.inline("食品")
    await ask("answerInlineQuery", inline_query_id=query.id, results=[article()], next_offset="1")
    answer = await reader.inline_answer(query)
    assert answer.next_offset == "1"
    with pytest.raises(Refusal, match=TOO_OLD):
        await ask("answerInlineQuery", inline_query_id=query.id, results=[])


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(number) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article(id="")], "RESULT_ID_INVALID"),
        ([article(title="")], 'Can\'t find field "title"'),
        ([article(text="<p>")], "can't parse entities"),
        ([article(text="")], "message text is empty"),
    ],
)
async def test_bad_inline_results_are_refused(
    reader: Participant, ask: Ask, results: list[Json], reason: str
) -> None:
    query = reader.inline("食品")
    with pytest.raises(Refusal, match=reason):
        await ask("answerInlineQuery", inline_query_id=query.id, results=results)


def elsewhere(world: World, reader: Participant) -> Participant:
    world.guest_mode = True
    return gathering(world, ChatKind.SUPERGROUP, "邻里群", reader.user, bot_is=Status.LEFT)


async def test_a_guest_is_answered_once_below_the_question(
    world: World, reader: Participant, ask: Ask
) -> None:
    owner = elsewhere(world, reader)
    asked = owner.say("@paper_bot 石桥")
    (update,) = world.updates.first(9)
    assert update.kind == "guest_message"
    query = update.payload["guest_query_id"]
    sent = await ask("answerGuestQuery", guest_query_id=query, result=article(text="<b>石桥</b>"))
    assert isinstance(sent, dict)
    assert list(sent) == ["inline_message_id"]
    (answer,) = owner.from_bot()
    assert (answer.text, answer.reply_to, answer.caller) == ("石桥", asked.id, reader.user.id)
    with pytest.raises(Refusal, match=TOO_OLD):
        await ask("answerGuestQuery", guest_query_id=query, result=article())


async def test_a_bot_is_asked_as_a_guest_only_by_its_name_and_where_it_is_not(
    world: World, reader: Participant
) -> None:
    owner = elsewhere(world, reader)
    owner.say("石桥")
    owner.edit(owner.say("石"), "@paper_bot 石桥")
    owner.joined_by(person(world, "别的", "other_bot")).say("@paper_bot 石桥")
    assert world.updates.first(9) == []
    owner.adds(world.bot)
    owner.say("@paper_bot 石桥")
    assert "guest_message" not in [update.kind for update in world.updates.first(9)]


async def test_a_guest_gets_only_what_telegram_takes(
    world: World, reader: Participant, ask: Ask
) -> None:
    owner = elsewhere(world, reader)
    owner.say("@paper_bot 石桥")
    query = world.updates.first(9)[0].payload["guest_query_id"]
    with pytest.raises(Refusal, match="can't parse"):
        await ask("answerGuestQuery", guest_query_id=query, result=article(text="<b>石桥"))
    await ask("answerGuestQuery", guest_query_id=query, result=article())
    assert len(owner.from_bot()) == 1


@pytest.mark.parametrize("text", ["", "长" * 257])
async def test_what_a_button_copies_is_short(reader: Participant, ask: Ask, text: str) -> None:
    share: Json = {"text": "分享", "switch_inline_query": "石桥"}
    for copied, fits in (("石桥，2023年5月18日", True), (text, False)):
        copy: Json = {"text": "复制", "copy_text": {"text": copied}}
        given: dict[str, Json] = {"reply_markup": {"inline_keyboard": [[share, copy]]}}
        sending = ask("sendMessage", chat_id=reader.chat.id, text="x", **given)
        if fits:
            await sending
        else:
            with pytest.raises(Refusal, match="BUTTON_COPY_TEXT_INVALID"):
                await sending
    assert [button.text for button in reader.from_bot()[0].buttons] == ["分享", "复制"]
