"""``parse``: what reading makes of a page, for a person to check; nothing is stored."""

from datetime import datetime

import click

from bot.cli.shapes import ArticleShape, article_shape, print_json
from bot.cli.sources import inputs
from bot.cli.terminal import article_text, doubt_line, kind_line, left_out_line, note_line
from bot.messages.doubts import doubt_text
from bot.runtime.settings import load
from retrieval.errors import PageRefused
from retrieval.formats import LeftOut
from retrieval.model import Reading
from retrieval.model.page_text import PageText
from retrieval.reading.page import explain as explain_page
from retrieval.reading.page import read_page_text


@click.command(
    "parse",
    help="""看 FILE（文件、文件夹、ZIP，或 - 表示标准输入）读成了哪些文章，不存进资料库。

    Show what is read from pages of any format, without storing anything.""",
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
    left_out: list[str] = []
    failed = False
    for found in (one for given in inputs(files, settings.bounds) for one in given.pages()):
        try:
            match found:
                case LeftOut(name=name):
                    left_out.append(name)
                case PageRefused():
                    raise found
                case _:
                    reading = read_page_text(found, settings.paper, today=today)
                    _say(found, reading, explain=explain)
                    shapes += _print(reading, as_json=as_json)
        except PageRefused as refused:
            click.echo(str(refused), err=True)
            failed = True
    if left_out:
        click.echo(left_out_line(left_out), err=True)
    if as_json:
        print_json(shapes)
    return int(failed)


def _say(page: PageText, reading: Reading, *, explain: bool) -> None:
    """Write to standard error what is in doubt and, if asked to, what each line was taken for."""
    for doubt in reading.doubts:
        click.echo(doubt_line(page.name, doubt_text(doubt)), err=True)
    if explain:
        for note in reading.notes:
            click.echo(note_line(page.name, note), err=True)
        for line in explain_page(page):
            click.echo(kind_line(page.name, line), err=True)


def _print(reading: Reading, *, as_json: bool) -> list[ArticleShape]:
    """Print the articles of a page, or return their shapes."""
    bulletin = reading.bulletin
    if as_json:
        doubts = tuple(map(doubt_text, reading.doubts))
        return [article_shape(article, bulletin, doubts) for article in bulletin.articles]
    for article in bulletin.articles:
        click.echo(article_text(article))
    return []
