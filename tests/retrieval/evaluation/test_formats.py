"""How rightly papers in files of all kinds are read: what is counted, and a small paper read."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.errors import PageRefused
from retrieval.evaluation.__main__ import main
from retrieval.evaluation.formats import (
    CaseFigures,
    ExpectedStory,
    FormatCase,
    compared,
    measured,
    pages_below,
    read_cases,
    table,
)
from retrieval.model import Article, Evidence, PrintedDate

PAPER = Path(__file__).parents[2] / "fixtures" / "formats" / "paper"
CASES = {case.name: case for case in read_cases(PAPER)}
WRITTEN = [name for name, case in CASES.items() if not case.is_picture]

STORY = ExpectedStory(
    "渡口的钟又响了",
    "停了九年 由船工修好",
    "江边见闻",
    ("岑舟",),
    ("马芦",),
    "2026-04-02",
    ("4月2日清晨，渡口的铜钟响了六下。", "修钟的是三位老船工。"),
    "铜钟。 岑舟 摄",
)
OTHER = ExpectedStory("早市搬家", None, None, (), (), None, ("早市搬到了桥北。",), None)
CASE = FormatCase("a", Path("a"), (STORY, OTHER))
ARTICLE = Article(
    title="江边见闻 渡口的钟又响了 ——停了九年 由船工修好",
    subtitle="停了九年 由船工修好",
    reporters=("岑舟",),
    correspondents=("马芦",),
    date=PrintedDate(4, 2, Evidence.TEXT, 2026, Evidence.PAGE),
    paragraphs=("本报讯4月2日清晨，渡口的铜钟响了六下。", "铜钟。", "修钟的是三位老船工。"),
)
OTHER_ARTICLE = Article(title="早市搬家", paragraphs=("早市搬到了桥北。",))
RIGHT = (ARTICLE, OTHER_ARTICLE)


def test_a_paper_that_is_read_rightly_has_no_fault() -> None:
    figures = compared(CASE, RIGHT)
    assert figures.faults == ()
    assert (figures.stories, figures.found, figures.near, figures.extra) == (2, 2, 0, 0)
    assert (figures.subtitles, figures.reporters, figures.correspondents) == (2, 2, 2)
    assert (figures.days, figures.moved, figures.share_wrong) == (2, 0, 0)


@pytest.mark.parametrize("title", ["渡口的钟又响了", "江边见闻 渡口的钟又响了"])
def test_a_kicker_or_subtitle_may_be_missing_from_the_title(title: str) -> None:
    assert compared(CASE, (replace(ARTICLE, title=title), OTHER_ARTICLE)).near == 0


def test_a_misread_title_is_found_and_told_to_be_near() -> None:
    figures = compared(CASE, (replace(ARTICLE, title="渡口的种又响了"), OTHER_ARTICLE))
    assert (figures.found, figures.near) == (2, 1)


def test_a_story_that_is_not_there_is_missed_and_another_is_extra() -> None:
    figures = compared(CASE, (OTHER_ARTICLE, replace(ARTICLE, title="本版导读")))
    assert (figures.found, figures.extra) == (1, 1)
    assert figures.faults == ("missed: 渡口的钟又响了", "extra: 本版导读")


def test_the_nearest_of_two_titles_is_the_storys() -> None:
    figures = compared(CASE, (replace(ARTICLE, title="渡口的种又响了"), *RIGHT))
    assert (figures.found, figures.near, figures.extra) == (2, 0, 1)


@pytest.mark.parametrize(
    ("wrong", "counted"),
    [
        (replace(ARTICLE, subtitle=None), "subtitles"),
        (replace(ARTICLE, reporters=("岑舟", "铜钟")), "reporters"),
        (replace(ARTICLE, correspondents=()), "correspondents"),
        (replace(ARTICLE, date=None), "days"),
        (replace(ARTICLE, date=PrintedDate(4, 2, Evidence.TEXT)), "days"),
    ],
)
def test_what_is_wrong_of_a_story_is_counted(wrong: Article, counted: str) -> None:
    figures = compared(CASE, (wrong, OTHER_ARTICLE))
    of_it = ("subtitles", "reporters", "correspondents", "days")
    assert {name: getattr(figures, name) for name in of_it} == {
        name: 1 if name == counted else 2 for name in of_it
    }
    assert len(figures.faults) == 1


def test_no_subtitle_is_wanted_of_a_file_that_prints_none() -> None:
    bare = replace(ARTICLE, title=STORY.title, subtitle=None)
    assert compared(replace(CASE, has_subtitles=False), (bare, OTHER_ARTICLE)).subtitles == 2


def test_stories_in_another_order_are_told() -> None:
    assert compared(CASE, RIGHT[::-1]).moved == 1


def test_characters_are_counted_of_the_stories_found() -> None:
    swapped = replace(OTHER_ARTICLE, paragraphs=("早市搬到了桥南，", "快来。"))
    figures = compared(CASE, (swapped,))
    assert (figures.wrong, figures.length) == (4, 8)


def test_a_caption_inside_a_paragraph_is_wrong() -> None:
    woven = replace(
        ARTICLE, paragraphs=("4月2日清晨，铜钟。渡口的铜钟响了六下。修钟的是三位老船工。",)
    )
    assert compared(CASE, (woven, OTHER_ARTICLE)).wrong == 3


def test_a_refused_file_is_counted_and_told() -> None:
    def refused(_: Path) -> Iterator[PageRefused]:
        yield PageRefused("a.pdf", "加了密码 (encrypted)")

    figures = measured(CASE, refused)
    assert (figures.pages, figures.refused, figures.found) == (0, 1, 0)
    assert figures.faults[0] == "refused: a.pdf: 加了密码 (encrypted)"


def test_a_row_has_the_share_of_wrong_characters() -> None:
    figures = CaseFigures("pdf", 4, 3, 1, 2, 1, 3, 3, 3, 2, 5, 1000, 2, 0, 3.0)
    head, row = table([figures]).splitlines()
    values = dict(zip(head.split(), row.split(), strict=True))
    assert values["stories"] == "3/4"
    assert values["wrong"] == "0.0050"
    assert values["s/page"] == "1.50"


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "pdf"])
def test_a_small_paper_is_read_wholly_right_from_what_tells_its_parts(name: str) -> None:
    assert measured(CASES[name], pages_below).faults == ()


def test_a_small_paper_is_read_from_where_its_words_stand() -> None:
    figures = measured(CASES["pdf"], pages_below)
    assert (figures.found, figures.near, figures.extra, figures.moved) == (5, 0, 0, 0)
    assert (figures.reporters, figures.correspondents, figures.days) == (5, 5, 5)
    assert figures.share_wrong <= 0.03


def test_the_command_prints_a_row_for_each_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", str(PAPER), "--case", "markdown"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["markdown", "5/5"]


def test_the_command_prints_an_object_for_each_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", str(PAPER), "--case", "markdown", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["case"], told["found"], told["wrong"]) == ("markdown", 5, 0)


@pytest.mark.parametrize("arguments", [["nowhere"], [str(PAPER), "--case", "papyrus"]])
def test_a_set_or_case_that_is_not_there_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["formats", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err
