"""The running bot, put together: archive, inbox and Telegram, from a start to a clean stop."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, TypeAlias

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
)

from bot.access.failures import failed
from bot.access.flood import Flood
from bot.access.rights import Rights
from bot.access.services import Services
from bot.alerts.delivery import IN_FLIGHT, DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.handlers.commands import handlers
from bot.runtime import logs
from bot.runtime.clocks import REAL, Clocks
from bot.runtime.http import listening
from bot.runtime.metrics import UNHEARD
from bot.runtime.settings import Settings, SettingsInvalid
from bot.runtime.tasks import end, lasting, unless, within
from bot.runtime.values import Secret
from bot.services.chats import Chats
from bot.services.feedback import Feedback
from bot.services.inbox import inbox
from bot.services.inbox.processed import ProcessedFiles
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.privacy import Privacy
from bot.services.questions import Inquiries
from bot.services.refresh import keep_fresh
from bot.services.subscriptions import Subscriptions
from bot.services.uploads.drafts import Drafts
from bot.telegram.ledger import Ledger
from bot.telegram.menus import set_menus
from bot.telegram.pacing import TELEGRAMS, Limits, Pacing
from bot.telegram.polling import Polling, UpdateSource, insist
from bot.telegram.sender import Counting, Sender
from bot.telegram.transport import Fetching, Transport
from bot.telegram.updates import AT_ONCE, Course, InOrder, Intake
from bot.telegram.webhook import Endpoint, Webhook
from bot.watch.error_chat import ErrorChat
from bot.watch.faults import Faults
from bot.watch.health import Health, Patient
from bot.watch.metrics import Metrics
from bot.watch.rejected_pages import RejectedPages
from retrieval.store import locked

_SPARE_CONNECTIONS = 8  # beside one for each update at work: menus, reports
# Seconds, after those that alerts on their way may take; a supervisor kills what takes over ten.
_FETCHING_ENDS, _ANSWERING_ENDS = 1.0, 4.0
_REJECTED = "TELEGRAM_BOT_TOKEN：Telegram 不认这个令牌；请核对，或向 @BotFather 重新要一个"

_LOG = logging.getLogger(__name__)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Running: TypeAlias = Application[Any, Context, Any, Any, Any, Any]


def build(
    settings: Settings,
    token: Secret,
    here: OpenArchive,
    pacing: Pacing,
    course: Course | None = None,
) -> Running:
    """Return the application, not yet started, that works with what is open ``here``.

    All that it sends is counted by ``pacing``, which alerts wait for. Updates go by ``course``, or
    by one that nobody hears of.
    """
    if course is None:
        course = Course(Ledger(here.database, here.clock), UNHEARD)
    # Ask the library for timedeltas now: whole seconds are deprecated, and warn at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    transport = Transport(AT_ONCE + IN_FLIGHT + _SPARE_CONNECTIONS, course.measures)
    application = (
        ApplicationBuilder()
        .token(token.reveal())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .concurrent_updates(InOrder(course))
        .update_queue(Intake(course))
        .request(transport)
        .rate_limiter(Counting(pacing))
        .get_updates_request(Fetching(course.measures, course.ledger.all_safe))
        .build()
    )
    services = Services(
        archive=here.archive,
        subscriptions=Subscriptions(
            here.database, here.archive, settings.max_subscriptions, here.clock
        ),
        chats=Chats(here.database, settings.timezone, here.clock),
        rights=Rights(),
        flood=Flood(),
        muting=Muting(here.database),
        notices=Notices(here.database, here.clock),
        privacy=Privacy(here.database, here.clock),
        questions=Inquiries(here.database, here.clock),
        feedback=Feedback(here.database, here.archive, here.clock),
        admins=settings.admins,
        drafts=Drafts(here.database, here.archive, here.loaded, here.clock),
        fetch=transport.fetch,
    )
    application.add_handlers(handlers(services))
    application.add_error_handler(failed)
    return application


def run(settings: Settings, clocks: Clocks = REAL, limits: Limits = TELEGRAMS) -> None:
    """Run the bot until SIGINT or SIGTERM; what was begun is finished first.

    It goes by ``clocks``, and sends alerts within ``limits``.

    Raises SettingsInvalid without a token or with one that Telegram does not know, ArchiveHeld
    where another bot runs on the same archive, and ArchiveUnavailable.
    """
    if settings.token is None:
        raise SettingsInvalid(("TELEGRAM_BOT_TOKEN：没有设置；向 @BotFather 要一个",))
    logs.set_up(settings.log_level, _secrets(settings), settings.log_format)
    with locked(settings.database), asyncio.Runner(loop_factory=clocks.loop) as runner:
        runner.run(_run(settings, settings.token, clocks, Pacing(clocks.steady, limits)))


def _secrets(settings: Settings) -> Mapping[str, str]:
    given = {"token": settings.token, "secret": settings.hook and settings.hook.secret}
    return {name: secret.reveal() for name, secret in given.items() if secret}


async def _run(settings: Settings, token: Secret, clocks: Clocks, pacing: Pacing) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    metrics = Metrics(clocks.wall, clocks.steady)
    faults = Faults(metrics.failed)
    async with AsyncExitStack() as opened:
        opened.enter_context(logs.heard_by(faults))
        clock = lambda: int(clocks.wall())  # noqa: E731 (a clock in whole seconds)
        here = await opened.enter_async_context(OpenArchive.of(settings, clock, metrics))
        archive = here.archive
        course = Course(Ledger(here.database, clock), metrics, clocks.steady)
        application = build(settings, token, here, pacing, course)
        outbox = DeliveryWorker(
            here.database,
            archive,
            Sender(application.bot),
            pacing,
            admins=settings.admins,
            clock=clocks.wall,
        )
        if settings.health is not None:
            patient = Patient(archive, here.database, outbox, metrics, clock, clocks.steady)
            health = listening(Health(patient).app, settings.health, "HEALTH_PORT")
            await opened.enter_async_context(health)
        refused = RejectedPages()
        errors = ErrorChat(faults, settings.told_errors, settings.timezone, clocks.wall)
        beside = [
            asyncio.create_task(
                lasting(
                    lambda: inbox.watch(
                        settings.inbox,
                        archive,
                        ProcessedFiles(here.database),
                        refused.put,
                        here.loaded,
                    )
                )
            ),
            asyncio.create_task(lasting(lambda: keep_fresh(archive))),
            asyncio.create_task(lasting(Privacy(here.database, here.clock).keep_at_it)),
            asyncio.create_task(lasting(course.ledger.run)),
        ]
        try:
            await _talk(
                application,
                stop,
                _incoming(settings, application, course),
                (
                    lambda bot: refused.tell(bot, settings.admins),
                    errors.run,
                    lambda _bot: outbox.run(),
                ),
            )
        finally:
            await end(beside)


def _incoming(settings: Settings, application: Running, course: Course) -> UpdateSource:
    if settings.hook is None:
        assert application.updater is not None  # noqa: S101 (only if the builder was told so)
        return Polling(application.updater)
    bot, intake = application.bot, _intake(application)
    return Webhook(settings.hook, Endpoint(settings.hook, intake, course, bot), course, bot)


def _intake(application: Running) -> Intake:
    intake = application.update_queue
    assert isinstance(intake, Intake)  # noqa: S101 (`build` has put it there)
    return intake


async def _talk(
    application: Running,
    stop: asyncio.Event,
    incoming: UpdateSource,
    beside: Sequence[Callable[[Bot], Awaitable[None]]],
) -> None:
    """Answer until ``stop``: connect however long it takes, take what is ``incoming``, finish it.

    What is to go on ``beside`` begins when Telegram can be reached.
    """
    try:
        if not await unless(stop, _connect(application)):
            return
        await application.start()
        bot = application.bot
        again = _intake(application).put_again(bot)
        if await unless(stop, again) and await unless(stop, incoming.begin()):
            _LOG.info("ready: @%s answers", bot.username)
            works = [_set_menus(bot), *(lasting(partial(begin, bot)) for begin in beside)]
            tasks = [asyncio.create_task(work) for work in works]
            await stop.wait()
            await end(tasks)
    except InvalidToken:
        raise SettingsInvalid((_REJECTED,)) from None
    finally:
        _LOG.info("stopping")
        await within(_FETCHING_ENDS, incoming.end())
        if application.running and not await within(_ANSWERING_ENDS, application.stop()):
            _LOG.warning("stopped before everything that was asked was answered")
        await application.update_processor.shutdown()
        await application.shutdown()
        await application.bot.shutdown()  # its connections, if it never got to be initialised


async def _connect(application: Running) -> None:
    """Make ourselves known to Telegram; try again while it can't be reached."""
    try:
        await insist(application.initialize)
    except InvalidToken:  # its text holds the token
        raise SettingsInvalid((_REJECTED,)) from None


async def _set_menus(bot: Bot) -> None:
    try:
        await set_menus(bot)
    except TelegramError as error:
        _LOG.warning("the command menus could not be set: %s", error)
