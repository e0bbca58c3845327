"""How rightly the lines of labelled pages are told, and how that is tuned."""

from pathlib import Path

import pytest

from retrieval.evaluation.__main__ import main
from retrieval.evaluation.lines import NEAR, read_page, right, table, tuned
from retrieval.reading.labelling import weights

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
PATHS = sorted(PAGES.glob("[0-9]*.md"))


def test_most_lines_of_forty_papers_pages_are_told_right() -> None:
    counted = right(map(read_page, PATHS), weights())
    good = sum(n for (_, fine), n in counted.items() if fine)
    assert len(PATHS) == 40
    assert good >= 0.87 * counted.total()


def test_labels_that_are_not_the_pages_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "01-a.md"
    page.write_text("# 标题\n\n正文。", encoding="utf-8")
    page.with_suffix(".json").write_text('{"lines": [["H", "# 标题"]]}', encoding="utf-8")
    with pytest.raises(ValueError, match="2 lines and 1 labels"):
        read_page(page)


def test_tuning_makes_its_own_pages_no_worse_and_stays_near() -> None:
    pages = [read_page(path) for path in PATHS[:6]]
    start = weights()
    learnt = tuned(pages, start)
    fine = [sum(n for (_, good), n in right(pages, by).items() if good) for by in (start, learnt)]
    assert fine[1] >= fine[0]
    moved = max(
        abs(one - other)
        for name, row in start.signs.items()
        for one, other in zip(row, learnt.signs[name], strict=True)
    )
    assert 0 < moved <= NEAR + 1e-9


def test_the_table_counts_each_label_and_all() -> None:
    counted = right([read_page(PATHS[0])], weights())
    *rows, last = table(counted).splitlines()
    assert [row[0] for row in rows] == sorted({label for label, _ in counted}, key="HKBCFT".index)
    assert last.startswith("all")


def test_the_command_tells_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lines", str(PAGES)]) == 0
    assert capsys.readouterr().out.startswith("40 pages\n")


def test_a_folder_of_pages_without_labels_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "01-a.md").write_text("正文。", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["lines", str(tmp_path)])
    assert ended.value.code == 2
    assert "01-a.json" in capsys.readouterr().err
