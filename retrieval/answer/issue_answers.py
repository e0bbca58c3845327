"""Answers to questions for issues: an issue's stories, the days that there are, the papers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

import numpy as np

from retrieval.analysis.keys import key_of
from retrieval.analysis.labels import asked, place_of
from retrieval.answer.evidence import telling_words
from retrieval.answer.issues import (
    PagePrintings,
    Printed,
    front,
    in_pages,
    issue_hits,
    issues,
    newest_issues,
    on_issue,
    printed_in,
    printed_in_all,
)
from retrieval.answer.listing import listed, of_days
from retrieval.answer.paging import HitPage
from retrieval.index.document_store import paper_key
from retrieval.index.id_set import IdSet
from retrieval.index.issue_list import IssueList
from retrieval.index.lookups import By
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Hit, Remark, RemarkKind
from retrieval.model.issues import DayNumber, Issue
from retrieval.query.cues import preamble
from retrieval.query.days import Days
from retrieval.query.issues import (
    Edge,
    IssueQuestion,
    Sought,
    is_for_issues,
    issue_question,
    without_pages,
)
from retrieval.query.query import AnswerType, Query, UnitKind

NEAREST = 3
"""Headlines offered with a no-answer."""
_NAMED = 3  # issues that are named one by one
_OWN = 0.3  # the likelihood from which on a word is one of the question's own
_OF_NO_ISSUE = frozenset(
    (AnswerType.MONEY, AnswerType.MEASURE, AnswerType.POST, AnswerType.PERSON, AnswerType.PLACE)
)


class _Asked(NamedTuple):
    """A question for issues, as it is typed and as it is understood, and the page asked for."""

    snapshot: Snapshot
    text: str
    wanted: IssueQuestion
    page: HitPage


def asked_issue(snapshot: Snapshot, query: Query, today: date) -> IssueQuestion | None:
    """Return what issues a question asks for, or None where it asks something else.

    That is where it says something of its own beside the words for issues, in front of which may
    stand who is addressed and whatever asks to be told.
    """
    papers = [paper.name for paper in snapshot.papers]
    wanted = issue_question(query.line, papers, lambda place: _has_page(snapshot, place), today)
    if wanted is None or not wanted.rest:
        return wanted
    if query.answer_type in _OF_NO_ISSUE:
        return None
    line = without_pages(query.line)[preamble(query.line, wanted.first) :]
    own = (
        unit
        for unit in telling_words(snapshot, query, _OWN)
        if unit.kind is UnitKind.NAME
        or (unit.kind is not UnitKind.DAY and unit.typed in line and not is_for_issues(unit.typed))
    )
    return wanted if next(own, None) is None else None


def issue_answer(snapshot: Snapshot, text: str, wanted: IssueQuestion, page: HitPage) -> Answer:
    """Answer a question for issues; the snapshot has an article.

    Old news is never passed off as today's: where nothing was printed on a day, that is said, and
    what is shown is named.
    """
    ask = _Asked(snapshot, text, wanted, page)
    if wanted.unknown is not None and not wanted.papers:
        return _no_paper(ask, wanted.unknown)
    if wanted.sought is Sought.PAPERS:
        return _papers(ask)
    if wanted.sought is Sought.DATES:
        return _dates(ask)
    return _at_edge(ask) if wanted.days is None else _of_days(ask, wanted.days)


def whole_issue(snapshot: Snapshot, issue: Issue, *, question: str = "") -> Answer:
    """Return all stories of an issue with its front matter; its day is asked for, held or not."""
    printed = printed_in(snapshot, on_issue(snapshot, issue, held=True))
    shown = issue_hits(snapshot, printed)
    return Answer(
        question,
        AnswerKind.LISTING,
        shown,
        len(shown),
        issues=(issue,),
        front=front(snapshot, issue, printed),
    )


def _has_page(snapshot: Snapshot, place: str) -> bool:
    return snapshot.first(By.LABEL, key_of(place)) is not None


def _wanted(snapshot: Snapshot, wanted: IssueQuestion, *, held: bool = False) -> IssueList:
    """Return the issues of the papers asked for, the newest first."""
    keys = {paper_key(name) for name in wanted.papers} if snapshot.several_papers else set()
    every = issues(snapshot, held=held)
    return every.of_papers(keys) if keys else every


def _at_edge(ask: _Asked) -> Answer:
    every = _wanted(ask.snapshot, ask.wanted)
    if not ask.wanted.papers and ask.wanted.edge is Edge.NEWEST:
        return _shown(ask, newest_issues(ask.snapshot), RemarkKind.NEWEST_ISSUE)
    days = np.unique(every.days)[::-1]
    at = {Edge.NEWEST: 0, Edge.PREVIOUS: 1, Edge.OLDEST: -1}[ask.wanted.edge]
    if not len(days) or at >= len(days):
        return _dates(ask)
    newest = ask.wanted.edge is Edge.NEWEST
    kind = RemarkKind.NEWEST_ISSUE if newest else RemarkKind.ISSUE
    return _shown(ask, list(every.of_day(DayNumber(int(days[at])))), kind)


def _of_days(ask: _Asked, days: Days) -> Answer:
    one_day = days.first == days.last and not days.any_month
    found = list(_among(_wanted(ask.snapshot, ask.wanted, held=one_day), days))
    if ask.wanted.pages or ask.wanted.front or ask.wanted.lead:
        if found:
            return _shown(ask, found, RemarkKind.ISSUE)
        return _no_issue(ask, days)
    issued = _issued(ask, found)
    told = _telling(ask, days) - issued
    own = len(issued)
    if not found and not told:
        return _no_issue(ask, days)
    shown = _stories(ask, found)
    after = max(0, ask.page.start - own)
    rest = listed(ask.snapshot, told, after, ask.page.listed - len(shown))
    counted_on = tuple(replace(hit, rank=hit.rank + own) for hit in rest)
    remarks = (Remark(RemarkKind.ISSUE, (_named(found),)),) if found else _missing(ask, days)
    return Answer(
        ask.text,
        AnswerKind.LISTING,
        (*shown, *counted_on),
        own + len(told),
        remarks=remarks,
        issues=tuple(found[:_NAMED]) if found else _near(ask, days),
        own=own,
    )


def _issued(ask: _Asked, found: Sequence[Issue]) -> IdSet:
    """Return the articles of some issues that have days."""
    days = sorted({one.day.value for one in found})
    keys = {one.key for one in found}
    of_all = keys.issuperset(issues(ask.snapshot, held=True).keys.tolist())
    return ask.snapshot.printed_on(days, None if of_all else keys)


def _telling(ask: _Asked, days: Days) -> IdSet:
    """Return the stories that tell of days, of the papers asked for."""
    told = of_days(ask.snapshot, days)
    named = [paper_key(name) for name in ask.wanted.papers]
    return told & ask.snapshot.having(By.PAPER, named) if named else told


def _stories(ask: _Asked, found: Sequence[Issue]) -> tuple[Hit, ...]:
    """Return the part of the stories of issues that is asked for."""
    start, end = ask.page.start, ask.page.start + ask.page.listed
    return issue_hits(ask.snapshot, printed_in_all(ask.snapshot, found, start, end), start)


def _shown(ask: _Asked, found: Sequence[Issue], kind: RemarkKind) -> Answer:
    """Return the stories of issues, of the pages asked for, under the issues' names."""
    named = _named(found)
    remarks = (Remark(kind, (named,)) if named else Remark(RemarkKind.NEWEST_UNDATED),)
    if ask.wanted.pages or ask.wanted.front or ask.wanted.lead:
        printed = _on_pages(ask, found)
        some = printed[ask.page.start : ask.page.start + ask.page.listed]
        total, shown = len(printed), issue_hits(ask.snapshot, some, ask.page.start)
    else:
        total, shown = _how_many(ask, found), _stories(ask, found)
    if not total:
        return _no_page(ask, found, remarks)
    return Answer(
        ask.text,
        AnswerKind.LISTING,
        shown,
        total,
        remarks=remarks,
        issues=tuple(one for one in found[:_NAMED] if one.day.value),
    )


