"""getUpdates and the webhook methods. No webhook is ever called: its updates wait."""

from collections.abc import Sequence

from bot.preview import limits
from bot.preview.updates import Update
from bot.preview.wire import Json, Parameters, Refusal, bad
from bot.preview.world import World

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
    """Keep the webhook's address; an empty one takes it away."""
    url = given.text("url")
    if not url:
        return await delete_webhook(world, given)
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = url
    _drop_if_asked(world, given)
    return True


async def delete_webhook(world: World, given: Parameters) -> Json:
    """Go back to getUpdates."""
    world.webhook = ""
    _drop_if_asked(world, given)
    return True


async def webhook_info(world: World, _given: Parameters) -> Json:
    """Return the webhook's address and how many updates wait."""
    return {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }


def _drop_if_asked(world: World, given: Parameters) -> None:
    if given.flag("drop_pending_updates"):
        world.updates.drop()
