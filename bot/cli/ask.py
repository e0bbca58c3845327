"""``ask``: one question from the command line, or one a line from standard input."""

import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import takewhile

import click

from bot.cli.open_archive import open_archive
from bot.cli.shapes import answers_shape, print_json
from bot.cli.terminal import answers_text
from bot.runtime.settings import load
from retrieval.query import several

STDIN = "-"
_END_OF_OPTIONS = "--"
_OPTION = re.compile(r"(--?[A-Za-z][A-Za-z0-9-]*)(?:=.*)?", re.DOTALL)


class Question(click.Command):
    """A command whose arguments are a question, which may begin with a dash (``-5℃``)."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take for an option only what is spelled like one, and refuse it where there is none.

        Raises click.NoSuchOption.
        """
        known = [name for one in self.get_params(ctx) for name in one.opts if name[:1] == "-"]
        for argument in takewhile(lambda one: one != _END_OF_OPTIONS, args):
            spelled = _OPTION.fullmatch(argument)
            if spelled is not None and spelled[1] not in known:
                near = get_close_matches(spelled[1], known)
                raise click.NoSuchOption(spelled[1], possibilities=near, ctx=ctx)
        return super().parse_args(ctx, args)


@click.command(
    "ask",
    cls=Question,
    context_settings={"ignore_unknown_options": True},  # `Question` refuses those that are options
    help="""问一个问题；问题写作 - 时，从标准输入一行读一个问题。

    Ask one question, or with - one a line from standard input, answered in order.""",
)
@click.argument("words", nargs=-1, required=True, metavar="问题")
@click.option(
    "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="最多给出几段原文。"
)
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
def command(words: tuple[str, ...], *, limit: int, as_json: bool) -> None:
    """Print the answer to the words, or one for each line of standard input."""
    settings = load()
    questions = _lines() if words == (STDIN,) else iter([_printable(" ".join(words))])
    with open_archive(settings) as (runner, here):
        for question in questions:
            runner.run(here.archive.refresh())
            parts = several(question)
            answers = [runner.run(here.archive.ask(part, limit)) for part in parts]
            if as_json:
                print_json(answers_shape(question, answers))
            else:
                click.echo(answers_text(answers, bold=sys.stdout.isatty()) + "\n")


def _lines() -> Iterator[str]:
    """Yield each line as it comes in, without its end; bytes that are no UTF-8 show as U+FFFD."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")


def _printable(argument: str) -> str:
    """Return the argument with what its bytes did not spell in UTF-8 as U+FFFD."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
