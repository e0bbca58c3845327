"""The outbox emptied: what is due goes out, as fast as the pacing lets it, and is recorded.

It goes in **rounds**. A round makes ready what there is room for; writes, in one transaction, what
became of the messages that were answered since the last one and which are about to be sent; and
then sends those, all at once. So nothing is sent that is not recorded as being sent, and a busy
outbox costs one commit for several messages.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence

from bot.alerts.compose import AlertEdit, Composer, OutgoingAlert
from bot.alerts.due import Due, DueQueue
from bot.alerts.in_flight import Done, InFlight, Ready, target_of
from bot.alerts.record import Moment, set_aside, settle_parcel, settle_revised
from bot.alerts.recovery import recovered
from bot.alerts.stories import Stories
from bot.alerts.topics import tell_topic_gone
from bot.model import Message
from bot.runtime.logs import FAULT, fault_of, trace
from bot.store.outbox import claim, settle_failed
from bot.telegram.outcome import NoTopic, Sent
from bot.telegram.pacing import Pacing
from bot.telegram.sender import Sender
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database, Transaction

IN_FLIGHT = 30
"""Messages that may be on their way, or answered and not recorded yet, at a time: as many may come
twice after a crash. Telegram takes thirty a second, and answers within one."""
LOOK = 0.5  # seconds between looks at what other processes wrote
STOPPING = 2.0  # seconds that messages on their way have to be answered when the bot stops
_SOON = 0.01  # seconds; the shortest wait

_LOG = logging.getLogger(__name__)


class DeliveryWorker:
    """Empties the outbox in a database. ``clock`` gives Unix time, ``chance`` numbers in [0, 1)."""

    def __init__(  # noqa: PLR0913 (what it works with)
        self,
        database: Database,
        archive: Archive,
        post: Sender,
        pacing: Pacing,
        *,
        admins: frozenset[int] = frozenset(),
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._post = post
        self._pacing = pacing
        self._admins = admins
        self._clock = clock
        self._chance = chance
        self._stories = Stories(archive)
        self._packing = Composer(database, self._stories, post.username)
        self._waiting = DueQueue(database, pacing, clock)
        self._woken = asyncio.Event()
        self._flights = InFlight(post, pacing, self._woken.set)
        self._spoiled: list[tuple[Due, str]] = []
        self._recovered = False
        self.looked_at: float | None = None  # by the event loop's clock

    async def run(self) -> None:
        """Deliver until cancelled; then what is on its way may be answered still.

        What is not is taken up by whoever runs next. Raises ArchiveUnavailable, and may be run
        again.
        """
        loop = asyncio.get_running_loop()
        look_at = 0.0
        try:
            while True:
                if loop.time() >= look_at:
                    look_at = loop.time() + LOOK
                    await self.look()
                await self.round()
                if not self._flights.has_landed:
                    wait = min(self._waiting.soonest(), look_at - loop.time())
                    if await self._rest(max(wait, _SOON)) and not self._flights.has_landed:
                        look_at = 0.0
        finally:
            await self._stop()

    async def look(self) -> None:
        """See what is due; the first time, take up what a former process left."""
        if not self._recovered:
            await recovered(self._database, self._pacing, self._clock)
            self._recovered = True
        await self._stories.taken_up()
        await self._waiting.look()
        self.looked_at = asyncio.get_running_loop().time()

    async def round(self) -> None:
        """Record what was answered, and begin to send what there is room for."""
        taken = list(self._waiting.take(IN_FLIGHT - self._waiting.under_way))
        done, begun = self._flights.taken(), set[Due]()
        try:
            ready = [(due, one) for due in taken if (one := await self._made_ready(due))]
            spoiled, self._spoiled = self._spoiled, []
            if ready or done or spoiled:
                async with self._database.transaction() as connection:
                    await self._settle(connection, done)
                    for due, reason in spoiled:
                        await set_aside(connection, due, reason, self._moment())
                    claimed = [pair for pair in ready if await self._claim(connection, pair[1])]
                begun.update(due for due, _ in claimed)
        except BaseException:
            self._flights.put_back(done)
            raise
        finally:
            for due in taken:
                if due not in begun:
                    self._waiting.returned(due)
        self._waiting.settled([target_of(one.ready).chat_id for one in done])
        self._follow(done)
        for due, one in ready:
            if due in begun:
                self._flights.begin(one)

    async def idle(self) -> None:
        """Wait until nothing is on its way, and all is recorded."""
        while await self._flights.landing() or self._flights.has_landed:
            await self.round()

    async def _made_ready(self, due: Due) -> Ready | None:
        try:
            if isinstance(due, Message):
                return await self._packing.revised(due)
            return await self._packing.parcel(due, int(self._clock()))
        except ArchiveUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 (one message's fault is no other's)
            fault = {FAULT: fault_of(error)}
            _LOG.error("a message could not be made ready: %s", trace(error), extra=fault)
            self._spoiled.append((due, type(error).__name__))
            return None

    async def _claim(self, connection: Transaction, ready: Ready) -> bool:
        """Record that a message is being sent; tell whether it is to be."""
        if isinstance(ready, AlertEdit):
            if ready.screen is None:
                done = Done(ready, Sent(ready.message.message_id))
                await self._settle(connection, [done])
            return ready.screen is not None
        now = int(self._clock())
        for number, reason in ready.not_sent:
            await settle_failed(connection, (number,), reason, now=now)
        if ready.screen is None:
            return False
        return await claim(connection, ready.target, ready.numbers, now)

    async def _settle(self, connection: Transaction, done: Sequence[Done]) -> None:
        for one in done:
            at = self._moment()
            if isinstance(one.ready, OutgoingAlert):
                await settle_parcel(connection, one.ready, one.outcome, at)
            else:
                await settle_revised(connection, one.ready, one.outcome, at)

    def _moment(self) -> Moment:
        return Moment(int(self._clock()), self._chance())

    def _follow(self, done: Sequence[Done]) -> None:
        """Do what is to be done once it is recorded what became of messages."""
        for one in done:
            ready = one.ready
            if isinstance(ready, AlertEdit):
                continue
            if isinstance(one.outcome, Sent) and ready.more:
                self._waiting.again(ready.target)
            if isinstance(one.outcome, NoTopic) and ready.target.thread_id is not None:
                told = tell_topic_gone(self._database, self._post, ready.target, self._admins)
                self._flights.beside(told)

    async def _rest(self, seconds: float) -> bool:
        """Wait so long, or until something happens; tell whether it did."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    async def _stop(self) -> None:
        await self._flights.landing(STOPPING)
        await self._flights.cancel()
        if done := self._flights.taken():
            async with self._database.transaction() as connection:
                await self._settle(connection, done)
        self._waiting.settled([target_of(one.ready).chat_id for one in done])
