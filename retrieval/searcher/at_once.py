"""Several requests under way together, which fail as one."""

import asyncio
from collections.abc import Coroutine, Iterable


async def all_at_once(requests: Iterable[Coroutine[object, None, None]]) -> None:
    """Wait for all; where one fails, end the others and raise its error, not in a group.

    Whoever asks for several things at once is to catch what asking for one of them raises.
    """
    try:
        async with asyncio.TaskGroup() as tasks:
            for request in requests:
                tasks.create_task(request)
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
