"""``ingest``: pages into the archive, each whole or not at all; a bad one stops no other."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice

import click

from bot.cli.open_archive import open_archive
from bot.cli.options import new_option
from bot.cli.progress import Progress
from bot.cli.release import release
from bot.cli.shapes import FailureShape, ingest_shape, print_json
from bot.cli.sources import STDIN, Input, inputs
from bot.cli.terminal import doubt_line, left_out_line
from bot.messages.doubts import said_of
from bot.messages.page_names import outcome_text
from bot.messages.texts import ZH
from bot.runtime.settings import Settings, load
from retrieval.archive import Addition, Archive, Taken
from retrieval.errors import PageRefused, PageUnknown
from retrieval.formats import Found, LeftOut
from retrieval.model.page_text import PageText


@click.command(
    "ingest",
    help="""把 PATH（文件、文件夹、ZIP，或 - 表示标准输入）里的版面存进资料库；机器人不必停。

    Put pages of any format into the archive. The bot may be running: it serves them at once.""",
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
    settings = load()
    given = list(inputs(paths, settings.bounds))
    done, failed, left_out = _ingest(settings, given, replacing, new=new)
    for failure in failed:
        click.echo(f"{failure.file}: {failure.reason}", err=True)
    if left_out:
        click.echo(left_out_line(left_out), err=True)
    _say_what_to_look_at(done)
    shape = ingest_shape(done, failed, left_out)
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
    settings: Settings, given: Sequence[Input], replacing: int | None, *, new: bool
) -> tuple[list[Addition], list[FailureShape], list[str]]:
    """Add the pages; return what each did, those that came to nothing, and what is no page."""
    taken: list[Taken] = []
    left_out: list[str] = []
    count = sum(len(one.files) for one in given)
    with open_archive(settings, new=new) as (runner, here):
        with (
            closing(here.archive.many_pages()) as many,
            Progress(count) as progress,
        ):
            for page in _pages(given, replacing):
                if isinstance(page, LeftOut):
                    left_out.append(page.name)
                    progress.passed(1)
                    continue
                if replacing is None:
                    some = runner.run(many.put(page, pasted=page.name == STDIN))
                else:
                    some = [runner.run(_replaced(here.archive, page, replacing))]
                taken += some
                progress.passed(len(some))
            some = runner.run(many.rest())
            taken += some
            progress.passed(len(some))
        runner.run(here.loaded())
        runner.run(here.archive.index_many())
    done = [one for one in taken if isinstance(one, Addition)]
    failed = [one for one in taken if isinstance(one, PageRefused)]
    return done, [FailureShape(one.name, one.reason) for one in failed], left_out


def _pages(given: Sequence[Input], replacing: int | None) -> Iterable[Found]:
    """Return the pages of what is given. Raises UsageError for several that are to replace one."""
    pages = (page for one in given for page in one.pages())
    if replacing is None:
        return pages
    few = list(islice(pages, 2))
    if len(few) > 1:
        raise click.UsageError("--replace 一次只替换一版 (it replaces one page at a time)")
    return few


def _say_what_to_look_at(added: Iterable[Addition]) -> None:
    """Write the doubts of each page to standard error, and how to release what is held back."""
    for one in added:
        for text in said_of(one.doubts, one.currency):
            click.echo(doubt_line(one.name, text), err=True)
        if one.currency.is_held:
            how = f"bulletin-bot ingest --release {one.page_id}"
            click.echo(doubt_line(one.name, f"日期没错就放行：{how}"), err=True)


async def _replaced(archive: Archive, page: PageText | PageRefused, replacing: int) -> Taken:
    if isinstance(page, PageRefused):
        return page
    try:
        return await archive.add_page_text(page, pasted=page.name == STDIN, replacing=replacing)
    except PageRefused as refused:
        return refused
    except PageUnknown as unknown:
        return PageRefused(page.name, str(unknown))
