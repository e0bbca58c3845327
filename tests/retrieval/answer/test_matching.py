from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.matching import matching
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter

LONG = "这一段讲的是别的事情，和要找的词没有关系，只是为了把文章写长一些。" * 8


def stored(*paragraphs: str) -> StoredArticle:
    printed = Printing(1, "晚报", None, None, 0)
    return StoredArticle(1, Article("樱桃红了", paragraphs=paragraphs), (printed,))


def shown(article: StoredArticle, *queries: str) -> list[str]:
    return [
        hit.passage.text
        for hit in matching(article, [Filter.parse(one) for one in queries], Gazetteer())
    ]


def test_the_passage_with_most_of_the_words_is_first() -> None:
    article = stored("东沟的樱桃熟了。" + LONG, LONG, "西沟的樱桃和杏都熟了。" + LONG)
    assert shown(article, "樱桃 杏")[0].startswith("西沟")
    assert shown(article, "樱桃", "东沟")[0].startswith("东沟")


def test_of_equal_passages_the_one_that_stands_first_is_first() -> None:
    article = stored("东沟的樱桃熟了。" + LONG, "西沟的樱桃熟了。" + LONG)
    assert shown(article, "樱桃")[0].startswith("东沟")


def test_what_must_not_stand_and_who_wrote_it_count_for_nothing() -> None:
    assert shown(stored("东沟的樱桃熟了。"), "-樱桃", "记者:樱桃") == []


def test_words_that_stand_in_the_title_alone_give_no_passage() -> None:
    assert shown(stored("东沟的杏熟了。"), "标题:樱桃") == []


def test_what_matches_is_marked() -> None:
    [hit] = matching(stored("东沟的樱桃熟了。"), [Filter.parse("樱桃|东沟")], Gazetteer())
    text = hit.snippet.text
    assert [text[span.start : span.end] for span in hit.snippet.highlights] == ["东沟", "樱桃"]


@given(st.lists(st.text("樱桃东沟杏熟了。", min_size=1, max_size=400), max_size=5))
def test_every_passage_that_holds_the_word_is_given_and_no_other(paragraphs: list[str]) -> None:
    article = stored(*(one for one in paragraphs if one.strip()))
    found = shown(article, "樱桃")
    assert all("樱桃" in one for one in found)
    assert sum(one.count("樱桃") for one in found) <= article.article.body.count("樱桃")
    assert bool(found) >= any("樱桃" in one for one in found)
