import pytest

from retrieval.filter import Filter
from retrieval.model import Article
from retrieval.names.name import Name, NameKind
from retrieval.names.overlay import Names

ARTICLE = Article(
    "食品产业链 补链强链",
    "补链强链",
    reporters=("景静",),
    paragraphs=(
        "区长虎荣鑫到企业调研。",
        "年产5000吨的 Open Source 项目，预算 2024 年。",
        "张  娅说好。",
    ),
)
NAMES = Names.of([Name("虎荣鑫", NameKind.PERSON, "区长")])


@pytest.mark.parametrize(
    "text",
    [
        "食品",
        "食品 调研",
        "食品产业链 2024",
        "５０００",
        "虎区长",
        "張娅",
        "OPEN source",
        '"open source"',
        "“产业链 补链”",
        "面包|糕点|食品",
        "食品 -党课",
        "食品　－党课",
        "记者:景静",
        "记者：景静 标题：食品",
        "预算 2024",
    ],
)
def test_an_article_passes_if_every_word_stands_in_it(text: str) -> None:
    assert Filter.parse(text).matches(ARTICLE, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "食品 党课",
        "500",
        "sourc",
        '"source open"',
        "食品 -调研",
        "-党课",
        "标题:调研",
        "记者:景",
        "虎书记",
        "食链",
        "",
        "。",
        "|",
    ],
)
def test_what_lacks_a_word_or_asks_for_none_lets_nothing_pass(text: str) -> None:
    assert not Filter.parse(text).matches(ARTICLE, NAMES)
