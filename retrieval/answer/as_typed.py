"""What /search finds of a question's words as they were typed: a question never denies it."""

from dataclasses import replace
from datetime import date

from retrieval.analysis import words
from retrieval.analysis.normalise import compact_text
from retrieval.answer.passed import passed, query_of
from retrieval.answer.passing import passing
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Order, Remark, RemarkKind
from retrieval.query.filter.filter import Filter
from retrieval.query.query import Query
from retrieval.query.question_words import ANSWER_TYPES, QUESTION_WORDS

NEAREST = 3
"""Stories that are shown where none is sure to answer."""


def as_typed(snapshot: Snapshot, query: Query, page: tuple[int, int], today: date) -> Answer | None:
    """Return the stories that a question passes as a filter, a page (start, size) of them, or None.

    They answer where nothing is asked, and only words are said; else the first `NEAREST` of them
    are nearest. A word that is all that was said is looked for without what asks (处理呢). So are
    the words that were put right, and what of a question in English is in print.
    """
    typed, rest = query.text, _only_word(query.text)
    for said in (typed, rest, " ".join(_put_right(query))):
        wanted = Filter.parse(said)
        passes = passing(snapshot, wanted, today)
        if passes:
            found = passed(
                snapshot, query_of(snapshot, typed, wanted), passes, page, Order.RELEVANCE
            )
            remarks = (*query.remarks, *found.remarks)
            if said == typed == rest:
                return replace(found, remarks=remarks)
            return replace(
                found,
                hits=found.hits[: max(0, NEAREST - page[0])],
                total=min(found.total, NEAREST),
                remarks=(*remarks, Remark(RemarkKind.NOT_SAID)),
                doubtful=True,
            )
    return None


def _put_right(query: Query) -> list[str]:
    """Return the words that a question was put right to, or that an English one asks for."""
    kinds = (RemarkKind.SPELLING, RemarkKind.LOOKED_FOR)
    return [
        one for said in query.remarks if said.kind in kinds for one in said.values[-1].split("、")
    ]


def _only_word(text: str) -> str:
    """Return what a text says beside what asks, where that is one word; or nothing.

    Of several words without what asks, as of a search, it is all of them.
    """
    line = compact_text(text)
    rest = line
    for _, asking in ANSWER_TYPES:
        rest = asking.sub(" ", rest)
    rest = QUESTION_WORDS.sub(" ", rest).strip(" ?!.,。")
    if rest == line:
        return text
    return rest if len(words.cut(rest)) == 1 else ""
