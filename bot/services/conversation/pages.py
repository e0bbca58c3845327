"""The answer to an inquiry, a page at a time: the same for a question, a button and a step."""

import re
from dataclasses import replace

from bot.messages.headlines import PAGE_SIZE
from bot.messages.issues import part_at
from bot.messages.questions import CARDS, size_of
from bot.model import Inquiry, Way
from retrieval.archive import Archive
from retrieval.model import Answer, AnswerKind, Order, RemarkKind
from retrieval.model.issues import DayNumber

_ISSUE = re.compile("([0-9]{8})#(0|-?[1-9][0-9]{0,18})")


async def page_of(archive: Archive, inquiry: Inquiry, start: int = 0) -> Answer:
    """Return the archive's answer now, with the hits of the page after ``start`` others.

    Beyond the last page it is the last page. Raises ArticleUnknown where the inquiry is about a
    story that is gone.
    """
    answer = await _from(archive, inquiry, start)
    if start and not answer.hits:
        size = size_of(await _from(archive, inquiry, 0))
        last = max(0, (answer.total - 1) // size * size)
        answer = await _from(archive, inquiry, min(last, start - 1))
    return answer


def order_of(inquiry: Inquiry, answer: Answer) -> Order | None:
    """Return how the hits are ordered, if they can be ordered otherwise: those of a search."""
    relaxed = any(one.kind is RemarkKind.RELAXED for one in answer.remarks)
    if inquiry.way is Way.SEARCH and answer.kind is AnswerKind.PASSAGES and not relaxed:
        return inquiry.order
    return None


async def _from(archive: Archive, inquiry: Inquiry, start: int) -> Answer:
    match inquiry.way:
        case Way.LATEST if issue := _ISSUE.fullmatch(inquiry.words):
            answer = await archive.issue(DayNumber(int(issue[1])), int(issue[2]))
        case Way.LATEST:
            answer = await archive.latest(inquiry.words)
        case Way.REPORTER:
            answer = await archive.by_reporter(inquiry.words, PAGE_SIZE, start, inquiry.story)
        case Way.SEARCH if inquiry.story is not None:
            answer = await _search_without(archive, inquiry, inquiry.story, start)
        case Way.SEARCH:
            answer = await archive.search(inquiry.words, PAGE_SIZE, start, inquiry.order)
        case Way.QUESTION:
            answer = await archive.ask(inquiry.words, CARDS, start, stories=True, listed=PAGE_SIZE)
        case _:
            answer = await _of_story(archive, inquiry, inquiry.story or 0, start)
    if answer.front is not None:
        return replace(answer, hits=answer.hits[slice(*part_at(answer.front, start))])
    return answer.page(start, size_of(answer))


async def _search_without(archive: Archive, inquiry: Inquiry, story: int, start: int) -> Answer:
    """Return a page of what has the words, but for a story that has them, too."""
    end = start + PAGE_SIZE
    found = _without(await archive.search(inquiry.words, end + 1, 0, inquiry.order), story)
    return replace(found, hits=found.hits[start:end])


def _without(listed: Answer, story: int | None) -> Answer:
    """Return a listing without a story, the others counted on; as it is where it has none such."""
    others = [hit for hit in listed.hits if hit.citation.article_id != story]
    if len(others) == len(listed.hits):
        return listed
    ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(others, 1))
    return replace(listed, hits=ranked, total=listed.total - 1)


async def _of_story(archive: Archive, inquiry: Inquiry, story: int, start: int) -> Answer:
    match inquiry.way:
        case Way.STORY:
            return one_story(await archive.ask_story(story, inquiry.words))
        case Way.ABOUT:
            return await archive.about_story(story, inquiry.words, CARDS, start)
        case Way.RELATED:
            return await archive.related(story, PAGE_SIZE, start)
        case _:
            return await archive.same_day(story, PAGE_SIZE, start)


def one_story(answer: Answer) -> Answer:
    """Return an answer of one story's passages with a single hit: the story, by its best one.

    What is said of all print (that it does not say it) is left out.
    """
    if not answer.hits:
        return answer
    first, *others = answer.hits
    story = replace(first, rank=1, further=(*first.further, *others))
    remarks = tuple(one for one in answer.remarks if one.kind is not RemarkKind.NOT_SAID)
    return replace(answer, hits=(story,), total=1, remarks=remarks)
