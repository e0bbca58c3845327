"""``start``, which ``make run`` calls: the bot if it has a token, or else a try on the samples.

The samples go into an archive of their own beside the real one, which they never touch.
"""

import sys
from pathlib import Path

import click

from bot.cli.chat import converse
from bot.cli.opened import opened
from bot.cli.sources import sources
from bot.config import load
from bot.terminal import answer_text

SAMPLES = Path(__file__).parents[1] / "samples"
DEMO = "demo.db"
QUESTIONS = ("樊惠林到郑州大学看了什么？", "困难群众救助安排了多少钱？", "景静写了哪些报道？")
SHOWN = 2  # hits of each, so that all three fit a screen
WELCOME = """\
还没有设置 TELEGRAM_BOT_TOKEN，先用自带的样例版面试一试；接上 Telegram 的办法见 README.md。
No TELEGRAM_BOT_TOKEN yet, so this is a try on the sample pages; README.md says how to get one.
"""


@click.command(
    "start",
    help="""有令牌就启动机器人；没有就用样例回答三个问题，再等你来问。

    Start the bot; without a token, answer three questions from the samples, and then yours.""",
)
@click.pass_context
def command(context: click.Context) -> object:
    """Run the bot or, without a token, show what it does and answer at the prompt."""
    settings = load()
    if settings.token is not None:
        commands = context.find_root().command
        assert isinstance(commands, click.Group)  # noqa: S101 (the table that holds this command)
        run = commands.get_command(context, "run")
        assert run is not None  # noqa: S101 (as above)
        return context.invoke(run)
    click.echo(WELCOME, err=True)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    with opened(settings.database.with_name(DEMO), settings.timezone) as (runner, archive):
        for page in sources([str(SAMPLES)]):
            name = str(Path(page.name).relative_to(SAMPLES))
            runner.run(archive.add_page(page.read(), name))
        for question in QUESTIONS:
            answer = runner.run(archive.ask(question, SHOWN))
            click.echo(f"问：{question}\n\n{answer_text(answer, bold=at_terminal)}\n")
        if at_terminal:
            converse(runner, archive)
    return None
