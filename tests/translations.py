"""What two documents that should say the same in two languages differ in.

Text is compared as it is typed, block by block: a paragraph, an item of a list, a row of a table, a
block of code. What has to be alike is what translation leaves alone: the order of blocks, levels of
headings, code, links, figures, and the Chinese words that an English block quotes, as of a button.
"""

import re
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

_FENCE = re.compile(r" *(`{3,})(\w*)")
_HEADING = re.compile(r"(#+) ")
_OPENS = re.compile(r" *(?:(\||>)|([-*]|\d+\.) )")
_COMMENT = re.compile(r"(?:^|\s+)#(?:\s.*)?$")
_PLAIN = {"", "text", "json"}  # there # is no comment
_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_LABELLED = re.compile(r"\[[^]]*\]\(\)")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Mapping[str, str] = {
    **{name: str(number) for number, name in enumerate(month_name)},
    **{word: str(number) for number, word in enumerate(_WORDS, start=1)},
    **{word: f"{number}0" for number, word in enumerate(_TENS, start=2)},
    "hundred": "100",
    "thousand": "1000",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: where it begins, what kind it is, its lines joined."""

    line: int
    kind: str
    text: str

    @property
    def level(self) -> int:
        """Return the level of a heading, 0 for what is none."""
        return self.kind.count("#")


@dataclass(frozen=True, slots=True)
class Version:
    """A document in one language: the file, and the blocks of it that are meant."""

    path: Path
    blocks: Sequence[Block]


def blocks(text: str) -> list[Block]:
    """Return a document's blocks in order; code without its comments."""
    found: list[Block] = []
    fence = ""
    goes_on = False  # whether a line without a mark belongs to the last block
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            if line.strip() == fence:
                fence = ""
            elif kept := _code_line(line, found[-1].kind):
                found[-1] = replace(found[-1], text=f"{found[-1].text}{kept}\n")
            continue
        if begun := _begun(number, line, found[-1].kind if goes_on else ""):
            found.append(begun)
        elif line.strip():
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.strip('> ')}")
        goes_on = bool(line.strip()) and found[-1].kind.startswith(("paragraph", "item", "quote"))
        fence = opened[1] if (opened := _FENCE.match(line)) else ""
    return found


def _begun(number: int, line: str, before: str) -> Block | None:
    """Return the block that a line opens, None for a blank one or one that goes on.

    `before` is the kind of the block that it could go on, empty if none could.
    """
    if opened := _FENCE.match(line):
        return Block(number, f"code {opened[2]}", "")
    if opened := _HEADING.match(line):
        return Block(number, opened[1], line[opened.end() :])
    if opened := _OPENS.match(line):
        kind = {"|": "row", ">": "quote"}.get(opened[1] or "", f"item {opened[2]}")
        quoted = kind == "quote" == before
        return None if quoted else Block(number, kind, line[opened.end() :].strip())
    return None if before or not line.strip() else Block(number, "paragraph", line.strip())


def _code_line(line: str, kind: str) -> str:
    plain = kind.removeprefix("code ") in _PLAIN
    return (line if plain else _COMMENT.sub("", line)).strip()


def raised(half: Sequence[Block]) -> list[Block]:
    """Return blocks with each heading a level higher, as if the first were a document's title."""
    return [replace(block, kind=block.kind[1:]) if block.level else block for block in half]


def differences(english: Version, chinese: Version) -> list[str]:
    """Return a line for each thing that the Chinese version says otherwise."""
    parts = zip_longest(_sections(english.blocks), _sections(chinese.blocks))
    found: list[str] = []
    for ours, theirs in parts:
        if ours is None or theirs is None or ours[0].kind != theirs[0].kind:
            places = [
                f"{version.path.name}:{part[0].line} “{part[0].text}”" if part else "nothing"
                for version, part in ((english, ours), (chinese, theirs))
            ]
            found.append(f"the headings part: {places[0]}, but {places[1]}")
            break
        found += _in_section(english, chinese, ours, theirs)
    return found


