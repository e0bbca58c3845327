"""``chat``: questions and answers in the terminal, until the input ends."""

import sys
from asyncio import Runner
from contextlib import suppress

import click

from bot.cli.open_archive import open_archive
from bot.cli.terminal import answers_text
from bot.runtime.settings import load
from retrieval.archive import Archive
from retrieval.query import several

PROMPT = "问> "


@click.command(
    "chat",
    help="""在终端里连续提问；Ctrl-D 结束。

    Ask one question after the other in the terminal; Ctrl-D ends it.""",
)
def command() -> None:
    """Answer questions from the archive until the input ends."""
    settings = load()
    with open_archive(settings) as (runner, here):
        converse(runner, here.archive)


def converse(runner: Runner, archive: Archive) -> None:
    """Answer each line of standard input until it ends, with a prompt if a person types them."""
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    if typed:
        with suppress(ImportError):  # a Python built without it has no line editing, and works
            import readline  # noqa: F401, PLC0415 (its import alone gives input() line editing)
        click.echo("输入问题，按回车；Ctrl-D 结束。", err=True)
    while True:
        try:
            question = input(PROMPT if typed else "")
        except EOFError:
            if typed:
                click.echo()
            return
        if question.strip():
            runner.run(archive.refresh())
            answers = [runner.run(archive.ask(part)) for part in several(question)]
            click.echo(answers_text(answers, bold=typed) + "\n")
