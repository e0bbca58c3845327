"""``parse``: what reading makes of a page, for a person to check; nothing is stored."""

from datetime import datetime

import click

from bot.cli.shapes import ArticleShape, article_shape, print_json
from bot.cli.sources import sources
from bot.cli.terminal import article_text, doubt_line, kind_line, note_line
from bot.messages.doubts import doubt_text
from bot.runtime.settings import load
from retrieval.errors import PageRefused
from retrieval.reading.page import explain as explain_page
from retrieval.reading.page import read_page


@click.command(
    "parse",
    help="""看 FILE（文件、文件夹，或 - 表示标准输入）读成了哪些文章，不存进资料库。

    Show what is read from pages, without storing anything.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：文章的列表。")
@click.option(
    "--explain",
    is_flag=True,
    help="在标准错误里逐行说明：略去了什么、接上了哪里，每行当作什么、凭什么。",
)
def command(files: tuple[str, ...], *, as_json: bool, explain: bool) -> int:
    """Print what is read from the pages; return 1 if one of them could not be.

    What is in doubt of them goes to standard error, a line each.
    """
    settings = load()
    today = datetime.now(settings.timezone).date()
    shapes: list[ArticleShape] = []
    failed = False
    for source in sources(files):
        try:
            data = source.read()
            reading = read_page(data, source.name, settings.paper, today=today)
        except PageRefused as refused:
            click.echo(str(refused), err=True)
            failed = True
            continue
        doubts = tuple(doubt_text(one) for one in reading.doubts)
        for doubt in doubts:
            click.echo(doubt_line(source.name, doubt), err=True)
        if explain:
            for note in reading.notes:
                click.echo(note_line(source.name, note), err=True)
            for line in explain_page(data, source.name):
                click.echo(kind_line(source.name, line), err=True)
        if as_json:
            shapes += (
                article_shape(article, reading.bulletin, doubts)
                for article in reading.bulletin.articles
            )
        else:
            for article in reading.bulletin.articles:
                click.echo(article_text(article))
    if as_json:
        print_json(shapes)
    return int(failed)
