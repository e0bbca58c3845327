"""The fact that a question asks for, where it stands in a text: the sum, the time, the name.

What is asked for by its form (see `retrieval.answer.typed_thing`) is found by that form, grown to
all that is printed of it: 9:00 to 9:00至21:00, a way of doing to the clause that tells it. Persons,
places and posts are found as learnt names; a date, a length of time, a list by how print writes
them, and these have to stand beside what matches. What a question asks in other words, or says
itself, is no fact: then there is none, and nothing is lost but a mark.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from retrieval.analysis.normalise import HAN, compact, compact_text
from retrieval.answer.answer_type import surnamed
from retrieval.answer.fact_forms import (
    CLAUSE,
    LENGTH,
    NO_COUNT,
    PART_OF_CLAUSE,
    PLACE,
    around,
    counts,
    counts_of,
    grown_form,
    joined_ends,
    lists,
    measures,
    spans_of,
    written,
)
from retrieval.answer.typed_thing import TypedThing
from retrieval.compiled import late
from retrieval.model import Span
from retrieval.names.gazetteer import Gazetteer, Match
from retrieval.names.posts import title
from retrieval.query.query import AnswerType, Query
from retrieval.word_list import words as word_list

MOST = 4
"""Facts of a sentence; more would be noise."""

Matches = Sequence[tuple[Span, str, float]]
"""What of a question stands in a text: where, which term, and its weight."""

_BESIDE = 0.3  # of the heaviest term that matches, to stand beside it
_SHORT_NAME = 2
_APART = (AnswerType.TIME, AnswerType.MEASURE, AnswerType.NUMBER)
"""What may stand in a clause of its own, beside the words in its sentence."""

_HOW_LONG = re.compile("多久|多长时间|多少时间|几个?(?:小时|钟头|月|星期)")
_SITE = re.compile(f"(?:{'|'.join(word_list(__package__, 'place_endings'))})$")
_WHICH = late(f"哪一?个(?P<kind>[{HAN}])")
_POST = re.compile(r"[^\s,。;:!?\"“”()0-9]{2,24}$")

_HOW = re.compile("怎么|如何|怎样|咋|流程|手续")
_WORDS = re.compile("[^\\W和与及由]")
_FORMER = re.compile("[由从](?:原来|原先|原有|之前|此前|过去|现在|目前|去年)?的?约?$")
_SENTENCE = re.compile(r"[^;；。!?！？\n]+")


class FactFinder(Protocol):
    """What finds the facts that are asked for in a text.

    ``decides`` is whether the sentence with a fact is shown first, whatever else matches.
    """

    @property
    def decides(self) -> bool:
        """Whether the sentence with a fact is shown first."""

    def of(self, text: str, matches: Matches, most: float, /) -> list[Span]:
        """Return the stretches of a text that may be the fact, in order; maybe none."""


class Facts:
    """Finds what one question asks for in texts."""

    decides = False

    def __init__(self, query: Query, names: Gazetteer) -> None:
        self._query = query
        self._names = names
        self._asked = {compact_text(name) for name in query.names}
        self._kind = self._meant()
        day = self._kind is AnswerType.TIME and "几点" not in query.line
        which = self._kind is AnswerType.LIST or "哪几" in query.line
        self._forms = () if day or which else TypedThing(query, names).forms

    def _meant(self) -> AnswerType | None:
        """Return the kind of answer; 张三是谁 asks for the post, 谁是区长 for the person."""
        kind, said = self._query.answer_type, self._query.line
        if kind is not AnswerType.PERSON:
            return kind
        named = any(f"{name}是谁" in said and self._names.is_person(name) for name in self._asked)
        return AnswerType.POST if named else kind

    def of(self, text: str, matches: Matches, most: float) -> list[Span]:
        """Return the stretches of a text that may be the fact, in order; maybe none.

        ``most`` is the weight of the question's heaviest term.
        """
        if not self._forms and self._kind is None:
            return []
        line = compact(text)
        formed = list(self._formed(line.text))
        found = formed or list(self._of_kind(line.text))
        spans = joined_ends(line.text, found)
        said = self._query.line
        printed = [line.printed(*span) for span in spans if line.text[slice(*span)] not in said]
        if self._kind is AnswerType.POST:  # 本报讯, before a blank, is no part of it
            printed = [_last_word(text, span) for span in printed]
        if formed or self._kind is AnswerType.PERSON:
            return printed
        least = _BESIDE * most
        near = [one for one in printed if _nearness(text, one, matches, CLAUSE) >= least]
        if near or self._kind not in _APART:
            return near
        return [one for one in printed if _nearness(text, one, matches, _SENTENCE) >= least]

    def _formed(self, text: str) -> Iterator[Span]:
        for forms in self._forms:
            found = [span for form in forms for span in self._grown(form, text)]
            if found:
                yield from found
                return

    def _grown(self, form: re.Pattern[str], text: str) -> Iterator[Span]:
        how = _HOW.search(self._query.line) is not None
        for found in form.finditer(text):
            grown = grown_form(text, Span(*found.span()), how=how)
            own = how and found[0] in self._query.line
            if not own and not NO_COUNT.fullmatch(text, *grown):
                yield grown

    def _of_kind(self, text: str) -> Iterator[Span]:
        if self._forms:
            if self._kind is AnswerType.NUMBER:
                yield from counts_of(self._query.line, text)
        elif _HOW_LONG.search(self._query.line):
            yield from spans_of(LENGTH, text)
        elif self._kind in (AnswerType.PERSON, AnswerType.PLACE, AnswerType.POST):
            yield from self._named(text)
        elif self._kind is AnswerType.LIST:
            yield from lists(text)
        elif self._kind is AnswerType.NUMBER:
            yield from counts(self._query.line, text)
        elif self._kind is AnswerType.MEASURE:
            yield from measures(self._query.line, text)
        elif self._kind is not None:
            yield from written(self._query.line, self._kind, text)

    def _named(self, text: str) -> Iterator[Span]:
        for found in self._names.find(text):
            names = {compact_text(name) for name in found.names}
            said = any(name in self._query.line for name in names)
            person = found.person and found.how is Match.EXACT
            if self._kind is AnswerType.POST:
                post = _POST.search(text[: found.span.start])
                asked = not self._asked.isdisjoint(names)
                if asked and person and post and title(post[0]) is not None:
                    yield Span(*post.span())
            elif self._kind is AnswerType.PERSON:
                if person and not said:
                    yield found.span
            elif not said and not found.person and self._is_place(found.typed):
                yield found.span
        if self._kind is AnswerType.PERSON:
            yield from (span for span in surnamed(text) if _introduced(text, span))
        if self._kind is AnswerType.PLACE:
            yield from (Span(*found.span(found.lastgroup or 0)) for found in PLACE.finditer(text))

    def _is_place(self, name: str) -> bool:
        """Return whether a name is one of a place, of the kind that is asked for: 哪个镇."""
        asked = _WHICH.search(self._query.line)
        kind = asked["kind"] if asked and _SITE.search(asked["kind"]) else ""
        return _SITE.search(name) is not None and name.endswith(kind)


def _introduced(text: str, name: Span) -> bool:
    """Return whether what looks like a name stands where print puts one that it names first.

    That is behind a post, or where a list or sentence begins; a short name also has to end there.
    """
    before, after = text[: name.start], text[name.end : name.end + 1]
    if title(before) is not None:
        return True
    short = name.end - name.start == _SHORT_NAME
    return not _WORDS.search(before[-1:]) and not (short and _WORDS.search(after))


def nearest(text: str, facts: Sequence[Span], matches: Matches) -> tuple[Span, ...]:
    """Return the `MOST` facts, in order, whose clauses hold most of what matches.

    Of numbers only those in such a clause: another one beside is of something else. Of what was and
    what it has become (由45件增至47件) only the latter.
    """
    if not facts:
        return ()
    numbers = any(sign.isdecimal() for fact in facts for sign in text[slice(*fact)])
    beside = PART_OF_CLAUSE if numbers else CLAUSE
    worth = {fact: _nearness(text, fact, matches, beside) for fact in facts}
    best = max(worth.values(), default=0.0)
    kept = [fact for fact in facts if worth[fact] >= best or not numbers]
    now = [fact for fact in kept if not _FORMER.search(text, 0, fact.start)]
    kept = now or kept
    return tuple(sorted(sorted(kept, key=lambda fact: -worth[fact])[:MOST]))


def _nearness(text: str, fact: Span, matches: Matches, beside: re.Pattern[str]) -> float:
    """Return the weight of the matches beside a fact, each term once, but for its own."""
    start, end = around(text, fact, beside)
    near = {
        term: weight
        for span, term, weight in matches
        if start <= span.start < end and not fact.start <= span.start < fact.end
    }
    return sum(near.values())


def _last_word(text: str, span: Span) -> Span:
    """Return what of a stretch stands behind its last blank."""
    return Span(span.end - len(text[slice(*span)].rsplit(maxsplit=1)[-1]), span.end)
