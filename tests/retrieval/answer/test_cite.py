from retrieval.answer.cite import newest_first
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle

ISSUE = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)


def printed(page: str | None, position: int = 0) -> StoredArticle:
    label = f"{page} {position}"
    return StoredArticle(1, Article(label), (Printing(1, "二七快报", ISSUE, page, position),))


def test_pages_of_an_issue_come_by_number_however_they_are_labelled() -> None:
    shuffled = [printed(page) for page in ("第B1版", "第A03版", "A02版", "第A01版")]
    ordered = sorted(shuffled, key=newest_first)
    assert [one.printings[0].page for one in ordered] == ["第A01版", "A02版", "第A03版", "第B1版"]
    shuffled = [printed(page) for page in ("第10版", "第2版", "9")]
    ordered = sorted(shuffled, key=newest_first)
    assert [one.printings[0].page for one in ordered] == ["第2版", "9", "第10版"]


def test_articles_of_a_page_come_in_their_printed_order() -> None:
    shuffled = [printed("第2版", position) for position in (1, 2, 0)]
    ordered = sorted(shuffled, key=newest_first)
    assert [one.printings[0].position for one in ordered] == [0, 1, 2]
