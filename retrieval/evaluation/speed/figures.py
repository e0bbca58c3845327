"""What a benchmark measured, and its form in a file: one JSON object."""

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import msgspec


class FiguresUnreadable(Exception):
    """A file holds no figures of a benchmark."""


@dataclass(frozen=True, slots=True)
class Additions:
    """Pages added while questions were asked; times in milliseconds.

    ``searchable`` is the time from a page's texts to an answer from them, ``quiet`` and
    ``meanwhile`` the 99th percentile of answers between and during additions.
    """

    pages: int
    searchable_p50_ms: float
    searchable_worst_ms: float
    quiet_p99_ms: float | None
    meanwhile_p99_ms: float | None


@dataclass(frozen=True, slots=True)
class SpeedFigures:
    """One engine at one size. What could not be measured is None, and ``missing`` says why.

    ``questions`` of the usual ones were asked. Memory is megabytes (of 10^6 bytes) over the process
    before it opened the index: its own, mapped from files, and (``prepared``, within the first)
    loaded for analysis. ``start`` is from the start of a process to its first answer.
    """

    engine: str
    passages: int
    missing: str = ""
    build_s: float | None = None
    disk_mb: float | None = None
    start_s: float | None = None
    questions: int = 0
    p50_ms: float | None = None
    p99_ms: float | None = None
    longest_ms: float | None = None
    commonest_ms: float | None = None
    memory_mb: float | None = None
    mapped_mb: float | None = None
    prepared_mb: float | None = None
    additions: Additions | None = None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Self:
        """Return the figures that ``row`` names; raise ValueError for a value of another type."""
        return msgspec.convert(row, cls)


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """One kind of what people do, from a text to the whole answer, at one size.

    ``asked`` texts, each another, took ``p50`` and ``p99``, and the processor ``cpu_p50`` and
    ``cpu_p99``. Of a few others, each looked at array by array, ``blocks`` is how many of 4 KiB or
    more one took (the median), ``peak`` how much was taken at the highest and ``longest`` by the
    largest array, in megabytes (of 10^6 bytes). None where nothing ended as the kind is to end.
    """

    kind: str
    passages: int
    asked: int = 0
    p50_ms: float | None = None
    p99_ms: float | None = None
    cpu_p50_ms: float | None = None
    cpu_p99_ms: float | None = None
    blocks: float | None = None
    peak_mb: float | None = None
    longest_mb: float | None = None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Self:
        """Return the figures that ``row`` names; raise ValueError for a value of another type."""
        return msgspec.convert(row, cls)


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """SpeedFigures with what they were measured on: ``corpus`` in words, and the machine.

    ``answers`` are the figures of whole answers; former reports have none.
    """

    corpus: str
    machine: str
    figures: tuple[SpeedFigures, ...]
    answers: tuple[AnswerFigures, ...] = ()

    def json(self) -> str:
        """Return the report as one JSON object."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def of_json(cls, text: str) -> Self:
        """Read what `json` returned; raise FiguresUnreadable, which names what is wrong."""
        try:
            return msgspec.json.decode(text, type=cls)
        except ValueError as error:
            raise FiguresUnreadable(str(error)) from error

    @classmethod
    def joined(cls, reports: Iterable[Self]) -> Self:
        """Return one report of one or more; of a figure measured twice the later counts."""
        reports = list(reports)
        figures = {(one.engine, one.passages): one for part in reports for one in part.figures}
        answers = {(one.kind, one.passages): one for part in reports for one in part.answers}
        return cls(
            "; ".join(dict.fromkeys(part.corpus for part in reports)),
            "; ".join(dict.fromkeys(part.machine for part in reports)),
            tuple(figures.values()),
            tuple(answers.values()),
        )


def machine() -> str:
    """Name this machine: processor, cores, Python."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
