"""``search-index``: the indexes in the search cluster, looked at, filled, and put to use."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click

from bot.cli.open_archive import open_archive
from bot.cli.progress import Progress
from bot.cli.search_shapes import search_index_shape
from bot.cli.shapes import print_json
from bot.runtime.settings import SettingsInvalid, load
from retrieval.errors import ArchiveUnavailable
from retrieval.opensearch import Filled, IndexStatus, SearchIndex

_NO_CLUSTER = "SEARCH_URL：没有设置，检索用的是资料库旁边的索引 (no search cluster is set)"


@click.group(
    "search-index",
    help="""检索集群（SEARCH_URL）里的索引：看到了哪里，填新的，换上。机器人不必停。

    The indexes in the search cluster: how far they are, fill new ones, put them to use. A running
    bot keeps them up to date, and fills and changes them itself after an update.""",
)
def command() -> None:
    """Hold the commands below."""


@command.command(
    "status",
    help="""看有哪些索引、到了哪里、集群怎样；检索的跟上了资料库就以 0 退出，不然是 1。

    Print which indexes there are, how far they have come, and how the cluster is. 0 if what is
    searched has all of the archive, else 1.""",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def status(*, as_json: bool) -> int:
    """Print what there is in the cluster; return 1 unless all of the archive is searched."""
    with _opened() as (runner, index):
        found = runner.run(index.status())
    if as_json:
        print_json(search_index_shape(found))
    else:
        click.echo("\n".join(_lines(found)))
    return int(not found.current)


@command.command(
    "fill",
    help="""在现用的旁边填好这个版本的索引，现用的照常检索；断了再来一次，就接着填。

    Fill indexes of this version beside those in use, which are searched meanwhile. Where it was
    stopped, it goes on.""",
)
@click.option(
    "--anew", is_flag=True, help="现用的就是这个版本，也从头填新的。Begin new ones in any case."
)
@click.option(
    "--shards",
    type=click.IntRange(min=1, max=1024),
    help="新的分几片；不说就和现用的一样。Shards of new ones; as those in use if not said.",
)
def fill(*, anew: bool, shards: int | None) -> None:
    """Fill what is needed, and print what came of it."""
    began = monotonic()
    with _opened() as (runner, index):
        if not anew and runner.run(index.status()).of_version:
            click.echo("不用填：现用的就是这个版本的索引，机器人运行时会一直更新它。")
            return
        with Progress(0, "填索引 articles", "篇") as bar:
            made = runner.run(index.fill_beside(bar.reached, anew=anew, shards=shards))
        runner.run(index.let_go())
    click.echo(
        f"填好了 {made.title}，用了 {monotonic() - began:.0f} 秒。换上它：search-index switch"
    )


@command.command(
    "switch",
    help="""用旁边填好的换下现用的索引，一步换好，再删旧的；没有填好的就不换，以 1 退出。

    Put what was filled to use, in one step, and delete what was in use. Refused with 1 where
    nothing is filled whole.""",
)
def switch() -> None:
    """Switch, and print to what."""
    with _opened() as (runner, index):
        made = runner.run(index.switch())
        runner.run(index.let_go())
    click.echo(f"换上了 {made.title}，旧的删了。")


@contextmanager
def _opened() -> Iterator[tuple[asyncio.Runner, SearchIndex]]:
    """Open the archive and the cluster that the settings name.

    Raises SettingsInvalid where there is no cluster, and ArchiveUnavailable where no archive is.
    """
    settings = load()
    if settings.search is None:
        raise SettingsInvalid((_NO_CLUSTER,))
    if not settings.database.exists():
        raise ArchiveUnavailable(
            f"{settings.database}: 还没有资料库 (there is no archive here yet)"
        )
    with open_archive(settings) as (runner, here):
        assert here.cluster is not None  # noqa: S101 (the settings have one)
        yield runner, here.cluster.index


def _lines(found: IndexStatus) -> Iterator[str]:
    """Yield what there is, a line each."""
    yield f"集群：{found.health.status}，{found.health.nodes} 个节点。"
    yield f"资料库：第 {found.revision} 次改动；本程序的索引是版本 {found.version}。"
    if found.searched is None:
        yield "现用：没有，还不能检索。运行机器人，它会自己填好；或者运行 search-index fill。"
    else:
        yield f"现用：{_told(found.searched)}"
        if not found.of_version:
            yield "现用的是另一个版本的：用那个版本的程序检索，或者 search-index fill，再 switch。"
    for one in found.filled:
        if not one.generation.searched:
            yield f"旁边：{_told(one)}" + (
                "换上它：search-index switch" if one.marker.whole else ""
            )


def _told(one: Filled) -> str:
    name, marker = one.generation.title, one.marker
    shards = f"{one.generation.shards} 片"
    if not marker.whole:
        return f"{name}（{shards}），还没有填完，差 {one.behind} 篇。"
    if one.behind:
        return f"{name}（{shards}），到第 {marker.revision} 次改动，差 {one.behind} 篇。"
    return f"{name}（{shards}），与资料库一致。"
