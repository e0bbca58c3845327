"""docs/query.md and query.zh.md: every example finds as many stories of the samples as it says."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.model import RemarkKind
from retrieval.query.filter.parse import LONGEST, MOST

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "docs" / "query.md", ROOT / "docs" / "query.zh.md"]


def _examples(document: Path) -> list[tuple[str, int]]:
    """Return what a document types, with how many stories it says that this finds."""
    rows = re.findall(r"\| `([^`]+)` \| (\d+) \|$", document.read_text("utf-8"), re.MULTILINE)
    return [(typed.replace("\\|", "|"), int(count)) for typed, count in rows]


EXAMPLES = _examples(DOCUMENTS[0])


def _today() -> datetime:
    return datetime(2022, 10, 28, 4, tzinfo=UTC)


async def test_every_example_finds_what_it_says(tmp_path: Path) -> None:
    assert len(EXAMPLES) > 15
    samples = ROOT / "data" / "samples"
    async with Archive.open(tmp_path / "bulletins.db", clock=_today) as archive:
        for page in sorted(path for path in samples.rglob("*.*") if path.is_file()):
            await archive.add_page(page.read_bytes(), str(page.relative_to(samples)))
        found = {typed: await archive.search(typed, 50) for typed, _ in EXAMPLES}
    assert {typed: answer.total for typed, answer in found.items()} == dict(EXAMPLES)
    for answer in found.values():
        assert {remark.kind for remark in answer.remarks} <= {RemarkKind.ALIAS}


def test_both_languages_have_the_same_examples() -> None:
    assert [_examples(document) for document in DOCUMENTS] == [EXAMPLES, EXAMPLES]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_read_is_told(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert len(re.findall(rf"\b{LONGEST}\b", text)) == len(re.findall(rf"\b{MOST}\b", text)) == 1
