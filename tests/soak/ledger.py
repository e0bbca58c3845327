"""What keeping updates on disk costs: ``python -m tests.soak.ledger [FOLDER]``.

Prints the milliseconds until an update is safe, of the clock and of the processor: one after the
other, as on a quiet day, and a hundred at a time, as Telegram sends them after a pause.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.store.schema import steps
from bot.telegram.ledger import Ledger
from retrieval.store.database import Database

_ALONE, _BATCHES, _BATCH = 300, 30, 100
_DATA = '{"text": "' + "问" * 200 + '"}'


async def measured(folder: Path) -> str:
    """Accept and finish updates; return what it cost, in words."""
    async with Database.open(folder / "ledger.db", steps()) as database:
        ledger = Ledger(database, lambda: int(time.time()))
        await ledger.unfinished()
        running = asyncio.create_task(ledger.run())
        waits, began, used = list[float](), time.perf_counter(), time.process_time()
        for number in range(_ALONE):
            taken = time.perf_counter()
            ledger.accept(number, _DATA)
            await ledger.wait_safe(number)
            waits.append(time.perf_counter() - taken)
            ledger.done(number)
        each, worked = _since(began, used, _ALONE)
        alone = f"alone: safe after {1e3 * statistics.median(waits):.1f} ms (median), "
        alone += f"{each:.2f} ms an update, {worked:.2f} ms of the processor"
        began, used = time.perf_counter(), time.process_time()
        for first in range(_ALONE, _ALONE + _BATCHES * _BATCH, _BATCH):
            batch = range(first, first + _BATCH)
            for number in batch:
                ledger.accept(number, _DATA)
            await ledger.wait_all_safe()
            for number in batch:
                ledger.done(number)
        each, worked = _since(began, used, _BATCHES * _BATCH)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return f"{alone}\nby {_BATCH}: {each:.2f} ms an update, {worked:.2f} ms of the processor"


def _since(began: float, used: float, count: int) -> tuple[float, float]:
    clock, processor = time.perf_counter() - began, time.process_time() - used
    return 1e3 * clock / count, 1e3 * processor / count


def main(arguments: Sequence[str]) -> None:
    """Measure in the folder that is named, or in a temporary one."""
    with tempfile.TemporaryDirectory(dir=arguments[0] if arguments else None) as folder:
        sys.stdout.write(f"{asyncio.run(measured(Path(folder)))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
