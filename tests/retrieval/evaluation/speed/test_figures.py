import pytest

from retrieval.evaluation.speed.figures import (
    Additions,
    FiguresUnreadable,
    SpeedFigures,
    SpeedReport,
)

ONE = SpeedFigures("ours", 10, p50_ms=1.5, additions=Additions(2, 1.0, 2.0, 3.0, 4.0))


def test_json_brings_a_report_back() -> None:
    report = SpeedReport("generated", "a machine", (ONE, SpeedFigures("tantivy", 10)))
    assert SpeedReport.of_json(report.json()) == report


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"corpus": "", "machine": "", "figures": [{"speed": 1}]}']
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(FiguresUnreadable):
        SpeedReport.of_json(text)


def test_of_a_figure_measured_twice_the_later_counts() -> None:
    again = SpeedFigures("ours", 10, p50_ms=1.2)
    other = SpeedFigures("ours", 20)
    first, second = SpeedReport("a", "m", (ONE, other)), SpeedReport("b", "m", (again,))
    assert SpeedReport.joined([first, second]) == SpeedReport("a; b", "m", (again, other))
