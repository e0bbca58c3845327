from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.records import IndexedArticle, from_bytes, to_bytes
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.name import Name, NameKind

TEXT = st.text(max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
KNOWN = st.sampled_from(Evidence)
DATES = st.none() | st.builds(
    PrintedDate, st.integers(1, 12), st.integers(1, 31), KNOWN, st.integers(1900, 2100), KNOWN
)
ARTICLES = st.builds(
    Article, TEXT, st.none() | TEXT, TEXTS, TEXTS, TEXTS, st.none() | TEXT, DATES, st.none(), TEXTS
)
PRINTINGS = st.lists(
    st.builds(Printing, st.integers(1), TEXT, DATES, st.none() | TEXT, st.integers(0)), max_size=3
).map(tuple)
NAMES = st.frozensets(
    st.builds(Name, TEXT, st.sampled_from(NameKind), st.none() | st.text("书记", min_size=1))
)


@given(
    st.builds(IndexedArticle, st.builds(StoredArticle, st.integers(1), ARTICLES, PRINTINGS), NAMES)
)
def test_an_entry_is_read_as_it_was_written(entry: IndexedArticle) -> None:
    assert from_bytes(to_bytes(entry)) == entry


def test_a_date_without_a_year_is_kept() -> None:
    article = Article("甲", date=PrintedDate(10, 25, Evidence.TEXT), paragraphs=("乙\n丙",))
    entry = IndexedArticle(StoredArticle(1, article, ()))
    assert from_bytes(to_bytes(entry)) == entry


def test_an_entry_is_written_in_arrays_and_its_names_in_order() -> None:
    day = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)
    article = Article("甲", reporters=("景静",), date=day, page="A01", paragraphs=("乙",))
    names = frozenset({Name("丙", NameKind.PERSON), Name("丁", NameKind.PERSON, "书记")})
    entry = IndexedArticle(StoredArticle(1, article, (Printing(2, "报", None, None, 3),)), names)
    assert (
        to_bytes(entry)
        == (
            '[1,"甲",null,["景静"],[],[],null,[10,25,"text",2022,"page"],"A01",["乙"],'
            '[[2,"报",null,null,3,null,false]],[["丁","person","书记"],["丙","person",""]]]'
        ).encode()
    )
