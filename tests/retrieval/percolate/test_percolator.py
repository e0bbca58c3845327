from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.name import Name, NameKind
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter

TODAY = date(2022, 10, 27)


def printed(title: str, *paragraphs: str) -> StoredArticle:
    return StoredArticle(1, Article(title, paragraphs=paragraphs), ())


PIECES = [
    *"樊惠林书记区长虎荣鑫景静者食品安置房的",
    *("樊惠林", "樊书记", "樊记者", "书记", "虎区长", "景静", "景记者", "食品", "安置房"),
    *("5", "50", "2024", "３", "a", "ab", "open source", "Ä", "é", "_", "😀"),
    *(" ", "  ", "·", ".", ",", "-", "|", '"', "“", "」", "、", "\n", "\t", "張"),
    *("记者:", "标题：", " -", "|", '"', " 日期:2022-10-2", " 上周 ", " 昨天", " 版:", "版：A2 "),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
NAMES = st.lists(
    st.builds(
        Name,
        st.sampled_from(
            ["樊惠林", "樊书记", "虎荣鑫", "景静", "林景静", "樊惠", "张长长", "书记食品"]
        ),
        st.sampled_from(NameKind),
        st.sampled_from([None, "区委书记", "副区长", "区长", "董事长", "村民"]),
    ),
    max_size=24,
).map(Gazetteer.of)
CREDITS = st.lists(st.sampled_from(["景静", "樊惠林", "景 静", "ab", "", "a\nb"]), max_size=2).map(
    tuple
)
DATES = st.none() | st.builds(
    lambda day: PrintedDate(10, day, Evidence.TEXT, 2022, Evidence.TEXT), st.integers(18, 28)
)
LABELS = st.sampled_from([None, "第A02版", "2", "三版"])
PAPERS = st.sampled_from([None, "食品晚报", "ab 5报"])
PRINTINGS = st.lists(
    st.builds(Printing, st.just(1), PAPERS, DATES, LABELS, st.just(0)), max_size=2
).map(tuple)
PRINTED = st.builds(
    Article,
    TEXTS,
    st.none() | TEXTS,
    CREDITS,
    CREDITS,
    photographers=CREDITS,
    paragraphs=st.lists(TEXTS, max_size=3).map(tuple),
    date=DATES,
    page=LABELS,
)
ARTICLES = st.builds(StoredArticle, st.just(1), PRINTED, PRINTINGS)
PARSED = TEXTS.map(Filter.parse)
WORDS = st.sampled_from(
    [*(word for word in PIECES if word.strip(' |"”-')), "2022-10", "上周", "A2", "2"]
)
BUILT = st.builds(
    Filter,
    st.lists(
        st.builds(
            Clause,
            st.lists(WORDS, max_size=3).map(tuple),
            st.sampled_from(Field),
            st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
)
FILTERS = st.lists(PARSED | BUILT, max_size=8)
KEYS = st.integers(-(2**63), 2**63 - 1)
STORED = st.dictionaries(KEYS | st.integers(0, 9), PARSED | BUILT, max_size=9)

# What aliases turn on, closer together than chance puts it.
PEOPLE = st.lists(
    st.builds(
        Name,
        st.sampled_from(["樊惠林", "樊惠", "虎荣鑫", "欧阳建国", "书记食品"]),
        st.sampled_from([NameKind.PERSON, NameKind.PERSON, NameKind.REPORTER]),
        st.sampled_from(["区委书记", "县委副书记", "区长", "董事长"]),
    ),
    min_size=2,
    max_size=8,
).map(Gazetteer.of)
NAMING = st.lists(
    st.sampled_from(["樊惠林", "樊惠", "虎荣鑫", "欧阳建国", "樊书记", "，", "食品"]), max_size=3
).map("".join)
ADDRESSED = ["樊书记", "樊副书记", "樊记者", "虎区长", "欧阳总", "书记", "樊惠林", "食品"]
ADDRESSING = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "", "-", "标题:", "-标题:", "记者:"]),
        st.lists(st.sampled_from(ADDRESSED), min_size=1, max_size=2).map("|".join),
    ),
    min_size=1,
    max_size=2,
).map(lambda words: Filter.parse(" ".join(words)))

NOBODY = Gazetteer()

# What has other spellings: numbers, offices, words with hyphens.
SPELLED = [
    *("12000户", "1.2万户", "一万二千户", "12000元", "户", "万", "4800万", "四千八百万元"),
    *("市", "人社局", "人力资源和社会保障局", "劳动局", "人民法院", "中级人民法院", "中院"),
    *("wifi", "wi-fi", "0371-66778899", "037166778899", "66778899", "零下5度", "七成", "70%"),
]
SPELLING = st.lists(st.sampled_from([*SPELLED, "，", "\n"]), max_size=4).map("".join)
SPELLED_FILTERS = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "", "-", "标题:"]),
        st.lists(st.sampled_from(SPELLED), min_size=1, max_size=2).map("".join),
    ),
    min_size=1,
    max_size=2,
).map(lambda words: Filter.parse(" ".join(words)))


def passing(
    filters: dict[int, Filter], article: StoredArticle, names: Gazetteer
) -> tuple[int, ...]:
    return tuple(sorted(key for key, one in filters.items() if one.matches(article, names, TODAY)))


