"""``chat``: the conversation of a chat in the terminal, until the input ends."""

import sys
from asyncio import Runner
from contextlib import suppress

import click

from bot.access.courtesies import bare
from bot.access.intents import Intent, Utterance
from bot.access.parsing import is_command, parse_words, plainly, wordless
from bot.cli.open_archive import open_archive
from bot.cli.terminal import screen_text
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.small_talk import small_talk_text
from bot.messages.texts import ZH
from bot.model import Inquiry, Way
from bot.runtime.settings import load
from bot.services.chatting import chat_of
from bot.services.conversation.leaning import goes_on
from bot.services.conversation.session import Session
from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable

PROMPT = "问> "
_WAYS = {
    Intent.SEARCH: Way.SEARCH,
    Intent.REPORTER: Way.REPORTER,
    Intent.LATEST: Way.LATEST,
}


@click.command(
    "chat",
    help="""在终端里连续提问，也可以接着问（1、全文、谁写的）；Ctrl-D 结束。

    Ask one question after the other in the terminal, and ask on (1, full text); Ctrl-D ends it.""",
)
def command() -> None:
    """Answer what is typed from the archive until the input ends."""
    settings = load()
    with open_archive(settings) as (runner, here):
        converse(runner, here.archive, settings.contact)


def converse(runner: Runner, archive: Archive, contact: str | None) -> None:
    """Answer each line of standard input until it ends, with a prompt if a person types them.

    ``contact`` says how the office is reached, for those who want a person.
    """
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    if typed:
        with suppress(ImportError):  # a Python built without it has no line editing, and works
            import readline  # noqa: F401, PLC0415 (its import alone gives input() line editing)
        click.echo("输入问题，按回车；Ctrl-D 结束。", err=True)
    session = Session(archive, ZH)
    while True:
        try:
            said = input(PROMPT if typed else "")
        except EOFError:
            if typed:
                click.echo()
            return
        if said.strip():
            runner.run(archive.refresh())
            try:
                screens = runner.run(_answered(session, said, contact))
            except SearchUnavailable as error:  # the next question may be answered again
                click.echo(f"{error}：{error.reason}", err=True)
                continue
            for screen in screens:
                click.echo(screen_text(screen, bold=typed) + "\n")


async def _answered(session: Session, said: str, contact: str | None) -> tuple[Screen, ...]:
    """Return the screens that answer a line: of a conversation, or a command in its words."""
    asked = _understood(said.strip())
    way = _WAYS.get(asked.intent)
    if way is not None and (asked.words or way is Way.LATEST):
        return (await session.ask(Inquiry(way, asked.words)),)
    kind = chat_of(asked.words) if asked.intent is Intent.CHAT else None
    if kind is not None:
        return (Screen(plain(small_talk_text(kind, ZH, contact))),)
    if asked.intent is Intent.QUESTION or (_is_asked(asked) and not is_command(asked.text)):
        return await session.say(asked.text)
    return (Screen(plain(ZH.talk.in_telegram)),)


def _understood(own: str) -> Utterance:
    """Return what a line asks for: what goes on from the screen is a question, whatever it says."""
    words = own if is_command(own) else bare(own)
    if not words:
        return wordless(own)
    asked = parse_words(words)
    return asked if goes_on(asked.text) else plainly(asked)


def _is_asked(asked: Utterance) -> bool:
    return asked.intent in (Intent.ARTICLE, *_WAYS)
