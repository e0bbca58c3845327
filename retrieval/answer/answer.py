"""The answer to a question: by the interpretation that says and finds most, or by passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from retrieval.analysis.normalise import compact_text
from retrieval.answer.as_typed import NEAREST, as_typed
from retrieval.answer.choice import Choice, Passages, choice
from retrieval.answer.confidence import ASIDE, band, says
from retrieval.answer.evidence import StoryEvidence, Witness, telling_words
from retrieval.answer.field_answers import field_answer
from retrieval.answer.issue_answers import asked_issue, issue_answer, whole_issue
from retrieval.answer.issues import of_issue_day
from retrieval.answer.listing import listing, of_reporters
from retrieval.answer.paging import HitPage
from retrieval.answer.passing import papers_named
from retrieval.answer.ranking import JUDGED, ranking
from retrieval.answer.search import Scored
from retrieval.answer.unit_share import REWORDED, share
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
_JUDGED_STORIES = 20  # passages among whose stories that of a byline is looked for
_WORTH = 0.4  # of the best score, to be shown after it
_NOT_SAID = Remark(RemarkKind.NOT_SAID)
_BANDS = (Band.ANSWER, Band.NEAREST, Band.NOTHING)
_DEPTH = 50  # passages that pages of hits go through


def answer(  # noqa: PLR0913 (a page of hits)
    snapshot: Snapshot,
    text: str,
    *,
    limit: int = _LIMIT,
    start: int = 0,
    stories: bool = False,
    today: date,
) -> Answer:
    """Answer a question with the hits ``[start, start + limit)``, or with the nearest stories.

    Hits are passages or, with ``stories``, stories. Listings are not bound by ``limit``. Relative
    days count from ``today``. There are no hits where no telling word of the question is met. Where
    there is no answer, a remark suggests the spellings that come nearer to one.
    """
    page = HitPage(max(start, 0), max(limit, 0), stories)
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
    found = _Found(snapshot, query)
    bare = not query.found and query.days is None
    if bare and off_topic_odds(query.text) >= ASIDE:  # 别再给我发消息 asks for no news
        return _passages(snapshot, query, found.ranked, page)
    taken = interpretations(query.line, query.found, snapshot.names.is_reporter)
    chosen = choice(snapshot, query, taken, found.passages) if taken else None
    given = _taken(found, chosen) if chosen else None
    if given is not None:
        return given
    wanted = asked_issue(snapshot, query, today)
    if wanted is not None:
        issued = issue_answer(snapshot, text, wanted)
        return issued if issued.answered else _printed_day(snapshot, query, page) or issued
    return _unsigned(query, _passages(snapshot, query, found.ranked, page))


def _unsigned(query: Query, given: Answer) -> Answer:
    """Return an answer with a remark that a name is no reporter's, where it is said to be one's."""
    named = blanked(query.line, [one.span for one in query.found])
    name = None if given.answered else unknown_reporter(named)
    if name is None:
        return given
    missing = Remark(RemarkKind.NO_REPORTER, (name,))
    kept = (one for one in given.remarks if one.kind is not RemarkKind.NO_ANSWER)
    return replace(given, remarks=(missing, *kept))


class _Found:
    """What passages a question finds, looked for when it is first asked."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self.snapshot = snapshot
        self.query = query

    @cached_property
    def ranked(self) -> tuple[Scored, ...]:
        """The passages, best first."""
        return ranking(self.snapshot, self.query, depth=_DEPTH)

    def passages(self) -> Passages:
        """Return what speaks for the first of them."""
        says = _band(self.snapshot, self.query, self.ranked) is Band.ANSWER
        witness = Witness(self.snapshot, self.query)
        first = (witness.of(one.passage, one.score) for one in self.ranked[:JUDGED])
        return Passages(says, max((one.coverage for one in first), default=0.0))


def _taken(found: _Found, chosen: Choice) -> Answer | None:
    """Return the answer to an interpretation; None where it comes to nothing."""
    snapshot, query = found.snapshot, found.query
    if chosen.taken.kind is not Sense.BYLINE:
        return field_answer(snapshot, query, chosen)
    if not (chosen.found.met or chosen.found.missed):  # of no story: who writes at all
        people = replace(chosen.taken, kind=Sense.STAFF)
        return field_answer(snapshot, query, Choice(people, chosen.found))
    return _written_by(snapshot, chosen.found.query)


def _printed_day(snapshot: Snapshot, query: Query, page: HitPage) -> Answer | None:
    """Return the passages that print a day in full, where nothing was issued on it; maybe none."""
    worded = as_words(query)
    if worded is query:
        return None
    answered = _passages(snapshot, worded, ranking(snapshot, worded, depth=_DEPTH), page)
    return answered if answered.answered else None


