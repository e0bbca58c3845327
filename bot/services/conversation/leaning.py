"""Questions that lean on what was shown: their subject is a pronoun, or another's in its place.

``他还去了哪里`` has a person's pronoun where its subject stands, ``那食品呢`` another subject
alone, ``有多少剂`` none at all. All else is a question of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Inquiry, Way
from bot.services.conversation.grammar import act_of
from bot.services.conversation.steps import Leaning, OfPerson, Step, WhatOf
from retrieval.analysis import simplified
from retrieval.query import has_subject

_OF_PERSON = re.compile(
    r"(?:那么?)?(?P<word>他|她|此人|这个人|这位)(?!们)(?P<rest>.{2,})", re.DOTALL
)
_WHAT_OF = re.compile(r"(?:那么?(?P<that>.{1,20}?)|(?P<alone>.{1,8}?))呢")
_ASKS = re.compile(
    "[谁哪几吗吧啥]|什么|怎么|多少|为何|如何|[他她它]|这个|那个|然后|后来|结果|还有|[\\s，,。]"
)
_FIELD = re.compile("[^:：]+[:：]")
_ENDS = "。.!！?？~～… \t\n"
_THINGS = re.compile(
    "[它牠]|[这那](?:件|个(?!月|星期|礼拜|周|季)|里|儿|边|家|座|种|次|项|批|些|一?[条段天年])|其中|当地|当时|他们|她们|它们|"
    r"\b(?:it|its|they|them|their|he|she|his|her|there|this|that|these|those)\b"
)
_FOR_OTHERS = re.compile(
    "(?:还有|有没有|别的|其他|另外|[几多]少?[篇条则]).{0,3}(?:关于|有关|讲|写|说|报道).+的"
)
"""Words that want stories on something, and ask nothing of one: 还有关于老人的吗."""
_LONGEST = 40  # characters; what leans on something else is short


def step_of(said: str) -> Step | None:
    """Return what words ask about what was shown before, or None for a question of its own.

    They may be in traditional characters; what is returned is in simplified ones, but for a
    `Leaning`, whose text is as typed.
    """
    act = act_of(said)
    if act is not None:
        return act
    words = simplified(said).strip().rstrip(_ENDS)
    if found := _OF_PERSON.fullmatch(words):
        return OfPerson(found["word"], found["rest"])
    if found := _WHAT_OF.fullmatch(words):
        subject = found["that"] or found["alone"]
        if not _ASKS.search(subject):
            return WhatOf(subject)
    return Leaning(said.strip()) if leans(said) else None


def goes_on(said: str) -> bool:
    """Return whether words go on from what was shown for certain, whatever else they might be.

    A question without a subject is none of these: it may be small talk, or a wish.
    """
    step = step_of(said)
    return step is not None and not isinstance(step, Leaning)


def leans(said: str) -> bool:
    """Return whether a question has no subject of its own, or a pronoun for one."""
    words = simplified(said).strip()
    if not words or len(words) > _LONGEST or words.startswith("/"):
        return False
    if wants_others(words):
        return False
    return not has_subject(words) or bool(_THINGS.match(words.lower()))


def wants_others(said: str) -> bool:
    """Return whether words want the stories on something, and ask nothing of the one at hand."""
    return _FOR_OTHERS.search(simplified(said)) is not None


def about(asked: OfPerson, people: Sequence[str]) -> Inquiry | None:
    """Return the question with the person's name in it; None unless one person may be meant."""
    return Inquiry(Way.QUESTION, people[0] + asked.rest) if len(people) == 1 else None


def instead(
    last: Inquiry, words: str, people: Sequence[str], named: Sequence[str]
) -> Inquiry | None:
    """Return the last inquiry with other words for its subject, or None where that is not clear.

    ``people`` are those whom the last one names, ``named`` those whom the words do. A person takes
    the other's place; anything else is asked about the one person, or else takes the place of the
    only word of a search. Fields of a search (记者:景静) stay.
    """
    if last.way is Way.SEARCH:
        return _search_instead(last, words, [] if named else people)
    if len(people) != 1:
        return None
    if not named:
        return Inquiry(Way.QUESTION, f"{people[0]} {words}")
    if last.way is Way.REPORTER:
        return replace(last, words=words)
    there = people[0] in last.words
    return Inquiry(Way.QUESTION, last.words.replace(people[0], words)) if there else None


def _search_instead(last: Inquiry, words: str, kept: Sequence[str]) -> Inquiry | None:
    parts = last.words.split()
    fields = [part for part in parts if _FIELD.match(part)]
    if len(parts) - len(fields) > 1 and not kept:
        return None
    return replace(last, words=" ".join([*kept, words, *fields]))
