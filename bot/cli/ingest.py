"""``ingest``: pages into the archive, each whole or not at all; a bad one stops no other."""

import sys
import time

import click

from bot.cli.open_archive import open_archive
from bot.cli.shapes import FailureShape, IngestShape, print_json
from bot.cli.sources import sources
from bot.runtime.settings import load
from retrieval.errors import PageRefused

PATIENCE = 1.0  # seconds without a progress bar


@click.command(
    "ingest",
    help="""把 PATH（文件、文件夹，或 - 表示标准输入）里的版面存进资料库；机器人不必停。

    Put pages into the archive. The bot may be running: it serves them at once.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 小结。")
def command(paths: tuple[str, ...], *, as_json: bool) -> int:
    """Add the pages and print how many articles came in; return 1 if a page could not be read."""
    settings = load()
    pages = list(sources(paths))
    new = changed = unchanged = 0
    failed: list[FailureShape] = []
    started = time.monotonic()
    with (
        open_archive(settings) as (runner, here),
        click.progressbar(length=len(pages), label="ingest", file=sys.stderr, hidden=True) as bar,
    ):
        for page in pages:
            try:
                addition = runner.run(here.archive.add_page(page.read(), page.name))
            except PageRefused as refused:
                failed.append(FailureShape(page.name, refused.reason))
            else:
                new += addition.new
                changed += addition.changed
                unchanged += addition.unchanged
            if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                bar.hidden = False
            bar.update(1)
        runner.run(here.loaded())
    for failure in failed:
        click.echo(f"{failure.file}: {failure.reason}", err=True)
    if as_json:
        print_json(IngestShape(new, changed, unchanged, tuple(failed)))
    else:
        click.echo(
            f"新增 {new} 篇，更改 {changed} 篇，未变 {unchanged} 篇，失败 {len(failed)} 个文件。"
        )
    return int(bool(failed))
