"""The table of commands, and the process's edge: what each way of ending means to a shell.

0 done (having no answer too), 1 some input failed, 2 usage or settings, 130 stopped by Ctrl-C.
Results go to standard output; progress, logs and errors to standard error.
"""

import gc
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module

import click

from bot.cli.compiling import compiling_told
from bot.runtime.settings import SettingsInvalid, load
from retrieval.errors import BulletinError, SearchUnavailable

USAGE = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's module, which holds it as ``command``, and its line in the list of commands.

    ``words`` are what somebody may type for it in Chinese; it is suggested to them.
    """

    module: str
    summary: str
    words: tuple[str, ...]


# Only the module of the command that runs is imported, so that none waits for another's libraries.
COMMANDS = {
    "start": Entry(
        "bot.cli.start", "有令牌就启动机器人，没有就开试用的网页（make run）", ("开始", "试用")
    ),
    "run": Entry("bot.cli.run", "启动 Telegram 机器人", ("启动", "运行")),
    "ask": Entry("bot.cli.ask", "问一个问题，给出报上的原文", ("提问", "问", "搜索", "查询")),
    "chat": Entry("bot.cli.chat", "在终端里连续提问", ("聊天", "对话", "连续提问")),
    "ingest": Entry("bot.cli.ingest", "把报纸版面存进资料库", ("导入版面", "入库", "添加", "存入")),
    "parse": Entry("bot.cli.parse", "看一个版面读成了什么，不存", ("解析", "读", "试读")),
    "reread": Entry(
        "bot.cli.reread", "按学来的版式重读存下的版面，先预览，--apply 才改", ("重读", "再读")
    ),
    "setup": Entry("bot.cli.setup", "装好以后运行一次，免得第一次启动要等", ("安装", "准备")),
    "gallery": Entry(
        "bot.cli.gallery.command", "把机器人的每种消息演成一个网页", ("画廊", "消息一览")
    ),
    "questions": Entry(
        "bot.cli.questions",
        "编前会用：一周的数字；--unanswered 列报上答不了的问题",
        ("问题", "数字", "统计"),
    ),
    "backup": Entry("bot.cli.backup", "备份资料库；机器人不必停", ("备份",)),
    "restore": Entry("bot.cli.restore", "用备份换下现在的资料库", ("恢复", "还原")),
    "check": Entry("bot.cli.check", "检查资料库，--repair 修复", ("检查", "修复")),
    "search-index": Entry(
        "bot.cli.search_index",
        "检索集群里的索引：status 看，fill 填，switch 换上",
        ("检索索引", "检索集群", "集群"),
    ),
    "export": Entry("bot.cli.export", "把报纸的资料导出成 JSON Lines", ("导出",)),
    "import": Entry("bot.cli.import_", "把导出的资料读进空的资料库", ("导入",)),
}


def damage_found() -> str | None:
    """Return what is wrong with the archive's file, in a sentence, None for nothing.

    Rows of a damaged file can make any statement fail in any way; then the file is the reason.
    """
    check_copy = import_module("retrieval.store").check_copy
    steps = import_module("bot.store.schema").steps
    try:
        path = load().database
        if path.exists():
            check_copy(path, steps())
    except BulletinError as error:
        return str(error)
    except SettingsInvalid:
        return None
    return None


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
        # What is imported stays: to look through it for garbage again and again takes a quarter of
        # a second while it comes in, and as long at any time later.
        gc.disable()
        with compiling_told():  # the first command after installing may be the one that compiles
            command = import_module(entry.module).command
        gc.freeze()
        gc.enable()
        assert isinstance(command, click.Command)  # noqa: S101 (a module's contract, not an input)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names.

        Raises click.UsageError, with the commands that may be meant, where there is none.
        """
        typed = args[0]
        if typed[:1] != "-" and typed not in COMMANDS:
            ctx.fail(_no_such(typed))
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list from the table alone."""
        with formatter.section("命令 Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


def _no_such(typed: str) -> str:
    """Return that there is no such command, and which may be meant."""
    names = {word: name for name, entry in COMMANDS.items() for word in (name, *entry.words)}
    near = dict.fromkeys(names[word] for word in get_close_matches(typed.lower(), names))
    if near:
        meant = "、".join(near), " or ".join(near)
    elif typed.isascii():
        meant = "--help", "--help for the list of commands"
    else:  # a question, as it seems
        meant = "ask", "ask, which takes a question"
    chinese, english = meant
    return (
        f"没有 {typed!r} 这个命令，您要的可能是：{chinese} "
        f"(no such command: {typed!r}; try {english})"
    )


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
        reason = f"：{error.reason}" if isinstance(error, SearchUnavailable) else ""
        click.echo(f"{error}{reason}", err=True)
        return 1
    except Exception:
        damage = damage_found()
        if damage is None:
            raise
        click.echo(damage, err=True)
        return 1
    return status if isinstance(status, int) else 0
