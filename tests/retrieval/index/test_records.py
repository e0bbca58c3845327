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


def test_a_date_without_a_year_and_a_lone_surrogate_are_kept() -> None:
    article = Article("\ud800甲", date=PrintedDate(10, 25, Evidence.TEXT), paragraphs=("乙\n丙",))
    entry = IndexedArticle(StoredArticle(1, article, ()))
    assert from_bytes(to_bytes(entry)) == entry
