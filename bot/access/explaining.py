"""What ``/help`` says, made of the rows of the table of commands."""

from collections.abc import Iterator

from bot.access.commands import COMMANDS, Command, Menu, Shelf
from bot.messages.catalogue import Texts


def help_text(texts: Texts, bot: str, menu: Menu) -> str:
    """Return how to use ``bot``, by its username, where there is that menu."""
    words, in_group = texts.help, menu in (Menu.GROUP, Menu.GROUP_ADMINS)
    parts = [words.group.format(bot=bot) if in_group else words.private]
    titles = {
        Shelf.FIND: words.find,
        Shelf.ALERTS: words.alerts_group if in_group else words.alerts,
        Shelf.OWN: words.own,
        Shelf.DESK: words.desk,
    }
    for shelf, title in titles.items():
        lines = list(_lines(texts, shelf, menu, f"@{bot}" if in_group else ""))
        if lines:
            parts.append("\n".join((title, *lines)))
    if not in_group:
        parts.append(words.elsewhere.format(bot=bot))
    return "\n\n".join((*parts, words.printed))


def usage(command: Command, name: str = "") -> str:
    """Return a command as it is typed, with the bot's ``name`` on it and words to follow it."""
    return f"/{command.slash}{name} {command.example}".strip()


def in_chinese(command: Command) -> str:
    """Return the words that do what a command does, as they are typed; empty where none do."""
    return f"{command.chinese[0]} {command.example}".strip() if command.chinese else ""


def _lines(texts: Texts, shelf: Shelf, menu: Menu, name: str) -> Iterator[str]:
    for one in COMMANDS:
        if one.shelf is shelf and menu in one.helped and one.line is not None:
            yield f"{usage(one, name)} — {one.line(texts.commands)}"