@given(STORED, ARTICLES, NAMES)
def test_an_article_passes_the_filters_that_match_it_one_by_one(
    filters: dict[int, Filter], article: StoredArticle, names: Gazetteer
) -> None:
    found = Percolator.of(filters.items()).matching(article, names, TODAY)
    assert found == passing(filters, article, names)


@given(
    st.lists(ADDRESSING, min_size=4, max_size=12),
    st.builds(printed, NAMING, NAMING),
    PEOPLE,
)
def test_aliases_pass_as_they_do_one_by_one(
    filters: list[Filter], article: StoredArticle, names: Gazetteer
) -> None:
    stored = dict(enumerate(filters))
    found = Percolator.of(stored.items()).matching(article, names, TODAY)
    assert found == passing(stored, article, names)


@given(st.lists(SPELLED_FILTERS, min_size=4, max_size=12), st.builds(printed, SPELLING, SPELLING))
def test_other_spellings_pass_as_they_do_one_by_one(
    filters: list[Filter], article: StoredArticle
) -> None:
    stored = dict(enumerate(filters))
    found = Percolator.of(stored.items()).matching(article, NOBODY, TODAY)
    assert found == passing(stored, article, NOBODY)


@given(
    STORED,
    st.lists(st.tuples(STORED, st.lists(st.integers(0, 9) | KEYS)), max_size=6),
    ARTICLES,
    NAMES,
)
def test_changes_leave_what_is_stored_after_them(
    filters: dict[int, Filter],
    changes: list[tuple[dict[int, Filter], list[int]]],
    article: StoredArticle,
    names: Gazetteer,
) -> None:
    percolator = Percolator.of(filters.items())
    expected = dict(filters)
    for added, removed in changes:
        percolator = percolator.changed(added.items(), removed)
        expected = {key: one for key, one in expected.items() if key not in removed} | added
        assert len(percolator) == len(expected)
        assert percolator.matching(article, names, TODAY) == passing(expected, article, names)


@given(st.lists(st.lists(st.integers(0, 40), max_size=12), max_size=8))
def test_many_small_changes_add_up(rounds: list[list[int]]) -> None:
    percolator = Percolator.of(())
    words: dict[int, str] = {}
    for turn, keys in enumerate(rounds):
        added = {key: f"词{(key + turn) % 7}" for key in keys[::2]}
        percolator = percolator.changed(
            ((key, Filter.parse(word)) for key, word in added.items()), keys[1::2]
        )
        words = {key: word for key, word in words.items() if key not in keys[1::2]} | added
    article = printed("词1 词2", "词3")
    expected = sorted(key for key, word in words.items() if word in ("词1", "词2", "词3"))
    assert percolator.matching(article, NOBODY, TODAY) == tuple(expected)


def test_what_changed_leaves_what_was_as_it_was() -> None:
    before = Percolator.of([(1, Filter.parse("食品")), (2, Filter.parse("食品"))])
    before.changed([(3, Filter.parse("食品"))], [1])
    assert before.matching(printed("食品"), NOBODY, TODAY) == (1, 2)


def test_no_filters_let_nothing_pass() -> None:
    assert len(Percolator.of(())) == 0
    assert Percolator.of(()).matching(printed("食品"), NOBODY, TODAY) == ()
    assert (
        Percolator.of([(1, Filter.parse("食品"))])
        .changed((), [1])
        .matching(printed("食品"), NOBODY, TODAY)
        == ()
    )


def test_a_number_stands_for_one_filter() -> None:
    with pytest.raises(ValueError, match="one number"):
        Percolator.of([(1, Filter.parse("食品")), (1, Filter.parse("糕点"))])


def test_an_alias_stands_for_a_name_where_the_name_is_printed() -> None:
    names = Gazetteer.of([Name("樊惠林", NameKind.PERSON, "区委书记")])
    percolator = Percolator.of(
        enumerate(map(Filter.parse, ["樊书记", "标题:樊书记", "樊区长", "调研 -樊书记"]))
    )
    assert percolator.matching(printed("调研", "樊惠林到企业。"), names, TODAY) == (0,)
    assert percolator.matching(printed("樊惠林调研"), names, TODAY) == (0, 1)
    assert percolator.matching(printed("樊惠林调研"), NOBODY, TODAY) == (3,)


def test_only_those_an_alias_stands_for_are_meant_by_it() -> None:
    many = [Name(f"王{chr(0x4E00 + at)}", NameKind.PERSON, "区长") for at in range(40)]
    names = Gazetteer.of([*many, *many[:20]])
    percolator = Percolator.of([(1, Filter.parse("王区长"))])
    passing = [bool(percolator.matching(printed("题", name.text), names, TODAY)) for name in many]
    assert passing == [name.text in names.aliased("王区长") for name in many]
    assert any(passing)
    assert not all(passing)


def test_an_alias_of_two_who_are_printed_stands_where_either_does() -> None:
    names = Gazetteer.of(
        [Name(name, NameKind.PERSON, "区委书记") for name in ("樊惠林", "樊大海", "樊明")]
    )
    percolator = Percolator.of([(1, Filter.parse("标题:樊书记"))])
    for title in ("樊惠林", "樊大海", "樊明"):
        article = printed(title, "樊惠林、樊大海和樊明")
        assert percolator.matching(article, names, TODAY) == (1,)
