"""``import``: an export into an empty archive, whole or not at all."""

from typing import BinaryIO

import click

from bot.cli.open_archive import open_archive
from bot.cli.options import new_option
from bot.runtime.settings import load
from retrieval.store import locked


@click.command(
    "import",
    help="""把导出的 FILE（- 表示标准输入）读进空的资料库；编号都不变。机器人要先停。

    Take an export into an empty archive (- is standard input); ids stay. Stop the bot first.""",
)
@click.argument("file", type=click.File("rb"), metavar="FILE")
@new_option
def command(file: BinaryIO, *, new: bool) -> None:
    """Take the lines in and print how many pages and articles there are."""
    settings = load()
    with (
        locked(settings.database),
        open_archive(settings, new=new) as (runner, here),
    ):
        counts = runner.run(here.archive.import_(file)).counts
    click.echo(f"已导入 {counts['page']} 个版面、{counts['article']} 篇报道。")
