"""``ingest --release``: pages that are held back, released by their file or their number."""

from collections.abc import Sequence

import click

from bot.cli.open_archive import open_archive
from bot.messages.doubts import waiting_line
from bot.messages.texts import ZH
from bot.runtime.settings import load
from retrieval.model.pages import HeldPage


def release(names: Sequence[str]) -> int:
    """Release what ``names`` mean, and say so; return 1 if one of them means no page, or several.

    What waits is listed then.
    """
    failed = False
    with open_archive(load()) as (runner, here):
        for name in names:
            held = runner.run(here.archive.held_pages())
            meant = _meant(name, held)
            if len(meant) == 1:
                runner.run(here.archive.release_page(meant[0].page_id))
                click.echo(f"{meant[0].file}: {ZH.doubts.released}")
                continue
            failed = True
            why = "有几个版面都叫这个名字，请用号" if meant else "没有这样一个等放行的版面"
            click.echo(f"{name}: {why}", err=True)
            for one in meant or held:
                click.echo(f"  {one.page_id}  {waiting_line(one)}", err=True)
    return int(failed)


def _meant(name: str, held: Sequence[HeldPage]) -> list[HeldPage]:
    """Return the pages of that number or file; or else of a path that ends, or begins, alike."""
    exact = [one for one in held if name in (str(one.page_id), one.file)]
    return exact or [
        one for one in held if f"/{one.file}".endswith(f"/{name}") or name.endswith(f"/{one.file}")
    ]
