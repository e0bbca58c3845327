"""The set-up on the terminal: a few questions, each asked again with why until it is answered.

Nothing is written before the end, so that Ctrl-C leaves everything as it was.
"""

import asyncio
import sys
from collections.abc import Callable

import click

from bot.cli.set_up_texts import WAITING, trouble_text
from bot.model.setting_up import ContactFailed, ContactTrouble, FoundBot
from bot.runtime.settings import Settings
from bot.runtime.tasks import unless_stopped
from bot.services.setting_up import SettingUp
from bot.telegram.first_contact import FirstContact

PAPER = """\
报名（版面上印着的，如 二七日报；不填就直接回车）
The paper's name, as its pages print it (Enter for none)"""
HOW_TO_ASK = """
机器人的令牌：在 Telegram 里找 @BotFather（https://t.me/BotFather），发 /newbot，按它问的起两个
名字，第二个要以 bot 结尾；它会给一串 123456789:AA… ，整串复制来。令牌等于密码，贴进来不显示。
The bot's token: send /newbot to @BotFather in Telegram, choose a name and a username that ends with
"bot", and copy the token that you are given. It is a password, and not shown here."""
CHECKING = "正在问 Telegram … Asking Telegram …"
FOUND = "令牌可用：{name}（@{username}）。The token is good."
ADMIN = """
第一位管理员：放版面、看报错、改设置都由管理员来。用您自己的 Telegram 打开
  {link}
点“开始”；或者把这个暗号私聊发给 @{username}：
  {word}
只有发对暗号的人是管理员。正在等 …（回车：先不设）
The first admin: open the link in your own Telegram and press Start, or send the code to the bot in
private. Nobody else becomes an admin. Waiting … (Enter: not now)"""
IN_TELEGRAM = (
    "暗号要在 Telegram 里发给 @{username}；先不设就按回车。Send it in Telegram; Enter: not now."
)
ADMIN_IS = "{name}（用户号 {id}）是管理员了。This is the admin."
NO_ADMIN = (
    "先不设管理员；以后把 /start 里看到的用户号填进 .env 的 ADMIN_IDS。No admin yet: put the id "
    "that /start tells into ADMIN_IDS."
)
WRITTEN = """
写好了 {path}，只有您能读。机器人这就启动，Ctrl-C 结束；以后还用刚才的命令启动它。
Written, readable by you alone. The bot starts now, and with the same command from now on;
Ctrl-C ends it.
"""
AGAIN = "再填一次 Once more："


def set_up(settings: Settings) -> None:
    """Ask for what ``settings`` lack, and write it into `.env`.

    Raises click.Abort for Ctrl-C and for the input's end, and NotWritten.
    """
    setting = SettingUp(settings, FirstContact.opened)
    if settings.paper is None:
        click.echo(PAPER)
        while not _taken(setting.name_paper, _typed()):
            pass
    with asyncio.Runner() as runner:
        bot = _found_bot(runner, setting)
        click.echo(FOUND.format(name=bot.name, username=bot.username))
        if not settings.admins:
            _wait_for_admin(runner, setting, bot)
        path = setting.write()
        click.echo(WRITTEN.format(path=path))
        runner.run(setting.greet())


def _typed(*, hidden: bool = False) -> str:
    """Return a line. Raises click.Abort if there is none."""
    line = click.prompt("", default="", show_default=False, prompt_suffix="> ", hide_input=hidden)
    return str(line)


def _taken(take: Callable[[str], None], typed: str) -> bool:
    """Return whether what was typed could be taken; say why it could not."""
    try:
        take(typed)
    except ValueError as error:
        click.echo(f"{AGAIN}{error}")
        return False
    return True


def _found_bot(runner: asyncio.Runner, setting: SettingUp) -> FoundBot:
    """Ask for the token, and for a proxy where Telegram can't be reached; return the bot."""
    click.echo(HOW_TO_ASK)
    reached = True
    while True:
        taken = (
            _taken(setting.take_token, _typed(hidden=True))
            if reached
            else _taken(setting.take_proxy, _typed())
        )
        if not taken:
            continue
        click.echo(CHECKING)
        try:
            return runner.run(setting.check())
        except ContactFailed as error:
            click.echo(trouble_text(error))
            reached = error.trouble is not ContactTrouble.NOT_REACHED


def _wait_for_admin(runner: asyncio.Runner, setting: SettingUp, bot: FoundBot) -> None:
    """Wait for the word until it has come, or until Enter or Ctrl-D."""
    click.echo(ADMIN.format(link=setting.link, username=bot.username, word=setting.word))
    runner.run(_unless_entered(setting, bot))
    if setting.admin is None:
        click.echo(NO_ADMIN)
    else:
        click.echo(ADMIN_IS.format(name=setting.admin.name, id=setting.admin.sender))


async def _unless_entered(setting: SettingUp, bot: FoundBot) -> None:
    entered = asyncio.Event()
    loop = asyncio.get_running_loop()

    def read() -> None:
        if sys.stdin.readline().strip():
            click.echo(IN_TELEGRAM.format(username=bot.username))
        else:
            entered.set()

    def told(trouble: ContactTrouble | None) -> None:
        click.echo(WAITING[trouble])

    loop.add_reader(sys.stdin, read)
    try:
        await unless_stopped(entered, setting.first_admin(told))
    finally:
        loop.remove_reader(sys.stdin)
