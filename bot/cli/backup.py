"""``backup``: the whole file copied, beside a bot that runs."""

from pathlib import Path

import click

from bot.runtime.settings import load
from retrieval.store import back_up


@click.command(
    "backup",
    help="""把资料库（连同订阅和待发的提醒）备份成一个文件 FILE；机器人不必停。

    Copy the archive, with subscriptions and alerts, to FILE. The bot may be running.""",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="FILE 已有时换掉它。Replace FILE if it exists.")
def command(file: Path, *, force: bool) -> None:
    """Make the copy, check it, and print its size."""
    settings = load()
    size = back_up(settings.database, file, force=force)
    click.echo(f"已备份到 {file}，{size} 字节，检查过是完好的。")
