"""``run``: the Telegram bot, until a signal stops it."""

import click

from bot.app import run
from bot.cli.options import new_option
from bot.runtime.settings import load

MISSING = "没有设置 TELEGRAM_BOT_TOKEN：向 @BotFather 要一个，写进 .env。Set TELEGRAM_BOT_TOKEN."


@click.command(
    "run",
    help="""启动 Telegram 机器人；需要 TELEGRAM_BOT_TOKEN。

    Start the Telegram bot; it needs TELEGRAM_BOT_TOKEN.""",
)
@new_option
def command(*, new: bool) -> int:
    """Run the bot until it is stopped; without a token return 2, as for other bad settings."""
    settings = load()
    if settings.token is None:
        click.echo(MISSING, err=True)
        return 2
    run(settings, new=new)
    return 0
