"""``restore``: a copy put in the archive's place, after it was checked."""

from datetime import datetime
from pathlib import Path

import click

from bot.runtime.settings import load
from bot.store.schema import steps
from retrieval.store import restore


@click.command(
    "restore",
    help="""用备份 FILE 换下现在的资料库；先检查 FILE，现在的库换个名字留着，不删。机器人要先停。

    Put the backup FILE in the archive's place, once it is checked. What is there now is kept
    under another name. Stop the bot first.""",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
def command(file: Path) -> None:
    """Restore the copy, and print where the previous archive is."""
    settings = load()
    now = datetime.now(settings.timezone)
    aside = restore(file, settings.database, steps(), now=now)
    click.echo(f"已用 {file} 恢复 {settings.database}。")
    if aside is not None:
        click.echo(f"原来的资料库留在 {aside}。")
