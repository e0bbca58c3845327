"""Delivers updates to a webhook as Telegram does: again and again, until they are accepted.

Those of one chat come one after the other, those of different chats in parallel. None is delivered
to another machine, so certificates are not verified.
"""

import asyncio
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.preview.updates import Update, Webhook
from bot.preview.wire import Json, mapping
from bot.preview.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name)
RETRY_SECONDS = 0.05  # before a refused update is delivered again
_PATIENCE = ClientTimeout(total=60)


class WebhookDelivery:
    """Delivers the updates of a world to its webhook, while one is set."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._busy: dict[Json, asyncio.Task[None]] = {}  # by chat or user

    async def run(self) -> None:
        """Deliver updates until cancelled."""
        async with ClientSession(timeout=_PATIENCE) as session:
            try:
                while True:
                    self._begin(session)
                    await self._world.changes.next()
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _begin(self, session: ClientSession) -> None:
        hook = self._world.webhook
        if hook is None or not hook.is_near:
            return
        for update in self._world.updates.first(len(self._world.updates)):
            whose = _whose(update)
            if whose not in self._busy and len(self._busy) < hook.connections:
                delivering = self._deliver(session, hook, update, whose)
                self._busy[whose] = asyncio.create_task(delivering)

    async def _deliver(
        self, session: ClientSession, hook: Webhook, update: Update, whose: Json
    ) -> None:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(
                hook.url, json=update.shape(), headers=headers, ssl=False
            ) as response:
                status = response.status
            error = (
                None if status == HTTPStatus.OK else f"Wrong response from the webhook: {status}"
            )
        except (ClientError, TimeoutError) as failure:
            error = f"Connection failed: {type(failure).__name__}"
        if error is None:
            self._world.updates.taken(update)
        else:
            hook.last_error = self._world.now(), error
            hook.refused += 1
            await asyncio.sleep(RETRY_SECONDS)
        del self._busy[whose]
        self._world.changes.tell()


def _whose(update: Update) -> Json:
    """Return the chat, or else the user, that the update is of."""
    payload = update.payload
    inner = mapping(payload.get("message", payload), "message")
    whose = inner.get("chat") or payload.get("from")
    return mapping(whose, "whose")["id"] if whose else None
