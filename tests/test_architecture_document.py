"""docs/architecture.md: the worked example is what the code makes of the sample page."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate import Percolator
from retrieval.query.filter.filter import Filter
from retrieval.query.parse import parse
from retrieval.reading.page import read_page

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAME = "2022-10-27/A02.md"
QUESTION, TERM, SAVED = "虎区长在哪调研", "调研", "食品 上市"
TODAY = date(2022, 10, 28)


def example() -> Iterator[str]:
    """Yield the lines of the example, from a page to an alert."""
    page = read_page((ROOT / "data" / "samples" / NAME).read_bytes(), NAME).bulletin
    yield f"Bulletin      {page.date}, {page.page}: {len(page.articles)} articles"
    stored = [
        StoredArticle(place + 1, one, (Printing(1, page.paper, page.date, page.page, place),))
        for place, one in enumerate(page.articles)
    ]
    first = stored[0].article
    names = Gazetteer.of(name for one in page.articles for name in extract_names(one))
    snapshot = Snapshot.build(stored, names)
    passages = [snapshot.passage(number) for number in range(len(snapshot))]
    own = [one for one in passages if one.article_id == 1]
    yield f"Article 1     {first.title}, by {first.reporters[0]}: {len(own)} passages"
    yield f"Passage 0     body[{own[0].span.start}:{own[0].span.end}] {own[0].text[:38]}…"
    held = snapshot.index.postings(TERM).ids.tolist()
    yield f"Posting       {TERM} stands in passage {', '.join(map(str, held))} of {len(passages)}"
    units = " + ".join(unit.wordings[0] for unit in parse(QUESTION, snapshot, TODAY).units)
    yield f"Query         {QUESTION} asks for {units}"
    found = answer(snapshot, QUESTION, today=TODAY)
    hit = found.hits[0]
    marked = ", ".join(hit.snippet.text[start:end] for start, end in hit.snippet.highlights)
    place = f"article {hit.passage.article_id}, passage {hit.passage.ordinal}"
    yield f"Hit {hit.rank}         {place}, marked: {marked}"
    remark = found.remarks[0]
    said = f"{remark.kind} {' → '.join(remark.values)}"
    yield f"Answer        {found.kind}, {found.total} in all; {said}"
    saved = Percolator.of([(7, Filter.parse(SAVED))])
    told = [one.id for one in stored if 7 in saved.matching(one, names, TODAY)]
    yield f"Subscription  7, {SAVED}"
    yield f"Alert         subscription 7 is told of article {', '.join(map(str, told))}"


def test_the_worked_example_is_what_the_code_makes_of_the_page() -> None:
    shown = re.search(r"```text\n(Bulletin .*?)\n```", DOCUMENT, re.DOTALL)
    assert shown is not None
    assert shown[1].split("\n") == list(example())