def _how_many(ask: _Asked, found: Sequence[Issue]) -> int:
    dated = [one for one in found if one.day.value]
    undated = (on_issue(ask.snapshot, one, held=True) for one in found if not one.day.value)
    return len(_issued(ask, dated)) + sum(len(IdSet.of(page.doc_ids)) for page in undated)


def _first_of(ask: _Asked, issue: Issue, many: int) -> list[Printed]:
    return printed_in_all(ask.snapshot, [issue], 0, many)


def _on_pages(ask: _Asked, found: Sequence[Issue]) -> list[Printed]:
    """Return what issues have on the pages asked for, or what their first pages begin with."""
    every: dict[int, Printed] = {}
    for issue in found:
        pages = in_pages(ask.snapshot, on_issue(ask.snapshot, issue, held=True))
        meant = [page.printings for page in _meant(pages, ask.wanted)]
        printed = (one for page in meant for one in printed_in(ask.snapshot, page))
        for one in islice(printed, 1 if ask.wanted.lead else None):
            every.setdefault(one.stored.id, one)
    return list(every.values())


def _meant(pages: Sequence[PagePrintings], wanted: IssueQuestion) -> list[PagePrintings]:
    """Return the pages asked for, of those of an issue in order."""
    if wanted.pages:
        places = {place for page in wanted.pages for place in asked(page)}
        return [page for page in pages if page.label and place_of(page.label) in places]
    return [page for page in pages if page.label == pages[0].label]


