"""Both errors of `decide`, counted on pairs of pages that are one, or are not.

All pages are invented. A line of ``index.tsv`` has the pair's name (of ``NAME.former.md``, which is
stored, and ``NAME.latter.md``, which comes in), the verdict that is due, what is known of each page
(``-`` is what is not), and what the pair shows.
"""

import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from retrieval.identity.signature import Signature
from retrieval.identity.which_page import KnownPage, PageFacts, Verdict, decide
from retrieval.model import Article
from retrieval.names.extraction import extract_names
from retrieval.names.name import NameKind
from retrieval.reading.page import read_page

PAIRS = Path(__file__).parents[2] / "fixtures" / "page_pairs"
PASTED = "text.md"
Namer = Callable[[Article], list[str]]


@dataclass(frozen=True, slots=True)
class PagePair:
    name: str
    expected: Verdict
    former: PageFacts
    latter: PageFacts
    note: str

    @property
    def found(self) -> Verdict:
        return decide(self.latter, [KnownPage(1, self.former)]).verdict


def page_facts(row: dict[str, str], which: str, names: Namer) -> PageFacts:
    data = (PAIRS / f"{row['name']}.{which}.md").read_bytes()
    paper, issued, label, path = (
        None if row[f"{which}_{name}"] == "-" else row[f"{which}_{name}"]
        for name in ("paper", "issued", "label", "path")
    )
    articles = read_page(data, path or PASTED).bulletin.articles
    assert articles, row["name"]
    return PageFacts(
        paper,
        date.fromisoformat(issued) if issued else None,
        label,
        path,
        hashlib.sha256(data).digest(),
        tuple(Signature.of(article, names(article)) for article in articles),
    )


def read_pairs(names: Namer) -> list[PagePair]:
    with (PAIRS / "index.tsv").open(encoding="utf-8", newline="") as lines:
        return [
            PagePair(
                row["name"],
                Verdict(row["verdict"]),
                page_facts(row, "former", names),
                page_facts(row, "latter", names),
                row["note"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def no_names(_: Article) -> list[str]:
    return []


def introduced_names(article: Article) -> list[str]:
    return [name.text for name in extract_names(article) if name.kind is not NameKind.REPORTER]


@pytest.fixture(scope="module", params=[no_names, introduced_names])
def pairs(request: pytest.FixtureRequest) -> list[PagePair]:
    return read_pairs(request.param)


def test_there_are_pairs_of_each_verdict(pairs: list[PagePair]) -> None:
    expected = [pair.expected for pair in pairs]
    assert min(expected.count(verdict) for verdict in Verdict) >= 8
    assert len(expected) >= 120


def test_no_page_replaces_another(pairs: list[PagePair]) -> None:
    """Neither way round: what came in second might have come in first."""
    for pair in pairs:
        if pair.expected is not Verdict.SAME:
            assert pair.found is not Verdict.SAME, f"{pair.name}: {pair.note}"
            back = decide(pair.former, [KnownPage(1, pair.latter)])
            assert back.verdict is not Verdict.SAME, f"{pair.name}: {pair.note}"


def test_no_page_that_comes_in_again_is_new(pairs: list[PagePair]) -> None:
    for pair in pairs:
        if pair.expected is Verdict.SAME:
            assert pair.found is not Verdict.NEW, f"{pair.name}: {pair.note}"


def test_doubt_stands_where_it_is_due(pairs: list[PagePair]) -> None:
    wrong = {pair.name: pair.found for pair in pairs if pair.found is not pair.expected}
    assert wrong == {}


def test_every_file_is_of_a_pair(pairs: list[PagePair]) -> None:
    files = {f"{pair.name}.{which}.md" for pair in pairs for which in ("former", "latter")}
    assert {path.name for path in PAIRS.glob("*.md")} == files
