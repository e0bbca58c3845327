"""Who wrote a story: the story that a question tells of, with its byline."""

from dataclasses import replace

from retrieval.answer.confidence import says
from retrieval.answer.evidence import telling_words
from retrieval.answer.paging import HitPage
from retrieval.answer.passage_answers import NOT_SAID, FoundPassages
from retrieval.answer.search import Scored
from retrieval.answer.unit_share import REWORDED, share
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Remark, RemarkKind
from retrieval.query.query import Query

_JUDGED = 20  # passages among whose stories the one that is meant is looked for


def byline_answer(snapshot: Snapshot, query: Query) -> Answer:
    """Return the story that has most of what a query says, with a remark on who wrote it.

    Of several, one that is called so by its headline, then one with a byline.
    """
    found = FoundPassages(snapshot, query)
    # Print has no words for a period, such as last week.
    worded = [unit for unit in telling_words(snapshot, query) if unit.wordings]

    def rank(one: Scored) -> tuple[float, int, bool]:
        title = snapshot.compact_title(one.passage)
        headed = sum(share(unit, title) >= REWORDED for unit in worded)
        signed = snapshot.article_at(one.passage).article.reporters
        return -round(found.evidence(one).coverage, 2), -headed, not signed

    ordered = sorted(found.ranked[:_JUDGED], key=rank)
    answered = FoundPassages(snapshot, query, ordered).answer(HitPage(0, 1))
    if not answered.hits:
        return answered
    # To name a story all that tells of it is enough: nothing is asked that it has to say.
    whole = says(found.evidence(ordered[0]))
    story = answered.hits[0].citation
    signed = (
        Remark(RemarkKind.WRITTEN_BY, (story.title, "、".join(story.reporters)))
        if story.reporters
        else Remark(RemarkKind.NO_BYLINE, (story.title,))
    )
    not_said = () if whole else (NOT_SAID,)
    remarks = (*query.remarks, signed, *not_said)
    return replace(answered, total=1, doubtful=not whole, remarks=remarks)
