"""An archive's rows as lines of JSON: what a line may hold, written and read.

The first line is the **header**: the format and its version, how many lines of each **kind**
follow, and the last ids that were given to a page and to an article, as none is given twice. Every
other line is one row, ``{kind: {column: value}}``, its columns named as in the tables; lists of
texts are arrays. Kinds follow each other in the order of `KINDS`, rows by id, so one archive makes
one file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "bulletin-archive"
VERSION = 1
_LARGEST = 1 << 63  # SQLite's integers are below it

_NUMBER, _NUMBER_OR_NONE, _TEXT, _TEXT_OR_NONE, _TEXTS, _FLAG = range(6)
_DATE = {
    "year": _NUMBER_OR_NONE,
    "month": _NUMBER_OR_NONE,
    "day": _NUMBER_OR_NONE,
    "day_from": _TEXT_OR_NONE,
    "year_from": _TEXT_OR_NONE,
}


@dataclass(frozen=True, slots=True)
class LineKind:
    """One kind of line: its name, the table whose rows it holds, and the columns with their shape.

    Columns that can be made again from others are not among them.
    """

    name: str
    table: str
    columns: Mapping[str, int]

    def told(self, row: tuple[Any, ...]) -> bytes:
        """Return a row, its values in the order of `columns`, as a line."""
        values = {
            column: _shown(value, shape)
            for (column, shape), value in zip(self.columns.items(), row, strict=True)
        }
        return line({self.name: values})

    def read(self, values: object) -> dict[str, Any]:
        """Return what a line holds as values for the table. Raises ValueError."""
        if not isinstance(values, dict) or values.keys() != self.columns.keys():
            raise ValueError(
                f"{self.name} 的栏目不对 (a {self.name} has {', '.join(self.columns)})"
            )
        return {column: _kept(column, values[column], s) for column, s in self.columns.items()}


PAGE = LineKind(
    "page",
    "page",
    {
        "id": _NUMBER,
        "file": _TEXT,
        "bulletin": _TEXT,
        "bulletin_printed": _FLAG,
        "label": _TEXT_OR_NONE,
        **_DATE,
        "added_at": _TEXT,
    },
)
ARTICLE = LineKind("article", "article", {"id": _NUMBER, "first_added_at": _TEXT})
MOVED = LineKind("moved", "moved_article", {"id": _NUMBER, "article_id": _NUMBER})
GONE = LineKind("gone", "gone_article", {"id": _NUMBER})
PRINTING = LineKind(
    "printing",
    "printing",
    {
        "id": _NUMBER,
        "page_id": _NUMBER,
        "position": _NUMBER,
        "article_id": _NUMBER,
        "title": _TEXT,
        "subtitle": _TEXT_OR_NONE,
        "reporters": _TEXTS,
        "correspondents": _TEXTS,
        "photographers": _TEXTS,
        "source": _TEXT_OR_NONE,
        "label": _TEXT_OR_NONE,
        "paragraphs": _TEXTS,
        **_DATE,
    },
)
CORRECTION = LineKind(
    "correction",
    "correction",
    {
        "id": _NUMBER,
        "article_id": _NUMBER,
        "digest": _TEXT,
        "text": _TEXT,
        "made_by": _NUMBER_OR_NONE,
        "made_at": _TEXT,
    },
)
KINDS = (PAGE, ARTICLE, MOVED, GONE, PRINTING, CORRECTION)


@dataclass(frozen=True, slots=True)
class Header:
    """How many lines of each kind there are, and the last ids given."""

    counts: Mapping[str, int]
    last_page: int
    last_article: int

    def told(self) -> bytes:
        """Return the header as a line."""
        last = {"last_page": self.last_page, "last_article": self.last_article}
        return line({"format": FORMAT, "version": VERSION, **self.counts, **last})


def header_of(data: bytes) -> Header:
    """Read a header. Raises ValueError for any other line, and for one of another version."""
    values = parsed(data)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ValueError("不是资料库的导出文件 (this is no export of an archive)")
    if values.get("version") != VERSION:
        raise ValueError(
            f"是另一个版本的导出文件，本程序读第 {VERSION} 版 (an export of version "
            f"{values.get('version')}; this program reads version {VERSION})"
        )
    counts = {kind.name: _number(kind.name, values) for kind in KINDS}
    return Header(counts, _number("last_page", values), _number("last_article", values))


def row_of(data: bytes) -> tuple[LineKind, dict[str, Any]]:
    """Read any other line: its kind, and the row's values for the table. Raises ValueError."""
    values = parsed(data)
    if isinstance(values, dict) and len(values) == 1:
        [(name, row)] = values.items()
        for kind in KINDS:
            if kind.name == name:
                return kind, kind.read(row)
    raise ValueError("不知道是什么 (neither a page, an article nor a printing)")


def line(values: Mapping[str, object]) -> bytes:
    """Return an object as a line, its end included."""
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def parsed(data: bytes) -> object:
    """Read JSON. Raises ValueError."""
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("不是完整的一行 JSON (not a whole line of JSON)") from None


def _shown(value: Any, shape: int) -> object:  # noqa: ANN401 (a column's value)
    if shape == _TEXTS:
        return json.loads(value)
    return bool(value) if shape == _FLAG else value


def _kept(column: str, value: object, shape: int) -> object:
    if value is None and shape in (_NUMBER_OR_NONE, _TEXT_OR_NONE):
        return None
    if shape == _FLAG and isinstance(value, bool):
        return int(value)
    if shape in (_NUMBER, _NUMBER_OR_NONE) and type(value) is int and -_LARGEST <= value < _LARGEST:
        return value
    if shape in (_TEXT, _TEXT_OR_NONE) and _is_text(value):
        return value
    if shape == _TEXTS and isinstance(value, list) and all(_is_text(one) for one in value):
        return json.dumps(value, ensure_ascii=False)
    raise ValueError(f"{column} 的值不对 (a wrong value of {column})")


def _number(name: str, values: Mapping[str, object]) -> int:
    number = values.get(name)
    if type(number) is not int or not 0 <= number < _LARGEST:
        raise ValueError(f"{name} 的值不对 (a wrong value of {name})")
    return number


def _is_text(value: object) -> bool:
    """Whether it is a text that UTF-8 can spell: JSON's escapes can make others."""
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False
