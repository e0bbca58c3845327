from pathlib import Path

from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.evaluation.speed.paper_pages import markdown, pages_of_chunk, write_pages
from retrieval.model.page_text import PageText
from retrieval.reading.page import read_page_text

PASSAGES = 200


def test_a_page_is_read_as_the_stories_that_it_was_written_from() -> None:
    pages = list(pages_of_chunk(MadeUpPaper(PASSAGES), 0))
    assert len(pages) == MadeUpPaper(PASSAGES).pages
    for name, stories in pages:
        bulletin = read_page_text(PageText(name, markdown(stories), b""), None).bulletin
        printing = stories[0].printings[0]
        assert (str(bulletin.date), bulletin.page) == (str(printing.date), printing.page)
        printed = {one.article.title: one.article.reporters for one in stories}
        read = {one.title: one.reporters for one in bulletin.articles}
        # Some of what is made up by chance reads as a subhead, or as no name.
        same = sum(printed.get(title) == reporters for title, reporters in read.items())
        assert same > len(stories) * 0.6


def test_so_many_pages_are_written_issue_by_issue(tmp_path: Path) -> None:
    write_pages(10, tmp_path)
    files = sorted(tmp_path.rglob("*.md"))
    assert len(files) == 10
    assert len({file.parent for file in files}) == 2
    assert [file.name for file in files[:2]] == ["A01版.md", "A02版.md"]
