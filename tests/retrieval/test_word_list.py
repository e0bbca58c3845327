"""Word lists: read in their order, and refused where a line is not a word."""

import pytest

from retrieval.word_list import parse, parse_table, words


def test_words_come_in_the_order_of_the_file() -> None:
    lines = ["# Offices", "书记", "市长\tof a city", "# Callings", "村民"]
    assert parse(lines, "posts.tsv") == ("书记", "市长", "村民")


def test_a_list_of_headings_has_no_words() -> None:
    assert parse(["# nothing yet"], "posts.tsv") == ()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", "no word"),
        ("　", "no word"),
        ("\ta comment alone", "no word"),
        ("市长 ", "space around '市长 '"),
        ("市长\tof a city\tagain", "more than one tab"),
        ("书记", "书记 stands in line 1 already"),
    ],
)
def test_an_error_names_file_and_line(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"posts.tsv:2: {fault}"):
        parse(["书记", line], "posts.tsv")


def test_a_tables_cells_hold_several_words_or_none() -> None:
    rows = parse_table(
        ["# Offices", "人社局\t人事局,劳动局", "教委\t\tof a city"], 2, "offices.tsv"
    )
    assert rows == ((("人社局",), ("人事局", "劳动局")), (("教委",), ()))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("人社局", "1 columns are missing"),
        ("人社局\t人事局\ta comment\tagain", "more than one comment"),
        ("\t人事局", "no word in the first column"),
        ("人社局\t人事局,", "no word, or space around it: ''"),
        ("人社局\t 人事局", "no word, or space around it: ' 人事局'"),
        ("教委\t", "教委 stands in line 1 already"),
    ],
)
def test_an_error_in_a_table_names_file_and_line(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"offices.tsv:2: {fault}"):
        parse_table(["教委\t教育委", line], 2, "offices.tsv")


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        words("retrieval", "no such list")
