"""``gallery``: a page with every kind of message, in each language, as Telegram would show it."""

import asyncio
from pathlib import Path

import click

from bot.cli.gallery.page import gallery_page
from bot.cli.gallery.scenes import played
from bot.cli.gallery.stage import Page, set_up
from bot.cli.samples import sample_pages


@click.command(
    "gallery",
    help="""用样例版面把机器人的每种消息都演一遍，写成一个网页（默认 gallery.html）。

    Play every kind of message on the sample pages, in each language, into one HTML file.""",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="gallery.html")
def command(file: Path) -> None:
    """Write the gallery, and print where."""
    file.write_text(asyncio.run(gallery(sample_pages())), encoding="utf-8")
    click.echo(file)


async def gallery(pages: list[Page]) -> str:
    """Return the gallery of what the bot says of these pages."""
    async with set_up(pages) as stage:
        return gallery_page(await played(stage), stage.world.bot)
