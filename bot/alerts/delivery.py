"""The worker that empties the outbox: it sends what is due as fast as the limits allow.

It works in **rounds**. A round composes what may be sent now; records, in one transaction, the
outcomes since the last round and which messages are about to be sent; and then sends those, all at
once. So nothing is sent that is not recorded as being sent, and a busy outbox costs one commit for
several messages.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.alerts.compose import AlertEdit, Composer, OutgoingAlert
from bot.alerts.due import Due, DueQueue
from bot.alerts.in_flight import Finished, InFlight, Outgoing, not_sent, target_of
from bot.alerts.record import Moment, record_alert, record_edit, record_not_composed
from bot.alerts.recovery import recover_in_flight
from bot.alerts.stories import Stories
from bot.alerts.telling import Telling
from bot.model import Message, Target
from bot.runtime.loops import ITEM_TRIES, Loop, LoopName
from bot.store.outbox import claim, mark_failed
from bot.store.refusals import refusing_chats, try_again
from bot.telegram.outcome import Outcome, Refused, Sent, TopicGone, Unexpected
from bot.telegram.pacing import Pacing
from bot.telegram.sender import Sender
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database, Transaction

IN_FLIGHT = 30
"""The most messages in flight, or answered and not recorded yet: as many may arrive twice after a
crash. Telegram takes thirty a second, and answers within one."""
POLL_SECONDS = 0.5  # between looks at what other processes wrote
MOST_WAIT = timedelta(days=3)  # for somebody to let the bot write again
STOP_SECONDS = 2.0  # for messages in flight to be answered when the bot stops
_MIN_WAIT = 0.01  # seconds


class DeliveryWorker:
    """Empties the outbox in a database.

    What a chat refuses, because somebody there would have to let the bot write, waits for up to
    ``most_wait``. ``clock`` returns Unix time, ``chance`` random numbers in [0, 1).
    """

    def __init__(  # noqa: PLR0913 (what it works with)
        self,
        database: Database,
        archive: Archive,
        sender: Sender,
        pacing: Pacing,
        *,
        admins: frozenset[int] = frozenset(),
        most_wait: timedelta = MOST_WAIT,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._pacing = pacing
        self._most_wait = most_wait
        self._telling = Telling(database, sender, admins, clock)
        self._clock = clock
        self._chance = chance
        self._stories = Stories(archive)
        self._composer = Composer(database, self._stories, sender.username)
        self._due = DueQueue(database, pacing, clock)
        self._wake = asyncio.Event()
        self._in_flight = InFlight(sender, pacing, self._wake.set)
        self._not_composed: list[tuple[Outgoing, Unexpected]] = []  # since the last round
        self._edit_tries: dict[int, int] = {}  # of edits that failed, by message
        self._recovered = False
        self._poll_at = 0.0
        self.loop = Loop(LoopName.OUTBOX)
        self.polled_at: float | None = None  # by the event loop's clock

    async def run(self) -> None:
        """Deliver until cancelled; then wait a moment for what is in flight.

        What is not answered by then is recovered by the next process.
        """
        try:
            await self.loop.repeat(self._turn)
        finally:
            await self._stop()

    async def _turn(self) -> float:
        """Look at the outbox if it is time, send what may be sent, and wait for what is next."""
        now = asyncio.get_running_loop().time
        if now() >= self._poll_at:
            await self.poll()
            self._poll_at = now() + POLL_SECONDS
        await self.round()
        if not self._in_flight.has_finished:
            wait = min(self._due.seconds_until_next(), self._poll_at - now())
            if await self._woken(max(wait, _MIN_WAIT)) and not self._in_flight.has_finished:
                self._poll_at = 0.0
        return 0.0

    async def poll(self) -> None:
        """Read what is due; the first time, recover what a previous process left in flight."""
        if not self._recovered:
            await recover_in_flight(self._database, self._pacing, self._clock)
            self._recovered = True
        await self._stories.refresh()
        await self._try_accepting()
        await self._due.refresh()
        self.polled_at = asyncio.get_running_loop().time()

    async def round(self) -> None:
        """Record outcomes, and start to send what the limits allow."""
        taken = list(self._due.take(IN_FLIGHT - self._due.in_flight))
        finished, claimed = self._in_flight.take_finished(), set[Due]()
        self._not_composed = []
        try:
            composed = [(due, one) for due in taken if (one := await self._compose(due))]
            if composed or finished or self._not_composed:
                async with self._database.transaction() as transaction:
                    await self._record(transaction, finished)
                    for outgoing, fault in self._not_composed:
                        await record_not_composed(transaction, outgoing, fault, self._moment())
                    sending = [due for due, one in composed if await self._claim(transaction, one)]
                claimed.update(sending)
        except BaseException:
            self._in_flight.put_back(finished)
            raise
        finally:
            for due in taken:
                if due not in claimed:
                    self._due.put_back(due)
        self._due.release([target_of(one.outgoing).chat_id for one in finished])
        self._follow_up([*finished, *(Finished(*one) for one in self._not_composed)])
        for due, one in composed:
            if due in claimed:
                self._in_flight.send(one)

    async def drain(self) -> None:
        """Wait until nothing is in flight and all is recorded."""
        while await self._in_flight.wait() or self._in_flight.has_finished:
            await self.round()

    async def _try_accepting(self) -> None:
        """Try the chats at once that refused alerts, and have accepted another message since."""
        accepting, now = self._pacing.take_accepting(), int(self._clock())
        if not accepting:
            return
        async with self._database.reading() as view:
            chats = accepting.intersection(await refusing_chats(view, now))
        if chats:
            async with self._database.transaction() as transaction:
                for chat in chats:
                    await try_again(transaction, int(chat), now=now)

    async def _compose(self, due: Due) -> Outgoing | None:
        """Return what is to be sent; None where nothing is, or it fails by itself.

        Raises ArchiveUnavailable.
        """
        if isinstance(due, Message):
            return await self._compose_edit(due)
        return await self._compose_alert(due)

    async def _compose_edit(self, message: Message) -> AlertEdit | None:
        tries = self._edit_tries.get(message.id, 0)
        try:
            edit = await self._composer.edit_of(message)
        except ArchiveUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 (one message's fault is no other's)
            failing = AlertEdit(message, None, message.fingerprint, 0, tries)
            self._not_composed.append((failing, not_sent(failing, error, "composed")))
            return None
        return replace(edit, attempts=tries)

    async def _compose_alert(self, target: Target) -> OutgoingAlert | None:
        """Return one message; where several alerts fail as one, the first goes or fails alone."""
        due = await self._composer.due_for(target, int(self._clock()))
        failure: Exception | None = None
        for some in (due, due[:1]):
            try:
                alert = await self._composer.alert_of(target, some)
            except ArchiveUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 (one alert's fault is no other's)
                failure = error
            else:
                return replace(alert, more=True) if alert and failure else alert
        assert failure is not None  # noqa: S101 (nothing was returned)
        failing = OutgoingAlert(
            *(target, tuple(due[:1]), None),
            silent=False,
            fingerprint="",
            revision=0,
            more=False,
        )
        self._not_composed.append((failing, not_sent(failing, failure, "composed")))
        return None

    async def _claim(self, transaction: Transaction, outgoing: Outgoing) -> bool:
        """Record that a message is being sent; return whether it is to be sent at all."""
        if isinstance(outgoing, AlertEdit):
            if outgoing.screen is None:
                unchanged = Finished(outgoing, Sent(outgoing.message.message_id))
                await self._record(transaction, [unchanged])
            return outgoing.screen is not None
        now = int(self._clock())
        for delivery_id, reason in outgoing.not_sent:
            await mark_failed(transaction, (delivery_id,), reason, now=now)
        if outgoing.screen is None:
            return False
        return await claim(transaction, outgoing.target, outgoing.delivery_ids, now)

    async def _record(self, transaction: Transaction, finished: Sequence[Finished]) -> None:
        for one in finished:
            at = self._moment()
            if isinstance(one.outgoing, OutgoingAlert):
                await record_alert(transaction, one.outgoing, one.outcome, at)
            else:
                await record_edit(transaction, one.outgoing, one.outcome, at)

    def _moment(self) -> Moment:
        now = int(self._clock())
        return Moment(now, self._chance(), now - int(self._most_wait.total_seconds()))

    def _follow_up(self, finished: Sequence[Finished]) -> None:
        """Do what follows once the outcomes are recorded."""
        for one in finished:
            outgoing = one.outgoing
            if isinstance(outgoing, AlertEdit):
                self._count_edit(outgoing, one.outcome)
                continue
            if isinstance(one.outcome, Sent) and outgoing.more:
                self._due.requeue(outgoing.target)
            if isinstance(one.outcome, Unexpected) and outgoing.attempts in (0, ITEM_TRIES - 1):
                self._in_flight.start(self._telling.of_fault(outgoing.delivery_ids))
            if isinstance(one.outcome, TopicGone) and outgoing.target.thread_id is not None:
                self._in_flight.start(self._telling.of_lost_topic(outgoing.target))
            if isinstance(one.outcome, Refused):
                self._in_flight.start(self._telling.of_refusal(outgoing.target))

    def _count_edit(self, edit: AlertEdit, outcome: Outcome) -> None:
        if isinstance(outcome, Unexpected) and edit.attempts + 1 < ITEM_TRIES:
            self._edit_tries[edit.message.id] = edit.attempts + 1
        else:
            self._edit_tries.pop(edit.message.id, None)

    async def _woken(self, seconds: float) -> bool:
        """Wait until something has happened, or ``seconds`` have passed; False for the latter."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    async def _stop(self) -> None:
        await self._in_flight.wait(STOP_SECONDS)
        await self._in_flight.cancel()
        if finished := self._in_flight.take_finished():
            async with self._database.transaction() as transaction:
                await self._record(transaction, finished)
        self._due.release([target_of(one.outgoing).chat_id for one in finished])
