from retrieval.analysis.analyzer import terms
from retrieval.answer.search import MOST_TERMS, Scored, heaviest, ranked, spread
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer


def snapshot(*articles: tuple[str, ...]) -> Snapshot:
    stored = [
        StoredArticle(at, Article(title, paragraphs=body), (Printing(1, "报", None, None, at),))
        for at, (title, *body_) in enumerate(articles, 1)
        for body in [tuple(body_)]
    ]
    return Snapshot.build(stored, Gazetteer())


def asked(text: str) -> list[tuple[str, float]]:
    return [(term, 1.0) for term in terms(text)]


def places(found: tuple[Scored, ...]) -> list[int]:
    return [one.passage for one in found]


def test_variants_of_a_question_find_the_same() -> None:
    made = snapshot(("甲", "郑州大学的超算中心。"), ("乙", "樱桃沟年产5000吨。"))
    assert places(ranked(made, asked("鄭州大學"), limit=5)) == [0]
    assert places(ranked(made, asked("５０００吨"), limit=5)) == [1]


def test_a_title_finds_its_passages() -> None:
    made = snapshot(("食品产业链", "文字。"), ("别的", "别的文字。"))
    assert places(ranked(made, asked("食品"), limit=5)) == [0]


def test_a_name_as_a_whole_goes_before_its_characters_apart() -> None:
    made = snapshot(("甲", "荣鑫说虎荣了。"), ("乙", "区长虎荣鑫说了。"))
    assert places(ranked(made, asked("虎荣鑫"), [("虎荣鑫", 1.0)], limit=5))[0] == 1


def test_a_character_alone_is_a_question() -> None:
    made = snapshot(("甲", "没有。"), ("乙", "众所周知。"))
    assert places(ranked(made, asked("知"), [("知", 1.0)], limit=5)) == [1]


def test_equal_passages_keep_their_order() -> None:
    made = snapshot(*[("甲", "食品。")] * 4)
    assert places(ranked(made, asked("食品"), limit=3)) == [0, 1, 2]


def test_only_the_articles_allowed_are_ranked() -> None:
    made = snapshot(*[("甲", "食品。")] * 3)
    assert places(ranked(made, asked("食品"), limit=3, articles=IdSet.of([1]))) == [1]


def test_an_empty_archive_or_question_finds_nothing() -> None:
    assert ranked(snapshot(), asked("食品"), [("知", 1.0)], limit=5) == ()
    assert ranked(snapshot(("甲", "食品。")), [], limit=5) == ()


def test_a_fourth_passage_of_an_article_waits_for_other_articles() -> None:
    body = tuple(f"食品{'文' * 60}" for _ in range(4))
    made = snapshot(("甲", *body), ("乙", "食品"))
    scored = [Scored(at, 9.0 - at) for at in range(5)]
    assert places(spread(made, scored, 5)) == [0, 1, 2, 4, 3]
    assert places(spread(made, scored, 2)) == [0, 1]


def test_of_very_many_terms_those_that_tell_most_are_looked_for() -> None:
    story = "".join(chr(0x4E00 + at) for at in range(300))
    made = snapshot(("甲", story), ("乙", story[:200]), ("丙", story[:200]))
    kept = heaviest(made.index, asked(story))
    assert len(asked(story)) > MOST_TERMS
    assert len(kept) == MOST_TERMS
    assert kept[0] in asked(story[199:])  # what one story has tells more than what three have
    assert heaviest(made.index, asked("郑州大学")) == asked("郑州大学")
