"""A question asked of a story's subject: of the other stories on it, each as one that is asked."""

from datetime import date

from retrieval.answer.one_story import AskedOfStories, Weighed, asked_of_stories
from retrieval.answer.paging import HitPage
from retrieval.answer.passage_answers import nothing
from retrieval.answer.search import PER_ARTICLE
from retrieval.answer.subject import on_subject
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind
from retrieval.model.stories import by_story
from retrieval.query.parse import parse

LEAST = 0.3
"""The share of the subject of a story that one has that may answer a question about it."""
SURE = 0.5
"""The share that a story has that surely tells of the same thing: what it says is an answer."""
MOST = 20
"""Stories that are asked, the nearest."""

_STEP = 0.05  # of a story's worth, that it loses for each one nearer to the subject


def about_story(
    snapshot: Snapshot, doc_id: int, text: str, page: HitPage, *, today: date
) -> Answer:
    """Return the other stories on a story's subject that answer a question, best first.

    Hits are stories. Where none of them says it, they are the nearest ones, if anything of the
    question is in them. Where only the newest is asked for (后来呢), they are all on the subject,
    the newest first. Small talk is a courtesy.
    """
    asked = asked_of_stories(snapshot, text, today)
    if asked is None:
        return Answer(text, AnswerKind.COURTESY, remarks=parse(text, snapshot, today).remarks)
    shares = dict(list(on_subject(snapshot, doc_id, LEAST).items())[:MOST])
    if asked.query.recent and not asked.question.things and not asked.question.needs:
        newest = sorted(
            (at for at, share in shares.items() if share >= SURE),
            key=lambda at: -snapshot.day(at),
        )
        return _shown(asked, [[next(asked.of(at))] for at in newest], page, said=True)
    found = [
        (at, sorted(asked.of(story), key=lambda one: (not one.says, -one.worth)))
        for at, story in enumerate(shares)
    ]
    sure = sum(share >= SURE for share in shares.values())
    said = [(at, own) for at, own in found[:sure] if own and own[0].says]
    near = said or [(at, own) for at, own in found if own and own[0].near]
    near.sort(key=lambda pair: -pair[1][0].worth * (1 - _STEP * min(pair[0], 10)))
    kept = [[one for one in own if one.says == own[0].says] for _, own in near]
    return _shown(asked, kept, page, said=bool(said))


def _shown(
    asked: AskedOfStories, stories: list[list[Weighed]], page: HitPage, *, said: bool
) -> Answer:
    """Return a page of stories by their passages; ``said`` is whether these answer."""
    if not stories:
        return nothing(asked.query.text)
    own = [
        one
        for story in stories[page.start : page.start + page.limit]
        for one in story[:PER_ARTICLE]
    ]
    found = by_story(asked.hits(own), page.start)
    return asked.answer(found, len(stories), said=said)
