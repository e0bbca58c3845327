"""An archive's rows as lines of JSON: what a line may hold, written and read.

The first line is the **header**: the format and its version, how many lines of each **kind**
follow, and the last ids that were given to a page and to an article, as none is given twice. Every
other line is one row, ``{kind: {column: value}}``, its columns named as in the tables; lists of
texts are arrays. Kinds follow each other in the order of `KINDS`, rows by id, so one archive makes
one file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, TypeAlias, TypeVar

import msgspec

from retrieval.model import Evidence
from retrieval.store.sources import text_of

FORMAT = "bulletin-archive"
VERSION = 1

SqlValue: TypeAlias = str | int | bytes | None
"""A column's value as SQLite holds it; lists of texts are JSON, truth is 0 or 1, long texts are
compressed."""
Number = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]  # as SQLite's
Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
Texts = tuple[str, ...]
T = TypeVar("T")


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a table, without the columns that can be made again from others."""

    id: Number


class PageColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """A page."""

    file: str
    bulletin: str
    bulletin_printed: bool
    label: str | None
    year: Number | None
    month: Number | None
    day: Number | None
    day_from: Evidence | None
    year_from: Evidence | None
    added_at: str
    section: str | None = None
    held: bool = False


class SourceColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """The text of the page with this id, and how it was read."""

    text: str
    stated_day: str | None
    stated_paper: str | None
    stated_page: str | None
    read_by: str
    left_out: Texts
    layout: str | None = None  # former versions kept none


class ArticleColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """An article: its id, and since when there is one."""

    first_added_at: str


class MovedColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """An id that was given up for another's."""

    article_id: Number


class GoneColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """An id that is not given again."""


class PrintingColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """A story as a page printed it."""

    page_id: Number
    position: Number
    article_id: Number
    title: str
    subtitle: str | None
    reporters: Texts
    correspondents: Texts
    photographers: Texts
    source: str | None
    label: str | None
    paragraphs: Texts
    year: Number | None
    month: Number | None
    day: Number | None
    day_from: Evidence | None
    year_from: Evidence | None


class CorrectionColumns(Columns, frozen=True, forbid_unknown_fields=True):
    """A correction of a printed paragraph."""

    article_id: Number
    digest: str
    text: str
    made_by: Number | None
    made_at: str


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of line: its name, the table whose rows it holds, and their columns."""

    name: str
    table: str
    row: type[Columns]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a line holds, in their order."""
        return self.row.__struct_fields__

    def encode(self, values: Sequence[SqlValue]) -> bytes:
        """Return a row, its values in the order of `columns`, as a line."""
        columns = zip(_types(self.row).items(), values, strict=True)
        return line({self.name: {name: _shown(value, kind) for (name, kind), value in columns}})

    def decode(self, values: object) -> Columns:
        """Return the row that a line holds.

        Raises ValueError, which names the column and what is wrong with it.
        """
        try:
            return msgspec.convert(values, self.row)
        except msgspec.ValidationError as error:
            raise ValueError(self._in_words(error)) from None

    def _in_words(self, error: msgspec.ValidationError) -> str:
        reason, path = _parts(error)
        if not path:
            return f"{self.name} 的栏目不对 (a {self.name} has {', '.join(self.columns)}: {reason})"
        return _wrong(path.lstrip("."), f"$.{self.name}{path}: {reason}")


PAGE = RecordKind("page", "page", PageColumns)
ARTICLE = RecordKind("article", "article", ArticleColumns)
MOVED = RecordKind("moved", "moved_article", MovedColumns)
GONE = RecordKind("gone", "gone_article", GoneColumns)
PRINTING = RecordKind("printing", "printing", PrintingColumns)
CORRECTION = RecordKind("correction", "correction", CorrectionColumns)
SOURCE = RecordKind("source", "page_source", SourceColumns)
KINDS = (PAGE, ARTICLE, MOVED, GONE, PRINTING, CORRECTION, SOURCE)


class _Format(msgspec.Struct, frozen=True):
    format: object = None
    version: object = None


class _Numbers(msgspec.Struct, frozen=True):
    page: Count
    article: Count
    moved: Count
    gone: Count
    printing: Count
    correction: Count
    last_page: Count
    last_article: Count
    source: Count = 0  # former versions kept none


@dataclass(frozen=True, slots=True)
class Header:
    """How many lines of each kind there are, and the last ids given."""

    counts: Mapping[str, int]
    last_page: int
    last_article: int

    def encode(self) -> bytes:
        """Return the header as a line."""
        last = {"last_page": self.last_page, "last_article": self.last_article}
        return line({"format": FORMAT, "version": VERSION, **self.counts, **last})


def header_of(data: bytes) -> Header:
    """Read a header. Raises ValueError for any other line, and for one of another version."""
    values = parsed(data)
    form = msgspec.convert(values, _Format) if isinstance(values, dict) else _Format()
    if form.format != FORMAT:
        raise ValueError("不是资料库的导出文件 (this is no export of an archive)")
    if form.version != VERSION:
        raise ValueError(
            f"是另一个版本的导出文件，本程序读第 {VERSION} 版 (an export of version "
            f"{form.version}; this program reads version {VERSION})"
        )
    try:
        numbers = msgspec.convert(values, _Numbers)
    except msgspec.ValidationError as error:
        reason, path = _parts(error)
        name = path.lstrip(".") or reason.partition("`")[2].rstrip("`")
        raise ValueError(_wrong(name, reason)) from None
    counts = {kind.name: int(getattr(numbers, kind.name)) for kind in KINDS}
    return Header(counts, numbers.last_page, numbers.last_article)


def row_of(data: bytes) -> tuple[RecordKind, Columns]:
    """Read any other line: its kind and its row. Raises ValueError."""
    values = parsed(data)
    if isinstance(values, dict) and len(values) == 1:
        [(name, row)] = values.items()
        for kind in KINDS:
            if kind.name == name:
                return kind, kind.decode(row)
    raise ValueError("不知道是什么 (neither a page, an article nor a printing)")


def line(values: Mapping[str, object]) -> bytes:
    """Return an object as a line, its end included."""
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def parsed(data: bytes) -> object:
    """Return the value that a line spells. Raises ValueError where it is no JSON in UTF-8."""
    try:
        return msgspec.json.decode(data)
    except (ValueError, RecursionError):
        raise ValueError("不是完整的一行 JSON (not a whole line of JSON)") from None


def table_values(row: Columns) -> dict[str, SqlValue]:
    """Return a row's values by column, as SQLite holds them."""
    return {name: _kept(value) for name, value in msgspec.structs.asdict(row).items()}


@cache
def _types(row: type[Columns]) -> Mapping[str, object]:
    return {field.name: field.type for field in msgspec.structs.fields(row)}


def _shown(value: SqlValue, kind: object) -> object:
    """Return a column's value as a line shows it."""
    if kind == Texts and isinstance(value, str):
        return json.loads(value)
    if isinstance(value, bytes):
        return text_of(value)
    return bool(value) if kind is bool else value


def _kept(value: object) -> SqlValue:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str):
        return value
    assert isinstance(value, int)  # noqa: S101 (the columns have no other types)
    return int(value)


def _parts(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return what is wrong, and where below the root: ``.title``, ``.paragraphs[3]`` or empty."""
    reason, _, path = str(error).partition(" - at `$")
    return reason, re.sub(r"`$", "", path)


def _wrong(name: str, reason: str) -> str:
    return f"{name} 的值不对 (a wrong value of {name}: {reason})"
