"""getUpdates and the webhook methods; `bot.preview.webhook_delivery` delivers to the webhook."""

import re
from collections.abc import Sequence

from bot.preview import limits
from bot.preview.updates import Update, Webhook
from bot.preview.wire import Json, Parameters, Refusal, bad
from bot.preview.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TWO_POLLERS = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


async def get_updates(world: World, given: Parameters) -> Json:
    """Return the updates that wait, at once or as soon as there is one within ``timeout``."""
    if world.webhook:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    turn = world.updates.poll()
    allowed = given.array("allowed_updates")
    if allowed is not None:
        world.updates.allow(allowed)
    world.updates.confirm(given.integer("offset") or 0)
    limit = min(max(given.integer("limit") or limits.UPDATES_AT_ONCE, 1), limits.UPDATES_AT_ONCE)
    patience = min(max(given.integer("timeout") or 0, 0), limits.POLL_SECONDS)

    def waiting() -> Sequence[Update] | None:
        if not world.updates.is_current(turn):
            raise Refusal(409, TWO_POLLERS)
        return world.updates.first(limit) or None

    try:
        updates = await world.changes.until(waiting, patience)
    except TimeoutError:
        return []
    return [update.shape() for update in updates]


async def set_webhook(world: World, given: Parameters) -> Json:
    """Set the webhook; an empty address removes it."""
    url = given.text("url")
    if not url:
        return await delete_webhook(world, given)
    secret = given.text("secret_token")
    connections = given.integer("max_connections") or limits.WEBHOOK_CONNECTIONS
    hook = Webhook(url, secret, min(max(connections, 1), limits.MOST_WEBHOOK_CONNECTIONS))
    if not (url.startswith("https://") or hook.is_near):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains illegal characters")
    allowed = given.array("allowed_updates")
    if allowed is not None:
        world.updates.allow(allowed)
    _drop_if_asked(world, given)
    world.webhook = hook
    world.changes.tell()
    return True


async def delete_webhook(world: World, given: Parameters) -> Json:
    """Remove the webhook, for getUpdates."""
    world.webhook = None
    _drop_if_asked(world, given)
    return True


async def webhook_info(world: World, _given: Parameters) -> Json:
    """Return the webhook's address, how many updates wait, and what went wrong the last time."""
    hook = world.webhook
    info: dict[str, Json] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook is not None:
        info["max_connections"] = hook.connections
        if hook.last_error is not None:
            info["last_error_date"], info["last_error_message"] = hook.last_error
    return info


def _drop_if_asked(world: World, given: Parameters) -> None:
    if given.flag("drop_pending_updates"):
        world.updates.drop()
