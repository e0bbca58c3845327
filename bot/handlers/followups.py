"""Words about what is on the screen: what was replied to, or else what was shown last."""

from bot.access.answers import answers_so_far
from bot.access.next_up import show_next
from bot.access.request import Request
from bot.access.screen import lately_shown, replied_answer
from bot.services.conversation.grammar import act_of
from bot.services.conversation.leaning import step_of
from bot.services.conversation.on_screen import on_screen
from bot.services.conversation.steps import THIS, Open
from bot.services.conversation.talk import Talk
from bot.telegram.patience import is_resumed
from retrieval.errors import ArticleUnknown


async def follow(request: Request) -> bool:
    """Do what words ask of what was shown before; return whether they ask any such thing.

    A reply to a story, or to an alert, is asked of that first, whatever it is. What a previous
    process answered, though it did not come to record that it had, stands.
    """
    return await _follow(request, request.utterance.words)


async def follow_article(request: Request) -> bool:
    """Do what ``全文``, ``全文 2`` ask of what was shown before; return whether anything was.

    A number counts in a list; where none was shown, it is the newest issue's.
    """
    act = act_of(request.utterance.text)
    if act is None:
        return False
    replied = await replied_answer(request)
    screen = on_screen(await lately_shown(request, replied))
    counts = isinstance(act, Open) and act.number != THIS
    if (screen.listed if counts else screen.shown) is None:
        return False
    return await _follow(request, request.utterance.text)


async def _follow(request: Request, words: str) -> bool:
    if is_resumed() and await answers_so_far(request):
        return step_of(words) is not None
    replied = await replied_answer(request)
    screen = on_screen(await lately_shown(request, replied))
    try:
        next_up = await Talk(request.archive, request.texts).goes_on(words, screen, replied)
        if next_up is not None:
            # What leans on nothing is asked of the story at hand first, and counts as asked of all.
            await show_next(request, next_up, counts=step_of(words) is None)
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
        return True
    return next_up is not None
