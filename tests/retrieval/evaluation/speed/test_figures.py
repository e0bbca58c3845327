import pytest

from retrieval.evaluation.speed.figures import Additions, Figures, FiguresUnreadable, Report

ONE = Figures("ours", 10, p50_ms=1.5, additions=Additions(2, 1.0, 2.0, 3.0, 4.0))


def test_json_brings_a_report_back() -> None:
    report = Report("generated", "a machine", (ONE, Figures("tantivy", 10)))
    assert Report.of_json(report.json()) == report


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"corpus": "", "machine": "", "figures": [{"speed": 1}]}']
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(FiguresUnreadable):
        Report.of_json(text)


def test_of_a_figure_measured_twice_the_later_counts() -> None:
    again = Figures("ours", 10, p50_ms=1.2)
    other = Figures("ours", 20)
    first, second = Report("a", "m", (ONE, other)), Report("b", "m", (again,))
    assert Report.joined([first, second]) == Report("a; b", "m", (again, other))
