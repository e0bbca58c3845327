"""The bot's replies in channels, until they are deleted."""

from bot.model import BriefPost
from retrieval.store import Transaction, View


async def put_brief_post(transaction: Transaction, post: BriefPost, until: int) -> None:
    """Store that a post is to be deleted at a moment."""
    await transaction.execute(
        "INSERT INTO brief_post (chat_id, message_id, until) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET until = excluded.until",
        (post.chat_id, post.message_id, until),
    )


async def keep_brief_post(transaction: Transaction, post: BriefPost, until: int) -> None:
    """Put off when a post is to be deleted, if it is to be."""
    await transaction.execute(
        "UPDATE brief_post SET until = ? WHERE chat_id = ? AND message_id = ?",
        (until, post.chat_id, post.message_id),
    )


async def over_brief_posts(view: View, now: int) -> list[BriefPost]:
    """Return the posts whose time is over, the oldest first."""
    rows = await view.fetch_all(
        "SELECT chat_id, message_id FROM brief_post WHERE until <= ? ORDER BY until, message_id",
        (now,),
    )
    return [BriefPost(*row) for row in rows]


async def drop_brief_post(transaction: Transaction, post: BriefPost) -> None:
    """Forget a post that is deleted, or can't be."""
    await transaction.execute(
        "DELETE FROM brief_post WHERE chat_id = ? AND message_id = ?",
        (post.chat_id, post.message_id),
    )
