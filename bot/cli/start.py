"""``start``, which ``make run`` calls: the bot if it has a token, or else a set-up or a try.

On a terminal somebody without a token may set the bot up (`bot.cli.wizard`) or try it first. The
try is a page in the browser, where one talks to the real bot as in Telegram (`bot.cli.trial`), and
may set it up, too. The samples go into an archive of their own beside the real one, and never
touch that.
"""

import asyncio
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from bot.cli import trial
from bot.cli.options import new_option
from bot.cli.set_up_page import SetUpPage
from bot.runtime.settings import Settings, load, token_is_fixed
from bot.services.setting_up import half_width
from retrieval.errors import BulletinError
from retrieval.store import ArchiveLocked, locked

DEMO = "demo.db"
_ENDINGS = ("", "-wal", "-shm", "-journal", "-index")
"""What an archive's name ends with, and those of the files that are of no use without it."""
CHOICE = """\
还没有设置。Nothing is set up yet.
  1  先试用：在浏览器里和机器人聊，用自带的样例版面，不用 Telegram
     Try it first: chat with the bot in the browser, on sample pages, without Telegram
  2  接上 Telegram：报名、令牌、管理员，一分钟
     Set it up for Telegram: the paper's name, the token, the admin, a minute
填 1 或 2（回车是 1，Ctrl-C 退出） 1 or 2 (Enter: 1, Ctrl-C: leave)"""
NO_CHOICE = "填 1 或 2，或者直接回车。Type 1 or 2, or just Enter."
WELCOME = """\
还没有设置 TELEGRAM_BOT_TOKEN，先用自带的样例版面试一试；接上 Telegram 见 README.md，网页上也能接。
No TELEGRAM_BOT_TOKEN yet, so this is a try on the sample pages; README.md and the page say how to
get one.
"""
SET_UP = """
网页上设置好了，机器人这就启动，Ctrl-C 结束；以后还用刚才的命令启动它。
It was set up on the page. The bot starts now, and with the same command from now on; Ctrl-C ends
it.
"""
REAL = """\
BULLETIN_DB 设的就是试用的资料库 {path}，里面可能有真的版面，不清空。真的资料库请另起一个名字。
BULLETIN_DB names the try's own archive, which may hold real pages and is not cleared. Give the real
one another name."""
FIXED = """\
环境变量里 TELEGRAM_BOT_TOKEN 设成了空的，它比 .env 优先，所以不问要不要设置。
The environment sets TELEGRAM_BOT_TOKEN to nothing, which beats .env: nothing can be set up here.
"""


@click.command(
    "start",
    help="""有令牌就启动机器人；没有就在终端里问：先试用（样例的三个回答和一个网页），还是现在设置。

    Start the bot. Without a token, ask on a terminal whether to set it up or to try it first:
    three answers from the samples, and a page where one talks to the bot as in Telegram.""",
)
@new_option
@click.option("--try", "trying", is_flag=True, help="不问，也不看令牌，只试用。Only try it.")
@click.option("--reset", is_flag=True, help="清空试用的资料，从头再试。Try it from the beginning.")
@click.pass_context
def command(context: click.Context, *, new: bool, trying: bool, reset: bool) -> object:
    """Run the bot; without a token set it up, or show what it does and let people try it."""
    settings = load()
    demo = replace(settings, database=settings.database.with_name(DEMO))
    # Said at once, where another runs already: all else takes a while.
    if trying or reset or settings.token is None:
        with _one_try(demo.database.with_suffix("")):
            if reset:
                _clear(demo.database, settings.database)
            if not trying and not reset and _sets_up():
                import_module("bot.cli.wizard").set_up(settings)
            elif not asyncio.run(_try(settings, demo)):
                return None
    else:
        with locked(settings.database):
            pass
    commands = context.find_root().command
    assert isinstance(commands, click.Group)  # noqa: S101 (the table that holds this command)
    run = commands.get_command(context, "run")
    assert run is not None  # noqa: S101 (as above)
    return context.invoke(run, new=new)


class TryRuns(BulletinError):
    """A try, or a set-up, runs already beside; ``pid`` is its process, None if unreadable."""

    def __init__(self, pid: int | None) -> None:
        number = "?" if pid is None else pid
        super().__init__(
            f"试用或者设置已经开着（进程 {number}）：接着用那个窗口和网页，要重来就先在那里按 "
            f"Ctrl-C (a try or a set-up runs already, process {number}: go on there, or Ctrl-C it)"
        )


@contextmanager
def _one_try(path: Path) -> Iterator[None]:
    """Hold a lock of that name while the try's own bot comes and goes. Raises TryRuns."""
    with ExitStack() as held:
        try:
            held.enter_context(locked(path))
        except ArchiveLocked as error:
            raise TryRuns(error.pid) from error
        yield


def _sets_up() -> bool:
    """Ask whether to set the bot up; False where nobody can answer, and for a try."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(WELCOME, err=True)
        return False
    if token_is_fixed():
        click.echo(FIXED, err=True)
        return False
    click.echo(CHOICE)
    while True:
        typed = click.prompt("", default="1", show_default=False, prompt_suffix="> ")
        typed = half_width(typed).rstrip(".、")
        if typed in ("1", "2"):
            return bool(typed == "2")
        click.echo(NO_CHOICE)


async def _try(settings: Settings, demo: Settings) -> bool:
    """Serve the try until it is stopped; return whether the bot was set up on its page."""
    async with SetUpPage(settings) as page:
        if not await trial.run(demo, page):
            return False
    click.echo(SET_UP)
    return True


def _clear(database: Path, real: Path) -> None:
    """Delete a try's archive, what belongs to it, and its inbox; the lock's file stays.

    Raises click.UsageError where it is the ``real`` archive: its settings name the try's.
    """
    whole = database.resolve()
    if whole == real.resolve():
        raise click.UsageError(REAL.format(path=whole))
    with locked(whole):
        own = [whole.with_name(f"{whole.name}{ending}") for ending in _ENDINGS]
        for path in (*own, whole.with_name(trial.INBOX)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
