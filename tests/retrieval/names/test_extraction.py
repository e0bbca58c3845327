import pytest

from retrieval.model import Article
from retrieval.names.extraction import extract_names
from retrieval.names.name import Name, NameKind


def people(*paragraphs: str) -> set[tuple[str, str | None]]:
    found = extract_names(Article("题", paragraphs=paragraphs))
    return {(name.text, name.post) for name in found if name.kind is NameKind.PERSON}


def places(title: str, *paragraphs: str) -> set[str]:
    found = extract_names(Article(title, paragraphs=paragraphs))
    return {name.text for name in found if name.kind is NameKind.PLACE}


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        ("近日,青禾县委书记欧阳建国到水库调研。", "欧阳建国", {"青禾县委书记"}),
        ("县委副书记、县长鲁思源主持会议。", "鲁思源", {"县委副书记", "县长"}),
        ("水利局局长钟鹏介绍了情况。", "钟鹏", {"水利局局长"}),
        ("会上,由区长李  明作报告。", "李明", {"区长"}),
        ("省级非遗传承人韦素芬走进学校。", "韦素芬", {"省级非遗传承人"}),
        ("主讲人是县委常委、宣传部长申一帆。", "申一帆", {"县委常委", "宣传部长"}),
    ],
)
def test_a_post_introduces_the_name_after_it(text: str, name: str, posts: set[str]) -> None:
    assert people(text) == {(name, post) for post in posts}


def test_everyday_words_are_no_names() -> None:
    assert people("校长时代的记忆。", "现任院长是谁。") == set()
    assert places("走进教区 走进石门水库", "经历了时代、时期等国家") == {"石门水库"}


def test_a_rare_surname_after_a_calling_is_a_word_unless_the_name_comes_again() -> None:
    assert people("意识形态工作领导权和主动权要握住。") == set()
    assert people("村民权有福种了十亩苹果。权有福很满意。") == {("权有福", "村民")}


def test_a_list_of_people_shares_the_post_before_it() -> None:
    assert people("区领导王潜、王传胜、陈卫东参加。") == {
        ("王潜", "区领导"),
        ("王传胜", "区领导"),
        ("陈卫东", "区领导"),
    }


def test_where_a_name_ends_is_read_from_its_other_mentions() -> None:
    assert people("区长陈晓东到企业。", "陈晓东表示,要帮企业。") == {
        ("陈晓东", "区长"),
        ("陈晓东", None),
    }
    assert ("张强", "区长") in people("区长张强调研企业。", "张强表示,要帮企业。")


def test_words_that_open_like_a_name_are_none() -> None:
    assert people("书记高度重视,要牢牢掌握领导权主动权。", "王女士说,方案表示认可。") == set()


def test_places_are_learnt_from_titles_and_from_lists_that_say_so() -> None:
    assert places("青禾区召开座谈会", "鲁思源先后到丰谷果业、禾香源、北坡园等企业调研。") == {
        "青禾区",
        "丰谷果业",
        "禾香源",
        "北坡园",
    }
    assert places("企业上市加快", "在手续、资金、协调等方面下功夫。") == set()


def test_whoever_is_credited_is_a_reporter() -> None:
    article = Article("题", reporters=("阿·买买提",), correspondents=("方远",))
    assert extract_names(article) == {
        Name("阿·买买提", NameKind.REPORTER),
        Name("方远", NameKind.REPORTER),
    }


def test_an_article_without_names_teaches_none() -> None:
    assert extract_names(Article("")) == frozenset()
