"""The protocol, proved by a client that is not ours: python-telegram-bot."""

from pathlib import Path

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.preview.model import ChatKind
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import serve
from bot.preview.world import World
from tests.support.chance import script
from tests.support.faults import Kind, Plan
from tests.support.specification import load

TOKEN = "123456:secret"  # noqa: S105 (of no bot)
SHARED = Path(__file__).parents[4] / "shared/telegram-bot-api-spec/api.json"

Context = ContextTypes.DEFAULT_TYPE


async def echo(update: Update, _context: Context) -> None:
    message = update.effective_message
    assert message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("再来", callback_data="again")]])
    if message.document is not None:
        data = await (await message.document.get_file()).download_as_bytearray()
        await message.reply_document(bytes(data), filename=message.document.file_name)
    else:
        text = f"<b>{message.text_html}</b>"
        await message.reply_text(
            text, parse_mode=ParseMode.HTML, reply_markup=markup, do_quote=True
        )


async def again(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("好")
    await query.edit_message_text("又一次")


async def inline(update: Update, _context: Context) -> None:
    query = update.inline_query
    assert query is not None
    await query.answer([], next_offset="")


@pytest.mark.parametrize("checked", [False, True])
async def test_a_bot_on_python_telegram_bot_talks_to_it(
    world: World, reader: Participant, *, checked: bool
) -> None:
    if checked and not SHARED.exists():
        pytest.skip(f"no specification at {SHARED}")
    async with serve(world, TOKEN, check=load(SHARED).check if checked else None) as preview:
        app: Application = (  # type: ignore[type-arg]
            ApplicationBuilder()
            .token(TOKEN)
            .base_url(f"{preview.url}/bot")
            .base_file_url(f"{preview.url}/file/bot")
            .build()
        )
        app.add_handler(CallbackQueryHandler(again))
        app.add_handler(InlineQueryHandler(inline))
        app.add_handler(MessageHandler(filters.ALL, echo))
        async with app:
            await app.start()
            assert app.updater is not None
            await app.updater.start_polling()
            try:
                await _talk(app, reader)
            finally:
                await app.updater.stop()
                await app.stop()
        assert [refusal.description for _, refusal in preview.refused] == [
            'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'
        ]


async def _talk(app: Application, reader: Participant) -> None:  # type: ignore[type-arg]
    said = reader.say("你好 @paper_bot")
    answer = await reader.reply(said)
    assert (answer.text, answer.reply_to) == ("你好 @paper_bot", said.id)
    assert [entity.type for entity in answer.content.entities] == ["bold", "mention"]

    press = reader.press(answer, "再来")
    assert (await reader.press_answer(press)).text == "好"
    assert (await reader.changed(answer)).text == "又一次"

    media = (await reader.reply(reader.upload("page.md", b"# page"))).media
    assert media is not None
    assert (media.file.name, media.file.data) == ("page.md", b"# page")

    assert (await reader.inline_answer(reader.inline("食品"))).results == ()

    assert await app.bot.set_my_commands([("start", "开始")])
    assert [command.command for command in await app.bot.get_my_commands()] == ["start"]
    chat = await app.bot.get_chat(reader.chat.id)
    assert chat.first_name == "小李"
    assert (await app.bot.get_chat_member(chat.id, reader.user.id)).status == "member"
    assert (await app.bot.get_webhook_info()).url == ""
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await app.bot.send_message(chat.id, "a < b", parse_mode=ParseMode.HTML)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.INTERNAL_ERROR, NetworkError),
        (Kind.BAD_GATEWAY, NetworkError),
        (Kind.PROXY_PAGE, NetworkError),
        (Kind.DROPPED, NetworkError),
        (Kind.LOST, NetworkError),
        (Kind.FLOOD, RetryAfter),
        (Kind.FLOOD_OF_ALL, RetryAfter),
        (Kind.SHUT_OUT, Forbidden),
        (Kind.MIGRATED, ChatMigrated),
    ],
)
async def test_faults_are_to_python_telegram_bot_what_they_are_meant_to_be(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: Kind, error: type[TelegramError]
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    group = gathering(world, ChatKind.GROUP, "读报群", person(world, "小王"))
    async with serve(world, TOKEN) as preview, Bot(TOKEN, f"{preview.url}/bot") as client:
        preview.fault = Plan(world, script(kind))
        with pytest.raises(TelegramError) as caught:
            await client.send_message(group.chat.id, "x")
        assert type(caught.value) is error
        assert len(group.from_bot()) == (kind is Kind.LOST)
