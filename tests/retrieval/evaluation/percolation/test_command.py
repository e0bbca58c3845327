import pytest

from retrieval.evaluation.percolation.command import main


def test_the_table_has_a_row_for_each_mix_and_number_of_subscriptions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--subscriptions", "30,20"]) == 0
    printed = capsys.readouterr().out
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if "|" in line][2:]
    assert [(row[0], row[1]) for row in rows] == [
        ("20", "usual"),
        ("30", "usual"),
        ("20", "hostile"),
        ("30", "hostile"),
    ]
    assert int(rows[-1][5]) > 0
    assert "Machine:" in printed
