"""``export``: the archive as lines of JSON, for other programs and other databases."""

import sys
from contextlib import aclosing
from pathlib import Path
from typing import BinaryIO

import click

from bot.cli.open_archive import open_archive
from bot.runtime.settings import load
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.store import draft_of, put_in_place, refuse_existing, sqlite_errors

STDOUT = "-"


@click.command(
    "export",
    help="""把报纸的资料（不含订阅和提醒）导出到 FILE，一行一个 JSON；- 是标准输出。机器人不必停。

    Write what was printed, without subscriptions and alerts, to FILE as JSON Lines, or to standard
    output for -. The bot may be running.""",
)
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help="FILE 已有时换掉它。Replace FILE if it exists.")
def command(file: str, *, force: bool) -> None:
    """Write the lines; a file gets its name when it is whole."""
    settings = load()
    if not settings.database.exists():
        raise ArchiveUnavailable(
            f"{settings.database}: 还没有资料库 (there is no archive here yet)"
        )
    with open_archive(settings) as (runner, here):
        if file == STDOUT:
            with sqlite_errors(Path(file)):
                runner.run(_write(here.archive, sys.stdout.buffer))
            return
        path = Path(file)
        refuse_existing(path, force=force)
        with draft_of(path) as draft:
            with sqlite_errors(path), draft.open("xb") as out:
                count = runner.run(_write(here.archive, out))
            put_in_place(draft, path, force=force)
    click.echo(f"已导出到 {path}，{count} 行。")


async def _write(archive: Archive, out: BinaryIO) -> int:
    count = 0
    async with aclosing(archive.export()) as lines:
        async for line in lines:
            out.write(line)
            count += 1
    out.flush()
    return count
