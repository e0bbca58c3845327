"""Pages of stories: all of what answers is walked through, nothing is lost, nothing comes twice."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer.answer import answer
from retrieval.answer.filtered import inline, search
from retrieval.answer.search import PER_ARTICLE
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Article, Hit, Printing, StoredArticle
from retrieval.model.stories import by_story
from retrieval.names.gazetteer import Gazetteer
from tests.examples import examples

TODAY = date(2024, 3, 21)
PAGE = 3
ASKED = "水车转"
OTHERS = [[0]] * 30
EVERY = 1000


def archive(stories: list[list[int]]) -> Snapshot:
    """An archive of stories whose paragraphs hold 水车 so many times, and of others without."""
    articles = [
        StoredArticle(
            at,
            Article(
                f"第{at}篇",
                paragraphs=tuple(
                    f"第{at}篇的第{one}段说" + "水车转," * often + "河边的人家都来看,看了又看。" * 8
                    for one, often in enumerate(paragraphs)
                ),
            ),
            (Printing(at, "日报", None, None, 0),),
        )
        for at, paragraphs in enumerate(stories, 1)
    ]
    return Snapshot.build(articles, Gazetteer())


def walked(made: Snapshot, text: str) -> list[Answer]:
    """All pages of an answer, turned to one after another as the buttons under them do."""
    pages: list[Answer] = []
    start = 0
    while not pages or start < pages[0].total:
        pages.append(answer(made, text, limit=PAGE, start=start, stories=True, today=TODAY))
        start += PAGE
    return pages


def shown(hits: tuple[Hit, ...]) -> list[tuple[int, int]]:
    """The passages of stories, by story and place."""
    every = [one for hit in hits for one in (hit, *hit.further)]
    return [(one.passage.article_id, one.passage.ordinal) for one in every]


drawn = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=12)


@given(drawn)
@settings(max_examples=examples(40))
def test_every_story_comes_once_and_its_best_passages_with_it(stories: list[list[int]]) -> None:
    made = archive([*stories, *OTHERS])
    pages = walked(made, ASKED)
    hits = tuple(hit for page in pages for hit in page.hits)
    assert all(len(page.hits) <= PAGE for page in pages)
    assert [hit.rank for hit in hits] == list(range(1, pages[0].total + 1))
    assert {page.total for page in pages} == {len({hit.citation.article_id for hit in hits})}
    found = shown(hits)
    assert len(found) == len(set(found))
    every = shown(answer(made, ASKED, limit=EVERY, today=TODAY).hits)
    assert {story for story, _ in found} == {story for story, _ in every}
    assert set(found) <= set(every)
    for hit in hits:
        own = [one for one in every if one[0] == hit.citation.article_id]
        assert len(hit.further) + 1 == min(len(own), PER_ARTICLE)
    assert all(one.citation == hit.citation for hit in hits for one in hit.further)


@given(drawn, st.integers(0, 40))
@settings(max_examples=examples(20))
def test_a_page_from_anywhere_is_what_stands_there(stories: list[list[int]], start: int) -> None:
    made = archive([*stories, *OTHERS])
    hits = [hit for page in walked(made, ASKED) for hit in page.hits]
    page = answer(made, ASKED, limit=PAGE, start=start, stories=True, today=TODAY)
    assert list(page.hits) == hits[start : start + PAGE]


@given(drawn)
@settings(max_examples=examples(20))
def test_search_and_what_is_typed_find_each_story_once(stories: list[list[int]]) -> None:
    made = archive(stories)
    for text in ("水车", "河边的水车转吗", "人家 水车 篇"):
        for given_ in (
            search(made, text, limit=EVERY, today=TODAY),
            inline(made, text, limit=EVERY, today=TODAY),
        ):
            ids = [hit.citation.article_id for hit in given_.hits]
            assert len(ids) == len(set(ids))
            assert [hit.rank for hit in given_.hits] == list(range(1, len(ids) + 1))


def test_there_is_more_than_one_page() -> None:
    assert [len(page.hits) for page in walked(archive([[1, 2]] * 8 + OTHERS), ASKED)] == [3, 3, 2]


def test_passages_are_counted_where_stories_are_not_asked_for() -> None:
    made = archive([[3, 3, 3], *OTHERS])
    found = answer(made, ASKED, today=TODAY)
    assert found.total == len(found.hits) == 3
    assert [hit.further for hit in found.hits] == [(), (), ()]


def test_a_story_is_shown_by_its_passage_that_holds_the_fact() -> None:
    article = Article(
        "水车",
        paragraphs=(
            "古镇的水车转起来了,水车,水车,古镇的水车门票谁都说值得,坐水车的人多。" * 3,
            "坐一回古镇的水车,门票每位18元,孩子免票,老人也免票,人人都说好。" + "看了又看。" * 30,
        ),
    )
    stored = StoredArticle(1, article, (Printing(1, "日报", None, None, 0),))
    other = StoredArticle(2, Article("河", paragraphs=("河。",)), stored.printings)
    made = Snapshot.build([stored, other], Gazetteer())
    (story,) = answer(made, "古镇水车门票多少钱", stories=True, today=TODAY).hits
    assert "18元" in [story.snippet.text[start:end] for start, end in story.snippet.facts]
    assert len(story.further) == 1


def test_stories_of_no_hits_are_none() -> None:
    assert by_story(()) == ()