def _no_page(ask: _Asked, found: Sequence[Issue], remarks: tuple[Remark, ...]) -> Answer:
    each = (in_pages(ask.snapshot, on_issue(ask.snapshot, one, held=True)) for one in found)
    labels = (page.label.strip("第版") for pages in each for page in pages if page.label)
    missing = Remark(RemarkKind.NO_PAGE, ("、".join(ask.wanted.typed_pages),))
    there = "、".join(dict.fromkeys(labels))
    pages = (Remark(RemarkKind.PAGES, (there,)),) if there else ()
    first = printed_in_all(ask.snapshot, found, 0, NEAREST)
    nearest = tuple(hit.citation for hit in issue_hits(ask.snapshot, first))
    return Answer(
        ask.text,
        AnswerKind.NOTHING,
        nearest=nearest,
        remarks=(missing, *pages, *remarks),
        issues=tuple(found[:_NAMED]),
    )


def _no_issue(ask: _Asked, days: Days) -> Answer:
    """Return that nothing was printed then: with the nearest issues or, of today, the newest."""
    missing = _missing(ask, days)
    newest = _newest(ask)
    if days.spoken and days.first == days.last and newest:
        shown = _shown(ask, newest, RemarkKind.NEWEST_ISSUE)
        return replace(shown, remarks=(missing[0], *shown.remarks))
    near = _near(ask, days)
    printed = [one for issue in near for one in _first_of(ask, issue, NEAREST - len(near) + 1)]
    nearest = tuple(hit.citation for hit in issue_hits(ask.snapshot, printed))
    return Answer(ask.text, AnswerKind.NOTHING, nearest=nearest, remarks=missing, issues=near)


def _newest(ask: _Asked) -> list[Issue]:
    if not ask.wanted.papers:
        return newest_issues(ask.snapshot)
    every = _wanted(ask.snapshot, ask.wanted)
    return list(every.of_day(every[0].day)) if every else []


def _missing(ask: _Asked, days: Days) -> tuple[Remark, ...]:
    """Return remarks that there is no such issue, and which ones are nearest."""
    one_day = days.first == days.last and days.year is not None
    said = str(DayNumber.at(days.year, *days.first)) if one_day else days.typed
    asked_for = " ".join([*ask.wanted.papers, said])
    near = _near(ask, days)
    missing = Remark(RemarkKind.NO_ISSUE, (asked_for,))
    if not near:
        return (missing,)
    return missing, Remark(RemarkKind.NEAR_ISSUES, (_named(near),))


def _near(ask: _Asked, days: Days) -> tuple[Issue, ...]:
    """Return the last issue before some days and the first after them, as far as there are."""
    every = _wanted(ask.snapshot, ask.wanted)
    if days.any_month:
        return tuple(every.where(slice(1)))
    year = days.year or (every[0].day.year if every else 0)
    over = days.first > days.last
    first, last = DayNumber.at(year, *days.first), DayNumber.at(year + over, *days.last)
    beside = every.before(first), every.after(last)
    return tuple(one for one in beside if one is not None)


def _dates(ask: _Asked) -> Answer:
    every = _wanted(ask.snapshot, ask.wanted)
    if ask.wanted.days is not None:
        every = _among(every, ask.wanted.days)
        if not every:
            return _no_issue(ask, replace(ask.wanted.days, spoken=False))
    if not every:
        return Answer(ask.text, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.NO_ISSUES),))
    span = (str(every[-1]), str(every[0]))
    return Answer(
        ask.text,
        AnswerKind.DATES,
        total=len(every),
        remarks=(Remark(RemarkKind.ISSUES, span),),
        issues=tuple(every),
    )


def _papers(ask: _Asked) -> Answer:
    papers = ask.snapshot.papers
    if not papers:
        dates = _dates(ask._replace(wanted=IssueQuestion(Sought.DATES)))
        return replace(dates, remarks=(Remark(RemarkKind.NO_NAMES), *dates.remarks))
    return Answer(
        ask.text,
        AnswerKind.PAPERS,
        total=len(papers),
        remarks=(Remark(RemarkKind.PAPERS, ("、".join(one.name for one in papers),)),),
        papers=papers,
    )


def _no_paper(ask: _Asked, name: str) -> Answer:
    there = "、".join(one.name for one in ask.snapshot.papers)
    papers = (Remark(RemarkKind.PAPERS, (there,)),) if there else ()
    newest = newest_issues(ask.snapshot)
    printed = _first_of(ask, newest[0], NEAREST) if newest else []
    nearest = tuple(hit.citation for hit in issue_hits(ask.snapshot, printed))
    remarks = (Remark(RemarkKind.NO_PAPER, (name,)), *papers)
    return Answer(ask.text, AnswerKind.NOTHING, nearest=nearest, remarks=remarks)


def _among(found: IssueList, days: Days) -> IssueList:
    return found.where(days.among(found.days))


def _named(found: Sequence[Issue]) -> str:
    """Return issues by paper and day; of many, the first and the last one."""
    names = [str(one) for one in found if str(one)]
    return "、".join(names) if len(names) <= _NAMED else f"{names[-1]}…{names[0]}"
