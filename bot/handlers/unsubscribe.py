"""/unsubscribe: by words, by number, or by a button."""

from bot.access.request import Request
from bot.access.scope import aimed
from bot.messages.subscriptions import query_text, to_delete


async def unsubscribe(request: Request) -> None:
    """Delete the subscription that the words mean; let one be chosen if they mean several."""
    aim = await aimed(request)
    if aim is None:
        return
    texts, subscribing = aim.texts.subscribing, request.services.subscriptions
    every = await subscribing.of_chat(aim.chat.id)
    meant = await subscribing.named(aim.chat.id, aim.words) if aim.words else []
    here = [one for one in meant if one.target == aim.target]
    if len(meant) == 1 or len(here) == 1:
        (deleted,) = here if len(here) == 1 else meant
        await subscribing.delete(deleted.id)
        await request.say(texts.deleted.format(query=query_text(deleted.query)))
    elif not every:
        await request.say(texts.none_yet.format(subscribe=request.command("subscribe")))
    else:
        missed = aim.words and not meant
        lead = texts.not_named.format(words=query_text(aim.words)) if missed else ""
        await request.reply(to_delete(meant or every, texts, lead))
