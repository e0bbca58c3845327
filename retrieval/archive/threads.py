"""Work of an archive that is done in a thread, so that others are answered meanwhile."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


async def in_thread(
    work: Callable[_Given, _Found], *args: _Given.args, **kwargs: _Given.kwargs
) -> _Found:
    """Return what ``work`` returns, computed in a thread. Raises what it raises.

    A StopIteration, as damaged data may raise it, becomes a LookupError: no future can hold one,
    and whoever awaited it would wait for ever.
    """

    def held() -> _Found:
        try:
            return work(*args, **kwargs)
        except StopIteration as error:
            raise LookupError("nothing is left") from error

    return await asyncio.to_thread(held)
