"""``ingest``: pages into the archive, each whole or not at all; a bad one stops no other."""

import sys
import time

import click

from bot.cli.opened import opened
from bot.cli.shapes import IngestShape, print_json
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
    done: IngestShape = {"new": 0, "changed": 0, "unchanged": 0, "failed": []}
    started = time.monotonic()
    with (
        opened(settings) as (runner, here),
        click.progressbar(length=len(pages), label="ingest", file=sys.stderr, hidden=True) as bar,
    ):
        for page in pages:
            try:
                addition = runner.run(here.archive.add_page(page.read(), page.name))
            except PageRefused as refused:
                done["failed"].append({"file": page.name, "reason": refused.reason})
            else:
                done["new"] += addition.new
                done["changed"] += addition.changed
                done["unchanged"] += addition.unchanged
            if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                bar.hidden = False
            bar.update(1)
        runner.run(here.loaded())
    for failure in done["failed"]:
        click.echo(f"{failure['file']}: {failure['reason']}", err=True)
    if as_json:
        print_json(done)
    else:
        click.echo(
            f"新增 {done['new']} 篇，更改 {done['changed']} 篇，未变 {done['unchanged']} 篇，"
            f"失败 {len(done['failed'])} 个文件。"
        )
    return int(bool(done["failed"]))
