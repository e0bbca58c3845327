"""What the port promises, by a look at every article."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bounds import standing
from retrieval.analysis.bulk import analysed
from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.document_store import ANY_ROLE, Role, label_key, paper_key
from retrieval.index.id_set import IdSet
from retrieval.index.lookups import By
from retrieval.index.passages import split
from retrieval.model import StoredArticle
from retrieval.model.issues import DayNumber
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.searcher.searcher import Listed, Ranked, Searcher
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Both,
    Containing,
    Credited,
    Either,
    Every,
    Keyed,
    Termed,
    Titled,
    Without,
)
from tests.retrieval.searcher.conftest import REVISION
from tests.retrieval.searcher.searched import ENTRIES, QUESTIONS, SEARCHED

EVERY = [entry.stored for entry in ENTRIES]
WORDS = (
    "水库",
    "校车",
    "欧阳建国",
    "3.5元",
    "15",
    "5路",
    "g5路",
    "smart",
    "bus",
    "欧",
    "石门水库又",
    "，",
)
_DAY = By.DAY


def _texts(stored: StoredArticle) -> list[str]:
    return [compact_text(one.text) for one in split(stored)]


def _title(stored: StoredArticle) -> str:
    return compact_text(stored.article.title)


def _stands(word: str, text: str) -> bool:
    return re.match(r"\w", word) is not None and standing(word).search(text) is not None


def _contains(word: str) -> Callable[[StoredArticle], bool]:
    return lambda one: any(_stands(word, text) for text in (*_texts(one), _title(one)))


def _days(stored: StoredArticle, by: By) -> set[int]:
    own = DayNumber.of(stored.article.date).value
    printed = [DayNumber.of(one.date).value for one in stored.printings]
    match by:
        case By.OWN_DAY:
            return {own}
        case By.DAY:
            return {own or printed[0]}
        case _:
            return set(printed)


def _credits(stored: StoredArticle, names: tuple[str, ...], roles: Role) -> bool:
    article = stored.article
    each = (
        (article.reporters, Role.REPORTER),
        (article.correspondents, Role.CORRESPONDENT),
        (article.photographers, Role.PHOTOGRAPHER),
    )
    return any(bool(role & roles) and not set(names).isdisjoint(own) for own, role in each)


def _people(*names: str) -> frozenset[int]:
    return frozenset(key_of(compact_text(name)) for name in names)


SETS: list[tuple[ArticleSet, Callable[[StoredArticle], bool]]] = [
    (Every(), lambda _: True),
    (Articles(frozenset((1, 21, 5000))), lambda one: one.id in (1, 21)),
    (Articles(frozenset()), lambda _: False),
    *((Containing(word), _contains(word)) for word in WORDS),
    *((Titled(word), lambda one, word=word: _stands(word, _title(one))) for word in WORDS),
    (Termed("水库"), lambda one: any("水库" in terms(t) for t in (one.article.body, _title(one)))),
    (
        Keyed(By.DAY, ((20240312, 20240315),)),
        lambda one: any(20240312 <= day <= 20240315 for day in _days(one, By.DAY)),
    ),
    (
        Keyed(By.PRINTED_DAY, ((20240319, 20240319), (20240329, 20240329))),
        lambda one: bool(_days(one, By.PRINTED_DAY) & {20240319, 20240329}),
    ),
    (Keyed(By.OWN_DAY, ((0, 0),)), lambda one: _days(one, By.OWN_DAY) == {0}),
    (
        Keyed(By.LABEL, ((label_key("第3版"), label_key("第3版")),)),
        lambda one: "第3版" in {printing.page for printing in one.printings},
    ),
    (
        Keyed(By.PAPER, ((paper_key("晚报"), paper_key("晚报")),)),
        lambda one: "晚报" in {printing.paper for printing in one.printings},
    ),
    (
        Keyed(By.PAGE, ((31, 33),)),
        lambda one: any(31 <= printing.page_id <= 33 for printing in one.printings),
    ),
    (Keyed(By.DAY, ()), lambda _: False),
    (
        Credited(_people("高岚", "丁一凡"), Role.REPORTER),
        lambda one: _credits(one, ("高岚", "丁一凡"), Role.REPORTER),
    ),
    (
        Credited(_people("丁一凡"), ANY_ROLE),
        lambda one: _credits(one, ("丁一凡",), ANY_ROLE),
    ),
    (Credited(_people("查无此人"), ANY_ROLE), lambda _: False),
]
_WATER, _SCHOOL = Containing("水库"), Containing("校车")
SETS += [
    (Both(_WATER, Titled("加固")), lambda one: _contains("水库")(one) and "加固" in _title(one)),
    (Either(_WATER, _SCHOOL), lambda one: _contains("水库")(one) or _contains("校车")(one)),
    (Without(Every(), _WATER), lambda one: not _contains("水库")(one)),
    (
        Without(Either(_WATER, _SCHOOL), Both(_SCHOOL, Titled("校车"))),
        lambda one: (
            _contains("水库")(one) or (_contains("校车")(one) and "校车" not in _title(one))
        ),
    ),
]
NUMBERED = [f"{at}-{type(said).__name__}" for at, (said, _) in enumerate(SETS)]


async def test_totals_count_what_there_is(searcher: Searcher) -> None:
    totals = await searcher.totals()
    assert totals.revision == REVISION
    assert totals.articles == len(EVERY)
    assert totals.passages == sum(len(split(one)) for one in EVERY)
    texts = [passage.text for one in EVERY for passage in split(one)]
    assert totals.tokens == int(analysed(texts).lengths.sum())
    assert totals.papers == SEARCHED.papers
    for by in (By.OWN_DAY, By.DAY, By.PRINTED_DAY):
        assert set(totals.keys[by]) == {day for one in EVERY for day in _days(one, by)}
    labels = {label_key(p.page) for one in EVERY for p in one.printings}
    assert set(totals.keys[By.LABEL]) == labels
    assert all(list(keys) == sorted(set(keys)) for keys in totals.keys.values())


async def test_terms_and_wholes_are_counted_in_passages_and_their_titles(
    searcher: Searcher,
) -> None:
    asked = ("水库", "校车", "加固", "石门", "3.5", "bus", "岚去", "nowhere", *terms("欧阳建国"))
    told = await searcher.frequencies(asked, WORDS)
    titled = [(one, passage) for one in EVERY for passage in split(one)]
    assert told[: len(asked)] == [
        sum(term in terms(p.text) or term in terms(one.article.title) for one, p in titled)
        for term in asked
    ]
    assert told[len(asked) :] == [
        sum(_stands(w, compact_text(p.text)) or _stands(w, _title(one)) for one, p in titled)
        for w in WORDS
    ]


@pytest.mark.parametrize(("said", "meant"), SETS, ids=NUMBERED)
async def test_a_set_has_what_it_says(
    searcher: Searcher, said: ArticleSet, meant: Callable[[StoredArticle], bool]
) -> None:
    own = [one for one in EVERY if meant(one)]
    articles, passages = await searcher.counts([said], [said])
    assert articles == len(own)
    assert passages == sum(len(split(one)) for one in own)
    [listed] = await searcher.listings([Listed(said, By.DAY, 10_000)])
    assert set(listed) == {one.id for one in own}
    [ends] = await searcher.day_ends([(said, DayNumber.YEAR)])
    days = [day for one in own for day in _days(one, By.DAY) if day >= DayNumber.YEAR]
    assert ends == ((min(days), max(days)) if days else (0, 0))


async def test_a_listing_has_the_highest_keys_first(searcher: Searcher) -> None:
    asked = [Listed(Every(), by, 30) for by in (By.DAY, By.PAGE, By.NEWEST_ISSUE)]
    by_day, by_page, by_issue = await searcher.listings(asked)
    expected = sorted(EVERY, key=lambda one: (-max(_days(one, By.DAY)), one.id))
    assert by_day == [one.id for one in expected[:30]]
    last = sorted(EVERY, key=lambda one: (-max(p.page_id for p in one.printings), one.id))
    assert by_page == [one.id for one in last[:30]]
    newest = sorted(EVERY, key=lambda one: (-DayNumber.of(one.printings[0].date).value, one.id))
    assert by_issue == [one.id for one in newest[:30]]


async def test_a_whole_listing_has_all_of_the_last_key(searcher: Searcher) -> None:
    [listed] = await searcher.listings([Listed(Every(), _DAY, 1, whole=True)])
    last = max(day for one in EVERY for day in _days(one, _DAY))
    assert set(listed) == {one.id for one in EVERY if last in _days(one, _DAY)}
    assert await searcher.listings([Listed(Every(), _DAY, 0, whole=True)]) == [[]]


@pytest.mark.parametrize("text", ["水库加固", "校车 票价", "欧阳建国 食堂", "临江", "的"])
async def test_the_exact_best_are_among_the_candidates(searcher: Searcher, text: str) -> None:
    weighted = tuple((term, 1.0) for term in dict.fromkeys(terms(text)))
    wholes = tuple((word, 2.0) for word in text.split())
    best, _ = SEARCHED.best(weighted, wholes, 20)
    asked = [
        Ranked(weighted, wholes, Every(), 20),
        Ranked(weighted, (), Without(Every(), Containing("水库")), 20),
        Ranked(weighted, (), Every(), 20, Keyed(By.DAY, ((20240312, 20240312),)), None),
    ]
    found, without, _ = await searcher.candidates(asked)
    assert {SEARCHED.article_at(at).id for at in best.tolist()} <= set(found)
    assert len(set(found)) == len(found)
    water = SEARCHED.there - SEARCHED.standing("水库")
    best, _ = SEARCHED.best(weighted, (), 20, among=water)
    assert {SEARCHED.article_at(at).id for at in best.tolist()} <= set(without)


async def test_articles_come_whole_and_analysed_with_their_revision(searcher: Searcher) -> None:
    found = await searcher.articles([1, 21, 999, 424242])
    assert set(found) == {1, 21, 999}
    assert found[999].entry == found[21].entry
    entry = next(entry for entry in ENTRIES if entry.stored.id == 21)
    assert found[21].entry == entry
    assert 0 < found[21].revision <= REVISION
    texts = [passage.text for passage in split(entry.stored)]
    for has, true in (
        (found[21].passages, analysed(texts)),
        (found[21].title, analysed([entry.stored.article.title])),
    ):
        assert has.compact == true.compact
        assert has.cuts == true.cuts
        assert has.lengths.tolist() == true.lengths.tolist()
        assert sorted(has.keys.tolist()) == sorted(true.keys.tolist())


@pytest.mark.parametrize("text", [*QUESTIONS, "".join(QUESTIONS)])
async def test_the_names_near_a_text_are_those_that_all_names_find(
    searcher: Searcher, text: str
) -> None:
    near = Gazetteer((layer_of(await searcher.names([], [compact_text(text)])),))
    whole = SEARCHED.names
    assert near.find(text) == whole.find(text)
    assert near.spellings(text) == whole.spellings(text)
    assert near.nearest(text) == whole.nearest(text)
    assert near.aliased(text) == whole.aliased(text)
    assert near.abbreviated(text) == whole.abbreviated(text)
    assert (text in near) == (text in whole)


@pytest.mark.parametrize("text", [*QUESTIONS, "".join(QUESTIONS)])
async def test_the_names_in_a_text_are_those_that_all_names_find(
    searcher: Searcher, text: str
) -> None:
    near = Gazetteer((layer_of(await searcher.names([compact_text(text)], [])),))
    whole = SEARCHED.names
    assert near.find(text) == whole.find(text)
    assert near.aliased(text) == whole.aliased(text)
    assert near.abbreviated(text) == whole.abbreviated(text)
    assert (text in near) == (text in whole)


async def test_reporters_are_told(searcher: Searcher) -> None:
    told = Gazetteer((layer_of(await searcher.reporters(2000)),))
    assert set(told.reporters) == set(SEARCHED.names.reporters)


@pytest.mark.parametrize("said", [said for said, _ in SETS[::3]], ids=NUMBERED[::3])
async def test_credits_are_counted_by_role(searcher: Searcher, said: ArticleSet) -> None:
    [rows] = await searcher.credits([said])
    [listed] = await searcher.listings([Listed(said, By.DAY, 10_000)])
    own = [SEARCHED.doc_id(number) for number in listed]
    expected = SEARCHED.credit_counts(IdSet.of([at for at in own if at is not None]))
    assert np.array_equal(rows[np.argsort(rows[:, 0])], expected)


async def test_issues_days_and_papers_are_tallied(searcher: Searcher) -> None:
    told = await searcher.tallies()
    assert all(map(np.array_equal, told, SEARCHED.tallies))