def order(snapshot: Snapshot, query: Query) -> Iterator[int]:
    """Return the ids of a query's articles in the order of their passages, answers or not.

    An article comes once for each passage of it that is found. Small talk finds none.
    """
    if query.small_talk or not len(snapshot):
        return iter(())
    return (snapshot.article_at(one.passage).id for one in ranking(snapshot, query))


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


def _passages(snapshot: Snapshot, query: Query, found: Sequence[Scored], page: HitPage) -> Answer:
    worth = [one for one in found if _worth(one, found[0])]
    sure = _band(snapshot, query, found)
    if sure is Band.NOTHING:
        return _nothing(query)
    doubtful = sure is Band.NEAREST
    if doubtful:
        worth = _of_first_stories(snapshot, worth)
    shown, total = page.of(snapshot, query, worth)
    return Answer(
        query.text,
        AnswerKind.PASSAGES,
        shown,
        total=total,
        remarks=(*_told(snapshot, query, found[0]), *([_NOT_SAID] if doubtful else [])),
        doubtful=doubtful,
    )


def _told(snapshot: Snapshot, query: Query, first: Scored) -> Iterator[Remark]:
    """Yield the remarks on a query, but for other names of what the first story calls as typed."""
    story = snapshot.passages_of(snapshot.doc_id_of(first.passage))
    texts = (snapshot.compact_title(first.passage), *map(snapshot.compact, story))
    for remark in query.remarks:
        typed = compact_text(remark.values[0]) if remark.kind is RemarkKind.ALIAS else ""
        if not typed or not any(typed in text for text in texts):
            yield remark


def _band(snapshot: Snapshot, query: Query, found: Sequence[Scored]) -> Band:
    """Return how sure it is that the first story answers, by the best of its first passages.

    Where it is not, another one of the first may still be the nearest.
    """
    witness = Witness(snapshot, query)
    judged = found[:JUDGED]
    first = {snapshot.doc_id_of(one.passage) for one in judged[:1]}
    own = [one for one in judged if snapshot.doc_id_of(one.passage) in first]
    bands = {band(witness.of(one.passage, one.score)) for one in own}
    if Band.ANSWER in bands:
        return Band.ANSWER
    others = (one for one in judged if one not in own)
    near = Band.NEAREST in bands or any(
        band(witness.of(one.passage, one.score)) is not Band.NOTHING for one in others
    )
    return Band.NEAREST if near else Band.NOTHING


def _of_first_stories(snapshot: Snapshot, found: Sequence[Scored]) -> list[Scored]:
    """Return the passages of the first `NEAREST` stories."""
    stories = list(dict.fromkeys(snapshot.doc_id_of(one.passage) for one in found))[:NEAREST]
    return [one for one in found if snapshot.doc_id_of(one.passage) in stories]


def _worth(one: Scored, best: Scored) -> bool:
    """Return whether a passage is worth showing after the best one."""
    return one.score >= _WORTH * best.score


def _nothing(query: Query) -> Answer:
    if _is_noise(query):
        return Answer(query.text, AnswerKind.COURTESY, remarks=(Remark(RemarkKind.NOISE),))
    return nothing(query.text)


def _is_noise(query: Query) -> bool:
    """Return whether a question is one string of letters or digits, and no name or day."""
    whole = any(len(name) > 1 for name in query.names)
    return not whole and re.fullmatch(r"[!-~]{1,24}", query.text.strip()) is not None


def _written_by(snapshot: Snapshot, query: Query) -> Answer:
    """Return the story that has most of what a query says, with a remark on who wrote it.

    Of several, one that is called so by its headline, then one with a byline.
    """
    found = ranking(snapshot, query, depth=_DEPTH)
    witness = Witness(snapshot, query)
    telling = telling_words(snapshot, query)

    def rank(pair: tuple[Scored, StoryEvidence]) -> tuple[float, int, bool]:
        title = snapshot.compact_title(pair[0].passage)
        headed = sum(share(unit, title) >= REWORDED for unit in telling)
        signed = snapshot.article_at(pair[0].passage).article.reporters
        return -round(pair[1].coverage, 2), -headed, not signed

    seen = [(one, witness.of(one.passage, one.score)) for one in found[:_JUDGED_STORIES]]
    seen.sort(key=rank)
    ordered = [one for one, _ in seen]
    answered = _passages(snapshot, query, ordered, HitPage(0, 1))
    if not answered.hits:
        return answered
    # To name a story all that tells of it is enough: nothing is asked that it has to say.
    whole = says(seen[0][1])
    answered = replace(answered, doubtful=not whole, remarks=query.remarks)
    found_in = answered.hits[0].citation
    remark = (
        Remark(RemarkKind.WRITTEN_BY, (found_in.title, "、".join(found_in.reporters)))
        if found_in.reporters
        else Remark(RemarkKind.NO_BYLINE, (found_in.title,))
    )
    not_said = () if whole else (_NOT_SAID,)
    return replace(answered, total=1, remarks=(*query.remarks, remark, *not_said))
