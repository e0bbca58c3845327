"""``setup``: what the first question would wait for, done beforehand."""

from importlib import import_module

import click

from bot.cli.compiling import compiling_told


@click.command(
    "setup",
    help="""装好以后运行一次：编译检索用的内核、备好词典（约五秒），以后的启动就不用等。

    Run once after installing: compiles the loops that search and lays out the dictionary (about
    five seconds), so that no start waits for it.""",
)
def command() -> None:
    """Make what is not made yet."""
    with compiling_told():
        import_module("retrieval.archive")  # all that it imports compiles as it is imported
        import_module("retrieval.analysis").load_words()
    click.echo("准备好了。")
