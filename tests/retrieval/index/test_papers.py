from retrieval.index.document_store import paper_key
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.model.issues import DayNumber, Paper
from retrieval.names.gazetteer import Gazetteer


def _stored(at: int, *printings: Printing) -> StoredArticle:
    return StoredArticle(at, Article(f"标题{at}", paragraphs=("正文。",)), printings)


def _printing(page: int, paper: str | None, day: int | None, *, held: bool = False) -> Printing:
    date = day and PrintedDate(10, day, Evidence.PAGE, 2022, Evidence.PAGE)
    return Printing(page, paper, date or None, "A01", 0, held=held)


def _papers(*stored: StoredArticle) -> tuple[Paper, ...]:
    return Snapshot.build(stored, Gazetteer()).papers


def test_papers_come_with_what_there_is_of_them_the_newest_first() -> None:
    found = _papers(
        _stored(1, _printing(1, "日报", 25), _printing(2, "晚报", 24)),
        _stored(2, _printing(2, "晚报", 24)),
        _stored(3, _printing(3, "晚报", 27)),
        _stored(4, _printing(4, None, 28)),
    )
    assert found == (
        Paper("晚报", 3, 2, DayNumber(20221024), DayNumber(20221027), paper_key("晚报")),
        Paper("日报", 1, 1, DayNumber(20221025), DayNumber(20221025), paper_key("日报")),
    )


def test_a_name_is_one_however_it_is_spaced_and_shown_as_printed_last() -> None:
    [only] = _papers(
        _stored(1, _printing(1, "郑州 晚报", 25)), _stored(2, _printing(2, "郑州晚報", 26))
    )
    first, last = DayNumber(20221025), DayNumber(20221026)
    assert only == Paper("郑州晚報", 2, 2, first, last, paper_key("郑州晚报"))


def test_what_is_held_back_counts_in_nothing() -> None:
    [only] = _papers(
        _stored(1, _printing(1, "晚报", 25)), _stored(2, _printing(2, "晚报", 30, held=True))
    )
    assert only == Paper("晚报", 1, 1, DayNumber(20221025), DayNumber(20221025), paper_key("晚报"))


def test_an_archive_without_names_has_no_papers() -> None:
    assert _papers(_stored(1, _printing(1, None, 25))) == ()
    assert _papers() == ()
