"""The running bot, put together: archive, inbox and Telegram, from a start to a clean stop."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from telegram import Bot, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ContextTypes,
)

from bot import inbox, logs
from bot.config import Secret, Settings, SettingsInvalid
from bot.handlers import hello, questions, stories
from bot.handlers.buttons import tapped
from bot.handlers.errors import failed
from bot.handlers.heard import Heard
from bot.handlers.menus import set_menus
from bot.handlers.spoken import Intent
from bot.messages.markup import MAX_UNITS, shorten
from bot.messages.texts import ZH
from bot.updates import AT_ONCE, InOrder, Intake
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable, PageRefused

REFRESH = 1.0  # seconds between looks at what other processes wrote
AGAIN = 5.0  # seconds before a task that failed is begun again
_SPARE_CONNECTIONS = 8  # beside one for each update at work: polling, menus, reports
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between tries to reach Telegram

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
        .connection_pool_size(AT_ONCE + _SPARE_CONNECTIONS)
        .build()
    )
    application.add_handlers(handlers(archive))
    application.add_error_handler(failed)
    return application


def run(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM; what was begun is finished first.

    Raises SettingsInvalid without a token or with one that Telegram does not know, and
    ArchiveUnavailable.
    """
    if settings.token is None:
        raise SettingsInvalid(("TELEGRAM_BOT_TOKEN：没有设置；向 @BotFather 要一个",))
    logs.set_up(settings.log_level, settings.token.reveal())
    asyncio.run(_run(settings, settings.token))


async def _run(settings: Settings, token: Secret) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with Archive.open(settings.database, timezone=settings.timezone) as archive:
        application = build(settings, token, archive)

        async def report(refused: PageRefused) -> None:
            await _report(application.bot, settings.admins, refused)

        beside = [
            asyncio.create_task(_lasting(lambda: inbox.watch(settings.inbox, archive, report))),
            asyncio.create_task(_lasting(lambda: _keep_fresh(archive))),
        ]
        try:
            await _talk(application, stop)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


async def _talk(application: Running, stop: asyncio.Event) -> None:
    """Answer until ``stop``: connect however long it takes, poll, finish what was begun."""
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
            _LOG.info("ready: @%s answers", application.bot.username)
            menus = application.create_task(_set_menus(application.bot))
            await stop.wait()
            menus.cancel()
    finally:
        _LOG.info("stopping")
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # its connections, if it never got to be initialised


async def _connect(application: Running) -> None:
    """Make ourselves known to Telegram; try again while it can't be reached."""
    wait = _FIRST_WAIT
    while True:
        try:
            await application.initialize()
        except InvalidToken:  # its text holds the token
            fault = "TELEGRAM_BOT_TOKEN：Telegram 不认这个令牌；请核对，或向 @BotFather 重新要一个"
            raise SettingsInvalid((fault,)) from None
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
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


async def _keep_fresh(archive: Archive) -> None:
    """Serve what other processes wrote within `REFRESH` seconds."""
    while True:
        try:
            await archive.refresh()
        except ArchiveUnavailable as error:
            _LOG.warning("what other processes wrote can't be read: %s", error)
        await asyncio.sleep(REFRESH)


async def _set_menus(bot: Bot) -> None:
    try:
        await set_menus(bot)
    except TelegramError as error:
        _LOG.warning("the command menus could not be set: %s", error)


async def _report(bot: Bot, admins: frozenset[int], refused: PageRefused) -> None:
    """Tell the admins of a page that was refused; the log has it in any case."""
    _LOG.warning("inbox: %s", refused)
    text = ZH.page_refused.format(name=refused.name, reason=refused.reason)
    for admin in sorted(admins):
        try:
            await bot.send_message(admin, shorten(text, MAX_UNITS))
        except TelegramError as error:
            _LOG.warning("admin %d was not told: %s", admin, error)


def _polling_failed(error: TelegramError) -> None:
    _LOG.warning("no updates for now: %s", error)
