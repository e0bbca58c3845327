import gc
import re
import weakref
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import terms
from retrieval.analysis.normalise import compact
from retrieval.index.document_store import WROTE, Role
from retrieval.index.merge import merge_segments
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer


def snapshot(*articles: tuple[str, Sequence[str]]) -> Snapshot:
    stored = [
        StoredArticle(
            10 + at,
            Article(title, paragraphs=tuple(paragraphs)),
            (Printing(1, "二七新闻", None, None, at),),
        )
        for at, (title, paragraphs) in enumerate(articles)
    ]
    return Snapshot.build(stored, Gazetteer())


def test_a_passage_knows_its_article() -> None:
    made = snapshot(("甲", ["文" * 50, "字" * 50]), ("乙", ["句" * 50]))
    assert [made.doc_id_of(at) for at in range(3)] == [0, 0, 1]
    assert made.doc_ids_of(np.array([2, 0, 1], np.int32)).tolist() == [1, 0, 0]
    assert made.article_at(2).article.title == "乙"
    assert [made.passage(at).article_id for at in range(3)] == [10, 10, 11]


def test_articles_are_found_by_their_id() -> None:
    made = snapshot(("甲", []), ("乙", []))
    found = made.article(11)
    assert found is not None
    assert found.article.title == "乙"
    assert made.article(12) is None


@pytest.mark.parametrize("printed", ["张娅", "张  娅", "張　娅"])
@pytest.mark.parametrize("typed", ["张娅", "张 娅", "張娅"])
def test_a_name_is_found_however_it_is_spaced(printed: str, typed: str) -> None:
    made = snapshot(("甲", [f"本报记者{printed}到场。"]), ("乙", ["记者张三,娅。"]))
    assert made.name_postings(typed).ids.tolist() == [0]


def test_a_name_is_found_whatever_dot_it_has() -> None:
    made = snapshot(("甲", ["阿·买买提来了。"]), ("乙", ["阿买买提、阿•买买提来了。"]))
    assert made.name_postings("阿·买买提").ids.tolist() == [0, 1]
    assert made.name_postings("阿买买提").tf.tolist() == [1, 2]


def test_a_name_stands_as_a_whole() -> None:
    made = snapshot(("甲", ["二七与七区之间。"]), ("乙", ["二七区。"]))
    assert made.name_postings("二七区").ids.tolist() == [1]


def test_letters_and_figures_stand_at_word_bounds() -> None:
    made = snapshot(("甲", ["15G网络"]), ("乙", ["5G办公室"]), ("丙", ["5Gs"]))
    assert made.name_postings("5G").ids.tolist() == [1]
    assert made.name_postings("5G办").ids.tolist() == [1]


def test_a_name_in_the_title_counts_for_every_passage_at_the_titles_weight() -> None:
    made = snapshot(("樊惠林调研", ["樊惠林到场。" * 8, "文" * 50]))
    assert made.name_postings("樊惠林").tf.tolist() == [8.5, 0.5]


@pytest.mark.parametrize("text", ["众所周知", "知", "知道了", "不知。", "得知道理"])
def test_a_single_character_is_found_wherever_it_stands(text: str) -> None:
    made = snapshot(("甲", ["没有"]), ("乙", [text]))
    assert made.name_postings("知").ids.tolist() == [1]


@given(st.text(st.sampled_from("甲乙丙丁 ·a1。"), min_size=1, max_size=12), st.data())
def test_whatever_stands_is_found(text: str, data: st.DataObject) -> None:
    line = compact(text).text
    made = snapshot(("", [text] if text.strip() else []))
    for run in re.findall("[甲乙丙丁]+", line):
        start = data.draw(st.integers(0, len(run) - 1))
        part = run[start : data.draw(st.integers(start + 1, len(run)))]
        assert made.name_postings(part).ids.tolist() == [0]


STORIES = st.dictionaries(
    st.integers(1, 4),
    st.tuples(
        st.text("甲乙丙丁", max_size=3),
        st.lists(st.text("甲乙丙丁 。", min_size=1, max_size=60).filter(str.strip), max_size=3),
    ),
)


def stored(stories: dict[int, tuple[str, list[str]]]) -> list[StoredArticle]:
    printing = Printing(1, "二七新闻", None, None, 0)
    return [
        StoredArticle(number, Article(title, paragraphs=tuple(paragraphs)), (printing,))
        for number, (title, paragraphs) in sorted(stories.items())
    ]


