from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.passages import LONG, SHORT, split
from retrieval.model import Article, Printing, StoredArticle


def stored(*paragraphs: str) -> StoredArticle:
    printing = Printing(1, "二七新闻", None, None, 0)
    return StoredArticle(7, Article("标题", paragraphs=paragraphs), (printing,))


def sentence(length: int) -> str:
    return "文" * (length - 1) + "。"


PARAGRAPH = st.lists(
    st.sampled_from(
        ["甲", "一句话。", "“好!”", ",", " ", "abc 1.5", sentence(SHORT), sentence(LONG)]
    ),
    max_size=8,
).map("".join)


def test_a_paragraph_is_a_passage() -> None:
    article = stored(sentence(60), sentence(80))
    assert [passage.text for passage in split(article)] == [sentence(60), sentence(80)]
    assert [passage.ordinal for passage in split(article)] == [0, 1]
    assert {passage.article_id for passage in split(article)} == {7}


def test_a_short_paragraph_joins_the_one_before() -> None:
    (first, last) = split(stored(sentence(60), "要科学规划布局。", sentence(60)))
    assert first.text == f"{sentence(60)}\n要科学规划布局。"
    assert last.text == sentence(60)


def test_a_short_paragraph_at_the_head_joins_the_next() -> None:
    assert len(split(stored("一、", sentence(60)))) == 1


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_parts() -> None:
    parts = split(stored(sentence(50) * 12))
    assert [len(passage.text) for passage in parts] == [300, 300]


def test_a_long_sentence_is_cut_at_commas_and_one_without_them_anywhere() -> None:
    clause = "文" * 99 + ","
    assert all(passage.text.endswith(",") for passage in split(stored(clause * 8)))
    assert [len(passage.text) for passage in split(stored("文" * 1000))] == [400, 400, 200]


def test_an_article_without_a_body_can_still_be_found_by_its_title() -> None:
    (passage,) = split(stored())
    assert (passage.text, passage.span) == ("", (0, 0))


def test_a_hundred_thousand_characters_are_cut_whole() -> None:
    article = stored(sentence(37) * 2703)
    assert "".join(passage.text for passage in split(article)) == article.article.body


@given(st.lists(PARAGRAPH.filter(str.strip), max_size=6))
def test_passages_hold_all_of_the_body_once_and_in_order(paragraphs: list[str]) -> None:
    article = stored(*paragraphs)
    body = article.article.body
    passages = split(article)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    covered: set[int] = set()
    end = 0
    for passage in passages:
        assert passage.span.start >= end
        end = passage.span.end
        assert passage.text == body[passage.span.start : end]
        assert len(passage.text) <= LONG
        covered |= set(range(*passage.span))
    assert all(body[at].isspace() for at in set(range(len(body))) - covered)
