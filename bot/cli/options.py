"""Options that several commands have."""

import click

new_option = click.option(
    "--new",
    is_flag=True,
    help="资料库不见了、旁边还有它留下的文件时，也建一个空的。"
    " Start an empty archive also beside what a former one left.",
)
