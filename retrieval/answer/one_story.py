"""A question asked of one story: the passages of it that answer, and whether they do.

What the question is about is given by the story, so it need not say it. What decides is the thing
that it asks for, by its form, and whether what it says of that stands beside it in one sentence. A
sentence with another number, or with the number of something else, is the nearest at best. Only
the story's own passages are looked at.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.analysis.normalise import compact, compact_text
from retrieval.analysis.sentences import sentences
from retrieval.analysis.words import cut_fast, tag
from retrieval.answer.cite import hits
from retrieval.answer.confidence import DOUBTED
from retrieval.answer.fact_forms import CLAUSE, around
from retrieval.answer.facts import Matches
from retrieval.answer.passage_answers import NOT_SAID, nothing
from retrieval.answer.things import told
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Hit, Passage, Span, merged
from retrieval.query.english_words import ASKING
from retrieval.query.off_topic import off_topic_odds
from retrieval.query.parse import parse
from retrieval.query.query import Query
from retrieval.query.recency import newest_asked
from retrieval.query.story_question import Form, Need, StoryQuestion, Thing, story_question
from retrieval.query.terms import blanked

_EXACT = 0.5  # a number with the very unit that is asked for
_THING, _BESIDE, _CLAUSE, _SENTENCE, _BEFORE, _TITLE = 2.0, 1.0, 1.0, 0.8, 0.5, 0.4
_AS_ASKED = 0.2  # a need in the very word that was typed
_ALIKE = 0.7  # a verb that shares a character, or a heading that says it
_HEADING = 16  # characters
_HEAD = 4  # characters after a number in which what it counts is named
_LIGHT = frozenset("开不出到得行成发进来去上下起过作有")  # characters of verbs that tell little
_EARLIER = 0.02  # what a sentence is worth less for each one before it in its story
_NEAREST = 3  # passages that are shown where none answers
_WORTH = 0.7  # of the best passage's worth, to be shown after it
_SAYS = re.compile(r"^(?:and )?what (?:did|does|do) .+ (?:say|think|mean|promise|announce)\b")
_OF_ALL = frozenset((Form.PLACE, Form.TIME, Form.DAY, Form.PERSON))
"""What the first sentence tells of what a story is about, where nothing else is said of it."""
_CALLED = re.compile(r"^what (?:is|was|are|were) .+ called\b|^what(?:'s| is| was) .+ name\b")
_LONG = 3  # characters of a word that half of its pairs may stand for


def ask_story(snapshot: Snapshot, doc_id: int, text: str, *, today: date) -> Answer:
    """Return the passages of the story of a doc id that answer a question, best first.

    Where the story does not say it, its nearest passages are doubtful; a no-answer where nothing of
    the question is in it. Small talk is a courtesy, but for a question word alone: 为什么. Relative
    days count from ``today``.
    """
    asked = asked_of_stories(snapshot, text, today)
    if asked is None:
        return Answer(text, AnswerKind.COURTESY, remarks=parse(text, snapshot, today).remarks)
    found = list(asked.of(doc_id))
    said = [one for one in found if one.says]
    near = sorted(said or [one for one in found if one.near], key=lambda one: -one.worth)
    if not near:
        return nothing(text)
    shown = [one for one in near if one.worth >= _WORTH * near[0].worth]
    shown = shown if said else shown[:_NEAREST]
    return asked.answer(asked.hits(shown), len(shown), said=bool(said))


def asked_of_stories(snapshot: Snapshot, text: str, today: date) -> "AskedOfStories | None":
    """Return a question as one of stories that give its subject; None for small talk."""
    query = parse(text, snapshot, today)
    line = _said_in(text, compact_text(text) if query.small_talk else query.line)
    days = query.days.spans if query.days else ()
    question = story_question(blanked(line, [*days, *newest_asked(line)]))
    if query.small_talk:
        if not question.things:
            return None
        query = Query(text, line)
    return AskedOfStories(snapshot, query, line, question)


def _said_in(text: str, line: str) -> str:
    """Return a compact line with Chinese words for an English one that asks, if it has none."""
    typed = compact_text(text)
    if _SAYS.search(typed):
        return f"{line} 说了什么"
    if _CALLED.search(typed):
        return f"{line} 叫什么名字"
    return ASKING.get(typed.strip(" ?!."), "") or line


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """The facts that were found in passages, by their texts."""

    facts: Mapping[str, Sequence[Span]]
    decides: bool = True

    def of(self, text: str, _matches: Matches, _most: float) -> list[Span]:
        """Return the stretches of a passage's text that are facts, in order; maybe none."""
        return list(self.facts.get(text, ()))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage of a story, by its best sentence for a question.

    ``says`` is whether it answers, ``near`` whether anything of the question is in it; ``worth`` is
    above 0, the more the better. ``facts`` are what is asked for, in the passage's text.
    """

    passage: Passage
    worth: float
    says: bool
    near: bool
    facts: tuple[Span, ...]


class AskedOfStories:
    """One question, asked of stories that give its subject.

    Where it asks for nothing by its form and is likely asked of no newspaper, none answers it.
    """

    def __init__(
        self, snapshot: Snapshot, query: Query, line: str, question: StoryQuestion
    ) -> None:
        self.query = query
        self.question = question
        self._snapshot = snapshot
        self._names = snapshot.names
        self._line = line
        self._aside = not question.things and off_topic_odds(query.text) >= DOUBTED
        self._opening = ""

    def of(self, doc_id: int) -> Iterator[Weighed]:
        """Yield each passage of the story of a doc id, in order."""
        passages = [self._snapshot.passage(place) for place in self._snapshot.passages_of(doc_id)]
        lead = next((text for one in passages for _, text in _sentences(one)), "")
        self._opening = f"{compact_text(self._snapshot.stored(doc_id).article.title)}\n{lead}"
        at = 0
        before = ""
        for passage in passages:
            best: Weighed | None = None
            for span, text in _sentences(passage):
                one = self._weighed(passage, span, text, before, at)
                if best is None or (one.says, one.worth) > (best.says, best.worth):
                    best = one
                before = text
                at += 1
            if best is not None:
                yield best

    def hits(self, shown: Sequence[Weighed]) -> tuple[Hit, ...]:
        """Return passages as hits in their order, what is asked for in view and marked."""
        told_in = StoryFacts({one.passage.text: one.facts for one in shown})
        scored = [(one.passage, one.worth) for one in shown]
        return hits(self._snapshot, self.query, scored, facts=told_in)

    def answer(self, found: tuple[Hit, ...], total: int, *, said: bool) -> Answer:
        """Return hits, of so many in all, as an answer, doubtful where none of them says it."""
        remarks = self.query.remarks
        return Answer(
            self.query.text,
            AnswerKind.PASSAGES,
            found,
            total=total,
            remarks=remarks if said else (*remarks, NOT_SAID),
            doubtful=not said,
        )

    def _weighed(self, passage: Passage, span: Span, text: str, before: str, at: int) -> Weighed:
        exact = [told(thing, self._line, text, self._names) for thing in self.question.things]
        facts = [
            found or (told(thing.otherwise, self._line, text, self._names) if thing.alike else [])
            for thing, found in zip(self.question.things, exact, strict=True)
        ]
        near_by = [
            _beside(thing, text, found)
            for thing, found in zip(self.question.things, facts, strict=True)
        ]
        beside = [bool(found) for found in near_by]
        facts = [near or found for near, found in zip(near_by, facts, strict=True)]
        needs = [self._met(need, text, before, facts) for need in self.question.needs]
        things = self.question.things
        worth = (
            _THING * sum(map(bool, facts))
            + _EXACT * sum(map(bool, exact))
            + _BESIDE * sum(map(bool, beside))
            + sum(needs)
            + _AS_ASKED * sum(need.wordings[0] in text for need in self.question.needs)
            - _EARLIER * min(at, 20)
        )
        rare = any(one and thing.rare for thing, one in zip(things, exact, strict=True))
        says = self._says(things, beside, needs, rare=rare)
        if at and not needs and any(thing.form in _OF_ALL for thing in things):
            says = False
        formed = [thing.form is not Form.ANY for thing in things]
        told_here = any(one and form for one, form in zip(beside, formed, strict=True))
        near = told_here or any(share >= _SENTENCE for share in needs)
        line = compact(passage.text[slice(*span)])
        printed = [
            line.printed(*one)
            for found, form in zip(facts, formed, strict=True)
            for one in found
            if form
        ]
        shown = tuple(Span(span.start + a, span.start + b) for a, b in merged(printed))
        return Weighed(passage, max(worth, 0.01), says, near, shown)

    def _says(
        self,
        things: Sequence[Thing],
        beside: Sequence[bool],
        needs: Sequence[float],
        *,
        rare: bool,
    ) -> bool:
        asked = list(zip(self.question.needs, needs, strict=True))
        if not things:
            return (
                not self._aside
                and bool(needs)
                and all(needs)
                and any(share >= _SENTENCE for share in needs)
            )
        if not all(beside) or (not needs and any(thing.form is Form.ANY for thing in things)):
            return False
        if rare:
            return all(share for need, share in asked if not need.verb)
        listed = any(thing.form is Form.LIST for thing in things)
        return all(share >= _ALIKE if need.verb or listed else share for need, share in asked)

    def _met(self, need: Need, text: str, before: str, facts: Sequence[Sequence[Span]]) -> float:
        """Return how near a need stands: in the clause of a fact, its sentence, before it, or 0."""
        found = [span for spans in facts for span in spans]
        clauses = [text[slice(*around(text, span, CLAUSE))] for span in found]
        if any(_stands(need, clause) for clause in clauses):
            return _CLAUSE
        if _stands(need, text):
            return _SENTENCE
        if need.verb and any(_is_alike(need, clause) for clause in clauses):
            return _ALIKE
        if need.verb:
            return _ALIKE if self._is_led_to(need, before) else 0.0
        if any(need.wordings[0][-1] in text[end : end + _HEAD] for _, end in found):
            return _ALIKE  # 战机 where 飞机 are counted
        return _BEFORE if _stands(need, before) else _TITLE * _stands(need, self._opening)

    def _is_led_to(self, need: Need, before: str) -> bool:
        """Return whether a heading says a verb, or the opening, where a reason is asked for."""
        reason = any(thing.form is Form.WORDS for thing in self.question.things)
        heading = 0 < len(before) <= _HEADING and before[-1] not in "。!?;…"
        return (heading and _stands(need, before)) or (reason and _stands(need, self._opening))


def _is_alike(need: Need, clause: str) -> bool:
    """Return whether a verb of a clause shares a character with one that is asked: 修通, 贯通."""
    asked = need.wordings[0]
    if len(asked) == 1:
        return False
    told = (word for word in cut_fast(clause) if len(word) > 1 and tag(word)[:1] == "v")
    return any(not _LIGHT.issuperset(set(word) & set(asked)) for word in told)


def _beside(thing: Thing, text: str, found: Sequence[Span]) -> list[Span]:
    """Return the places of a thing in whose clauses stands what has to stand beside it."""
    if not thing.beside:
        return list(found)
    clauses = [text[slice(*around(text, span, CLAUSE))].replace("负责人", "") for span in found]
    return [
        span
        for span, clause in zip(found, clauses, strict=True)
        if any(word in clause for word in thing.beside)
    ]


def _stands(need: Need, text: str) -> bool:
    """Return whether a need stands in a compact text, a long word in half of its pairs."""
    if any(wording in text for wording in need.wordings):
        return True
    word = need.wordings[0]
    if len(word) < _LONG or word.isascii():
        return False
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return 2 * sum(pair in text for pair in pairs) >= len(pairs)


def _sentences(passage: Passage) -> Iterator[tuple[Span, str]]:
    """Yield where a passage's sentences stand in it, each with its compact text."""
    for span in sentences(passage.text):
        yield span, compact_text(passage.text[slice(*span)])
