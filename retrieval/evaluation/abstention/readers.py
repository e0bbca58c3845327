"""Readers' questions of real pages: a folder with ``pages/`` and ``questions.jsonl``.

Each line of ``questions.jsonl`` is a question as it was typed: ``q``, its ``kind``, ``today`` (the
day on which it is asked, ``YYYY-MM-DD``), whether it is ``answerable``; and where it is,
``gold_titles``, the headlines of stories that answer it (``*`` for any), and ``gold_text``, what a
passage that answers holds (null for anything).
"""

import asyncio
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from retrieval.analysis.normalise import fold
from retrieval.archive import Archive
from retrieval.archive.archive import SHANGHAI
from retrieval.evaluation.retrieval_set import SetUnreadable
from retrieval.model import Answer, Band, Hit

QUESTIONS, PAGES = "questions.jsonl", "pages"
ALL = "all"
ANY = "*"
FIRST = 3
"""Passages among which one that answers must be, for an answer to be right."""

_TITLED = 8  # characters of a title that may stand for one that goes on
_MIDDAY = time(12)
_ENDINGS = (".md", ".txt")


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question as a reader typed it; ``titles`` and ``text`` are empty where nothing answers."""

    text: str
    kind: str
    today: date
    answerable: bool
    titles: tuple[str, ...] = ()
    held: str = ""


@dataclass(frozen=True, slots=True)
class ReaderReply:
    """What was said to a question, and at which place from 1 a passage answers; 0 for none."""

    question: ReaderQuestion
    band: Band
    right_at: int
    first: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether one of the `FIRST` passages answers."""
        return 0 < self.right_at <= FIRST


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What was said to the questions of a kind; shares from 0 to 1, None for those of nothing.

    Of those with an answer: ``first`` and ``among_three`` have it there, ``withheld`` get nothing
    shown, ``claimed`` are said to be answered and ``right`` is the share of these with the answer
    among three. Of those without one, ``falsely`` are said to be answered and ``nearest`` get the
    nearest stories.
    """

    kind: str
    answerable: int
    first: float | None
    among_three: float | None
    withheld: float | None
    claimed: float | None
    right: float | None
    unanswerable: int
    falsely: float | None
    nearest: float | None


def is_readers(folder: Path) -> bool:
    """Return whether a folder has readers' questions rather than a retrieval set."""
    return (folder / QUESTIONS).is_file()


def read_questions(path: Path) -> list[ReaderQuestion]:
    """Return the questions of a file in its order. Raises SetUnreadable."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_question(json.loads(line)) for line in lines if line.strip()]
    except OSError as fault:
        raise SetUnreadable(f"{fault.filename}: {fault.strerror}") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise SetUnreadable(f"{path}: {fault!r}") from fault


def replies(pages: Path, questions: Sequence[ReaderQuestion]) -> list[ReaderReply]:
    """Ask all questions of the pages in a folder, in order, each on its own day.

    Raises SetUnreadable where the folder has no page.
    """
    found = sorted(path for path in pages.rglob("*") if path.suffix in _ENDINGS)
    if not found:
        raise SetUnreadable(f"{pages}: no page")
    named = [(str(path.relative_to(pages)), path.read_bytes()) for path in found]
    return asyncio.run(_replies(named, questions))


def figures(given: Sequence[ReaderReply]) -> list[KindFigures]:
    """Return the figures of each kind by its name, and of `ALL` at the end."""
    kinds: defaultdict[str, list[ReaderReply]] = defaultdict(list)
    for one in given:
        kinds[one.question.kind].append(one)
    return [*(_of(kind, kinds[kind]) for kind in sorted(kinds)), _of(ALL, given)]


async def _replies(
    pages: Iterable[tuple[str, bytes]], questions: Sequence[ReaderQuestion]
) -> list[ReaderReply]:
    asked_on = date.max

    def clock() -> datetime:
        return datetime.combine(asked_on, _MIDDAY, SHANGHAI).astimezone(UTC)

    given: list[ReaderReply] = []
    with tempfile.TemporaryDirectory() as folder:
        async with Archive.open(Path(folder, "archive.db"), clock=clock) as archive:
            for name, page in pages:
                await archive.add_page(page, name)
            for question in questions:
                asked_on = question.today
                given.append(_judged(question, await archive.ask(question.text)))
    return given


def _question(row: Mapping[str, object]) -> ReaderQuestion:
    titles = row.get("gold_titles") or ()
    return ReaderQuestion(
        str(row["q"]),
        str(row["kind"]),
        date.fromisoformat(str(row["today"])),
        bool(row["answerable"]),
        tuple(map(_plain, titles)) if isinstance(titles, list) else (),
        _plain(row.get("gold_text") or ""),
    )


def _judged(question: ReaderQuestion, answer: Answer) -> ReaderReply:
    shown = () if answer.band is Band.NOTHING else answer.hits
    right = (at for at, hit in enumerate(shown, 1) if _answers(question, hit))
    titles = tuple(hit.citation.title for hit in shown[:FIRST])
    return ReaderReply(question, answer.band, next(right, 0), titles)


def _answers(question: ReaderQuestion, hit: Hit) -> bool:
    if not question.answerable:
        return False
    title = _plain(hit.citation.title)
    titled = any(_is_titled(title, gold) for gold in question.titles)
    return titled and question.held in title + _plain(hit.passage.text)


def _is_titled(title: str, gold: str) -> bool:
    within = len(gold) >= _TITLED and (gold in title or title in gold)
    return gold in (ANY, title) or within


def _plain(text: object) -> str:
    return re.sub(r"\s+", "", fold(str(text)).text)


def _of(kind: str, given: Iterable[ReaderReply]) -> KindFigures:
    some = list(given)
    good = [one for one in some if one.question.answerable]
    bad = [one for one in some if not one.question.answerable]
    claimed = [one for one in good if one.band is Band.ANSWER]
    return KindFigures(
        kind,
        len(good),
        _share(sum(one.right_at == 1 for one in good), len(good)),
        _share(sum(one.is_right for one in good), len(good)),
        _share(sum(one.band is Band.NOTHING for one in good), len(good)),
        _share(len(claimed), len(good)),
        _share(sum(one.is_right for one in claimed), len(claimed)),
        len(bad),
        _share(sum(one.band is Band.ANSWER for one in bad), len(bad)),
        _share(sum(one.band is Band.NEAREST for one in bad), len(bad)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
