from retrieval.evaluation.speed.figures import Additions, SpeedFigures, SpeedReport
from retrieval.evaluation.speed.table import table

OURS = SpeedFigures(
    "ours", 1000, build_s=6.25, questions=500, p50_ms=0.2812, p99_ms=0.0123, memory_mb=1234.5
)


def rows(*figures: SpeedFigures) -> list[list[str]]:
    lines = table(SpeedReport("generated", "a machine", figures)).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]


def test_rows_go_by_size_then_by_engine() -> None:
    other = SpeedFigures("rank_bm25", 1000)
    small = SpeedFigures("rank_bm25", 500)
    names = [(row[0], row[1].partition(",")[0]) for row in rows(other, OURS, small)[2:]]
    assert names == [("500", "rank_bm25"), ("1,000", "ours"), ("1,000", "rank_bm25")]


def test_figures_stand_under_their_heads_to_three_digits() -> None:
    head, _, row = rows(OURS)
    cells = dict(zip(head, row, strict=True))
    assert cells["p50 ms"] == "0.28"
    assert cells["p99 ms"] == "0.012"
    assert cells["build s"] == "6.25"
    assert cells["memory MB"] == "1,234"
    assert cells["disk MB"] == "–"


def test_what_is_missing_or_fewer_is_said() -> None:
    slow = SpeedFigures("rank_bm25", 1000, questions=12, missing="build took over 30 min")
    shown = table(SpeedReport("generated", "a machine", (slow,)))
    assert "- rank_bm25 at 1,000: build took over 30 min." in shown
    assert "- rank_bm25 at 1,000: 12 questions" in shown


def test_additions_and_the_machine_are_told() -> None:
    grown = SpeedFigures("ours", 1000, additions=Additions(20, 120.0, 250.0, 0.5, 0.9))
    shown = table(SpeedReport("generated", "a machine", (grown,)))
    assert "20 pages" in shown
    assert "120 ms (worst 250)" in shown
    assert "a machine" in shown
