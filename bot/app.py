"""The running bot, put together: archive, inbox and Telegram, from a start to a clean stop."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeAlias

from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ContextTypes,
)

from bot import inbox, logs
from bot.config import Secret, Settings, SettingsInvalid
from bot.freshness import keep_fresh
from bot.handlers import hello, questions, stories
from bot.handlers.buttons import tapped
from bot.handlers.errors import failed
from bot.handlers.heard import Heard
from bot.handlers.menus import set_menus
from bot.handlers.refused import Refused
from bot.handlers.request import seconds_to_wait
from bot.handlers.spoken import Intent
from bot.transport import Fetching, Transport
from bot.updates import AT_ONCE, InOrder, Intake
from retrieval.archive import Archive
from retrieval.store.holding import holding

AGAIN = 5.0  # seconds before a task that failed is begun again
_SPARE_CONNECTIONS = 8  # beside one for each update at work: menus, reports
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between tries to reach Telegram
_FETCHING_ENDS, _ANSWERING_ENDS = 1.5, 5.0  # seconds; a supervisor kills what takes over ten
_REJECTED = "TELEGRAM_BOT_TOKEN：Telegram 不认这个令牌；请核对，或向 @BotFather 重新要一个"

_LOG = logging.getLogger(__name__)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Running: TypeAlias = Application[Any, Context, Any, Any, Any, Any]


def handlers(archive: Archive) -> tuple[BaseHandler[Update, Context, None], ...]:
    """Return the handlers; the first that wants an update has it, and no two want the same.

    An update is a tap or a message. Of messages only those said to the bot are wanted (see
    `bot.handlers.addressed`), each by the one intent that its words have (`bot.handlers.spoken`).
    So the order decides nothing but speed: what people send most stands first.
    """

    async def on_tap(update: Update, context: Context) -> None:
        await tapped(archive, update, context)

    return (
        Heard(archive, Intent.QUESTION, questions.ask),
        CallbackQueryHandler(on_tap),
        Heard(archive, Intent.SEARCH, questions.search),
        Heard(archive, Intent.LATEST, questions.ask),
        Heard(archive, Intent.REPORTER, questions.reporter),
        Heard(archive, Intent.ARTICLE, stories.article),
        Heard(archive, Intent.START, hello.start),
        Heard(archive, Intent.HELP, hello.explain),
        Heard(archive, Intent.UNKNOWN, hello.unknown),
        Heard(archive, Intent.NOTHING, hello.wordless),
    )


def build(settings: Settings, token: Secret, archive: Archive) -> Running:
    """Return the application, not yet started, that answers from ``archive``."""
    # Ask the library for timedeltas now: whole seconds are deprecated, and warn at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    application = (
        ApplicationBuilder()
        .token(token.reveal())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .concurrent_updates(InOrder())
        .update_queue(Intake())
        .request(Transport(AT_ONCE + _SPARE_CONNECTIONS))
        .get_updates_request(Fetching())
        .build()
    )
    application.add_handlers(handlers(archive))
    application.add_error_handler(failed)
    return application


def run(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM; what was begun is finished first.

    Raises SettingsInvalid without a token or with one that Telegram does not know, ArchiveHeld
    where another bot runs on the same archive, and ArchiveUnavailable.
    """
    if settings.token is None:
        raise SettingsInvalid(("TELEGRAM_BOT_TOKEN：没有设置；向 @BotFather 要一个",))
    logs.set_up(settings.log_level, settings.token.reveal())
    with holding(settings.database):
        asyncio.run(_run(settings, settings.token))


async def _run(settings: Settings, token: Secret) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with Archive.open(settings.database, timezone=settings.timezone) as archive:
        application = build(settings, token, archive)
        refused = Refused()
        beside = [
            asyncio.create_task(
                _lasting(lambda: inbox.watch(settings.inbox, archive, refused.put))
            ),
            asyncio.create_task(_lasting(lambda: keep_fresh(archive))),
        ]
        try:
            await _talk(application, stop, lambda bot: refused.tell(bot, settings.admins))
        finally:
            await _end(beside)


async def _talk(
    application: Running, stop: asyncio.Event, beside: Callable[[Bot], Awaitable[None]]
) -> None:
    """Answer until ``stop``: connect however long it takes, poll, finish what was begun.

    What is to go on ``beside`` begins when Telegram can be reached.
    """
    updater = application.updater
    assert updater is not None  # noqa: S101 (it is None only if the builder was told so)
    try:
        if not await _unless(stop, _connect(application)):
            return
        await application.start()
        polling = updater.start_polling(
            allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY],
            bootstrap_retries=-1,
            error_callback=_polling_failed,
        )
        if await _unless(stop, polling):
            bot = application.bot
            _LOG.info("ready: @%s answers", bot.username)
            tasks = [
                asyncio.create_task(work)
                for work in (_set_menus(bot), _lasting(lambda: beside(bot)))
            ]
            await stop.wait()
            await _end(tasks)
    except InvalidToken:
        raise SettingsInvalid((_REJECTED,)) from None
    finally:
        _LOG.info("stopping")
        if updater.running:
            await _within(_FETCHING_ENDS, updater.stop())
        if application.running and not await _within(_ANSWERING_ENDS, application.stop()):
            _LOG.warning("stopped before everything that was asked was answered")
        await application.update_processor.shutdown()
        await application.shutdown()
        await application.bot.shutdown()  # its connections, if it never got to be initialised


async def _within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work``, cancelled after ``seconds``; tell whether it was done. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    await asyncio.wait((doing,), timeout=seconds)
    if doing.done():
        doing.result()
        return True
    doing.cancel()
    await asyncio.wait((doing,), timeout=seconds)  # it may have an end of its own to make
    return False


async def _connect(application: Running) -> None:
    """Make ourselves known to Telegram; try again while it can't be reached."""
    wait = _FIRST_WAIT
    while True:
        try:
            await application.initialize()
        except InvalidToken:  # its text holds the token
            raise SettingsInvalid((_REJECTED,)) from None
        except RetryAfter as error:
            _LOG.warning("Telegram asks to wait: %s", error)
            await asyncio.sleep(seconds_to_wait(error))
        except TelegramError as error:
            _LOG.warning("Telegram can't be reached, trying again in %.0f s: %s", wait, error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work`` unless ``stop`` comes first; tell whether it was done. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not doing.done():
        doing.cancel()
        await asyncio.wait((doing,))
        return False
    doing.result()
    return True


async def _lasting(begin: Callable[[], Awaitable[None]]) -> None:
    """Do what ``begin`` begins, and begin it again whenever it fails: the bot goes on meanwhile."""
    while True:
        try:
            await begin()
        except Exception as error:  # noqa: BLE001 (the process's edge)
            _LOG.error("a task failed and is begun again: %s", logs.trace(error))
        await asyncio.sleep(AGAIN)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _set_menus(bot: Bot) -> None:
    try:
        await set_menus(bot)
    except TelegramError as error:
        _LOG.warning("the command menus could not be set: %s", error)


def _polling_failed(error: TelegramError) -> None:
    _LOG.warning("no updates for now: %s", error)
