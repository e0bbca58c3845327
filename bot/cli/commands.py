"""The table of commands, and the process's edge: what each way of ending means to a shell.

0 done (having no answer too), 1 some input failed, 2 usage or settings, 130 stopped by Ctrl-C.
Results go to standard output; progress, logs and errors to standard error.
"""

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import click

from bot.runtime.settings import SettingsInvalid
from retrieval.errors import BulletinError

USAGE = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's module, which holds it as ``command``, and its line in the list of commands."""

    module: str
    summary: str


# Only the module of the command that runs is imported, so that none waits for another's libraries.
COMMANDS = {
    "start": Entry("bot.cli.start", "有令牌就启动机器人，没有就开试用的网页（make run）"),
    "run": Entry("bot.cli.run", "启动 Telegram 机器人"),
    "ask": Entry("bot.cli.ask", "问一个问题，给出报上的原文"),
    "chat": Entry("bot.cli.chat", "在终端里连续提问"),
    "ingest": Entry("bot.cli.ingest", "把报纸版面存进资料库"),
    "parse": Entry("bot.cli.parse", "看一个版面读成了什么，不存"),
    "setup": Entry("bot.cli.setup", "装好以后运行一次，免得第一次启动要等"),
    "gallery": Entry("bot.cli.gallery.command", "把机器人的每种消息演成一个网页"),
    "backup": Entry("bot.cli.backup", "备份资料库；机器人不必停"),
    "restore": Entry("bot.cli.restore", "用备份换下现在的资料库"),
    "check": Entry("bot.cli.check", "检查资料库，--repair 修复"),
    "export": Entry("bot.cli.export", "把报纸的资料导出成 JSON Lines"),
    "import": Entry("bot.cli.import_", "把导出的资料读进空的资料库"),
}


class Commands(click.Group):
    """The commands of `COMMANDS`, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, or None."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = import_module(entry.module).command
        assert isinstance(command, click.Command)  # noqa: S101 (a module's contract, not an input)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list from the table alone."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help="""把地方报纸变成能问的资料库：回答都是报上的原文，注明标题、记者和日期。

    Ask a Chinese local newspaper questions, in Telegram or right here.""",
)
@click.pass_context
def bot(context: click.Context) -> None:
    """Print the list of commands when none is named."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (by default the process's) name; return the exit status.

    A reader that goes away (``… | head``) ends the process quietly with 1: click sees to it.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no locale's gaps end a conversation
            stream.reconfigure(errors="replace")
    try:
        status = bot.main(arguments, prog_name="python -m bot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except SettingsInvalid as error:
        click.echo(str(error), err=True)
        return USAGE
    except BulletinError as error:
        click.echo(str(error), err=True)
        return 1
    return status if isinstance(status, int) else 0
