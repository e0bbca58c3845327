"""``setup``: what the first question would wait for, done beforehand."""

from importlib import import_module

import click

from bot.cli.compiling import compiling_told


@click.command(
    "setup",
    help="""装好以后运行一次：编译检索用的内核（约五秒），以后的启动就不用等。

    Run once after installing: compiles the loops that search (about five seconds), so that no
    start waits for it.""",
)
def command() -> None:
    """Compile what is not compiled yet."""
    with compiling_told():
        import_module("retrieval.index.counting")  # it compiles as it is imported, the kernel first
        import_module("retrieval.index.strings")
    click.echo("准备好了。")