def _sections(found: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield each heading with what stands under it; a document begins with one."""
    starts = [at for at, block in enumerate(found) if block.level]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        yield found[start:end]


def _in_section(
    english: Version, chinese: Version, ours: Sequence[Block], theirs: Sequence[Block]
) -> Iterator[str]:
    for one, other in zip_longest(ours, theirs):
        if one is None or other is None or one.kind != other.kind:
            shown = [
                f"{version.path.name}:{block.line} {block.kind}"
                if block
                else f"{version.path.name}:{part[0].line} ends"
                for version, block, part in ((english, one, ours), (chinese, other, theirs))
            ]
            yield f"the blocks part: {shown[0]}, but {shown[1]}"
            return
        place = f"{chinese.path.name}:{other.line} ({english.path.name}:{one.line})"
        for wrong in _in_block(english.path, chinese.path, one, other):
            yield f"{place}: {wrong}"


def _in_block(here: Path, there: Path, one: Block, other: Block) -> Iterator[str]:
    if one.kind.startswith("code"):
        lines = zip_longest(one.text.splitlines(), other.text.splitlines(), fillvalue="")
        yield from (f"code {b!r} should be {a!r}" for a, b in lines if a != b)
        return
    if one.kind == "row" and _cells(one) != _cells(other):
        yield "the row has another number of cells"
    yield from _unlike("code", _codes(one), _codes(other))
    yield from _unlike("link", _links(one, here), _links(other, there))
    words = {NUMBERS[word] for word in re.findall(r"[A-Za-z]+", one.text) if word in NUMBERS}
    words |= {NUMBERS[low] for low in re.findall(r"[a-z]+", one.text.lower()) if low in NUMBERS}
    yield from _unlike("figure", _figures(one), _figures(other), words)
    said = re.sub(r"\s", "", other.text)
    for quoted in sorted(set(_HAN.findall(_LABELLED.sub(" ", _bare(one))))):
        if quoted not in said:
            yield f"“{quoted}” is missing"
    yield from _strays(here, there, one, other)


def _unlike(
    what: str, ours: set[str], theirs: set[str], welcome: AbstractSet[str] = frozenset()
) -> Iterator[str]:
    yield from (f"{what} {missing} is missing" for missing in sorted(ours - theirs))
    yield from (f"{what} {more} is not in the English" for more in sorted(theirs - ours - welcome))


def _cells(block: Block) -> int:
    return _CODE.sub("", block.text).count("|")


def _codes(block: Block) -> set[str]:
    return {" ".join(code.split()) for _, code in _CODE.findall(block.text)}


def _bare(block: Block) -> str:
    """Return a block's words, without code and where links lead."""
    return _LINK.sub("]()", _CODE.sub(" ", block.text))


def _figures(block: Block) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURE.findall(_bare(block))}


def _links(block: Block, document: Path) -> set[str]:
    """Return where a block leads, alike for both languages."""
    return {_destination(target, document) for target in _LINK.findall(_CODE.sub(" ", block.text))}


def _destination(target: str, document: Path) -> str:
    if "://" in target:
        return target
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    plain = path.with_name(path.name.replace(".zh.", "."))
    if not anchor or not plain.with_suffix(".zh.md").exists():
        return f"{plain.name}{'#' if anchor else ''}"  # a page for both has headings for each
    return f"{plain.name}#{_heading(path, anchor)}"


@cache
def _heading(path: Path, anchor: str) -> int:
    """Return which heading of a document an anchor names, from 0; -1 if none."""
    names = [
        re.sub(r"[^\w\- ]", "", block.text.lower()).replace(" ", "-")
        for block in blocks(path.read_text(encoding="utf-8"))
        if block.level
    ]
    return names.index(anchor) if anchor in names else -1


def _strays(here: Path, there: Path, one: Block, other: Block) -> Iterator[str]:
    """Yield the links that lead to the wrong language, but for those between the two."""
    for document, block in ((here, one), (there, other)):
        for target in _LINK.findall(block.text):
            name = target.partition("#")[0]
            path = (document.parent / name).resolve()
            if not name.endswith(".md") or path in (here, there):
                continue
            if block is other and path.with_suffix(".zh.md").exists():
                yield f"{target} is there in Chinese"
            if block is one and path.name.endswith(".zh.md"):
                yield f"{target} is for readers of Chinese"
