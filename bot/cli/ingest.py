"""``ingest``: pages into the archive, each whole or not at all; a bad one stops no other."""

import sys
import time
from collections.abc import Iterable, Sequence

import click

from bot.cli.open_archive import new_option, open_archive
from bot.cli.release import release
from bot.cli.shapes import FailureShape, ingest_shape, print_json
from bot.cli.sources import STDIN, Source, sources
from bot.cli.terminal import doubt_line
from bot.messages.doubts import said_of
from bot.messages.page_names import outcome_text
from bot.messages.texts import ZH
from bot.runtime.settings import load
from retrieval.archive import Addition, Archive
from retrieval.errors import PageRefused, PageUnknown

PATIENCE = 1.0  # seconds without a progress bar


@click.command(
    "ingest",
    help="""把 PATH（文件、文件夹，或 - 表示标准输入）里的版面存进资料库；机器人不必停。

    Put pages into the archive. The bot may be running: it serves them at once.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--replace",
    "replacing",
    type=click.IntRange(min=1),
    metavar="ID",
    help="让 PATH 这一版替换 ID 号版面。Let the one page PATH replace the page with this number.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 小结。")
@click.option(
    "--release",
    "releases",
    is_flag=True,
    help="不存版面，放行等着的版面：PATH 是当初的文件名，或版面的号。",
)
@new_option
def command(
    paths: tuple[str, ...], *, replacing: int | None, as_json: bool, releases: bool, new: bool
) -> int:
    """Add the pages and print how many articles came in; return 1 if a page could not be read."""
    if releases:
        if as_json:
            raise click.UsageError("--release 没有 JSON 小结 (no --json with --release)")
        return release(paths)
    pages = list(sources(paths))
    if replacing is not None and len(pages) != 1:
        raise click.UsageError("--replace 一次只替换一版 (it replaces one page at a time)")
    done, failed = _ingest(pages, replacing, new=new)
    for failure in failed:
        click.echo(f"{failure.file}: {failure.reason}", err=True)
    _say_what_to_look_at(done)
    shape = ingest_shape(done, failed)
    if as_json:
        print_json(shape)
    else:
        for addition in done:
            if addition.outcome is not None:
                click.echo(outcome_text(addition.outcome, ZH))
        click.echo(
            f"新增 {shape.new} 篇，更改 {shape.changed} 篇，未变 {shape.unchanged} 篇，"
            f"失败 {len(failed)} 个文件。"
        )
    return int(bool(failed))


def _ingest(
    pages: Sequence[Source], replacing: int | None, *, new: bool
) -> tuple[list[Addition], list[FailureShape]]:
    """Add the pages; return what each did, and those that came to nothing."""
    done: list[Addition] = []
    failed: list[FailureShape] = []
    started = time.monotonic()
    with (
        open_archive(load(), new=new) as (runner, here),
        click.progressbar(length=len(pages), label="ingest", file=sys.stderr, hidden=True) as bar,
    ):
        for page in pages:
            try:
                done.append(runner.run(_added(here.archive, page, replacing)))
            except PageRefused as refused:
                failed.append(FailureShape(page.name, refused.reason))
            except PageUnknown as unknown:
                failed.append(FailureShape(page.name, str(unknown)))
            if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                bar.hidden = False
            bar.update(1)
        runner.run(here.loaded())
    return done, failed


def _say_what_to_look_at(added: Iterable[Addition]) -> None:
    """Write the doubts of each page to standard error, and how to release what is held back."""
    for one in added:
        for text in said_of(one.doubts, one.currency):
            click.echo(doubt_line(one.name, text), err=True)
        if one.currency.is_held:
            how = f"bulletin-bot ingest --release {one.page_id}"
            click.echo(doubt_line(one.name, f"日期没错就放行：{how}"), err=True)


async def _added(archive: Archive, page: Source, replacing: int | None) -> Addition:
    pasted = page.name == STDIN
    return await archive.add_page(page.read(), page.name, pasted=pasted, replacing=replacing)