@given(
    STORIES,
    st.lists(st.tuples(STORIES, st.sets(st.integers(1, 4))), max_size=4),
    st.text("甲乙丙丁戊", max_size=6),
)
def test_merged_it_finds_what_one_built_afresh_finds(
    first: dict[int, tuple[str, list[str]]],
    changes: list[tuple[dict[int, tuple[str, list[str]]], set[int]]],
    query: str,
) -> None:
    now = dict(first)
    segments = merge_segments((), [Segment.of([IndexedArticle(one) for one in stored(first)])], ())
    for came, went in changes:
        deleted = went | set(came)
        new = [Segment.of([IndexedArticle(one) for one in stored(came)])] if came else []
        segments = merge_segments(segments, new, deleted)
        now = {number: told for number, told in now.items() if number not in deleted} | came
    made, fresh = Snapshot(segments, Gazetteer()), Snapshot.build(stored(now), Gazetteer())
    assert len(made.there) == len(fresh.there) == len(now)
    assert len(made) == len(fresh)
    asked = [*terms(query), *query]

    def scores(of: Snapshot) -> dict[tuple[int, int], float]:
        live = set(of.there)
        return {
            (of.passage(at).article_id, of.passage(at).ordinal): score
            for at, score in enumerate(of.index.get_scores(asked).tolist())
            if of.doc_id_of(at) in live
        }

    assert scores(made) == scores(fresh)
    for part in [query, *query]:
        mine, its = (
            {
                (one.passage(at).article_id, one.passage(at).ordinal): tf
                for at, tf in zip(
                    one.name_postings(part).ids.tolist(),
                    one.name_postings(part).tf.tolist(),
                    strict=True,
                )
            }
            for one in (made, fresh)
        )
        assert mine == its
    found, own = made.index.top([(term, 1.0) for term in asked], 5)
    all_scores = made.index.get_scores(asked)
    expected = sorted(np.flatnonzero(all_scores > 0), key=lambda at: (-all_scores[at], at))[:5]
    assert found.tolist() == expected
    assert own.tolist() == all_scores[found].tolist()
    assert {made.article(number) == fresh.article(number) for number in range(5)} == {True}


def test_what_stands_nowhere_is_not_found() -> None:
    made = snapshot(("甲", ["二七区。"]))
    for name in ("", " ", "樊惠林", "区二", "x"):
        assert len(made.name_postings(name)) == 0


def test_an_empty_archive_is_a_snapshot_too() -> None:
    made = snapshot()
    assert len(made) == 0
    assert len(made.name_postings("知")) == 0
    assert made.index.corpus_size == 0


def test_a_snapshot_goes_as_soon_as_nobody_has_it() -> None:
    made = snapshot(("甲", ["二七区。"]))
    assert made.article_at(0).article.title == "甲"
    assert made.index.idf["二七"] > 0
    seen = weakref.ref(made), weakref.ref(made.index)
    gc.disable()
    try:
        del made
        assert [reference() for reference in seen] == [None, None]
    finally:
        gc.enable()


def credited(at: int, *reporters: str, pictures: tuple[str, ...] = ()) -> IndexedArticle:
    article = Article(
        f"第{at}篇", reporters=reporters, photographers=pictures, paragraphs=("文。",)
    )
    return IndexedArticle(StoredArticle(at, article, (Printing(1, "报", None, None, at),)))


def test_credits_tell_who_wrote_from_who_took_pictures_after_a_merge_too() -> None:
    one = Segment.of([credited(1, "张娅"), credited(2, "景静", pictures=("张娅",))])
    two = Segment.of([credited(3, "张娅", pictures=("张娅",)), credited(4, "景静")])
    for segments in ([one, two], [Segment.merged([one, two])]):
        made = Snapshot(segments, Gazetteer())
        assert list(made.credited_to(["张娅"])) == [0, 1, 2]
        assert list(made.credited_to(["张娅"], WROTE)) == [0, 2]
        each = [made.credits(np.array([doc_id], np.int32)) for doc_id in range(4)]
        assert [sorted(roles.tolist()) for _, roles in each] == [
            [Role.REPORTER],
            [Role.REPORTER, Role.PHOTOGRAPHER],
            [Role.REPORTER | Role.PHOTOGRAPHER],
            [Role.REPORTER],
        ]
        assert len({key for keys, _ in each for key in keys.tolist()}) == 2
    gone = Snapshot([one, two.without([3])], Gazetteer())
    assert list(gone.credited_to(["张娅"], WROTE)) == [0]
    assert sum(segment.credited[:, 1].sum() for segment in gone.segments) == 3


@given(
    st.lists(st.text(st.sampled_from("甲乙a1 。"), max_size=5), min_size=1, max_size=6),
    st.text(st.sampled_from("甲乙a1"), min_size=1, max_size=3),
)
def test_titles_are_found_by_whatever_stands_in_them(titles: list[str], word: str) -> None:
    made = snapshot(*((title, ["甲乙丙的正文。"]) for title in titles))
    each = np.arange(len(titles), dtype=np.int32)
    told = made.segments[0].documents.titled(word, each)
    assert list(made.titled(word)) == np.flatnonzero(told).tolist()
