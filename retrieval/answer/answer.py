"""The answer to a question: its intent decides the sort, the best passages whether there is one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from retrieval.analysis.normalise import compact_text
from retrieval.answer.cite import hits, newest_first
from retrieval.answer.confidence import band, says
from retrieval.answer.evidence import StoryEvidence, Witness, telling_words
from retrieval.answer.issue_answers import asked_issue, issue_answer, whole_issue
from retrieval.answer.issues import of_issue_day
from retrieval.answer.listing import listing, of_days, of_newest, of_reporters
from retrieval.answer.passing import papers_named
from retrieval.answer.ranking import JUDGED, ranking
from retrieval.answer.search import Scored, spread
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Band, Remark, RemarkKind, StoredArticle
from retrieval.model.issues import DayNumber
from retrieval.query.issues import IssueQuestion, Sought
from retrieval.query.parse import as_words, parse
from retrieval.query.query import Intent, Query
from retrieval.query.spelling import respellings

NEAREST = 3
"""Stories that are shown where none is sure to answer."""

_LIMIT = 5
_OF_ISSUES = (Intent.PASSAGES, Intent.OVERVIEW, Intent.DATE)
_BY_PASSAGES = (Intent.PASSAGES, Intent.BYLINE)
_WORTH = 0.4  # of the best score, to be shown after it
_NOT_SAID = Remark(RemarkKind.NOT_SAID)
_DEPTH = 50  # passages that pages of hits go through


class _Page(NamedTuple):
    """The hits ``[start, start + limit)`` of all."""

    start: int
    limit: int


def answer(
    snapshot: Snapshot, text: str, *, limit: int = _LIMIT, start: int = 0, today: date
) -> Answer:
    """Answer a question with the hits ``[start, start + limit)``, or with the nearest stories.

    Listings are not bound by ``limit``. Relative days count from ``today``. There are no hits where
    no telling word of the question is met. Where there is no answer, a remark suggests the spelling
    that has one.
    """
    page = _Page(max(start, 0), max(limit, 0))
    given = _answer(snapshot, text, page, today)
    put_right = any(one.kind is RemarkKind.SPELLING for one in given.remarks)
    if given.answered or given.kind is AnswerKind.COURTESY or put_right:
        return given
    for other in respellings(snapshot, text):
        if _answer(snapshot, other, _Page(0, 1), today).answered:
            suggested = Remark(RemarkKind.SUGGESTION, (other,))
            return replace(given, remarks=(*given.remarks, suggested))
    return given


def _answer(snapshot: Snapshot, text: str, page: _Page, today: date) -> Answer:
    query = parse(text, snapshot, today)
    if query.intent is Intent.SMALL_TALK:
        return Answer(text, AnswerKind.COURTESY, remarks=query.remarks)
    if not len(snapshot):
        return Answer(text, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.EMPTY_ARCHIVE),))
    wanted = asked_issue(snapshot, query.line, today) if query.intent in _OF_ISSUES else None
    if wanted is not None:
        found = issue_answer(snapshot, text, wanted)
        return found if found.answered else _printed_day(snapshot, text, query, page) or found
    return _answer_to(snapshot, text, query, page)


def _answer_to(snapshot: Snapshot, text: str, query: Query, page: _Page) -> Answer:
    """Answer a question for stories, in an archive that has some."""
    if query.intent is Intent.REPORTER:
        return _reported(snapshot, text, query)
    if query.intent in (Intent.OVERVIEW, Intent.DATE):
        listed = _listed(snapshot, query)
        if listed:
            return listing(snapshot, text, listed, query)
        query = as_words(query)
    found = ranking(snapshot, query, depth=_DEPTH) if query.intent in _BY_PASSAGES else ()
    if query.intent is Intent.BYLINE:
        return _written_by(snapshot, text, query, found)
    return _passages(snapshot, text, query, found, page)


def _printed_day(snapshot: Snapshot, text: str, query: Query, page: _Page) -> Answer | None:
    """Return the passages that print a day in full, where nothing was issued on it; maybe none."""
    worded = as_words(query) if query.intent is Intent.DATE else query
    if worded is query:
        return None
    answered = _passages(snapshot, text, worded, ranking(snapshot, worded, depth=_DEPTH), page)
    return answered if answered.answered else None


def order(snapshot: Snapshot, query: Query) -> Iterator[int]:
    """Return the ids of a query's articles in an answer's order, whether it is answered or not.

    An article comes once for each passage of it that is found. Small talk finds none.
    """
    if query.intent is Intent.SMALL_TALK or not len(snapshot):
        return iter(())
    listed: list[StoredArticle] | None = None
    if query.intent is Intent.REPORTER and not query.rest:
        listed = of_reporters(snapshot, query.reporters)
    elif query.intent in (Intent.OVERVIEW, Intent.DATE):
        listed = _listed(snapshot, query)
        if not listed:
            query = as_words(query)
            listed = None if query.intent is Intent.PASSAGES else listed
    if listed is None:
        return (snapshot.article_at(one.passage).id for one in ranking(snapshot, query))
    return (stored.id for stored in sorted(listed, key=newest_first))


def _listed(snapshot: Snapshot, query: Query) -> list[StoredArticle]:
    """Return a day's stories; for an overview, where the day has none, the newest issue's."""
    listed = of_days(snapshot, query.days) if query.days else []
    return listed or (of_newest(snapshot) if query.intent is Intent.OVERVIEW else [])


def by_reporter(snapshot: Snapshot, name: str) -> Answer:
    """Return the stories of a reporter, by a misspelt name or an alias (景记者) too."""
    if not len(snapshot):
        return Answer(name, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.EMPTY_ARCHIVE),))
    names = snapshot.names
    meant = (name,) if names.is_reporter(name) else names.aliased(name) or names.nearest(name)
    reporters = tuple(one for one in meant if names.is_reporter(one))
    found = of_reporters(snapshot, reporters)
    if not found:
        unknown = Remark(RemarkKind.NO_REPORTER, (name,))
        return replace(nothing(name), remarks=(unknown,))
    remarks = (
        () if name in reporters else (Remark(RemarkKind.SPELLING, (name, "、".join(reporters))),)
    )
    return listing(snapshot, name, found, remarks=remarks)


def latest(snapshot: Snapshot, paper: str = "") -> Answer:
    """Return the newest issue with its front matter, in page order; that of a paper, if named.

    A paper is named by a part of its name.
    """
    if not len(snapshot):
        return Answer(paper, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.EMPTY_ARCHIVE),))
    named = tuple(papers_named(snapshot, [compact_text(paper)])) if paper.strip() else ()
    wanted = IssueQuestion(Sought.STORIES, papers=named)
    if paper.strip() and not named:
        wanted = replace(wanted, unknown=paper)
    found = issue_answer(snapshot, paper, wanted)
    if not found.answered or not found.issues:
        return found
    return replace(whole_issue(snapshot, found.issues[0], question=paper), remarks=found.remarks)


def issue(snapshot: Snapshot, day: DayNumber, key: int) -> Answer:
    """Return the issue of a day, of the paper of a key, 0 for any, with its front matter.

    For no day it is the newest.
    """
    if not day.value:
        return latest(snapshot)
    found = of_issue_day(snapshot, day, key)
    if found is None:
        return Answer("", AnswerKind.NOTHING, remarks=(Remark(RemarkKind.NO_ISSUE, (str(day),)),))
    named = Remark(RemarkKind.ISSUE, (str(found),))
    return replace(whole_issue(snapshot, found), remarks=(named,))


def nothing(text: str) -> Answer:
    """Return a no-answer."""
    return Answer(text, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.NO_ANSWER),))


def _passages(
    snapshot: Snapshot, text: str, query: Query, found: Sequence[Scored], page: _Page
) -> Answer:
    worth = [one for one in found if _worth(one, found[0])]
    sure = _band(snapshot, query, found)
    if sure is Band.NOTHING:
        return _nothing(text, query)
    if sure is Band.NEAREST:
        worth = _of_first_stories(snapshot, worth)
    shown = spread(snapshot, worth, page.start + page.limit)[page.start :]
    pairs = [(snapshot.passage(one.passage), one.score) for one in shown]
    return Answer(
        text,
        AnswerKind.PASSAGES,
        hits(snapshot, query, pairs, page.start),
        total=len(worth),
        remarks=query.remarks if sure is Band.ANSWER else (*query.remarks, _NOT_SAID),
        doubtful=sure is Band.NEAREST,
    )


def _band(snapshot: Snapshot, query: Query, found: Sequence[Scored]) -> Band:
    """Return how sure it is that the first story answers, by the best of its first passages.

    Where it is not, another one of the first may still be the nearest.
    """
    witness = Witness(snapshot, query)
    judged = found[:JUDGED]
    first = {snapshot.doc_id_of(one.passage) for one in judged[:1]}
    own = [one for one in judged if snapshot.doc_id_of(one.passage) in first]
    bands = {_sure(query, witness.of(one.passage, one.score)) for one in own}
    if Band.ANSWER in bands:
        return Band.ANSWER
    others = (one for one in judged if one not in own)
    near = Band.NEAREST in bands or any(
        _sure(query, witness.of(one.passage, one.score)) is not Band.NOTHING for one in others
    )
    return Band.NEAREST if near else Band.NOTHING


def _sure(query: Query, evidence: StoryEvidence) -> Band:
    """Return the band; among one reporter's stories, or to name a story's, words are enough."""
    if query.intent in (Intent.REPORTER, Intent.BYLINE) and says(evidence):
        return Band.ANSWER
    return band(evidence)


def _of_first_stories(snapshot: Snapshot, found: Sequence[Scored]) -> list[Scored]:
    """Return the passages of the first `NEAREST` stories."""
    stories = list(dict.fromkeys(snapshot.doc_id_of(one.passage) for one in found))[:NEAREST]
    return [one for one in found if snapshot.doc_id_of(one.passage) in stories]


def _worth(one: Scored, best: Scored) -> bool:
    """Return whether a passage is worth showing after the best one."""
    return one.score >= _WORTH * best.score


def _nothing(text: str, query: Query) -> Answer:
    if _is_noise(query):
        return Answer(text, AnswerKind.COURTESY, remarks=(Remark(RemarkKind.NOISE),))
    return nothing(text)


def _is_noise(query: Query) -> bool:
    """Return whether a question is one string of letters or digits, and no name or day."""
    whole = any(len(name) > 1 for name in query.names)
    return not whole and re.fullmatch(r"[!-~]{1,24}", query.text.strip()) is not None


def _reported(snapshot: Snapshot, text: str, query: Query) -> Answer:
    """Return a reporter's stories; where more is asked, those that answer, the best first."""
    stories = of_reporters(snapshot, query.reporters)
    if query.days is not None:
        dated = {stored.id for stored in of_days(snapshot, query.days)}
        stories = [stored for stored in stories if stored.id in dated]
    if not stories:
        return nothing(text)
    if not telling_words(snapshot, query):
        return listing(snapshot, text, stories, query, query.remarks)
    ids = {stored.id for stored in stories}
    mask = np.zeros(snapshot.max_doc, np.bool_)
    credited = snapshot.credited_to(query.reporters)
    mask[[place for place in credited if snapshot.stored(place).id in ids]] = True
    found = ranking(snapshot, query, mask)
    best = {snapshot.doc_id_of(one.passage): one for one in reversed(found)}
    once = [one for one in found if best[snapshot.doc_id_of(one.passage)] is one]
    listed = _passages(snapshot, text, query, once, _Page(0, len(once)))
    if listed.band is Band.NOTHING:
        remarks = (*query.remarks, _NOT_SAID)
        return replace(listing(snapshot, text, stories, query, remarks), doubtful=True)
    return replace(listed, kind=AnswerKind.LISTING) if listed.answered else listed


def _written_by(snapshot: Snapshot, text: str, query: Query, found: Sequence[Scored]) -> Answer:
    """Return the story that the words find, with a remark on who wrote it."""
    answered = _passages(snapshot, text, query, found, _Page(0, 1))
    if not answered.hits:
        return answered
    found_in = answered.hits[0].citation
    remark = (
        Remark(RemarkKind.WRITTEN_BY, (found_in.title, "、".join(found_in.reporters)))
        if found_in.reporters
        else Remark(RemarkKind.NO_BYLINE, (found_in.title,))
    )
    return replace(answered, total=1, remarks=(*answered.remarks, remark))
