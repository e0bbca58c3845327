from retrieval.answer.cite import newest_first
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle

ISSUE = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)


def printed(page: str | None, position: int = 0) -> StoredArticle:
    label = f"{page} {position}"
    return StoredArticle(1, Article(label), (Printing(1, "二七快报", ISSUE, page, position),))


def test_pages_of_an_issue_come_by_number_however_they_are_labelled() -> None:
    in_order = [printed("第A01版"), printed("A02版"), printed("第A03版"), printed("第B1版")]
    assert sorted(in_order[::-1], key=newest_first) == in_order
    numbered = [printed("第2版"), printed("9"), printed("第10版")]
    assert sorted(numbered[::-1], key=newest_first) == numbered


def test_articles_of_a_page_come_in_their_printed_order() -> None:
    in_order = [printed("第2版", 0), printed("第2版", 1), printed("第2版", 2)]
    assert sorted(in_order[::-1], key=newest_first) == in_order
