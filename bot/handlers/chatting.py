"""What asks nothing, answered kindly in a line or two: no stories, no votes."""

from bot.access.request import Request
from bot.access.way_out import with_way_out
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.small_talk import small_talk_text
from bot.model.small_talk import SmallTalk
from bot.services.chatting import chat_of

_DISPLEASED = (
    *(SmallTalk.OFFICE, SmallTalk.RUDE, SmallTalk.SORRY, SmallTalk.MOOD),
    *(SmallTalk.NOTHING, SmallTalk.NOISE, SmallTalk.FAREWELL),
)
"""What may be said by somebody who is tired of alerts."""


async def chat(request: Request) -> bool:
    """Reply to what asks nothing; return whether it was that."""
    kind = chat_of(request.utterance.words)
    if kind is None:
        return False
    screen = Screen(plain(small_talk_text(kind, request.texts, request.services.contact)))
    await request.reply(await with_way_out(request, screen) if kind in _DISPLEASED else screen)
    return True
