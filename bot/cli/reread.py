"""``reread``: stored pages read again by what is known now; without ``--apply`` only a preview."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import click

from bot.cli.open_archive import open_archive
from bot.cli.shapes import FailureShape, RereadingShape, print_json, reread_shape
from bot.messages.page_names import page_name
from bot.messages.texts import ZH
from bot.runtime.settings import Settings, load
from retrieval.archive import Reread
from retrieval.errors import ArchiveUnavailable, PageRefused, PageUnknown

PATIENCE = 1.0  # seconds without a progress bar


@click.command(
    "reread",
    help="""按各报学来的版式，重读资料库里的版面；先预览，加 --apply 才改。机器人不必停。

    Read stored pages again, by what is known of their papers now. Shows what would change, and
    changes it with --apply: no alerts go out, and ids, links and corrections stay. The bot may be
    running.""",
)
@click.option("--paper", metavar="NAME", help="只读这份报的。Only the pages of this paper.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="只读这一天（如 2022-10-27）和以后的。Only the pages of this day and later.",
)
@click.option("--apply", "applied", is_flag=True, help="照预览的改。Change what the preview shows.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(paper: str | None, since: datetime | None, *, applied: bool, as_json: bool) -> int:
    """Print what changes, a page after the other; return 1 if a page could not be read again."""
    settings = load()
    if not settings.database.exists():
        raise ArchiveUnavailable(
            f"{settings.database}: 还没有资料库 (there is no archive here yet)"
        )
    day = None if since is None else since.date()
    found = _reread(settings, paper, day, applied=applied)
    for failure in found.failed:
        click.echo(f"{failure.file}: {failure.reason}", err=True)
    if as_json:
        shapes = tuple(map(reread_shape, found.changes))
        print_json(
            RereadingShape(
                *(applied, found.pages, shapes),
                without_text=tuple(found.without_text),
                failed=tuple(found.failed),
            )
        )
    else:
        for change in found.changes:
            click.echo("\n".join(_lines(change)))
        click.echo(_sum(found, applied=applied))
    return int(bool(found.failed))


@dataclass(slots=True)
class _Found:
    """What came of the pages, as they are gone through; ``pages`` counts those that were read."""

    pages: int = 0
    changes: list[Reread] = field(default_factory=list)
    without_text: list[int] = field(default_factory=list)
    failed: list[FailureShape] = field(default_factory=list)

    def add(self, page_id: int, reread: Reread | None) -> None:
        """Add what came of a page, None for one without a text."""
        if reread is None:
            self.without_text.append(page_id)
            return
        self.pages += 1
        if reread.is_change:
            self.changes.append(reread)


def _reread(settings: Settings, paper: str | None, day: date | None, *, applied: bool) -> _Found:
    """Read the pages again, and store what changes if ``applied``."""
    found = _Found()
    started = time.monotonic()
    with open_archive(settings) as (runner, here):
        pages = runner.run(here.archive.pages_to_reread(paper, day))
        with click.progressbar(pages, label="reread", file=sys.stderr, hidden=True) as bar:
            for page_id in bar:
                try:
                    found.add(page_id, runner.run(here.archive.reread(page_id, store=applied)))
                except PageRefused as refused:
                    found.failed.append(FailureShape(refused.name, refused.reason))
                except PageUnknown:
                    continue  # it was withdrawn meanwhile
                if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                    bar.hidden = False
    return found


def _lines(change: Reread) -> Iterator[str]:
    """Yield what changes on a page, a line each below what the page is called."""
    yield f"{change.page.page_id} 号：{page_name(change.page, ZH)}"
    if change.renamed is not None:
        yield f"  版面改成：{page_name(change.renamed, ZH)}"
    yield from (f"  标题：{before} → {after}" for before, after in change.retitled)
    yield from (f"  拆开：{before} → 另有 {after}" for before, after in change.split)
    yield from (f"  并入：{before} → {after}" for before, after in change.joined)
    yield from (f"  新有：{title}" for title in change.new)
    yield from (f"  没有了：{title}" for title in change.gone)
    yield from (f"  文字有变：{title}" for title in change.changed)
    yield from (f"  略去：{line}" for line in change.left_out)


def _sum(found: _Found, *, applied: bool) -> str:
    done = "改了" if applied else "有变化的"
    counts = f"重读 {found.pages} 版，{done} {len(found.changes)} 版，失败 {len(found.failed)} 版。"
    said = [counts]
    if found.without_text:
        said.append(
            f"另有 {len(found.without_text)} 版没有存下原文，没有重读；重新放进来就会存下。"
        )
    if found.changes and not applied:
        said.append("什么都还没有改；要照这样改，加 --apply。")
    return "\n".join(said)
