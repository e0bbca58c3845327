"""``start``, which ``make run`` calls: the bot if it has a token, or else a try on the samples.

The try is a page in the browser, where one talks to the real bot as in Telegram (`bot.cli.trial`).

The samples go into an archive of their own beside the real one, which they never touch.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import click

from bot.cli import trial
from bot.cli.open_archive import new_option, open_archive
from bot.cli.terminal import answer_text
from bot.runtime.settings import Settings, load

SAMPLES = Path(__file__).parents[1] / "samples"
DEMO = "demo.db"
QUESTIONS = ("樊惠林到郑州大学看了什么？", "困难群众救助安排了多少钱？", "景静写了哪些报道？")
SHOWN = 2  # hits of each, so that all three fit a screen
WELCOME = """\
还没有设置 TELEGRAM_BOT_TOKEN，先用自带的样例版面试一试；接上 Telegram 的办法见 README.md。
No TELEGRAM_BOT_TOKEN yet, so this is a try on the sample pages; README.md says how to get one.
"""
READY = """\
试用页面 Preview: {address}
在浏览器里打开它，像在 Telegram 里一样和机器人聊。只在本机，不连 Telegram；Ctrl-C 结束。
Open it in a browser and chat as in Telegram. A preview on this machine only; Ctrl-C ends it."""


@click.command(
    "start",
    help="""有令牌就启动机器人；没有就用样例回答三个问题，再开一个试用的网页。

    Start the bot; without a token, answer three questions from the samples, and then serve a page
    on this machine where one talks to the bot as in Telegram.""",
)
@new_option
@click.pass_context
def command(context: click.Context, *, new: bool) -> object:
    """Run the bot or, without a token, show what it does and let people try it on a page."""
    settings = load()
    if settings.token is not None:
        commands = context.find_root().command
        assert isinstance(commands, click.Group)  # noqa: S101 (the table that holds this command)
        run = commands.get_command(context, "run")
        assert run is not None  # noqa: S101 (as above)
        return context.invoke(run, new=new)
    click.echo(WELCOME, err=True)
    demo = replace(settings, database=settings.database.with_name(DEMO))
    _show(demo)
    asyncio.run(trial.run(demo, lambda address: click.echo(READY.format(address=address))))
    return None


def sample_pages() -> list[tuple[bytes, str]]:
    """Return the pages that the project brings, each with its path, by that."""
    paths = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
    return [(path.read_bytes(), str(path.relative_to(SAMPLES))) for path in paths]


def _show(demo: Settings) -> None:
    """Load the samples, and print questions with their answers."""
    bold = sys.stdout.isatty()
    with open_archive(demo, new=True) as (runner, here):
        archive = here.archive
        for data, name in sample_pages():
            runner.run(archive.add_page(data, name))
        runner.run(here.loaded())
        for question in QUESTIONS:
            answer = runner.run(archive.ask(question, SHOWN))
            click.echo(f"问：{question}\n\n{answer_text(answer, bold=bold)}\n")
