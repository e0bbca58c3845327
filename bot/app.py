"""The composition of the running bot: archive, inbox and Telegram, from start to clean stop."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

from telegram import Bot
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
)

from bot.access.albums import Albums
from bot.access.failures import Failures
from bot.access.flood import Flood
from bot.access.menus import set_admin_menus, set_menus
from bot.access.photos import Photos
from bot.access.rights import Rights
from bot.access.services import Services
from bot.alerts.delivery import IN_FLIGHT, DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.handlers.commands import handlers
from bot.runtime import logs
from bot.runtime.clocks import REAL, Clocks
from bot.runtime.loops import Loop, LoopName, Loops, Trouble
from bot.runtime.metrics import Metrics
from bot.runtime.settings import Settings, SettingsInvalid
from bot.runtime.tasks import cancel_all, finish_within, unless_stopped
from bot.runtime.values import Secret, logins, without_login
from bot.services.asked import AskedQuestions
from bot.services.brief_posts import BriefPosts
from bot.services.chats import Chats
from bot.services.corrections import Corrections
from bot.services.desk import Desk
from bot.services.feedback import Feedback
from bot.services.inbox import inbox
from bot.services.inbox.line import InboxLine
from bot.services.inbox.processed import ProcessedFiles
from bot.services.lost_questions import LostQuestions
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.privacy import Privacy
from bot.services.questions import Inquiries
from bot.services.refresh import kept_up
from bot.services.subscriptions import Subscriptions
from bot.services.uploads.drafts import Drafts
from bot.services.uploads.reading import FileReader
from bot.telegram.calls import CallFailed
from bot.telegram.defaults import DEFAULTS
from bot.telegram.ledger import Ledger
from bot.telegram.outcome import TokenUnknown
from bot.telegram.pacing import TELEGRAM_LIMITS, Limits, Pacing
from bot.telegram.polling import Polling, UpdateSource, until_reached
from bot.telegram.reachability import Reachability
from bot.telegram.rivals import Rivals
from bot.telegram.sender import SendCounter, Sender
from bot.telegram.transport import PollingTransport, Transport
from bot.telegram.updates import MAX_CONCURRENT, OrderedProcessor, UpdateQueue, UpdateTracker
from bot.watch.brief_posts import Tidying
from bot.watch.error_chat import ErrorChat
from bot.watch.faults import Faults
from bot.watch.lost_questions import Apologies
from bot.watch.metrics import PrometheusMetrics
from bot.watch.rejected_pages import RejectedPages
from bot.watch.reported_errors import ReportedErrors
from retrieval.errors import ArchiveUnavailable
from retrieval.store import locked

_SPARE_CONNECTIONS = 8  # besides one for each running update: menus, reports
# Seconds, after those for alerts in flight; a supervisor kills what takes over ten.
_STOP_UPDATES, _STOP_ANSWERS = 1.0, 4.0
_IN_CLEAR = (
    "TELEGRAM_API_URL: 令牌不加密地发往另一台机器，路上的人都能看到；请改用 https "
    "(the token goes to another machine in clear, readable on the way; use https)"
)
_THROUGH = "经代理 %s 连 Telegram (Telegram is reached through this proxy)"
_SPARED = (
    "PROXY_URL 没有用上：NO_PROXY 里有 Telegram 的主机；要走代理，就把它从 NO_PROXY 里去掉 "
    "(PROXY_URL is not used, as NO_PROXY names Telegram's host)"
)
_REJECTED = "TELEGRAM_BOT_TOKEN：Telegram 不认这个令牌；请核对，或向 @BotFather 重新要一个"
_LOG = logging.getLogger(__name__)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Running: TypeAlias = Application[Any, Context, Any, Any, Any, Any]


def build(  # noqa: PLR0913, PLR0917 (what it is made of)
    settings: Settings,
    token: Secret,
    here: OpenArchive,
    pacing: Pacing,
    tracker: UpdateTracker | None = None,
    troubles: Callable[[], Sequence[Trouble]] = tuple,
    reader: FileReader | None = None,
    albums: Albums | None = None,
    pace: float = 3.0,
    reach: Reachability | None = None,
    is_found: Callable[[], Awaitable[bool]] | None = None,
) -> Running:
    """Return the application, not yet started, on the open archive ``here``.

    All that it sends is counted by ``pacing``, which alerts wait for. Updates are followed by
    ``tracker``, or by one without metrics. ``troubles`` returns what is in the loops' way. Files
    that are sent are read by ``reader``, and put together by ``albums``; how far that is, is told
    every ``pace`` seconds at most. Whether Telegram is reached, ``reach`` is told. Where what comes
    in is not found at once, ``is_found`` waits for that.
    """
    if tracker is None:
        tracker = UpdateTracker(Ledger(here.database, here.clock), Metrics())
    # Ask the library for timedeltas: whole seconds are deprecated, and warn at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    proxy = settings.proxy.reveal() if settings.proxy else None
    connections = MAX_CONCURRENT + IN_FLIGHT + _SPARE_CONNECTIONS
    transport = Transport(connections, tracker.metrics, proxy, reach)
    polling = PollingTransport(tracker.metrics, tracker.ledger.wait_all_safe, proxy, reach)
    application = (
        ApplicationBuilder()
        .token(token.reveal())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .concurrent_updates(OrderedProcessor(tracker))
        .update_queue(UpdateQueue(tracker))
        .request(transport)
        .rate_limiter(SendCounter(pacing))
        .defaults(DEFAULTS)
        .get_updates_request(polling)
        .build()
    )
    feedback = Feedback(here.database, here.archive, here.clock)
    services = Services(
        archive=here.archive,
        subscriptions=Subscriptions(
            here.database, here.archive, settings.max_subscriptions, here.clock
        ),
        chats=Chats(here.database, settings.timezone, here.clock),
        rights=Rights(),
        flood=Flood(),
        muting=Muting(here.database),
        notices=Notices(here.database, here.clock, troubles),
        privacy=Privacy(here.database, settings.timezone, here.clock),
        brief_posts=BriefPosts(here.database, here.clock),
        questions=Inquiries(here.database, settings.timezone, here.clock),
        asked=AskedQuestions(here.database, here.archive, settings.timezone, here.clock),
        feedback=feedback,
        corrections=Corrections(here.database, here.archive, here.clock),
        desk=Desk(here.database, here.archive, feedback, settings.timezone, here.clock),
        admins=settings.admins,
        drafts=Drafts(
            *(here.database, here.archive, here.loaded, here.clock),
            reader or FileReader(settings.bounds),
        ),
        fetch=transport.fetch,
        albums=albums or Albums(),
        photos=Photos(),
        pace=pace,
        contact=settings.contact,
        is_found=is_found,
    )
    application.add_handlers(handlers(services))
    failures = Failures(
        *(services.chats, LostQuestions(here.database, here.clock)),
        *(settings.admins, services.notices.disk_is_full),
    )
    application.add_error_handler(failures.handle)
    return application


def run(
    settings: Settings,
    clocks: Clocks = REAL,
    limits: Limits = TELEGRAM_LIMITS,
    *,
    new: bool = False,
) -> None:
    """Run the bot until SIGINT or SIGTERM; what was begun is finished first.

    It runs on ``clocks``, and sends alerts within ``limits``. By ``new`` it makes an empty archive
    also beside what a former one left. A token that goes in clear is warned of in the log.

    Raises SettingsInvalid without a token or with one that Telegram does not know, ArchiveLocked
    where another bot runs on the same archive, and ArchiveUnavailable.
    """
    if settings.token is None:
        raise SettingsInvalid(("TELEGRAM_BOT_TOKEN：没有设置；向 @BotFather 要一个",))
    logs.configure(settings.log_level, _secrets(settings), settings.log_format)
    if settings.shows_token:
        _LOG.warning(_IN_CLEAR)
    if settings.proxy:
        _LOG.info(_THROUGH, without_login(settings.proxy.reveal()))
    if settings.spared:
        _LOG.warning(_SPARED)
    with locked(settings.database), asyncio.Runner(loop_factory=clocks.loop) as runner:
        runner.run(_run(settings, settings.token, clocks, Pacing(clocks.steady, limits), new=new))


def _secrets(settings: Settings) -> Mapping[str, str]:
    given = {"token": settings.token, "secret": settings.hook and settings.hook.secret}
    proxy = logins(settings.proxy.reveal()) if settings.proxy else {}
    search = settings.search.secrets if settings.search else {}
    return {**search, **proxy, **{name: one.reveal() for name, one in given.items() if one}}


async def _run(
    settings: Settings, token: Secret, clocks: Clocks, pacing: Pacing, *, new: bool
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    metrics = PrometheusMetrics(clocks.wall, clocks.steady)
    faults = Faults(metrics.error_logged)
    async with AsyncExitStack() as stack:
        stack.enter_context(logs.with_handler(faults))
        clock = lambda: int(clocks.wall())  # noqa: E731 (a clock in whole seconds)
        here = await stack.enter_async_context(
            OpenArchive.of(settings, clock, metrics, new=new, keeper=True)
        )
        archive = here.archive
        tracker = UpdateTracker(Ledger(here.database, clock), metrics, clocks.steady)
        loops = Loops()
        proxy = settings.proxy.reveal() if settings.proxy else None
        reach = Reachability(settings.api_url, proxy, clocks.steady)
        keeping = here.index_keeping()
        application = build(
            *(settings, token, here, pacing, tracker, loops.troubles),
            reach=reach,
            is_found=keeping.is_found if keeping else None,
        )
        outbox = DeliveryWorker(
            here.database,
            archive,
            Sender(application.bot),
            pacing,
            admins=settings.admins,
            most_wait=timedelta(days=settings.alert_wait_days),
            clock=clocks.wall,
        )
        if settings.health is not None:
            # aiohttp takes a sixth of a second, and 10 MB: only a bot that serves HTTP loads it.
            from bot.runtime.http import http_server  # noqa: PLC0415
            from bot.watch.health import HealthChecks, HealthServer  # noqa: PLC0415

            checks = HealthChecks(
                *(archive, here.database, outbox, metrics, loops, clock, clocks.steady, reach),
                keeping,
            )
            health = http_server(HealthServer(checks).app, settings.health, "HEALTH_PORT")
            await stack.enter_async_context(health)
        rejected = RejectedPages()
        errors = ErrorChat(faults, settings.error_chats, settings.timezone, clocks.wall)
        feedback = Feedback(here.database, archive, here.clock)
        reported = ReportedErrors(feedback, settings.admins, clocks.wall)
        processed = ProcessedFiles(here.database)
        files = InboxLine(
            settings.inbox, archive, processed, rejected.put, clocks.wall, settings.bounds
        )
        privacy = Privacy(here.database, settings.timezone, here.clock)
        ledger = tracker.ledger
        apologies = Apologies(LostQuestions(here.database, clock), clocks.steady)
        tidying = Tidying(BriefPosts(here.database, here.clock))
        for one in (files, ledger, outbox, errors, reported, rejected, apologies, tidying):
            loops.add(one.loop)
        if keeping is not None:
            loops.add(keeping.loop)
        refreshing = loops.add(Loop(LoopName.REFRESH))
        forgetting = loops.add(Loop(LoopName.FORGETTING))
        watch = partial(inbox.watch, settings.inbox, files, here.loaded)
        background = [
            asyncio.create_task(work)
            for work in (
                files.loop.keep_up(watch),
                *kept_up(archive, refreshing, keeping),
                privacy.keep_at_it(forgetting),
                ledger.run(),
                loops.watch(),
            )
        ]
        source = _source(settings, application, tracker, loops, clocks.steady)
        try:
            await _serve(
                application,
                stop,
                source,
                partial(_set_menus, admins=settings.admins, feedback=feedback),
                (
                    (rejected.loop, lambda bot: rejected.tell(bot, settings.admins)),
                    (errors.loop, errors.run),
                    (reported.loop, reported.run),
                    (apologies.loop, apologies.run),
                    (tidying.loop, tidying.run),
                    (outbox.loop, lambda _bot: outbox.run()),
                ),
            )
        finally:
            await cancel_all(background)


def _source(
    settings: Settings,
    application: Running,
    tracker: UpdateTracker,
    loops: Loops,
    steady: Callable[[], float],
) -> UpdateSource:
    if settings.hook is None:
        assert application.updater is not None  # noqa: S101 (only if the builder was told so)
        return Polling(application.updater, Rivals(steady))
    bot, queue = application.bot, _queue(application)
    from bot.telegram.webhook import Endpoint, Webhook  # noqa: PLC0415 (it loads aiohttp)

    webhook = Webhook(settings.hook, Endpoint(settings.hook, queue, tracker, bot), tracker, bot)
    loops.add(webhook.loop)
    return webhook


def _queue(application: Running) -> UpdateQueue:
    queue = application.update_queue
    assert isinstance(queue, UpdateQueue)  # noqa: S101 (`build` has put it there)
    return queue


async def _serve(
    application: Running,
    stop: asyncio.Event,
    source: UpdateSource,
    menus: Callable[[Bot], Coroutine[Any, Any, None]],
    background: Sequence[tuple[Loop, Callable[[Bot], Awaitable[None]]]],
) -> None:
    """Answer updates from ``source`` until ``stop``: connect however long it takes, then finish.

    The ``menus`` are set, and the ``background`` loops start, once Telegram is reached.
    """
    try:
        if not await unless_stopped(stop, _connect(application)):
            return
        await application.start()
        bot = application.bot
        resumed = _queue(application).put_unfinished(bot)
        if await unless_stopped(stop, resumed) and await unless_stopped(stop, source.begin()):
            _LOG.info("ready: @%s answers", bot.username)
            work = [loop.keep_up(partial(begin, bot)) for loop, begin in background]
            tasks = [asyncio.create_task(one) for one in (menus(bot), *work)]
            await stop.wait()
            await cancel_all(tasks)
    except CallFailed as error:
        if not isinstance(error.outcome, TokenUnknown):
            raise
        raise SettingsInvalid((_REJECTED,)) from None
    finally:
        _LOG.info("stopping")
        await finish_within(_STOP_UPDATES, source.end())
        if application.running and not await finish_within(_STOP_ANSWERS, application.stop()):
            _LOG.warning("stopped before every update was done; the next start resumes the rest")
        await application.update_processor.shutdown()
        await application.shutdown()
        await application.bot.shutdown()  # closes its connections, if it was never initialised


async def _connect(application: Running) -> None:
    """Connect to Telegram, again and again until it is reached. Raises SettingsInvalid."""
    try:
        await until_reached(application.initialize)
    except CallFailed as error:
        if not isinstance(error.outcome, TokenUnknown):
            raise
        raise SettingsInvalid((_REJECTED,)) from None  # the error's text holds the token


async def _set_menus(bot: Bot, *, admins: Collection[int], feedback: Feedback) -> None:
    try:
        await set_menus(bot)
        await set_admin_menus(bot, admins, feedback.language)
    except (CallFailed, ArchiveUnavailable) as error:
        _LOG.warning("the command menus can't be set: %s", error)
