"""What people do in a scene: say something, wait for the answer, tap a button under it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.cli.gallery.stage import Stage
from bot.preview.model import InlineAnswer, Message
from bot.preview.participant import Participant


@dataclass(frozen=True, slots=True)
class Offered:
    """What was typed after the bot's name, and what it offered to that."""

    typed: str
    answer: InlineAnswer


Play = Callable[[Participant, Stage], Awaitable[Offered | None]]
"""What somebody does in a chat of the stage; what is offered there at the end, if anything."""


def saying(*texts: str) -> Play:
    """Send one message after another, each when the last is answered."""

    async def play(here: Participant, _stage: Stage) -> None:
        for text in texts:
            await here.reply(here.say(text))

    return play


def tapping(said: str, *data: str) -> Play:
    """Tap buttons one after another under the answer, by how their keys begin."""

    async def play(here: Participant, _stage: Stage) -> None:
        answer = await here.reply(here.say(said))
        for key in data:
            await tap(here, answer, key)

    return play


async def tap(here: Participant, message: Message, key: str) -> None:
    """Tap the first button whose key begins so, and wait for what is said to that."""
    shown = here.chat.messages[message.id]
    found = next(one.data for one in shown.buttons if one.data and one.data.startswith(key))
    await here.press_answer(here.press_data(shown, found))
