"""Text to `Query`: what is asked, about whom, when.

The parts of the work are the other modules of this room.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from retrieval.analysis.analyzer import terms
from retrieval.analysis.normalise import HAN, compact
from retrieval.analysis.values import term_of
from retrieval.index.snapshot import Snapshot
from retrieval.model import Remark, RemarkKind, Span
from retrieval.names.gazetteer import Found, Gazetteer, Match
from retrieval.query import intents
from retrieval.query.days import Days, days
from retrieval.query.offices import other_names, places
from retrieval.query.query import AnswerType, Intent, Query, Unit, UnitKind
from retrieval.query.question_words import ANSWER_TYPES, QUESTION_WORDS
from retrieval.query.recency import newest_asked
from retrieval.query.small_talk import small_talk
from retrieval.query.spelling import corrections
from retrieval.query.terms import REWORDED, blanked, query_terms
from retrieval.query.units import halves, units

LONGEST = 500
"""Code points of a question that are read; what comes after them is not."""

_NAME, _DAY, _SPOKEN_DAY = 1.0, 1.0, 0.0  # weights of units; people say 今天 loosely
_HEAD = 1.5  # times the weight of the thing that is asked for
_DIGITS = re.compile("[0-9]+")
_LOOKED_AT = 20  # passages in which a rounded number's figures are looked for
_TODAY = frozenset(("今天", "今日"))
_CREDITED = re.compile(f"记者([{HAN}]{{2,4}}?)(?=$|写|的|采|报|发|最|都|有| )")


def parse(text: str, snapshot: Snapshot, today: date) -> Query:
    """Return a question as a query, by what an archive knows; any text is one, the empty one too.

    Only the first `LONGEST` code points are read. Relative days count from ``today``.
    """
    text = text[:LONGEST]
    said = small_talk(text)
    if said is not None and text.strip() not in snapshot.names:
        return Query(text, Intent.SMALL_TALK, remarks=(Remark(said),))
    line = compact(text).text
    found = _names(line, snapshot)
    when = days(blanked(line, [name.span for name in found]), today)
    bare = blanked(line, [*(name.span for name in found), *(when.spans if when else ())])
    intent, reporters, rest = _intent(bare, found, when, snapshot.names)
    newest = list(newest_asked(bare)) if intent is Intent.PASSAGES and _is_open(when) else []
    rest = blanked(rest, newest)
    offices = [] if intent is Intent.BYLINE else list(_offices(rest, snapshot))
    asked, answer_type = _unasked(blanked(rest, [span for span, _ in offices]))
    worded = _headed([*(unit for _, unit in offices), *_worded(asked, snapshot)], rest)
    named = list(_named(found, reporters, snapshot))
    found_units = list(dict.fromkeys([*named, *_dated(when), *worded]))
    wholes = dict(_whole(found_units, line))
    unprinted = [span for span, unit in offices if not _in_print(unit.wordings[:1], snapshot)]
    looked_for = blanked(line, [*unprinted, *newest]) if intent is Intent.PASSAGES else rest
    return Query(
        text,
        intent,
        line,
        terms=query_terms(found_units, looked_for, when),
        names=tuple(wholes),
        wholes=tuple((name, weight) for name, weight in wholes.items() if weight),
        units=tuple(found_units),
        answer_type=answer_type,
        reporters=reporters,
        days=when,
        rest=bool(rest.strip()) or any(unit.kind is UnitKind.NAME for unit in found_units),
        recent=bool(newest),
        remarks=(*_remarks(found), *_renamed(found_units)),
    )


def as_words(query: Query) -> Query:
    """Return a DATE query as one for the texts that print its days in full (2022年10月25日).

    A query whose days are not printed so comes back as it is.
    """
    typed = query.days.in_full if query.days else None
    if query.days is None or typed is None:
        return query
    day = Unit(query.days.typed, UnitKind.FIGURE, _DAY, (typed,))
    found = [day, *(unit for unit in query.units if unit.kind is not UnitKind.DAY)]
    return replace(
        query,
        intent=Intent.PASSAGES,
        terms=query_terms(found, blanked(query.line, query.days.spans), None),
        names=(typed,),
        wholes=((typed, 1.0),),
        units=tuple(found),
        days=None,
    )


def _names(line: str, snapshot: Snapshot) -> list[Found]:
    known = snapshot.names.find(line)
    free = blanked(line, [name.span for name in known])
    return sorted([*known, *corrections(free, snapshot)], key=lambda name: name.span)


def _intent(
    bare: str, found: list[Found], when: Days | None, names: Gazetteer
) -> tuple[Intent, tuple[str, ...], str]:
    """Return the intent, the reporters it names, and what is left to be looked for in texts."""
    byline = intents.asks_byline(bare)
    if byline:
        rest = intents.story_words(blanked(bare, [byline]))
        about_something = rest or found or when
        return (Intent.BYLINE if about_something else Intent.OVERVIEW), (), rest
    reporters = [name for one in found for name in one.names if names.is_reporter(name)]
    if reporters:
        return Intent.REPORTER, tuple(reporters), intents.beside_writing(bare)
    if _CREDITED.search(bare) and intents.writes(bare):
        return Intent.REPORTER, (), ""
    if not found and when is None and intents.is_overview(bare):
        return Intent.OVERVIEW, (), ""
    if not found and when is not None and intents.is_about_news(bare):
        return (Intent.OVERVIEW if when.typed in _TODAY else Intent.DATE), (), ""
    return Intent.PASSAGES, (), bare


def _is_open(when: Days | None) -> bool:
    """Return whether a question leaves open of which month or year its stories are."""
    return when is None or when.any_month


def _unasked(text: str) -> tuple[str, AnswerType | None]:
    """Return a text without what only asks, and the type of answer that this asks for."""
    answer_type = next((kind for kind, words in ANSWER_TYPES if words.search(text)), None)
    for _, words in ANSWER_TYPES:
        text = words.sub(" ", text)
    return QUESTION_WORDS.sub(" ", text), answer_type


def _named(found: list[Found], reporters: tuple[str, ...], snapshot: Snapshot) -> Iterator[Unit]:
    for one in found:
        if not set(one.names) & set(reporters):
            wordings = tuple(compact(name).text for name in one.names)
            if one.how is Match.OFFICE:
                wordings = (compact(one.typed).text, *wordings)
            others = () if one.person else _other_names(wordings[0], snapshot)
            yield Unit(one.typed, UnitKind.NAME, _NAME, (*wordings, *others))


def _offices(asked: str, snapshot: Snapshot) -> Iterator[tuple[Span, Unit]]:
    """Yield the offices that are in print by another name, and where they are asked for."""
    for span in places(asked):
        typed = asked[span.start : span.end]
        if others := _other_names(typed, snapshot):
            yield span, Unit(typed, UnitKind.OFFICE, _NAME, (typed, *others))


def _other_names(name: str, snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(one for one in other_names(name) if len(snapshot.name_postings(one)))


def _dated(when: Days | None) -> Iterator[Unit]:
    if when is not None:
        weight = _SPOKEN_DAY if when.spoken else _DAY
        yield Unit(when.typed, UnitKind.DAY, weight, when.wordings)


def _worded(asked: str, snapshot: Snapshot) -> Iterator[Unit]:
    """Yield the words as units; one that is nowhere in print may be a short name or two words."""
    for unit in units(asked):
        if unit.kind not in (UnitKind.WORD, UnitKind.FIGURE) or _in_print(unit.wordings, snapshot):
            yield unit
        elif unit.kind is UnitKind.FIGURE:
            yield replace(unit, wordings=(*unit.wordings, *_rounded(unit.typed, snapshot)))
        elif names := snapshot.names.abbreviated(unit.typed):
            keys = tuple(compact(name).text for name in names)
            yield replace(unit, kind=UnitKind.NAME, wordings=keys)
        else:
            yield from halves(unit) or (unit,)


def _rounded(number: str, snapshot: Snapshot) -> Iterator[str]:
    """Yield the figures in print that a whole number may be short for: 4846 for 4846.19."""
    digits = _DIGITS.match(number)
    if digits is None:
        return
    number = digits[0]
    passages = snapshot.index.postings(f"{number}.").ids[:_LOOKED_AT].tolist()
    found = (term for passage in passages for term in terms(snapshot.compact(passage)))
    yield from dict.fromkeys(
        term for term in found if term.startswith(f"{number}.") and term[-1] != "."
    )


def _in_print(wordings: tuple[str, ...], snapshot: Snapshot) -> bool:
    """Return whether one of the wordings is a term or a value of the archive or stands in it."""
    return any(
        snapshot.index.document_frequency(term_of(wording) or wording)
        or len(snapshot.name_postings(wording))
        for wording in wordings
    )


def _headed(found: list[Unit], rest: str) -> Iterator[Unit]:
    """Yield the units; what is asked for, the one right before or after 多少, weighs more."""
    match = next((m for _, words in ANSWER_TYPES if (m := words.search(rest))), None)
    before = rest[: match.start()].rstrip("是为有达叫共 ") if match else ""
    after = rest[match.end() :] if match else ""
    for unit in found:
        heads = match and (before.endswith(unit.typed) or after.startswith(unit.typed))
        yield replace(unit, weight=unit.weight * _HEAD) if heads else unit


def _whole(parts: list[Unit], line: str) -> Iterator[tuple[str, float]]:
    """Yield the strings that are looked for as wholes, each with its weight in ranking.

    A name as typed weighs nothing: its terms rank as well. One that is meant by another wording
    weighs as a reworded word does.
    """
    for unit in parts:
        alone = len(parts) == 1 and len(unit.typed) == 1  # no term of its own inside a word
        if unit.kind is UnitKind.DAY or alone:
            yield from ((wording, 1.0) for wording in unit.wordings)
        elif unit.kind is UnitKind.NAME:
            for name in unit.wordings:
                yield name, 0.0 if name in line else REWORDED
        elif unit.kind is UnitKind.OFFICE:
            yield from ((name, 1.0) for name in unit.wordings[1:])


def _renamed(found: list[Unit]) -> Iterator[Remark]:
    for unit in found:
        if others := [one for one in unit.wordings[1:] if one in other_names(unit.wordings[0])]:
            yield Remark(RemarkKind.ALIAS, (unit.typed, "、".join(others)))


def _remarks(found: list[Found]) -> Iterator[Remark]:
    kinds = {Match.ALIAS: RemarkKind.ALIAS, Match.SPELLING: RemarkKind.SPELLING}
    for one in found:
        if one.how in kinds:
            yield Remark(kinds[one.how], (one.typed, "、".join(one.names)))
