"""Text to `Query`: what is asked, about whom, when.

The parts of the work are the other modules of this room.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from retrieval.analysis.analyzer import terms
from retrieval.analysis.normalise import HAN, compact
from retrieval.compiled import late
from retrieval.index.snapshot import Snapshot
from retrieval.model import Remark, RemarkKind, Span
from retrieval.names.gazetteer import Found, Match
from retrieval.query.days import Days, days
from retrieval.query.english import in_chinese, unit_of
from retrieval.query.offices import other_names, places
from retrieval.query.printed import in_print
from retrieval.query.query import AnswerType, Query, Unit, UnitKind
from retrieval.query.question_words import ANSWER_TYPES, QUESTION_WORDS
from retrieval.query.recency import newest_asked
from retrieval.query.small_talk import small_talk
from retrieval.query.spelling import put_right
from retrieval.query.terms import REWORDED, blanked, query_terms
from retrieval.query.units import halves, units

LONGEST = 500
"""Code points of a question that are read; what comes after them is not."""

_NAME, _DAY, _SPOKEN_DAY = 1.0, 1.0, 0.0  # weights of units; people say 今天 loosely
_HEAD = 1.5  # times the weight of the thing that is asked for
_DIGITS = re.compile("[0-9]+")
_LOOKED_AT = 20  # passages in which a rounded number's figures are looked for
_NAMED_BEFORE = 2  # characters before a number that are its thing's
_NUMBERED = late(f"[{HAN}]{{{_NAMED_BEFORE}}}.+号$")


def parse(text: str, snapshot: Snapshot, today: date) -> Query:
    """Return a question as a query, by what an archive knows; any text is one, the empty one too.

    Only the first `LONGEST` code points are read. Relative days count from ``today``.
    """
    text = text[:LONGEST]
    said = small_talk(text)
    if said is not None and text.strip() not in snapshot.names:
        return Query(text, remarks=(Remark(said),), small_talk=True)
    right = put_right(compact(text).text, snapshot)
    line, found = right.line, list(right.names)
    english = in_chinese(text, right, snapshot)
    in_english = english.wordings if english else {}
    if english:
        line, known = english.line, snapshot.names.find(english.line)
        found = [name for name in known if name.typed not in english.wordings]
    when = days(blanked(line, [name.span for name in found]), today)
    if when is not None and _is_numbered(line, when, snapshot):
        when = None
    bare = blanked(line, [*(name.span for name in found), *(when.spans if when else ())])
    newest = list(newest_asked(bare)) if _is_open(when) else []
    rest = blanked(bare, newest)
    offices = list(_offices(rest, snapshot))
    asked, answer_type = _unasked(blanked(rest, [span for span, _ in offices]))
    worded = _headed([*(unit for _, unit in offices), *_worded(asked, snapshot, in_english)], rest)
    named = list(_named(found, snapshot))
    found_units = list(dict.fromkeys([*named, *_dated(when), *worded]))
    wholes = dict(_whole(found_units, line, snapshot))
    unprinted = [span for span, unit in offices if not in_print(unit.wordings[:1], snapshot)]
    looked_for = blanked(line, [*unprinted, *newest])
    return Query(
        text,
        line,
        terms=query_terms(found_units, looked_for, when),
        names=tuple(wholes),
        wholes=tuple((name, weight) for name, weight in wholes.items() if weight),
        units=tuple(found_units),
        answer_type=answer_type,
        found=tuple(found),
        days=when,
        recent=bool(newest),
        unsure=right.unsure,
        in_english=tuple(in_english.items()),
        remarks=(
            *right.remarks,
            *_remarks(found),
            *_renamed(found_units),
            *(_looked_for(found_units, right.remarks, snapshot) if english else ()),
        ),
    )


def on_topic(
    query: Query,
    topic: str,
    snapshot: Snapshot,
    credited: Collection[str],
    apart: Sequence[Span] = (),
) -> Query:
    """Return a query as one for what an interpretation's topic says and the names in the question.

    Names that are ``credited`` restrict otherwise and are left out, as is what stands ``apart``. It
    asks for no type of answer.
    """
    day_spans = query.days.spans if query.days else ()
    mentioned = [
        one
        for one in query.found
        if set(one.names).isdisjoint(credited)
        and not any(start <= one.span.start < end for start, end in apart)
    ]
    bare = blanked(topic, [*day_spans, *newest_asked(topic), *apart])
    offices = list(_offices(bare, snapshot))
    asked, _ = _unasked(blanked(bare, [span for span, _ in offices]))
    worded = (*(unit for _, unit in offices), *_worded(asked, snapshot, dict(query.in_english)))
    found_units = dict.fromkeys([*_named(mentioned, snapshot), *_dated(query.days), *worded])
    kept = _kept(query.line, bare, [*(one.span for one in mentioned), *day_spans])
    wholes = dict(_whole(list(found_units), kept, snapshot))
    return replace(
        query,
        line=kept,
        terms=query_terms(list(found_units), kept, query.days),
        names=tuple(wholes),
        wholes=tuple((name, weight) for name, weight in wholes.items() if weight),
        units=tuple(found_units),
        answer_type=None,
        recent=False,
    )


def _kept(line: str, bare: str, spans: Iterable[Span]) -> str:
    """Return a line with spaces where ``bare`` has them, but at the spans."""
    for start, end in spans:
        bare = bare[:start] + line[start:end] + bare[end:]
    return bare


def as_words(query: Query) -> Query:
    """Return a query for days as one for the texts that print them in full (2022年10月25日).

    A query whose days are not printed so comes back as it is.
    """
    typed = query.days.in_full if query.days else None
    if query.days is None or typed is None:
        return query
    day = Unit(query.days.typed, UnitKind.FIGURE, _DAY, (typed,))
    found = [day, *(unit for unit in query.units if unit.kind is not UnitKind.DAY)]
    return replace(
        query,
        terms=query_terms(found, blanked(query.line, query.days.spans), None),
        names=(typed,),
        wholes=((typed, 1.0),),
        units=tuple(found),
        days=None,
    )


def _is_numbered(line: str, when: Days, snapshot: Snapshot) -> bool:
    """Return whether a day without a month is the number of a thing in print: 朱雀三号."""
    if not when.any_month or not when.spans:
        return False
    start, end = when.spans[0]
    named = line[max(0, start - _NAMED_BEFORE) : end]
    return bool(_NUMBERED.match(named)) and len(snapshot.name_postings(named)) > 0


def _is_open(when: Days | None) -> bool:
    """Return whether a question leaves open of which month or year its stories are."""
    return when is None or when.any_month


def _unasked(text: str) -> tuple[str, AnswerType | None]:
    """Return a text without what only asks, and the type of answer that this asks for."""
    answer_type = next((kind for kind, words in ANSWER_TYPES if words.search(text)), None)
    for _, words in ANSWER_TYPES:
        text = words.sub(" ", text)
    return QUESTION_WORDS.sub(" ", text), answer_type


def _named(found: Iterable[Found], snapshot: Snapshot) -> Iterator[Unit]:
    for one in found:
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


def _worded(
    asked: str, snapshot: Snapshot, in_english: Mapping[str, tuple[str, ...]]
) -> Iterator[Unit]:
    """Yield the words as units, those that were asked in English by all that print has for them."""
    if not in_english:
        yield from _printed(asked, snapshot)
        return
    for part in asked.split():
        if part not in in_english:
            yield from _printed(part, snapshot)
        elif unit := unit_of(in_english[part]):
            yield unit


def _printed(asked: str, snapshot: Snapshot) -> Iterator[Unit]:
    """Yield the words as units; one that is nowhere in print may be a short name or two words."""
    for unit in units(asked):
        latin = unit.kind is UnitKind.EXACT and unit.typed.isalpha()
        loose = latin or unit.kind in (UnitKind.WORD, UnitKind.FIGURE)
        if not loose or in_print(unit.wordings, snapshot):
            yield unit
        elif latin:
            yield replace(unit, kind=UnitKind.WORD)
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
    passages = snapshot.first_having(f"{number}.", _LOOKED_AT)
    found = (term for passage in passages for term in terms(snapshot.compact(passage)))
    yield from dict.fromkeys(
        term for term in found if term.startswith(f"{number}.") and term[-1] != "."
    )


def _headed(found: list[Unit], rest: str) -> Iterator[Unit]:
    """Yield the units; what is asked for, the one right before or after 多少, weighs more."""
    match = next((m for _, words in ANSWER_TYPES if (m := words.search(rest))), None)
    before = rest[: match.start()].rstrip("是为有达叫共 ") if match else ""
    after = rest[match.end() :] if match else ""
    for unit in found:
        heads = match and (before.endswith(unit.typed) or after.startswith(unit.typed))
        yield replace(unit, weight=unit.weight * _HEAD) if heads else unit


def _whole(parts: list[Unit], line: str, snapshot: Snapshot) -> Iterator[tuple[str, float]]:
    """Yield the strings that are looked for as wholes, each with its weight in ranking.

    A name as typed weighs nothing: its terms rank as well. One that is meant by another wording
    weighs as a reworded word does. Of an office, the first other name weighs most where print has
    it alone: a story that calls it by all its names says no more.
    """
    for unit in parts:
        alone = len(parts) == 1 and len(unit.typed) == 1  # no term of its own inside a word
        if unit.kind is UnitKind.DAY or alone:
            yield from ((wording, 1.0 if alone else 0.3) for wording in unit.wordings)
        elif unit.kind is UnitKind.NAME:
            for name in unit.wordings:
                yield name, 0.0 if name in line else REWORDED
        elif unit.kind is UnitKind.OFFICE:
            first = 1.0 if not in_print(unit.wordings[:1], snapshot) else REWORDED
            for at, name in enumerate(unit.wordings[1:]):
                yield name, REWORDED if at else first


def _renamed(found: list[Unit]) -> Iterator[Remark]:
    named = (unit for unit in found if unit.kind in (UnitKind.OFFICE, UnitKind.NAME))
    for unit in named:
        if others := [one for one in unit.wordings[1:] if one in other_names(unit.wordings[0])]:
            yield Remark(RemarkKind.ALIAS, (unit.typed, "、".join(others)))


def _looked_for(
    found: list[Unit], said: tuple[Remark, ...], snapshot: Snapshot
) -> Iterator[Remark]:
    """Yield the words of an English question in print, if more than what is said; not 户, 新."""
    known = {value for one in said for value in one.values}
    units = (one for one in found if one.typed not in known and len(one.typed) > 1)
    if printed := [one.typed.replace(" ", "") for one in units if in_print(one.wordings, snapshot)]:
        yield Remark(RemarkKind.LOOKED_FOR, ("、".join(dict.fromkeys(printed)),))


def _remarks(found: list[Found]) -> Iterator[Remark]:
    kinds = {Match.ALIAS: RemarkKind.ALIAS, Match.SPELLING: RemarkKind.SPELLING}
    for one in found:
        if one.how in kinds:
            yield Remark(kinds[one.how], (one.typed, "、".join(one.names)))
