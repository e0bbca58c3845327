"""What is typed inline, in a group: what is offered, and what is posted when one is chosen."""

from bot.cli.gallery.playing import Offered, Play
from bot.cli.gallery.stage import Stage
from bot.preview.participant import Participant


def typing(words: str) -> Play:
    """Type words after the bot's name, and choose nothing yet."""

    async def play(here: Participant, _stage: Stage) -> Offered:
        return Offered(words, await here.inline_answer(here.inline(words)))

    return play


def choosing(words: str) -> Play:
    """Choose the first of what is offered for words."""

    async def play(here: Participant, _stage: Stage) -> None:
        typed = here.inline(words)
        offered = await here.inline_answer(typed)
        here.choose(typed.id, str(offered.results[0]["id"]))

    return play
