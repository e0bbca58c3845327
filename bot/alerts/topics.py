"""Who is told that a forum's topic is gone."""

from bot.messages.texts import texts_for
from bot.model import Target
from bot.store.chats import chat_of
from bot.store.subscriptions import subscriptions_of
from bot.telegram.sender import Sender
from retrieval.store import Database


async def tell_admin_of_lost_topic(
    database: Database, sender: Sender, target: Target, admins: frozenset[int]
) -> None:
    """Send an admin, in private, that a topic's subscriptions go to the main chat from now on.

    It is the first who can be reached of those who made the chat's subscriptions, or else of the
    bot's admins.
    """
    async with database.reading() as view:
        chat = await chat_of(view, target.chat_id)
        made = await subscriptions_of(view, target.chat_id)
        language = chat.settings.language if chat else None
    text = texts_for(language).alerts.topic_gone.format(chat=chat.title if chat else "")
    makers = dict.fromkeys(one.made_by for one in made if one.made_by is not None)
    for person in (*makers, *sorted(admins)):
        if await sender.tell(person, text):
            return
