"""What the bot says about itself: /start and /help, and short replies to what it can't read."""

from telegram import Message

from bot.access.admins import is_bot_admin, say_unknown_command
from bot.access.answers import show
from bot.access.commands import Menu
from bot.access.desk import desk_list
from bot.access.explaining import help_text
from bot.access.menus import set_admin_menu
from bot.access.request import Request
from bot.access.stories import show_story
from bot.messages.deep_links import PAYLOADS, ToStory, ToTyped
from bot.messages.desk_keys import DeskSubject, ShowDesk
from bot.messages.start import start_screen
from bot.model import Inquiry, Way
from retrieval.errors import SearchUnavailable
from retrieval.model import Answer


async def start(request: Request) -> None:
    """Introduce the bot, with questions to tap and the person's own id.

    In a private chat, what stands behind a link is shown instead. One of the bot's admins has
    their desk as well, and its commands in a menu of their own.
    """
    texts, place = request.texts, request.place
    if not place.is_group and await _follow_link(request):
        return
    hello = texts.start_group if place.is_group else texts.start
    hello = hello.format(id=request.user_id or "-", bot=request.bot.username)
    await request.reply(start_screen(await _newest(request), hello, texts))
    if is_bot_admin(request):
        await request.reply(await desk_list(request, ShowDesk(DeskSubject.ALL)))
        language = request.known.language if request.known is not None else None
        await set_admin_menu(request.bot, request.place.chat_id, language)


async def _newest(request: Request) -> Answer | None:
    """Return the newest bulletin; None while search is away."""
    try:
        return await request.archive.latest()
    except SearchUnavailable:
        return None


async def _follow_link(request: Request) -> bool:
    """Show what a deep link leads to; return whether it leads anywhere."""
    match PAYLOADS.unpack(request.utterance.words):
        case ToStory(article_id):
            await show_story(request, article_id)
            return True
        case ToTyped(number) if request.user_id is not None:
            words = await request.services.questions.typed_by(request.user_id, number)
            if words:
                lead = request.texts.asked.format(question=words)
                await show(request, Inquiry(Way.QUESTION, words), lead=lead, counts=True)
            return bool(words)
    return False


async def explain(request: Request) -> None:
    """Explain how to ask here."""
    texts, is_group = request.texts, request.place.is_group
    alone = Menu.BOT_ADMINS if is_bot_admin(request) else Menu.PRIVATE
    text = help_text(texts, request.bot.username, Menu.GROUP if is_group else alone)
    if request.services.contact is not None:
        text += f"\n\n{texts.wishes.contact_help.format(contact=request.services.contact)}"
    if is_bot_admin(request):
        text += f"\n\n{texts.uploads.help}"
    await request.say(text)


async def unknown(request: Request) -> None:
    """Reply that there is no such command."""
    await say_unknown_command(request)


async def wordless(request: Request) -> None:
    """Explain what to write: text, where a picture came; a question, where nothing did.

    Photos in a row, in private chat, get one reply.
    """
    texts = request.texts
    what = texts.ask_what.format(search=request.command("search"))
    message = request.message
    if isinstance(message, Message) and message.photo and not request.place.is_group:
        if request.services.photos.is_first(request.place.chat_id):
            await request.say(texts.uploads.photo_kindly)
        return
    has_media = isinstance(message, Message) and message.effective_attachment is not None
    await request.say(texts.only_text if has_media else what)
