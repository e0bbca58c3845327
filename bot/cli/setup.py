"""``setup``: what the first question would wait for, done beforehand."""

import sys
from importlib import import_module

import click


@click.command(
    "setup",
    help="""装好以后运行一次：编译检索用的内核（约十秒），以后的启动就不用等。

    Run once after installing: compiles the loops that search, so that no start waits for it.""",
)
def command() -> None:
    """Compile what is not compiled yet."""
    if sys.stderr.isatty():
        click.echo("正在编译，约十秒 … Compiling, about ten seconds …", err=True)
    import_module("retrieval.index.counting")  # it compiles as it is imported, the kernel first
    click.echo("准备好了。")
