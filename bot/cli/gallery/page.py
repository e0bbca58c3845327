"""The gallery as one HTML file: no script, no other file, readable by a screen reader."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from bot.cli.gallery.playing import Offered
from bot.cli.gallery.scenes import PlayedScene, Scene
from bot.preview.entities import Entity
from bot.preview.languages import LANGUAGES
from bot.preview.model import Message, User

_TAGS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_OFFERED = 3  # of what is offered inline: as many as a phone shows above its keyboard
_BLOCKS = ("pre", "blockquote", "expandable_blockquote")
_STYLE = """
html, body { height: auto; }
body { display: block; max-width: 1500px; margin: 0 auto; padding: 16px 20px 60px; }
.gallery h1 { color: var(--accent-ink); letter-spacing: .06em; }
.gallery h2 { margin: 30px 0 8px; font-size: 18px; }
.gallery h3 { margin: 0 0 4px; font-size: 13px; font-weight: 400; color: var(--faint); }
.columns { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 14px; }
.columns section { background: var(--room); border-radius: 12px; padding: 10px 12px 14px; }
.columns ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column;
  gap: 8px; }
.columns .message { max-width: 94%; }
.columns .message:has(.keyboard) { width: 94%; }
.offers { background: var(--paper); border: 1px solid var(--line); border-radius: 12px;
  padding: 6px; }
.offers .option span { white-space: pre-line; }
.typed { margin: 6px 0 0; padding: 6px 10px 0; border-top: 1px solid var(--line); }
@media (max-width: 900px) { .columns { grid-template-columns: 1fr; } }
"""


def gallery_page(scenes: Sequence[Scene], bot: User) -> str:
    """Return the page: a row for each scene, a column for each language."""
    rows = []
    for scene in scenes:
        columns = "".join(
            f'<section lang="{language}"><h3>{LANGUAGES[language]}</h3>'
            f"{_chat(shown, bot)}</section>"
            for language, shown in scene.shown.items()
        )
        title = escape(scene.title)
        rows.append(f'<h2>{title}</h2>\n<div class="columns">{columns}</div>')
    style = (files("bot.preview.page") / "static" / "style.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>问报 · 样张 Gallery</title>\n<style>{style}{_STYLE}</style>\n</head>\n"
        '<body class="gallery">\n<main>\n'
        '<h1>问报 <small lang="en">What the bot says</small></h1>\n'
        + "\n".join(rows)
        + "\n</main>\n</body>\n</html>\n"
    )


def _chat(shown: PlayedScene, bot: User) -> str:
    offers = "" if shown.offered is None else _offers(shown.offered, bot)
    messages = [_message(one, bot) for one in shown.messages if one.service is None]
    return f"<ol>{offers}{''.join(messages)}</ol>"


def _offers(offered: Offered, bot: User) -> str:
    """Return what is typed after the bot's name, and above it what there is to choose from."""
    options = [
        f'<div class="option" role="button">{escape(str(one["title"]))}'
        f"<span>{escape(str(one.get('description', '')))}</span></div>"
        for one in offered.answer.results[:_OFFERED]
    ]
    if offered.answer.button is not None:
        text = escape(str(offered.answer.button["text"]))
        options.append(f'<div class="key" role="button">{text}</div>')
    return (
        f'<li class="offers"><p class="unseen">{escape(bot.first_name)}：</p>{"".join(options)}'
        f'<p class="typed">@{bot.username} {escape(offered.typed)}</p></li>'
    )


def _message(message: Message, bot: User) -> str:
    """Return a message in a bubble, its buttons below; who wrote it is said to who can't see."""
    mine = message.sender != bot
    name = escape(message.sender.first_name if message.sender else "")
    via = f'<p class="via">via @{bot.username}</p>' if message.via_bot else ""
    media = ""
    if message.media is not None:
        file = escape(message.media.file.name)
        media = f'<p class="file"><span aria-hidden="true">▤ </span>{file}</p>'
    text = marked(message.text, message.content.entities)
    keys = "".join(
        '<div class="keys">'
        + "".join(f'<span class="key" role="button">{escape(one.text)}</span>' for one in row)
        + "</div>"
        for row in message.keyboard
    )
    board = f'<div class="keyboard">{keys}</div>' if keys else ""
    return (
        f'<li class="message{" mine" if mine else ""}"><div class="bubble">'
        f'<p class="unseen">{name}：</p>{via}{media}<div class="text">{text}</div></div>'
        f"{board}</li>"
    )


def marked(text: str, entities: Sequence[Entity]) -> str:
    """Return a text as HTML with its entities, by offset, an outer one before those within it."""
    units = text.encode("utf-16-le")
    return _stretch(units, list(entities), 0, len(units) // 2)


def _stretch(units: bytes, entities: list[Entity], at: int, end: int) -> str:
    parts = []
    while entities and entities[0].offset < end:
        entity = entities.pop(0)
        if entity.offset < at:
            continue
        parts.append(_plain(units, at, entity.offset))
        at = min(entity.end, end)
        parts.append(_tagged(entity, _stretch(units, entities, entity.offset, at)))
        # A block ends its line by itself: the line break after it would be one more.
        if entity.type in _BLOCKS and _plain(units, at, at + 1) == "\n":
            at += 1
    parts.append(_plain(units, at, end))
    return "".join(parts)


def _tagged(entity: Entity, inside: str) -> str:
    if entity.url is not None:
        return f'<a href="{escape(entity.url)}">{inside}</a>'
    tag = _TAGS.get(entity.type)
    if tag is not None:
        return f"<{tag}>{inside}</{tag}>"
    return f'<span class="link">{inside}</span>'


def _plain(units: bytes, at: int, end: int) -> str:
    return escape(units[2 * at : 2 * end].decode("utf-16-le", "replace"), quote=False)
