"""The answer to a question: by the interpretation that says and finds most, or by passages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from retrieval.analysis.normalise import compact_text
from retrieval.answer import listing
from retrieval.answer.as_typed import as_typed
from retrieval.answer.byline import byline_answer
from retrieval.answer.choice import Choice, choice
from retrieval.answer.confidence import ASIDE
from retrieval.answer.field_answers import field_answer
from retrieval.answer.issue_answers import asked_issue, issue_answer, whole_issue
from retrieval.answer.issues import of_issue_day
from retrieval.answer.listing import of_reporters
from retrieval.answer.paging import LISTED, HitPage
from retrieval.answer.passage_answers import FoundPassages, nothing
from retrieval.answer.passing import papers_named
from retrieval.answer.ranking import ranking
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Band, Remark, RemarkKind
from retrieval.model.issues import DayNumber
from retrieval.query.cues import unknown_reporter
from retrieval.query.interpretations import Sense, interpretations
from retrieval.query.issues import IssueQuestion, Sought
from retrieval.query.off_topic import off_topic_odds
from retrieval.query.parse import as_words, parse
from retrieval.query.query import Query
from retrieval.query.spelling import offered
from retrieval.query.terms import blanked

_LIMIT = 5
_BANDS = (Band.ANSWER, Band.NEAREST, Band.NOTHING)


def answer(  # noqa: PLR0913 (a page of hits)
    snapshot: Snapshot,
    text: str,
    *,
    limit: int = _LIMIT,
    start: int = 0,
    stories: bool = False,
    listed: int = LISTED,
    today: date,
) -> Answer:
    """Answer a question with the hits ``[start, start + limit)``, or with the nearest stories.

    Hits are passages or, with ``stories``, stories; of a listing the stories ``[start, start +
    listed)``. Relative days count from ``today``. There are no hits where no telling word of the
    question is met. Where there is no answer, a remark suggests the spellings that come nearer to
    one.
    """
    page = HitPage(max(start, 0), max(limit, 0), stories, max(listed, 0))
    query = parse(text, snapshot, today)
    given = _answer(snapshot, query, page, today)
    if given.answered or query.small_talk or not len(snapshot):
        return given
    if given.band is Band.NOTHING:
        given = as_typed(snapshot, query, (page.start, page.limit), today) or given
    return given if given.answered else _with_offers(snapshot, query, given, today)


def _with_offers(snapshot: Snapshot, query: Query, given: Answer, today: date) -> Answer:
    """Return an answer with the spellings that come nearer to one, if any do.

    What is in print is near enough where what was typed is no word.
    """
    others = []
    for other in offered(snapshot, query, words_too=given.band is Band.NOTHING):
        if other.right:
            tried = _answer(snapshot, parse(other.text, snapshot, today), HitPage(0, 1), today)
            if _BANDS.index(tried.band) >= _BANDS.index(given.band):
                continue
        others.append(other.text)
    if not others:
        return given
    suggested = Remark(RemarkKind.SUGGESTION, tuple(others))
    if given.kind is AnswerKind.COURTESY:  # a word after all, no noise
        given = nothing(query.text)
    return replace(given, remarks=(*given.remarks, suggested))


def _answer(snapshot: Snapshot, query: Query, page: HitPage, today: date) -> Answer:
    text = query.text
    if query.small_talk:
        return Answer(text, AnswerKind.COURTESY, remarks=query.remarks)
    if not len(snapshot):
        return Answer(text, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.EMPTY_ARCHIVE),))
    found = FoundPassages(snapshot, query)
    bare = not query.found and query.days is None
    if bare and off_topic_odds(query.text) >= ASIDE:  # 别再给我发消息 asks for no news
        return found.answer(page)
    taken = interpretations(query.line, query.found, snapshot.names.is_reporter)
    chosen = choice(snapshot, query, taken, found) if taken else None
    given = _taken(snapshot, query, chosen, page) if chosen else None
    if given is not None:
        return given
    wanted = asked_issue(snapshot, query, today)
    if wanted is not None:
        issued = issue_answer(snapshot, text, wanted, page)
        return issued if issued.answered else _printed_day(snapshot, query, page) or issued
    return _unsigned(query, found.answer(page))


def _unsigned(query: Query, given: Answer) -> Answer:
    """Return an answer with a remark that a name is no reporter's, where it is said to be one's."""
    named = blanked(query.line, [one.span for one in query.found])
    name = None if given.answered else unknown_reporter(named)
    if name is None:
        return given
    missing = Remark(RemarkKind.NO_REPORTER, (name,))
    kept = (one for one in given.remarks if one.kind is not RemarkKind.NO_ANSWER)
    return replace(given, remarks=(missing, *kept))


def _taken(snapshot: Snapshot, query: Query, chosen: Choice, page: HitPage) -> Answer | None:
    """Return the answer to an interpretation; None where it comes to nothing."""
    if chosen.taken.kind is not Sense.BYLINE:
        return field_answer(snapshot, query, chosen, page)
    if not (chosen.found.met or chosen.found.missed):  # of no story: who writes at all
        people = replace(chosen.taken, kind=Sense.STAFF)
        return field_answer(snapshot, query, Choice(people, chosen.found), page)
    return byline_answer(snapshot, chosen.found.query)


def _printed_day(snapshot: Snapshot, query: Query, page: HitPage) -> Answer | None:
    """Return the passages that print a day in full, where nothing was issued on it; maybe none."""
    worded = as_words(query)
    if worded is query:
        return None
    answered = FoundPassages(snapshot, worded).answer(page)
    return answered if answered.answered else None


def order(snapshot: Snapshot, query: Query) -> Iterator[int]:
    """Return the ids of a query's articles in the order of their passages, answers or not.

    An article comes once for each passage of it that is found. Small talk finds none.
    """
    if query.small_talk or not len(snapshot):
        return iter(())
    return (snapshot.article_at(one.passage).id for one in ranking(snapshot, query))


def by_reporter(
    snapshot: Snapshot, name: str, limit: int = LISTED, start: int = 0, but: int | None = None
) -> Answer:
    """Return the stories of a reporter, by a misspelt name or an alias (景记者) too.

    Of all ``[start, start + limit)``, without the article of the id ``but``.
    """
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
    left_out = None if but is None else snapshot.now(but)
    if left_out is not None:
        found = found - IdSet.of([left_out])
    shown = listing.listed(snapshot, found, start, limit)
    return Answer(name, AnswerKind.LISTING, shown, len(found), remarks=remarks)


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
    found = issue_answer(snapshot, paper, wanted, HitPage(0, 0, listed=1))
    if not found.answered:
        return found
    if not found.issues:  # a page without a day
        return issue_answer(snapshot, paper, wanted, HitPage(0, 0, listed=found.total))
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
