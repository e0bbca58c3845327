"""Telegram's HTML (``parse_mode=HTML``) → a text and its entities, or Telegram's refusal.

The rules and the words of the refusals are those of https://core.telegram.org/bots/api#html-style
and of TDLib's parser. Where the server lets pass what the documentation forbids (an unescaped
``&``, an attribute it does not know, entities inside ``code`` or ``pre``, a quotation inside a
quotation) it shows something else than was meant: here that is refused too, with words of our own.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.preview.entities import Entity, Formatted, ordered, units
from bot.preview.wire import bad

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ATTRIBUTES = {
    "a": "href",
    "span": "class",
    "code": "class",
    "tg-emoji": "emoji-id",
    "blockquote": "expandable",
}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = frozenset({"code", "pre"})  # no entity may stand in these; code in pre names a language
_LANGUAGE = "language-"

_TAG = re.compile(r"""<(/?)([^\s>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));")
_LITERAL = re.compile(r"[^<&]+")


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    argument: str
    offset: int
    piece: int  # how many pieces of text stood before it


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: set[Entity] = set()

    def run(self) -> Formatted:
        while self.at < len(self.source):
            if literal := _LITERAL.match(self.source, self.at):
                self._append(literal[0])
                self.at = literal.end()
            elif self.source[self.at] == "&":
                self._reference()
            else:
                self._tag()
        if self.open:
            raise _unparsable(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"'
            )
        return Formatted("".join(self.pieces), ordered(self.entities))

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.units += units(text)

    def _reference(self) -> None:
        match = _REFERENCE.match(self.source, self.at)
        text = _referred(match) if match else None
        if match is None or text is None:
            self._refuse('Unescaped character "&"')
        self._append(text)
        self.at = match.end()

    def _tag(self) -> None:
        match = _TAG.match(self.source, self.at)
        if match is None:
            self._refuse_unclosed()
        name = match[2].lower()
        if match[1]:
            self._close(name)
        else:
            self._start(name, match[3])
        self.at = match.end()

    def _start(self, name: str, rest: str) -> None:
        if name not in _TYPES:
            self._refuse(f'Unsupported start tag "{name}"')
        argument = self._argument(name, rest)
        if name == "span" and argument != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"')
        outer = [tag.name for tag in self.open]
        if _PLAIN.intersection(outer) and not (name == "code" and outer[-1] == "pre"):
            self._refuse(f'Tag "{name}" can\'t stand inside "{outer[-1]}"')
        if name == "blockquote" and "blockquote" in outer:
            self._refuse('Tag "blockquote" can\'t stand inside "blockquote"')
        self.open.append(_Open(name, argument, self.units, len(self.pieces)))

    def _argument(self, name: str, rest: str) -> str:
        """Return the value of the tag's one attribute, its name if it has none, or nothing."""
        argument = ""
        end = 0
        while match := _ATTRIBUTE.match(rest, end):
            attribute, *values = match.groups()
            value = next((value for value in values if value is not None), None)
            if attribute.lower() != _ATTRIBUTES.get(name):
                self._refuse(f'Unsupported attribute "{attribute}" in the tag "{name}"')
            if value is None and attribute != "expandable":
                self._refuse(
                    f'Expected equal sign in declaration of an attribute of the tag "{name}"'
                )
            argument = _REFERENCE.sub(lambda m: _referred(m) or m[0], value or attribute)
            end = match.end()
        if rest[end:].strip():
            self._refuse(f'Empty attribute name in the tag "{name}"')
        return argument

    def _close(self, name: str) -> None:
        if not self.open:
            self._refuse("Unexpected end tag")
        tag = self.open[-1]
        if name not in ("", tag.name):
            offset = len(self.source[: self.at].encode())
            raise _unparsable(
                f"Unmatched end tag at byte offset {offset}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self.open.pop()
        if self.units > tag.offset:
            self._add(tag)

    def _add(self, tag: _Open) -> None:
        length = self.units - tag.offset
        kind = _TYPES[tag.name]
        url = language = None
        if tag.name == "blockquote" and tag.argument:
            kind = "expandable_blockquote"
        elif tag.name == "a":
            url = tag.argument or "".join(self.pieces[tag.piece :])
            if not re.match(r"(?:https?|tg|mailto|tel):", url) and "." not in url:
                return  # an address that is none leaves plain text
        elif tag.name == "code" and self.open and self.open[-1].name == "pre":
            if tag.offset == self.open[-1].offset and tag.argument.startswith(_LANGUAGE):
                language = tag.argument.removeprefix(_LANGUAGE)
            kind = "pre"
        elif tag.name == "pre" and any(
            (inner.type, inner.offset, inner.length) == ("pre", tag.offset, length)
            for inner in self.entities
        ):
            return
        self.entities.add(Entity(kind, tag.offset, length, url, language))

    def _refuse_unclosed(self) -> NoReturn:
        name, space, _ = re.split(r"(\s|$)", self.source[self.at + 1 :], maxsplit=1)
        if name.startswith("/"):
            self._refuse("Unclosed end tag")
        if space and name.lower() not in _TYPES:
            self._refuse(f'Unsupported start tag "{name.lower()}"')
        self._refuse("Unclosed start tag")

    def _refuse(self, reason: str) -> NoReturn:
        offset = len(self.source[: self.at].encode())
        raise _unparsable(f"{reason} at byte offset {offset}")


def parse(source: str) -> Formatted:
    """Return the text without its tags, and its entities. Raises Refusal if it is malformed."""
    return _Parser(source).run()


def _unparsable(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")


def _referred(match: re.Match[str]) -> str | None:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _REFERENCES.get(name)
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else None  # noqa: PLR2004
