from collections.abc import Callable, Coroutine

import pytest

from bot.preview.participant import Participant
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
